import type { Case } from '#/core/case/case.ts';
import { type Command, type CommandName, commandSchema } from '#/core/case/commands.ts';
import { decide } from '#/core/case/decide.ts';
import type { World } from '#/core/case/decision.ts';
import { CASE_IN, SAMPLES } from '#/test/core/samples.ts';
import { CASE_ID, DUTY, learned, NOW, personOf, worldAt } from '#/test/core/stage.ts';

/** The call that the cases below hold. */
export const taskId = 'call-1-executive';
const BODIES: {
  [N in CommandName]: Omit<Extract<Command, { command: N }>, 'command' | 'caseId' | 'commandId'>;
} = {
  AssessReport: { incident: true, violation: false, reason: '誤り', facts: learned() },
  RecordFacts: { facts: learned() },
  DecideSeverity: { from: 3, level: 3, reason: '判断' },
  Acknowledge: { taskId, charge: false },
  AcknowledgeByTelephone: { taskId, number: '000', at: NOW, charge: false },
  TakeCharge: {},
  JudgeDuty: { dutyId: DUTY, reportable: true, reason: '101人以上' },
  WriteDraft: { dutyId: DUTY, text: '案' },
  ReturnDraft: { dutyId: DUTY, revision: 1, reason: '人数' },
  ApproveDraft: { dutyId: DUTY, revision: 1 },
  RecordFiling: { dutyId: DUTY, filedAt: NOW, receiptNumber: 'R-1', last: false },
  NameReaders: { persons: ['desk-1'], reason: '本人の安全' },
  WriteToReporter: { text: 'いつ気づきましたか' },
  CloseCase: { summary: '回収済み' },
};
export const COMMANDS = Object.keys(BODIES) as CommandName[];

export const command = (name: CommandName, more: object = {}): Command =>
  commandSchema.parse({
    command: name,
    caseId: CASE_ID,
    commandId: crypto.randomUUID(),
    ...BODIES[name],
    ...more,
  });

export const task = (ask: string) => ({
  ...SAMPLES['task-opened'],
  taskId: `${ask}-1`,
  ask,
  post: 'x',
  openedAt: NOW,
  round: 0,
  state: 'open',
  refusedCodes: 0,
  dutyId: DUTY,
});
/** A case in which any of the commands makes sense: a call, and a task for each step of the duty. */
export const ready = (change: object = {}): Case => {
  const base = CASE_IN.responding;
  const tasks = Object.fromEntries(
    ['judge', 'draft', 'approve', 'file'].map((ask) => [`${ask}-1`, task(ask)]),
  );
  const duty = {
    ...base.duties[DUTY],
    state: 'approving',
    draft: { revision: 1, author: 'person:writer', factsRevision: 1 },
  };
  return { ...base, tasks: { ...base.tasks, ...tasks }, duties: { [DUTY]: duty }, ...change } as Case;
};
export const closable = (change: object = {}) => ready({ tasks: {}, duties: {}, charge: 'chief', ...change });
export const caseFor = (name: CommandName) => (name === 'CloseCase' ? closable() : ready());

export const give = (
  subject: Case,
  by: string,
  name: CommandName,
  more: object = {},
  world: World = worldAt(),
) => decide(subject, command(name, more), world, personOf(by, world));
