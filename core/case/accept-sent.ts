import * as z from 'zod';
import { type Carrier, worldNow } from '#/core/case/carry.ts';
import { keepOriginal, openCase } from '#/core/case/open.ts';
import { postsOf } from '#/core/escalation/network.ts';
import { toHex } from '#/core/evidence/hash.ts';
import { Fault } from '#/core/fault.ts';
import type { Policy } from '#/core/policy/policy.ts';
import type { Machines, Objects, Signer } from '#/core/ports.ts';
import { type Receipt, receiptOf } from '#/core/report/receipt.ts';
import { receiptCode, receiptMessage } from '#/core/report/receipt-code.ts';
import { receiptIdOf } from '#/core/report/report.ts';
import { type SentReport, sentReportSchema } from '#/core/report/sent.ts';

type Ports = Carrier & { objects: Objects; machines: Machines; signer: Pick<Signer, 'mac'> };

interface Sent {
  personId: string;
  /** Made by the sender once for each report. */
  key: string;
  body: Uint8Array;
}

/** A report from somebody signed in, or from another system: the same key gives the same case, however often it is sent. */
export async function acceptSent(
  ports: Ports,
  { personId, key, body }: Sent,
): Promise<{ repeated: boolean; receipt: Receipt }> {
  const { cases, policy, signer } = ports;
  const { people, now } = await worldNow(ports);
  const by = people.find(({ id }) => id === personId);
  if (by === undefined) throw new Fault('NotAllowed');
  const original = await keepOriginal(ports, 'report-form', body);
  if (!/^[\x21-\x7e]{1,200}$/.test(key)) throw new Fault('InputInvalid', { fields: 'Idempotency-Key' });
  const sent = readSent(body, policy);
  // Out of a MAC, because whoever knew the id could add to the report, and keys are easily guessed.
  const reportId = toHex(await signer.mac(`report ${personId} ${key}`)).slice(0, 32);
  const receiptId = await receiptIdOf(reportId);
  const channel = postsOf(by, now).includes('reporting-system') ? 'system' : 'desk';
  const { caseId, known } = await openCase(
    ports,
    { once: `report:${receiptId}`, actor: `person:${by.id}` },
    original,
    { type: 'report-accepted', body: { report: { ...sent, reportId }, receiptId, channel } },
  );
  const subject = await cases.load(caseId);
  if (subject === undefined) throw new Fault('CaseNotFound');
  const same = Object.values(subject.evidence).some(({ sha256 }) => sha256 === original.body.sha256);
  if (!same) throw new Fault('KeyUsed', { caseId });
  const code = receiptCode(await signer.mac(receiptMessage(caseId)));
  return { repeated: known, receipt: receiptOf(subject, policy, code) };
}

function readSent(body: Uint8Array, policy: Policy): SentReport {
  const parsed = sentReportSchema(policy).safeParse(parsedJson(body));
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.flatMap(({ path, ...issue }) =>
    issue.code === 'unrecognized_keys' ? issue.keys : path.join('.'),
  );
  throw new Fault('InputInvalid', { fields: [...new Set(fields)].join(' ') });
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parsedJson(body: Uint8Array): unknown {
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(utf8.decode(body)));
  } catch {
    throw new Fault('InputInvalid', { fields: 'body' });
  }
}
