import { extend, runErrands } from '#/core/case/carry.ts';
import type { Happening } from '#/core/case/events.ts';
import { toKeep } from '#/core/case/files.ts';
import { newCase } from '#/core/case/fold.ts';
import { mayBeRaised } from '#/core/case/notices.ts';
import { executionName } from '#/core/case/review.ts';
import { Fault } from '#/core/fault.ts';
import type { Policy } from '#/core/policy/policy.ts';
import type { Cases, Errand, Machines, Moment, Objects, PreservedObject } from '#/core/ports.ts';
import { likenessKeys, standingOut } from '#/core/report/likeness.ts';
import { addMinutes, addSeconds, dayInJapan } from '#/core/time.ts';

/** The lock at intake is short: what should never have been sent to us must not be kept for years. */
const INTAKE_LOCK_MINUTES = 90 * 24 * 60;
const ATTEMPTS = 5;

const FOLDERS = {
  'report-form': 'reports/',
  'report-mail': 'mails/',
  'report-file': 'files/',
  'mail-attachment': 'files/',
} as const;

interface Keeper {
  moment: Moment;
  objects: Pick<Objects, 'preserve'>;
}

/** Locks what came in under its own hash. */
export function lockAway(
  { moment, objects }: Keeper,
  what: keyof typeof FOLDERS,
  bytes: Uint8Array,
): Promise<PreservedObject> {
  return objects.preserve(FOLDERS[what], bytes, addMinutes(moment.now(), INTAKE_LOCK_MINUTES));
}

/** Locks a report as it arrived, before anything is made of it. */
export async function keepOriginal(
  keeper: Keeper,
  what: 'report-form' | 'report-mail',
  bytes: Uint8Array,
): Promise<Extract<Happening, { type: 'evidence-preserved' }>> {
  const raw = await lockAway(keeper, what, bytes);
  const evidenceId = `raw-${raw.sha256.slice(0, 16)}`;
  return { type: 'evidence-preserved', body: { evidenceId, what, ...raw } };
}

interface Opened {
  caseId: string;
  /** Whether `once` had its case already; then nothing was written. */
  known: boolean;
}

/** A case from what was reported, and its machine. What was reported under one `once` is one case. */
export async function openCase(
  ports: { cases: Cases; moment: Moment; machines: Machines; policy: Policy },
  { once, actor }: { once: string; actor: string },
  ...happenings: Happening[]
): Promise<Opened> {
  const { cases, moment } = ports;
  const noted = await likenessNoted(happenings, ports.policy);
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const known = await cases.caseOfOnce(once);
    if (known !== undefined) return { caseId: known, known: true };
    const start = newCase(newCaseId(moment.now(), moment.fresh()));
    const opened = await extend(start, happenings, actor, moment);
    const compared = await extend(opened.after, noted, 'step:note-likeness', moment);
    const { after } = compared;
    const events = [...opened.events, ...compared.events];
    const errands: Errand[] = [
      { key: executionName(after, 'incident'), errand: 'start', run: after.run },
      ...toKeep(happenings),
    ];
    const dueAt = addSeconds(moment.now(), 60);
    // Lost: the number drawn belongs to another case. Known: the same report was faster.
    const result = await cases.commit({ after, events, errands, finished: [], once }, dueAt);
    if (result === 'committed') {
      await runErrands(ports, after.caseId, errands);
      return { caseId: after.caseId, known: false };
    }
    await moment.pause(attempt);
  }
  throw new Fault('TooBusy');
}

/** What later reports are compared by. */
async function likenessNoted(happenings: readonly Happening[], policy: Policy): Promise<Happening[]> {
  for (const { type, body } of happenings) {
    if (type !== 'report-accepted' || body.probe) continue;
    const { report } = body;
    const mail = 'mail' in body ? body.mail : undefined;
    const keys = await likenessKeys(report, policy.profile.mail.ownDomains, mail);
    const standsOut = standingOut(report, mail);
    if (keys.length > 0 || mayBeRaised(policy, report.kind, standsOut))
      return [{ type: 'likeness-noted', body: { keys, standsOut } }];
  }
  return [];
}

/** A number that can be read out on the telephone: the day and five digits. */
const newCaseId = (now: string, random: string): string =>
  `${dayInJapan(now).replaceAll('-', '')}-${String(Number.parseInt(random.slice(0, 8), 16) % 100_000).padStart(5, '0')}`;
