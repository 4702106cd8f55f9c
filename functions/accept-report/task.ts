import { type Carrier, carry, extend, runErrands } from '#/core/case/carry.ts';
import type { Case } from '#/core/case/case.ts';
import { both, type Decision, nothing, say, tellPosts } from '#/core/case/decision.ts';
import type { Happening } from '#/core/case/events.ts';
import { newCase } from '#/core/case/fold.ts';
import { executionName } from '#/core/case/review.ts';
import { Fault } from '#/core/fault.ts';
import type { Errand, Machines, Objects, PreservedObject } from '#/core/ports.ts';
import { type Report, type ReportField, readReport, receiptIdOf } from '#/core/report/report.ts';
import { addMinutes, addSeconds, dayInJapan, type Instant } from '#/core/time.ts';

export type Ports = Carrier & { objects: Objects; machines: Machines };

export type Accepted =
  | { ok: true; receiptId: string; caseId: string }
  | { ok: false; values: Partial<Record<ReportField, string>>; wrong: ReportField[] };

/** The lock at intake is short: what should never have been sent to us must not be kept for years. */
const INTAKE_LOCK_MINUTES = 90 * 24 * 60;
const ATTEMPTS = 5;
/** Whoever keeps sending must not fill the timeline, nor the desk's mailbox. */
const MAX_SUPPLEMENTS = 10;
const QUIET_MINUTES = 10;

/** Raw bytes first, locked under their hash; then the case; then its machine. Accepted means it cannot be lost. */
export async function acceptReport(ports: Ports, body: Uint8Array): Promise<Accepted> {
  const retainUntil = addMinutes(ports.moment.now(), INTAKE_LOCK_MINUTES);
  const raw = await ports.objects.preserve('reports/', body, retainUntil);
  const read = readReport(new TextDecoder().decode(body));
  if (!read.ok) return read;
  const { report } = read;
  const receiptId = await receiptIdOf(report.reportId);
  const once = `report:${receiptId}`;
  const known = await ports.cases.caseOfOnce(once);
  if (known !== undefined)
    return { ok: true, receiptId, caseId: await supplement(ports, known, report, raw) };

  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const opened = await open(ports, report, raw, once);
    if (opened === 'known') {
      const caseId = (await ports.cases.caseOfOnce(once)) ?? '';
      return { ok: true, receiptId, caseId: await supplement(ports, caseId, report, raw) };
    }
    if (opened !== 'taken') return { ok: true, receiptId, caseId: opened.caseId };
    await ports.moment.pause(attempt);
  }
  throw new Fault('TooBusy');
}

const preserved = (raw: PreservedObject): Happening => ({
  type: 'evidence-preserved',
  body: { evidenceId: `raw-${raw.sha256.slice(0, 16)}`, what: 'report-form', ...raw },
});

/** `taken`: the number drawn belongs to another case. `known`: the same report was faster. */
async function open(
  ports: Ports,
  report: Report,
  raw: PreservedObject,
  once: string,
): Promise<{ caseId: string } | 'taken' | 'known'> {
  const { cases, moment } = ports;
  const start = newCase(newCaseId(moment.now(), moment.fresh()));
  const happenings: Happening[] = [
    preserved(raw),
    { type: 'report-accepted', body: { report, channel: 'form' } },
  ];
  const { after, events } = await extend(start, happenings, 'reporter', moment);
  const errands: Errand[] = [{ key: executionName(after, 'incident'), errand: 'start', run: after.run }];
  const dueAt = addSeconds(moment.now(), 60);
  const result = await cases.commit({ after, events, errands, finished: [], once }, dueAt);
  if (result === 'committed') await runErrands(ports, after.caseId, errands);
  return result === 'committed' ? { caseId: after.caseId } : result === 'lost' ? 'taken' : 'known';
}

/** Sent again: the same bytes change nothing; other bytes are added to the case, so that a correction is not lost. */
async function supplement(
  ports: Ports,
  caseId: string,
  report: Report,
  raw: PreservedObject,
): Promise<string> {
  await carry(ports, { caseId, actor: 'reporter' }, (subject: Case, world): Decision => {
    const stored = Object.values(subject.evidence).some((item) => item.sha256 === raw.sha256);
    if (stored) return nothing;
    if ((subject.supplements?.count ?? 0) >= MAX_SUPPLEMENTS) throw new Fault('TooManySupplements');
    return both(
      say(preserved(raw), { type: 'report-supplemented', body: { report, channel: 'form' } }),
      isJustTold(subject, world.now)
        ? nothing
        : tellPosts(subject, world, ['contact-unit'], 'report-supplemented', {
            step: `supplement-${subject.seq}`,
          }),
    );
  });
  return caseId;
}

/** The desk looks at an open case anyway. Nobody looks at a closed one, so its closing ends the quiet. */
function isJustTold(subject: Case, now: Instant): boolean {
  const { toldAt } = subject.supplements ?? {};
  if (toldAt === undefined || (subject.state === 'closed' && toldAt <= subject.closedAt)) return false;
  return now < addMinutes(toldAt, QUIET_MINUTES);
}

/** A number that can be read out on the telephone: the day and five digits. */
const newCaseId = (now: string, random: string): string =>
  `${dayInJapan(now).replaceAll('-', '')}-${String(Number.parseInt(random.slice(0, 8), 16) % 100_000).padStart(5, '0')}`;
