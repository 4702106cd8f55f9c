import { type Carrier, carry, worldNow } from '#/core/case/carry.ts';
import type { Case, Task } from '#/core/case/case.ts';
import { type Command, codeSchema, commandSchema } from '#/core/case/commands.ts';
import { answerByCode, decide } from '#/core/case/decide.ts';
import { both, nothing, say, tellPosts } from '#/core/case/decision.ts';
import {
  looksLikeNotice,
  MAX_WRONG_CODES,
  noticeMessage,
  noticeSecrets,
  sameText,
} from '#/core/escalation/notice-code.ts';
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

export type AnswerOutcome = 'done' | 'wrong-code' | 'locked' | 'over';

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
    const answered = judgeCode(subject, taskId, right);
    outcome = answered.outcome;
    if (outcome === 'done') return answerByCode(subject, world, answered.task, charge === 'yes');
    if (!answered.counts) return nothing;
    const refused = say({ type: 'code-refused', body: { taskId } });
    // Somebody may be trying to answer, and can no longer: the desk telephones.
    return outcome === 'locked'
      ? both(
          refused,
          tellPosts(subject, world, ['contact-unit'], 'code-locked', { step: `locked-${taskId}` }),
        )
      : refused;
  });
  return outcome;
}

async function personCalled({ cases }: Ports, caseId: string, taskId: string): Promise<string> {
  const person = (await cases.load(caseId))?.tasks[taskId]?.person;
  if (person === undefined) throw new Fault('LinkUnknown');
  return `person:${person}`;
}

/** What a code does at this moment. A wrong one counts, until the page is locked or the case is over. */
function judgeCode(
  subject: Case,
  taskId: string,
  right: boolean,
): { task: Task; outcome: AnswerOutcome; counts: boolean } {
  const task = subject.tasks[taskId];
  if (task?.ask !== 'acknowledge') throw new Fault('LinkUnknown');
  if (subject.state === 'closed') return { task, outcome: 'over', counts: false };
  const left = MAX_WRONG_CODES - task.refusedCodes;
  if (left <= 0) return { task, outcome: 'locked', counts: false };
  if (right) return { task, outcome: 'done', counts: false };
  return { task, outcome: left === 1 ? 'locked' : 'wrong-code', counts: true };
}
