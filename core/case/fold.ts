import { CASE_SCHEMA, type Case, type Duty, type Task } from '#/core/case/case.ts';
import type { BodyOf, EventHeader, EventType, Happening, TimelineEvent } from '#/core/case/events.ts';
import { APPLY_REPORT, isByProgram, read, withFacts, withoutSettlement } from '#/core/case/fold-report.ts';
import { addTask, endTasks, withTask } from '#/core/case/fold-tasks.ts';
import { APPLY_WAVE } from '#/core/case/fold-wave.ts';
import { assess, close, escalate, respond, takeCharge } from '#/core/case/transitions.ts';
import type { DutyFinding } from '#/core/duty/derive.ts';
import { dutyAfter, filed, judged } from '#/core/duty/state.ts';
import { Fault } from '#/core/fault.ts';
import { higher } from '#/core/policy/source.ts';
import { addSeconds } from '#/core/time.ts';

type Header = EventHeader & { hash: string };
type Apply<T extends EventType> = (subject: Case, body: BodyOf<T>, header: Header) => Case;

const inState = <S extends Case['state']>(subject: Case, ...states: S[]): Extract<Case, { state: S }> => {
  if (!(states as string[]).includes(subject.state)) throw new Fault('WrongState', { state: subject.state });
  return subject as Extract<Case, { state: S }>;
};

const unchanged = (subject: Case): Case => subject;

const withDuty = (subject: Case, dutyId: string, change: (duty: Duty) => Duty): Case => {
  const duty = subject.duties[dutyId];
  if (duty === undefined) throw new Fault('WrongState', { dutyId });
  return { ...subject, duties: { ...subject.duties, [dutyId]: change(duty) } };
};

const doneFor = (subject: Case, dutyId: string, ask: Task['ask'], by: Header): Case =>
  endTasks(subject, (task) => task.ask === ask && task.dutyId === dutyId, 'done', by);

/** What was proposed is overtaken, or has its answer. */
const unsettled = (subject: Case, state: 'done' | 'dropped', by?: Header): Case =>
  withoutSettlement(endTasks(subject, ({ ask }) => ask === 'settle', state, by));

/**
 * A run that lasted so long held. What steps write is no sign of that: reviews, reminders and mails go on
 * in every run, also where a later step of each fails.
 */
const HOLDS_SECONDS = 86_400;

function derived(subject: Case, finding: DutyFinding): Case {
  const known = subject.duties[finding.dutyId];
  const duty = dutyAfter(known, finding);
  const next = { ...subject, duties: { ...subject.duties, [finding.dutyId]: duty } };
  return duty.state === known?.state
    ? next
    : endTasks(next, (task) => task.dutyId === finding.dutyId, 'dropped');
}

const APPLY: { [T in EventType]: Apply<T> } = {
  'evidence-preserved': (subject, body, header) => ({
    ...subject,
    evidence: { ...subject.evidence, [body.evidenceId]: { ...body, preservedAt: header.recordedAt } },
  }),
  'file-missing': unchanged,
  'attachments-left': unchanged,
  ...APPLY_REPORT,
  'readers-named': (subject, { persons }) => ({ ...subject, restricted: true, readers: persons }),
  'reporter-written': (subject, { master }) => {
    if (master === undefined || subject.joined === undefined) return read(subject);
    return { ...subject, joined: { ...subject.joined, heard: master.seq } };
  },
  'settlement-proposed': (subject, body, { seq, actor }) => ({
    ...unsettled(subject, 'dropped'),
    settlement: { ...body, seq, by: actor },
  }),
  'settlement-confirmed': (subject, _body, header) => unsettled(subject, 'done', header),
  'settlement-returned': (subject, _body, header) => unsettled(subject, 'done', header),
  ...APPLY_WAVE,
  'notices-queued': (subject, { text }, { recordedAt }) =>
    text === 'report-supplemented' || text === 'reporter-added'
      ? { ...subject, supplements: { ...subject.supplements, toldAt: recordedAt } }
      : subject,
  'notice-sent': unchanged,
  'notice-failed': unchanged,
  'notice-withdrawn': unchanged,
  'reply-sent': unchanged,
  'reply-failed': unchanged,
  'reply-withheld': unchanged,
  'task-opened': (subject, body, header) => ({
    ...addTask(subject, { ...body, openedAt: header.recordedAt }),
    ...(body.ask === 'assess' && { announced: true as const }),
  }),
  'task-reminded': (subject, { taskId, round, due }) =>
    withTask(subject, taskId, (task) => ({ ...task, round, due })),
  'task-raised': (subject, { taskId, round, due }) =>
    withTask(subject, taskId, (task) => ({ ...task, round, due })),
  'report-assessed': (subject, { incident, violation }, header) =>
    assess(
      inState(
        endTasks(
          endTasks(unsettled(subject, 'dropped'), (task) => task.ask === 'assess', 'done', header),
          (task) => task.ask === 'close',
          'dropped',
        ),
        'reported',
        'set-aside',
      ),
      { incident, violation },
    ),
  'facts-recorded': (subject, { facts, revision, suggested }) => ({
    ...withFacts(unsettled(subject, 'dropped'), facts),
    factsRevision: revision,
    suggested: higher(suggested, subject.suggested),
  }),
  'severity-decided': (subject, { level, wakes }, header) =>
    respond(
      inState(
        endTasks(unsettled(subject, 'dropped'), (task) => task.ask === 'decide-severity', 'done', header),
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
  'officer-acknowledged': (subject, { taskId, person }, { recordedAt }) =>
    withTask(subject, taskId, (task) => ({
      ...task,
      state: 'done',
      doneBy: `person:${person}`,
      doneAt: recordedAt,
    })),
  'officers-unanswered': (subject, { calls }) =>
    calls.reduce<Case>(
      (before, { taskId }) => withTask(before, taskId, (task) => ({ ...task, state: 'unanswered' })),
      subject,
    ),
  'code-refused': (subject, { taskId }) =>
    withTask(subject, taskId, (task) => ({ ...task, refusedCodes: task.refusedCodes + 1 })),
  'everybody-called': (subject, { round, everybodyAt, reached }) => {
    const responding = inState(subject, 'responding');
    return responding.escalation
      ? { ...responding, escalation: { ...responding.escalation, round, everybodyAt, reached } }
      : responding;
  },
  'policy-lacks': (subject, body) => {
    if (!('dutyId' in body)) return { ...inState(subject, 'responding'), wakes: false };
    const unasked = endTasks(subject, (task) => task.dutyId === body.dutyId, 'dropped');
    return withDuty(unasked, body.dutyId, (duty) => ({ ...duty, state: 'left-policy' }));
  },
  'alarm-raised': unchanged,
  'charge-taken': (subject, { person }, { recordedAt }) =>
    takeCharge(inState(subject, 'responding'), person, recordedAt),
  'duties-derived': (subject, { findings }) => findings.reduce(derived, subject),
  'duty-day-passed': (subject, { dutyId, day }) =>
    withDuty(subject, dutyId, (duty) => ({ ...duty, passed: day })),
  'duty-judged': (subject, { dutyId, reportable }, header) =>
    withDuty(doneFor(subject, dutyId, 'judge', header), dutyId, (duty) => judged(duty, reportable)),
  'draft-written': (subject, { dutyId, revision }, header) =>
    withDuty(doneFor(subject, dutyId, 'draft', header), dutyId, (duty) => ({
      ...duty,
      state: 'approving',
      draft: { revision, author: header.actor, factsRevision: duty.finding.factsRevision },
    })),
  'draft-returned': (subject, { dutyId }, header) =>
    withDuty(doneFor(subject, dutyId, 'approve', header), dutyId, (duty) => ({
      ...duty,
      state: 'drafting',
    })),
  'draft-approved': (subject, { dutyId }, header) =>
    withDuty(doneFor(subject, dutyId, 'approve', header), dutyId, (duty) => ({
      ...duty,
      approvedAt: header.recordedAt,
      state: 'filing',
    })),
  'report-filed': (subject, body, header) =>
    withDuty(doneFor(subject, body.dutyId, 'file', header), body.dutyId, (duty) => filed(duty, body)),
  'probe-passed': (subject, _body, { recordedAt }) => {
    const nothing = assess(inState(subject, 'reported'), { incident: false, violation: false });
    return close(inState(nothing, 'set-aside'), recordedAt);
  },
  'evidence-read': unchanged,
  'case-closed': (subject, { master }, header) => {
    const closing = master
      ? { ...subject, state: 'set-aside' as const, assessment: master.assessment }
      : inState(unsettled(subject, 'dropped'), 'responding', 'set-aside');
    const done = endTasks(closing, (task) => task.ask === 'close', 'done', header);
    // Calls stay as they were: that the case is closed ends them all.
    const ended = endTasks(done, (task) => task.ask !== 'acknowledge', 'dropped');
    return close(inState(ended, 'responding', 'set-aside'), header.recordedAt);
  },
  'timeline-anchored': (subject, _body, { seq }) => ({ ...inState(subject, 'closed'), anchoredSeq: seq }),
  'run-raised': (subject, { run }, { recordedAt }) => {
    const held = addSeconds(subject.runSince, HOLDS_SECONDS) <= recordedAt;
    return { ...subject, run, runSince: recordedAt, restarts: held ? 1 : subject.restarts + 1 };
  },
  'workflow-failed': unchanged,
};

/** A case before its first event, which alone says when it began: another look at the clock would be another time. */
export function newCase(caseId: string): Case {
  return {
    schema: CASE_SCHEMA,
    state: 'reported',
    caseId,
    run: 1,
    runSince: '',
    restarts: 0,
    seq: 0,
    headHash: '',
    recordedAt: '',
    stirred: 0,
    kind: '',
    reportedKind: '',
    section: '',
    reporterSection: '',
    personalData: 'unknown',
    told: {},
    overlays: [],
    receiptId: '',
    receivedAt: '',
    factsRevision: 0,
    suggested: 0,
    tasks: {},
    duties: {},
    evidence: {},
  };
}

/** What a person does that no machine has to look at. */
const STILL: readonly EventType[] = ['evidence-read', 'code-refused'];

/** Whoever acts must not wait until the machine looks again by itself, nor whoever has more to report. */
function stirs({ type, actor, body }: Header & { body: Happening['body'] }): boolean {
  if (actor.startsWith('person:')) return !STILL.includes(type);
  return (
    type === 'report-supplemented' ||
    (type === 'reporter-added' && !isByProgram(body as BodyOf<'reporter-added'>))
  );
}

/** The case after one event: the only way a case changes. */
export function fold(subject: Case, event: Header & { body: Happening['body'] }): Case {
  const apply = APPLY[event.type] as Apply<EventType>;
  const { seq, hash, recordedAt } = event;
  const begun = seq === 1 ? { ...subject, receivedAt: recordedAt, runSince: recordedAt } : subject;
  return {
    ...apply(begun, event.body as BodyOf<EventType>, event),
    seq,
    headHash: hash,
    recordedAt,
    // Whoever acts shall not wait out the pause of an earlier fault.
    ...(stirs(event) && { stirred: seq, restarts: 0 }),
  };
}

/** The case as its whole timeline tells it. */
export function replay(caseId: string, events: readonly TimelineEvent[]): Case {
  return events.reduce((subject, event) => {
    if (event.body === undefined) throw new Fault('WrongState', { missing: `body of ${event.seq}` });
    return fold(subject, { ...event, body: event.body });
  }, newCase(caseId));
}
