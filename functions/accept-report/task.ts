import { acceptSent } from '#/core/case/accept-sent.ts';
import { type Carrier, carry } from '#/core/case/carry.ts';
import type { Case } from '#/core/case/case.ts';
import { both, type Decision, nothing, tellPosts } from '#/core/case/decision.ts';
import type { Happening } from '#/core/case/events.ts';
import { toKeep } from '#/core/case/files.ts';
import { keepOriginal, openCase } from '#/core/case/open.ts';
import { isJustTold } from '#/core/case/reporter.ts';
import { Fault } from '#/core/fault.ts';
import type { Machines, Objects, Signer } from '#/core/ports.ts';
import { recogniseProbe } from '#/core/report/probe.ts';
import { type Report, type ReportField, readReport, receiptIdOf } from '#/core/report/report.ts';

export type Ports = Carrier & { objects: Objects; machines: Machines; signer: Pick<Signer, 'mac'> };

export type Accepted =
  | { ok: true; receiptId: string; caseId: string }
  | { ok: false; values: Partial<Record<ReportField, string>>; wrong: ReportField[] };

/** From somebody signed in, or from another system: JSON in, the receipt out. */
export const acceptJson = (
  ports: Ports,
  { personId, headers, body }: { personId: string; headers: Record<string, string>; body: Uint8Array },
) => acceptSent(ports, { personId, key: headers['idempotency-key'] ?? '', body });

/** Whoever keeps sending must not fill the timeline. */
const MAX_SUPPLEMENTS = 10;

/** Raw bytes first, locked under their hash; then the case; then its machine. Accepted means it cannot be lost. */
export async function acceptReport(ports: Ports, body: Uint8Array): Promise<Accepted> {
  const original = await keepOriginal(ports, 'report-form', body);
  const read = readReport(new TextDecoder().decode(body));
  if (!read.ok) return read;
  const { report, ...probe } = await recogniseProbe(ports.signer, 'form', read.report.callback, read.report);
  const receiptId = await receiptIdOf(report.reportId);
  const { caseId, known } = await openCase(
    ports,
    { once: `report:${receiptId}`, actor: 'reporter' },
    original,
    { type: 'report-accepted', body: { report, channel: 'form', ...probe } },
  );
  if (known && !probe.probe) await supplement(ports, caseId, report, original);
  return { ok: true, receiptId, caseId };
}

/** Sent again: the same bytes change nothing; other bytes are added to the case, so that a correction is not lost. */
async function supplement(
  ports: Ports,
  caseId: string,
  report: Report,
  original: Awaited<ReturnType<typeof keepOriginal>>,
): Promise<void> {
  await carry(ports, { caseId, actor: 'reporter' }, (subject: Case, world): Decision => {
    const stored = Object.values(subject.evidence).some(({ sha256 }) => sha256 === original.body.sha256);
    if (stored) return nothing;
    if ((subject.supplements?.count ?? 0) >= MAX_SUPPLEMENTS) throw new Fault('TooManySupplements');
    const supplement: Happening = { type: 'report-supplemented', body: { report, channel: 'form' } };
    return both(
      { happenings: [original, supplement], errands: toKeep([supplement], subject.evidence) },
      isJustTold(subject, world.now)
        ? nothing
        : tellPosts(subject, world, ['contact-unit'], 'report-supplemented', {
            step: `supplement-${subject.seq}`,
          }),
    );
  });
}
