import type { Case, Task } from '#/core/case/case.ts';
import { answerByCode } from '#/core/case/decide.ts';
import { both, type Decision, nothing, say, tellPosts, type World } from '#/core/case/decision.ts';
import { MAX_WRONG_CODES } from '#/core/escalation/notice-code.ts';
import { Fault } from '#/core/fault.ts';

export type AnswerOutcome = 'done' | 'wrong-code' | 'locked' | 'over';

/** What follows from a code that somebody sent as the answer to a call. A wrong one counts, until no more are taken. */
export function answerWithCode(
  subject: Case,
  world: World,
  taskId: string,
  answer: { right: boolean; charge: boolean; how: 'code' | 'mail' },
): { outcome: AnswerOutcome; decision: Decision } {
  const { task, outcome, counts } = judgeCode(subject, taskId, answer.right);
  if (outcome === 'done') return { outcome, decision: answerByCode(subject, world, task, answer) };
  if (!counts) return { outcome, decision: nothing };
  const refused = say({ type: 'code-refused', body: { taskId } });
  // Somebody may be trying to answer, and can no longer: the desk telephones.
  const told = tellPosts(subject, world, ['contact-unit'], 'code-locked', { step: `locked-${taskId}` });
  return { outcome, decision: outcome === 'locked' ? both(refused, told) : refused };
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
