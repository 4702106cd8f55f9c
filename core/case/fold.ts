import { CASE_SCHEMA, type Case, type Duty, type Task } from '#/core/case/case.ts';
import type { BodyOf, EventHeader, EventType, Happening, TimelineEvent } from '#/core/case/events.ts';
import { assess, close, escalate, respond, takeCharge } from '#/core/case/transitions.ts';
import { Fault } from '#/core/fault.ts';

type Header = EventHeader & { hash: string };
type Apply<T extends EventType> = (subject: Case, body: BodyOf<T>, header: Header) => Case;

const inState = <S extends Case['state']>(subject: Case, ...states: S[]): Extract<Case, { state: S }> => {
  if (!(states as string[]).includes(subject.state)) throw new Fault('WrongState', { state: subject.state });
  return subject as Extract<Case, { state: S }>;
};

const unchanged = (subject: Case): Case => subject;

const withTask = (subject: Case, taskId: string, change: (task: Task) => Task): Case => {
  const task = subject.tasks[taskId];
  if (task === undefined) throw new Fault('TaskNotOpen', { taskId });
  return { ...subject, tasks: { ...subject.tasks, [taskId]: change(task) } };
};

const addTask = (subject: Case, task: Omit<Task, 'round' | 'state' | 'refusedCodes'>): Case => ({
  ...subject,
  tasks: { ...subject.tasks, [task.taskId]: { ...task, round: 0, state: 'open', refusedCodes: 0 } },
});

/** Ends the open tasks that ask one thing: somebody did it, or there is nothing left to ask. */
const endTasks = (
  subject: Case,
  which: (task: Task) => boolean,
  state: 'done' | 'dropped',
  actor = '',
): Case => ({
  ...subject,
  tasks: Object.fromEntries(
    Object.entries(subject.tasks).map(([id, task]) => [
      id,
      task.state === 'open' && which(task) ? { ...task, state, ...(actor && { doneBy: actor }) } : task,
    ]),
  ),
});

const withDuty = (subject: Case, dutyId: string, change: (duty: Duty) => Duty): Case => {
  const duty = subject.duties[dutyId];
  if (duty === undefined) throw new Fault('WrongState', { dutyId });
  return { ...subject, duties: { ...subject.duties, [dutyId]: change(duty) } };
};

const doneFor = (subject: Case, dutyId: string, ask: Task['ask'], actor: string): Case =>
  endTasks(subject, (task) => task.ask === ask && task.dutyId === dutyId, 'done', actor);

const START_OF_DUTY = { due: 'drafting', none: 'none', undecided: 'undecided' } as const;

/** New facts may open a duty or take its certainty away, but never undo what was already filed or judged for the same facts. */
function derived(subject: Case, finding: BodyOf<'duty-derived'>['finding']): Case {
  const known = subject.duties[finding.dutyId];
  const startedState = START_OF_DUTY[finding.result];
  const atWork = ['drafting', 'approving', 'filing'].includes(known?.state ?? '');
  const keeps = known !== undefined && (known.state === 'filed' || (finding.result === 'due' && atWork));
  // The count of drafts goes on, so that no approval can meet another text under the same number.
  const drafts = known?.draft && { draft: known.draft };
  const duty: Duty = keeps
    ? { ...known, finding }
    : { dutyId: finding.dutyId, finding, state: startedState, ...drafts };
  const next = { ...subject, duties: { ...subject.duties, [finding.dutyId]: duty } };
  return keeps ? next : endTasks(next, (task) => task.dutyId === finding.dutyId, 'dropped');
}

const APPLY: { [T in EventType]: Apply<T> } = {
  'evidence-preserved': (subject, body, header) => ({
    ...subject,
    evidence: { ...subject.evidence, [body.evidenceId]: { ...body, preservedAt: header.recordedAt } },
  }),
  'report-accepted': (subject, body) => ({
    ...subject,
    kind: body.report.kind,
    section: body.report.section,
    personalData: body.report.personalData,
  }),
  'report-supplemented': unchanged,
  'notices-queued': unchanged,
  'notice-sent': unchanged,
  'notice-failed': unchanged,
  'notice-withdrawn': unchanged,
  'task-opened': (subject, body, header) => addTask(subject, { ...body, openedAt: header.recordedAt }),
  'task-reminded': (subject, { taskId, round, due }) =>
    withTask(subject, taskId, (task) => ({ ...task, round, due })),
  'task-raised': (subject, { taskId, round, due }) =>
    withTask(subject, taskId, (task) => ({ ...task, round, due })),
  'report-assessed': (subject, { incident, violation }, header) =>
    assess(
      inState(
        endTasks(subject, (task) => task.ask === 'assess', 'done', header.actor),
        'reported',
      ),
      { incident, violation },
    ),
  'facts-recorded': (subject, { facts, revision }) => ({ ...subject, facts, factsRevision: revision }),
  'severity-decided': (subject, { level, wakes }, header) =>
    respond(
      inState(
        endTasks(subject, (task) => task.ask === 'decide-severity', 'done', header.actor),
        'assessed',
        'responding',
      ),
      level,
      wakes,
    ),
  'escalation-started': (subject, { number, everybodyAt }) =>
    escalate(inState(subject, 'responding'), number, everybodyAt),
  'officers-called': (subject, { calls }, header) =>
    calls.reduce<Case>(
      (before, call) => addTask(before, { ...call, ask: 'acknowledge', openedAt: header.recordedAt }),
      subject,
    ),
  'post-empty': unchanged,
  'officer-acknowledged': (subject, { taskId, person }) =>
    withTask(subject, taskId, (task) => ({ ...task, state: 'done', doneBy: `person:${person}` })),
  'officer-unanswered': (subject, { taskId }) =>
    withTask(subject, taskId, (task) => ({ ...task, state: 'unanswered' })),
  'code-refused': (subject, { taskId }) =>
    withTask(subject, taskId, (task) => ({ ...task, refusedCodes: task.refusedCodes + 1 })),
  'everybody-called': (subject, { round, everybodyAt }) => {
    const responding = inState(subject, 'responding');
    return responding.escalation
      ? { ...responding, escalation: { ...responding.escalation, round, everybodyAt } }
      : responding;
  },
  'policy-lacks': (subject, body) => {
    if (!('dutyId' in body)) return { ...inState(subject, 'responding'), wakes: false };
    const unasked = endTasks(subject, (task) => task.dutyId === body.dutyId, 'dropped');
    return withDuty(unasked, body.dutyId, (duty) => ({ ...duty, state: 'left-policy' }));
  },
  'alarm-raised': unchanged,
  'charge-taken': (subject, { person }) => takeCharge(inState(subject, 'responding'), person),
  'duty-derived': (subject, { finding }) => derived(subject, finding),
  'duty-judged': (subject, { dutyId, reportable }, header) =>
    withDuty(doneFor(subject, dutyId, 'judge', header.actor), dutyId, (duty) => ({
      ...duty,
      state: reportable ? 'drafting' : 'judged-none',
    })),
  'draft-written': (subject, { dutyId, revision }, header) =>
    withDuty(doneFor(subject, dutyId, 'draft', header.actor), dutyId, (duty) => ({
      ...duty,
      state: 'approving',
      draft: { revision, author: header.actor },
    })),
  'draft-returned': (subject, { dutyId }, header) =>
    withDuty(doneFor(subject, dutyId, 'approve', header.actor), dutyId, (duty) => ({
      ...duty,
      state: 'drafting',
    })),
  'draft-approved': (subject, { dutyId }, header) =>
    withDuty(doneFor(subject, dutyId, 'approve', header.actor), dutyId, (duty) => ({
      ...duty,
      state: 'filing',
    })),
  'report-filed': (subject, { dutyId, filedAt, receiptNumber }, header) =>
    withDuty(doneFor(subject, dutyId, 'file', header.actor), dutyId, (duty) => ({
      ...duty,
      state: 'filed',
      filed: { filedAt, receiptNumber },
    })),
  'evidence-read': unchanged,
  'case-closed': (subject, _body, header) => {
    const closing = inState(subject, 'responding', 'set-aside');
    const done = endTasks(closing, (task) => task.ask === 'close', 'done', header.actor);
    // Calls stay as they were: that the case is closed ends them all.
    const ended = endTasks(done, (task) => task.ask !== 'acknowledge', 'dropped');
    return close(inState(ended, 'responding', 'set-aside'), header.recordedAt);
  },
  'timeline-anchored': (subject) => ({ ...inState(subject, 'closed'), anchored: true }),
  'run-raised': (subject, { run }, header) => ({ ...subject, run, runSince: header.recordedAt }),
  'workflow-failed': unchanged,
};

export function newCase(caseId: string, receivedAt: string): Case {
  return {
    schema: CASE_SCHEMA,
    state: 'reported',
    caseId,
    run: 1,
    runSince: receivedAt,
    seq: 0,
    headHash: '',
    recordedAt: receivedAt,
    stirred: 0,
    kind: '',
    section: '',
    personalData: 'unknown',
    receivedAt,
    factsRevision: 0,
    tasks: {},
    duties: {},
    evidence: {},
  };
}

/** What a person does that no machine has to look at. */
const STILL: readonly EventType[] = ['evidence-read', 'code-refused'];

/** The case after one event: the only way a case changes. */
export function fold(subject: Case, event: Header & { body: Happening['body'] }): Case {
  const apply = APPLY[event.type] as Apply<EventType>;
  const { seq, hash, recordedAt } = event;
  const byPerson = event.actor.startsWith('person:') || event.actor === 'reporter';
  const stirred = byPerson && !STILL.includes(event.type) ? seq : subject.stirred;
  return {
    ...apply(subject, event.body as BodyOf<EventType>, event),
    seq,
    headHash: hash,
    recordedAt,
    stirred,
  };
}

/** The case as its whole timeline tells it. */
export function replay(caseId: string, events: readonly TimelineEvent[]): Case {
  const start = newCase(caseId, events[0]?.recordedAt ?? '');
  return events.reduce((subject, event) => {
    if (event.body === undefined) throw new Fault('WrongState', { missing: `body of ${event.seq}` });
    return fold(subject, { ...event, body: event.body });
  }, start);
}
