import { acceptSent } from '#/core/case/accept-sent.ts';
import { type Carrier, carry, type Work } from '#/core/case/carry.ts';
import { hearersAt } from '#/core/case/decision.ts';
import { keepOriginal, openCase } from '#/core/case/open.ts';
import { addedOnPage } from '#/core/case/reporter.ts';
import { supplement } from '#/core/case/supplement.ts';
import { Fault } from '#/core/fault.ts';
import type { Machines, Objects, Signer } from '#/core/ports.ts';
import { recogniseProbe } from '#/core/report/probe.ts';
import type { Hearers } from '#/core/report/reaches.ts';
import { type Door, formOf, type ReadReport, readReport } from '#/core/report/read.ts';
import { receiptIdOf } from '#/core/report/report.ts';

export type Ports = Carrier & { objects: Objects; machines: Machines; signer: Pick<Signer, 'mac'> };

export type Refused = Extract<ReadReport, { ok: false }>;
export type Accepted = { ok: true; receiptId: string; caseId: string } | Refused;

/** From somebody signed in, or from another system: JSON in, the receipt out. */
export const acceptJson = (
  ports: Ports,
  { personId, headers, body }: { personId: string; headers: Record<string, string>; body: Uint8Array },
) => acceptSent(ports, { personId, key: headers['idempotency-key'] ?? '', body });

const textOf = (body: Uint8Array): string => new TextDecoder().decode(body);

/** Raw bytes first, locked under their hash; then the case; then its machine. Accepted means it cannot be lost. */
export async function acceptReport(ports: Ports, body: Uint8Array, door: Door): Promise<Accepted> {
  const original = await keepOriginal(ports, 'report-form', body);
  const read = readReport(textOf(body), { policy: ports.policy, door });
  if (!read.ok) return read;
  const { report, ...probe } = await recogniseProbe(ports.signer, 'form', read.report.callback, read.report);
  const receiptId = await receiptIdOf(report.reportId);
  const { caseId, known } = await openCase(
    ports,
    { once: `report:${receiptId}`, actor: 'reporter' },
    original,
    { type: 'report-accepted', body: { report, receiptId, channel: door, ...probe } },
  );
  if (known && !probe.probe) {
    await carry(...addingTo(ports, caseId), (subject, world) =>
      supplement(subject, world, original, { report, channel: door }),
    );
  }
  return { ok: true, receiptId, caseId };
}

/** This door starts machines and wakes none: the schedule does that, and at its next turn. */
const addingTo = ({ cases, moment, policy }: Ports, caseId: string): [Carrier, Work] => [
  { cases, moment, policy },
  { caseId, actor: 'reporter', errandSeconds: () => 0 },
];

/** What came of what was sent, for the page that answers it. */
export type Outcome =
  | { is: 'accepted' | 'added' | 'empty'; receiptId: string }
  /** `turned`: nothing was to be sent yet but the first page of the form. */
  | { is: 'again'; refused: Refused; turned: boolean; hearers: Hearers };

/** Whatever a reporter sends, by the address it is sent to. */
export async function receive(
  ports: Ports,
  { path, parameters, body }: { path: string; parameters: Record<string, string>; body: Uint8Array },
  door: Door,
): Promise<Outcome> {
  const { receiptId } = parameters;
  if (receiptId !== undefined) return { is: await addToReport(ports, receiptId, body), receiptId };
  const turned = path === '/report/details';
  const sent = turned ? turnPage(ports, body, door) : await acceptReport(ports, body, door);
  if (sent.ok) return { is: 'accepted', receiptId: sent.receiptId };
  const { cases, moment, policy } = ports;
  return {
    is: 'again',
    refused: sent,
    turned,
    hearers: hearersAt(policy, await cases.people(), moment.now()),
  };
}

/** The first page of the form, on the way to the second. Nobody has reported anything yet, so nothing of it is kept. */
function turnPage({ policy }: Ports, body: Uint8Array, door: Door): Refused {
  const read = readReport(textOf(body), { policy, door });
  return read.ok ? { ok: false, form: formOf(textOf(body)), wrong: [] } : read;
}

/** More of it stands in the original alone. */
const LONGEST_ADDITION = 4000;

/** What the reporter adds on the page of the receipt. */
async function addToReport(ports: Ports, receiptId: string, body: Uint8Array): Promise<'added' | 'empty'> {
  const original = await keepOriginal(ports, 'report-form', body);
  const caseId = await ports.cases.caseOfOnce(`report:${receiptId}`);
  if (caseId === undefined) throw new Fault('CaseNotFound');
  const text = (formOf(textOf(body)).get('text') ?? '').trim().slice(0, LONGEST_ADDITION).toWellFormed();
  if (text === '') return 'empty';
  await carry(...addingTo(ports, caseId), (subject, world) => addedOnPage(subject, world, original, text));
  return 'added';
}
