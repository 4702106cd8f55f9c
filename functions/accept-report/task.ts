import { type Carrier, carry, extend, runErrands } from '#/core/case/carry.ts';
import type { Case } from '#/core/case/case.ts';
import { both, type Decision, nothing, say, tellPosts } from '#/core/case/decision.ts';
import type { Happening } from '#/core/case/events.ts';
import { newCase } from '#/core/case/fold.ts';
import { executionName } from '#/core/case/review.ts';
import { Fault } from '#/core/fault.ts';
import type { Errand, Machines, Objects, PreservedObject } from '#/core/ports.ts';
import { type Report, type ReportField, readReport } from '#/core/report/report.ts';
import { addMinutes, addSeconds, dayInJapan } from '#/core/time.ts';

export type Ports = Carrier & { objects: Objects; machines: Machines };

export type Accepted =
  | { ok: true; reportId: string; caseId: string }
  | { ok: false; values: Partial<Record<ReportField, string>>; wrong: ReportField[] };

/** The lock at intake is short: what should never have been sent to us must not be kept for years. */
const INTAKE_LOCK_MINUTES = 90 * 24 * 60;
const ATTEMPTS = 5;

/** Raw bytes first, locked under their hash; then the case; then its machine. Accepted means it cannot be lost. */
export async function acceptReport(ports: Ports, body: Uint8Array): Promise<Accepted> {
  const retainUntil = addMinutes(ports.moment.now(), INTAKE_LOCK_MINUTES);
  const raw = await ports.objects.preserve('reports/', body, retainUntil);
  const read = readReport(new TextDecoder().decode(body));
  if (!read.ok) return read;
  const { report } = read;
  const once = `report:${report.reportId}`;
  const known = await ports.cases.caseOfOnce(once);
  if (known !== undefined) return supplement(ports, known, report, raw);

  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const opened = await open(ports, report, raw, once);
    if (opened === 'known') return supplement(ports, (await ports.cases.caseOfOnce(once)) ?? '', report, raw);
    if (opened !== 'taken') return { ok: true, reportId: report.reportId, caseId: opened.caseId };
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
  const start = newCase(newCaseId(moment.now(), moment.fresh()), moment.now());
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
): Promise<Accepted> {
  await carry(ports, { caseId, actor: 'reporter' }, (subject: Case, world): Decision => {
    const stored = Object.values(subject.evidence).some((item) => item.sha256 === raw.sha256);
    if (stored) return nothing;
    return both(
      say(preserved(raw), { type: 'report-supplemented', body: { report, channel: 'form' } }),
      tellPosts(subject, world, ['contact-unit'], 'report-supplemented', {
        step: `supplement-${subject.seq}`,
      }),
    );
  });
  return { ok: true, reportId: report.reportId, caseId };
}

/** A number that can be read out on the telephone: the day and five digits. */
const newCaseId = (now: string, random: string): string =>
  `${dayInJapan(now).replaceAll('-', '')}-${String(Number.parseInt(random.slice(0, 8), 16) % 100_000).padStart(5, '0')}`;
