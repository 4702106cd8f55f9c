import type { Case } from '#/core/case/case.ts';
import { type Command, type CommandName, commandSchema } from '#/core/case/commands.ts';
import { decide } from '#/core/case/decide.ts';
import type { World } from '#/core/case/decision.ts';
import type { Settlement } from '#/core/case/events.ts';
import { CASE_IN, SAMPLES } from '#/test/core/samples.ts';
import { CASE_ID, DUTY, learned, NOW, oneEnvelope, personOf, worldAt } from '#/test/core/stage.ts';

export const theSettlement: Settlement = {
  incident: true,
  violation: false,
  reason: '置き忘れ。開封の跡なし',
  facts: oneEnvelope(),
  level: 0,
  summary: '回収済み',
};
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
  ReadFromReporter: {},
  ProposeSettlement: { ...theSettlement },
  ConfirmSettlement: { seq: 9 },
  ReturnSettlement: { seq: 9, reason: '人数' },
  JoinCases: { members: ['20261120-00002'], rule: true },
  SplitCase: { reason: '別の件' },
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
const untouched = { tasks: {}, duties: {} };
export const proposed = (by = 'person:somebody'): Case => ({
  ...CASE_IN.reported,
  ...untouched,
  settlement: { ...theSettlement, seq: 9, by },
});
/** A report that belongs to another case. */
const member = () => ready({ joined: { to: '20261120-00009', keys: [], at: NOW, heard: 0 } });
export function caseFor(name: CommandName): Case {
  switch (name) {
    case 'SplitCase':
      return member();
    case 'CloseCase':
      return closable();
    case 'ReadFromReporter':
      return ready({ unread: true });
    case 'ProposeSettlement':
      return { ...CASE_IN.reported, ...untouched };
    case 'ConfirmSettlement':
    case 'ReturnSettlement':
      return proposed();
    default:
      return ready();
  }
}

export const give = (
  subject: Case,
  by: string,
  name: CommandName,
  more: object = {},
  world: World = worldAt(),
) => decide(subject, command(name, more), world, personOf(by, world));
