import { type Case, openTask, type Task } from '#/core/case/case.ts';
import { closeCase } from '#/core/case/close.ts';
import type { Command, CommandName, CommandOf } from '#/core/case/commands.ts';
import {
  both,
  type Decision,
  isConcerned,
  nothing,
  peopleOf,
  say,
  suggestedFor,
  tell,
  type World,
  wakes,
} from '#/core/case/decision.ts';
import type { Happening, Reply } from '#/core/case/events.ts';
import { learn, past } from '#/core/case/learn.ts';
import { reply } from '#/core/case/reporter.ts';
import { hatFor, mayRead } from '#/core/case/rights.ts';
import { confirmSettlement, proposeSettlement, returnSettlement } from '#/core/case/settle.ts';
import { confirmWave, split, toMembers } from '#/core/case/wave.ts';
import { mayBeTakenUp, stageIdOf } from '#/core/duty/state.ts';
import { type Person, postsOf } from '#/core/escalation/network.ts';
import { Fault } from '#/core/fault.ts';
import { statuteOf } from '#/core/policy/policy.ts';
import type { Level } from '#/core/policy/source.ts';
import type { Instant } from '#/core/time.ts';

type Decide<N extends CommandName> = (
  subject: Case,
  command: CommandOf<N>,
  world: World,
  by: Person,
) => Decision;

const DECIDE: { [N in CommandName]: Decide<N> } = {
  AssessReport: (subject, { incident, violation, reason, facts }, world, by) =>
    both(
      say({ type: 'report-assessed', body: { incident, violation, reason } }),
      learn(subject, facts, world, by),
    ),

  RecordFacts: (subject, { facts }, world, by) => learn(subject, facts, world, by),

  DecideSeverity: (subject, { from, level, reason }, world, by) => {
    const now = subject.state === 'responding' ? subject.severity : null;
    if (now !== from) throw new Fault('LevelChanged', { level: String(now) });
    demandLowering(now, level, world, by);
    const suggested = suggestedFor(subject, world.policy);
    return say({ type: 'severity-decided', body: { level, suggested, reason, wakes: wakes(world, level) } });
  },

  Acknowledge: (subject, { taskId, charge }, world, by) => {
    const task = calledTask(subject, taskId);
    if (task.person !== by.id || !postsOf(by, world.now).includes(task.post))
      throw new Fault('NotAllowed', { taskId });
    return acknowledge(subject, world, task, { how: 'signed-in' }, charge);
  },

  AcknowledgeByTelephone: (subject, { taskId, number, at, charge }, world, by) => {
    const task = calledTask(subject, taskId);
    const reply: Reply = {
      how: 'telephone',
      enteredBy: by.id,
      number,
      at: after(past(at, world.now, 'InTheFuture'), minuteOf(task.openedAt)),
    };
    return acknowledge(subject, world, task, reply, charge);
  },

  TakeCharge: (subject, _command, world, by) =>
    takeCharge(subject, world, by.id, hatFor(by, 'TakeCharge', { subject, world }) ?? ''),

  JudgeDuty: (subject, { dutyId, reportable, reason }, world) => {
    // What nobody is asked for may still be taken up, or ruled out, by whoever would draft it.
    const duty = subject.duties[dutyId];
    if (duty === undefined || !mayBeTakenUp(duty)) demandTask(subject, 'judge', dutyId);
    return say(
      ...[dutyId, ...following(subject, dutyId, world)].map(
        (judged): Happening => ({ type: 'duty-judged', body: { dutyId: judged, reportable, reason } }),
      ),
    );
  },

  WriteDraft: (subject, { dutyId, text }) => {
    demandTask(subject, 'draft', dutyId);
    const revision = (subject.duties[dutyId]?.draft?.revision ?? 0) + 1;
    return say({ type: 'draft-written', body: { dutyId, revision, text } });
  },

  ReturnDraft: (subject, { dutyId, revision, reason }, _world, by) => {
    demandOtherPerson(subject, dutyId, revision, by);
    return say({ type: 'draft-returned', body: { dutyId, revision, reason } });
  },

  ApproveDraft: (subject, { dutyId, revision }, _world, by) => {
    demandOtherPerson(subject, dutyId, revision, by);
    return say({ type: 'draft-approved', body: { dutyId, revision } });
  },

  RecordFiling: (subject, { dutyId, filedAt, receiptNumber, last }, world, by) => {
    demandTask(subject, 'file', dutyId);
    const approvedAt = subject.duties[dutyId]?.approvedAt ?? subject.receivedAt;
    const filed = after(past(filedAt, world.now, 'InTheFuture'), minuteOf(approvedAt));
    return say({
      type: 'report-filed',
      occurredAt: filed,
      body: { dutyId, stage: stageOfDuty(subject, dutyId), filedAt: filed, receiptNumber, by: by.id, last },
    });
  },

  NameReaders: (subject, { persons, reason }, world, by) => {
    const unfit = persons.filter((id) => {
      const person = world.people.find((candidate) => candidate.id === id);
      return person === undefined || isConcerned(subject, person, world.now);
    });
    if (unfit.length > 0) throw new Fault('InputInvalid', { fields: 'persons' });
    return say({ type: 'readers-named', body: { persons: [...new Set([...persons, by.id])], reason } });
  },

  JoinCases: (subject, { members, rule }, _world, by) => confirmWave(subject, { members, rule }, by.id),

  SplitCase: (subject, { reason }) => split(subject, reason),

  WriteToReporter: (subject, { text }) =>
    both(
      say({ type: 'reporter-written', body: { text } }),
      reply(subject, 'written', `written-${subject.seq}`),
      toMembers(subject, { order: 'written', seq: subject.seq + 1 }),
    ),

  ReadFromReporter: (subject) => (subject.unread ? say({ type: 'reporter-read', body: {} }) : nothing),

  ProposeSettlement: proposeSettlement,
  ConfirmSettlement: confirmSettlement,
  ReturnSettlement: returnSettlement,

  CloseCase: (subject, { summary }, world) => closeCase(subject, summary, world),
};

/** What can be done to a case that is worked on under another number. */
export const OF_MEMBER: readonly CommandName[] = ['SplitCase', 'WriteToReporter', 'ReadFromReporter'];

/** Decides what follows from a person's command. The rights come from the posts held at this moment. */
export function decide(subject: Case, command: Command, world: World, by: Person): Decision {
  // Whoever has no need to know learns not even that the case exists.
  if (!mayRead(by, subject, world)) throw new Fault('CaseNotFound');
  const hat = hatFor(by, command.command, {
    subject,
    world,
    dutyId: 'dutyId' in command ? command.dutyId : undefined,
  });
  if (hat === undefined) throw new Fault('NotAllowed', { command: command.command });
  // The reporter may add something at any time, and somebody must be able to say that it was read.
  if (subject.state === 'closed' && command.command !== 'ReadFromReporter') throw new Fault('CaseClosed');
  if (subject.joined && !OF_MEMBER.includes(command.command))
    throw new Fault('CaseJoined', { to: subject.joined.to });
  const decision = (DECIDE[command.command] as Decide<CommandName>)(subject, command, world, by);
  return actingFor(decision, world.policy.profile.posts[hat]?.actsFor);
}

const actingFor = (decision: Decision, holder: string | undefined): Decision =>
  holder === undefined
    ? decision
    : {
        ...decision,
        happenings: decision.happenings.map((happening) => ({ ...happening, actingFor: holder })),
      };

/** The answer of a called person who proved with the mailed code who they are. Rights end with the post. */
export function answerByCode(
  subject: Case,
  world: World,
  task: Task,
  { charge, how }: { charge: boolean; how: 'code' | 'mail' },
): Decision {
  const by = world.people.find((person) => person.id === task.person);
  if (by === undefined || !postsOf(by, world.now).includes(task.post)) throw new Fault('NotAllowed');
  return actingFor(acknowledge(subject, world, task, { how }, charge), task.deputyFor);
}

/** Times are typed to the minute. */
const minuteOf = (instant: Instant): Instant => `${instant.slice(0, 16)}:00.000Z`;

/** What answers something cannot have happened before it. */
function after(instant: Instant, start: Instant): Instant {
  if (instant < start) throw new Fault('TooEarly');
  return instant;
}

/** The open duties that go with the one that was judged, as the notice goes with its report. */
const following = (subject: Case, dutyId: string, { policy }: World): string[] =>
  Object.values(subject.duties)
    .filter(({ state }) => state === 'shown' || state === 'undecided')
    .filter(({ finding }) => {
      const { follows } = statuteOf(policy, finding.statute) ?? {};
      return follows !== undefined && `${follows}.${finding.body}` === dutyId;
    })
    .map((duty) => duty.dutyId);

/** Anybody who decides levels may raise one at once; down it goes only by whoever the profile names for that level. */
function demandLowering(from: Level | null, to: Level, { policy, now }: World, by: Person): void {
  if (from === null || from === 0 || to >= from) return;
  const posts = policy.profile.lowering[from];
  const held = postsOf(by, now).flatMap((post) => [post, policy.profile.posts[post]?.actsFor ?? '']);
  if (!posts.some((post) => held.includes(post)))
    throw new Fault('NotAllowedToLower', { level: String(from), posts: posts.join(' ') });
}

const stageOfDuty = ({ duties }: Case, dutyId: string): string => {
  const duty = duties[dutyId];
  return duty ? stageIdOf(duty) : '';
};

function calledTask(subject: Case, taskId: string): Task {
  const task = subject.tasks[taskId];
  if (task?.ask !== 'acknowledge') throw new Fault('TaskNotOpen', { taskId });
  return task;
}

/** Somebody who answers one call of a case knows of it: all the calls to that person are answered. */
const knownBy = (subject: Case, { taskId, person }: Task): string[] => [
  taskId,
  ...Object.values(subject.tasks)
    .filter((task) => task.ask === 'acknowledge' && task.person === person && task.taskId !== taskId)
    .filter((task) => task.state === 'open' || task.state === 'unanswered')
    .map((task) => task.taskId),
];

const acknowledged = (taskId: string, person: string, reply: Reply): Happening => ({
  type: 'officer-acknowledged',
  body: { taskId, person, reply },
  ...(reply.how === 'telephone' && { occurredAt: reply.at }),
});

/** Known and in charge are two facts: the first is always recorded, the second only if nobody has it yet. */
function acknowledge(subject: Case, world: World, task: Task, reply: Reply, charge: boolean): Decision {
  const person = task.person ?? '';
  const known = task.state === 'done';
  const inCharge = 'charge' in subject && subject.charge !== undefined;
  if (known && !charge) return nothing;
  return both(
    known ? nothing : say(...knownBy(subject, task).map((taskId) => acknowledged(taskId, person, reply))),
    charge && !inCharge ? takeCharge(subject, world, person, task.post) : nothing,
  );
}

function takeCharge(subject: Case, world: World, person: string, post: string): Decision {
  if (subject.state !== 'responding') throw new Fault('WrongState', { state: subject.state });
  if (subject.charge === person) return nothing;
  if (subject.charge !== undefined) throw new Fault('ChargeTaken', { person: subject.charge });
  const others = Object.values(subject.tasks).flatMap((task) => {
    const other = world.people.find((candidate) => candidate.id === task.person && candidate.id !== person);
    return other ? [{ person: other, post: task.post }] : [];
  });
  const desk = peopleOf(subject, world, 'contact-unit').map((other) => ({
    person: other,
    post: 'contact-unit',
  }));
  return both(
    say({ type: 'charge-taken', body: { person, post } }),
    tell(
      [...desk, ...others].filter((other) => other.person.id !== person),
      'charge-taken',
      `charge-${subject.seq}`,
    ),
  );
}

function demandTask(subject: Case, ask: 'judge' | 'draft' | 'approve' | 'file', dutyId: string): Task {
  const task = openTask(subject, ask, dutyId);
  if (task === undefined) throw new Fault('TaskNotOpen', { ask, dutyId });
  return task;
}

function demandOtherPerson(subject: Case, dutyId: string, revision: number, by: Person): void {
  demandTask(subject, 'approve', dutyId);
  const draft = subject.duties[dutyId]?.draft;
  if (draft?.revision !== revision)
    throw new Fault('DraftOutdated', { revision: String(draft?.revision ?? 0) });
  if (draft.author === `person:${by.id}`) throw new Fault('SamePerson');
}
