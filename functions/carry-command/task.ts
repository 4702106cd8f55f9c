import { type AnswerOutcome, answerWithCode } from '#/core/case/answer.ts';
import { type Carrier, carry, worldNow } from '#/core/case/carry.ts';
import { type Command, codeSchema, commandSchema } from '#/core/case/commands.ts';
import { decide } from '#/core/case/decide.ts';
import { looksLikeNotice, noticeMessage, noticeSecrets, sameText } from '#/core/escalation/notice-code.ts';
import { Fault } from '#/core/fault.ts';
import type { Machines, Signer } from '#/core/ports.ts';

export type Ports = Carrier & { machines: Machines; signer: Pick<Signer, 'mac'> };

/** Carries out what a signed-in person commands. The same command id has one effect, however often it is sent. */
export async function carryCommand(
  ports: Ports,
  given: { personId: string; body: unknown },
): Promise<{ caseId: string }> {
  const parsed = commandSchema.safeParse(given.body);
  if (!parsed.success) {
    throw new Fault('InputInvalid', {
      fields: parsed.error.issues.map((issue) => issue.path.join('.')).join(' '),
    });
  }
  const command: Command = parsed.data;
  const { caseId, commandId } = command;
  const { people } = await worldNow(ports);
  const by = people.find((person) => person.id === given.personId);
  if (by === undefined) throw new Fault('NotAllowed');
  const once = `command:${caseId}:${commandId}`;
  try {
    await carry(ports, { caseId, actor: `person:${by.id}`, once }, (subject, world) =>
      decide(subject, command, world, by),
    );
  } catch (error) {
    // A retry meets a case that has moved on. If it was this very command that moved it, all is well.
    if (!(error instanceof Fault) || (await ports.cases.caseOfOnce(once)) !== caseId) throw error;
  }
  return { caseId };
}

export interface NoticeAnswer {
  caseId: string;
  taskId: string;
  tag: string;
  form: { code?: string; charge?: string };
}

/** The answer to a mailed call by somebody who is not signed in: the code from the mail, typed by a person. */
export async function answerNotice(
  ports: Ports,
  { caseId, taskId, tag, form }: NoticeAnswer,
): Promise<AnswerOutcome> {
  if (!looksLikeNotice({ caseId, taskId, tag })) throw new Fault('LinkUnknown');
  const secrets = noticeSecrets(await ports.signer.mac(noticeMessage(caseId, taskId)));
  if (!sameText(tag, secrets.tag)) throw new Fault('LinkUnknown');
  const parsed = codeSchema.safeParse({
    ...form,
    // Whoever copies the whole line of the mail has copied the code.
    code: form.code?.normalize('NFKC').replaceAll(/\D/g, ''),
  });
  if (!parsed.success) return 'wrong-code';
  const { code, charge } = parsed.data;
  const right = sameText(code, secrets.code);
  // Only the code shows who typed it: a wrong one may be anybody's into whose hands the link came.
  const actor = right ? await personCalled(ports, caseId, taskId) : 'link';
  let outcome: AnswerOutcome = 'done';
  await carry(ports, { caseId, actor }, (subject, world) => {
    const answer = { right, charge: charge === 'yes', how: 'code' } as const;
    const answered = answerWithCode(subject, world, taskId, answer);
    outcome = answered.outcome;
    return answered.decision;
  });
  return outcome;
}

async function personCalled({ cases }: Ports, caseId: string, taskId: string): Promise<string> {
  const person = (await cases.load(caseId))?.tasks[taskId]?.person;
  if (person === undefined) throw new Fault('LinkUnknown');
  return `person:${person}`;
}
