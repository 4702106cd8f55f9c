import * as z from 'zod';
import { type Carrier, carry } from '#/core/case/carry.ts';
import { type Case, isAnchored } from '#/core/case/case.ts';
import { nothing, say } from '#/core/case/decision.ts';
import { demandRun } from '#/core/case/review.ts';
import { stepSchema } from '#/core/case/step.ts';
import { checkpointBody, signedNote } from '#/core/evidence/checkpoint.ts';
import { checkpointKey, checkpointsOf, doubtAbout } from '#/core/evidence/doubt.ts';
import { toBase64 } from '#/core/evidence/hash.ts';
import { Fault } from '#/core/fault.ts';
import type { Objects, Signer } from '#/core/ports.ts';
import { addMinutes } from '#/core/time.ts';

/** `retries`: how often the machine has come back because mail was still on its way. */
export const input = stepSchema.extend({ retries: z.int().nonnegative().default(0) });

export type Ports = Carrier & { objects: Objects; signer: Signer };

/** A signed end holds no personal data, so it may be kept as long as anybody may ask. */
const KEEP_MINUTES = 5 * 365 * 24 * 60;
/** That the watch came through a door on some day nobody asks the next. */
const KEEP_PROBE_MINUTES = 24 * 60;
const PATIENT_RETRIES = 4;

/** Signs the end of a closed case's timeline and locks the signed note away from whoever can write the table. */
export async function anchorTimeline(
  ports: Ports,
  { caseId, run, retries }: z.infer<typeof input>,
): Promise<void> {
  const { cases, objects, signer, moment, policy } = ports;
  // Listed first, so that an end signed meanwhile is not missing from an older timeline.
  const checkpoints = await objects.list(checkpointsOf(caseId));
  const subject = await cases.load(caseId);
  if (subject === undefined) throw new Fault('CaseNotFound');
  demandRun(subject, run);
  if (isDone(subject)) return;
  // The closing mails are events too. Waited for in vain, they are signed by the next run.
  const mailing = (await cases.errands(caseId)).some(({ errand }) => errand === 'mail');
  if (mailing && retries < PATIENT_RETRIES) throw new Fault('TooBusy');
  await demandTrue(ports, subject, checkpoints);
  const origin = `hikeshi/${policy.profile.id}`;
  const body = await checkpointBody(origin, [{ caseId, seq: subject.seq, hash: subject.headHash }]);
  const publicKey = await signer.publicKey();
  const note = await signedNote(body, origin, publicKey, await signer.sign(new TextEncoder().encode(body)));
  const kept = await objects.preserveAs(
    checkpointKey(subject),
    new TextEncoder().encode(note),
    addMinutes(moment.now(), subject.probe ? KEEP_PROBE_MINUTES : KEEP_MINUTES),
  );
  await carry(ports, { caseId, actor: 'step:anchor-timeline' }, (before) => {
    if (isDone(before)) return nothing;
    // What came meanwhile would stand behind the signature's own events, and look signed.
    if (before.headHash !== subject.headHash) throw new Fault('TooBusy');
    return say(
      {
        type: 'evidence-preserved',
        body: { evidenceId: `checkpoint-${subject.seq}`, what: 'checkpoint', ...kept },
      },
      { type: 'timeline-anchored', body: { note, publicKey: toBase64(publicKey) } },
    );
  });
}

const isDone = (subject: Case): boolean => subject.state !== 'closed' || isAnchored(subject);

/** Throws, with a noise, where the table does not agree with itself or with an end signed before. */
async function demandTrue(
  { cases, moment }: Ports,
  subject: Case,
  checkpoints: readonly string[],
): Promise<void> {
  const { caseId, seq } = subject;
  const doubt = await doubtAbout(subject, await cases.timeline(caseId), checkpoints);
  if (doubt === undefined) return;
  // A case written to while it was read is no lie.
  if ((await cases.load(caseId))?.seq !== seq) throw new Fault('TooBusy');
  moment.alarm('TimelineBroken');
  throw new Fault('TimelineBroken', { doubt });
}
