import {
  type Case,
  type Duty,
  type Evidence,
  isAnchored,
  isUntold,
  needsCharge,
  openCalls,
  openTask,
  openTasks,
  sectionsOf,
  stageOf,
  type Task,
  unfinishedDuties,
} from '#/core/case/case.ts';
import { isUnjoined, likeRows, memberListOf } from '#/core/case/like-rows.ts';
import type { CaseLine, Change, DueItem, Errand } from '#/core/ports.ts';
import { addSeconds, dayInJapan, earliest, endOfDay, type Instant } from '#/core/time.ts';

/** One stored item of a case's collection, apart from its events. `list` and `order` feed the one index. */
export interface Row {
  sk: string;
  list?: string;
  order?: string;
  data: Record<string, unknown>;
}

const DESK_ASK = {
  reported: 'assess',
  assessed: 'decide-severity',
  'set-aside': 'close',
  responding: 'close',
} as const;

/** How long one run may last: well within the year after which Step Functions ends an execution. */
const RUN_SECONDS = 90 * 86_400;
export const RUN_KEY = 'run';

/** The times at which a machine must have done something. If one passes, the sweeper sees to it. */
export function watched(subject: Case): { key: string; due: Instant }[] {
  if (subject.state === 'closed') {
    return isAnchored(subject) ? [] : [{ key: 'anchor', due: subject.recordedAt }];
  }
  // Its master is watched in its place, and closes it.
  if (subject.joined) return [];
  const desk = openTask(subject, DESK_ASK[subject.state]);
  const tasks = openTasks(subject);
  const nextCall = earliest(openCalls(subject).map((task) => task.due));
  return [
    ...tasks.filter((task) => task.ask !== 'acknowledge').map(({ taskId, due }) => ({ key: taskId, due })),
    ...(nextCall ? [{ key: 'calls', due: nextCall }] : []),
    ...(isUntold(subject) ? [{ key: 'told', due: subject.recordedAt }] : []),
    ...everybodyDue(subject),
    ...unfinishedDuties(subject).flatMap(nextDay),
    // What a machine should have asked for at once, and has not.
    ...(desk ? [] : [{ key: 'review', due: subject.recordedAt }]),
    ...unfinishedDuties(subject)
      .filter(({ dutyId }) => !tasks.some((task) => task.dutyId === dutyId))
      .map(({ dutyId }) => ({ key: `duty-${dutyId}`, due: subject.recordedAt })),
    { key: RUN_KEY, due: addSeconds(subject.runSince, RUN_SECONDS) },
  ];
}

/** The law's own clock: first the day aimed at, then the last one. */
function nextDay(duty: Duty): { key: string; due: Instant }[] {
  const { dutyId, passed } = duty;
  const { aimDay, limitDay } = stageOf(duty);
  if (passed === 'limit') return [];
  return [{ key: dayKey(dutyId), due: endOfDay(passed === 'aim' ? limitDay : aimDay) }];
}

export const dayKey = (dutyId: string): string => `day-${dutyId}`;

const everybodyDue = (subject: Case): { key: string; due: Instant }[] =>
  subject.state === 'responding' && subject.escalation && needsCharge(subject) && !isUntold(subject)
    ? [{ key: 'everybody', due: subject.escalation.everybodyAt }]
    : [];

/** What the queue says of a case besides where it stands. */
const marksOf = (subject: Case): Partial<CaseLine> => ({
  ...(subject.restricted && { restricted: true }),
  ...(subject.byMail && { byMail: true }),
  ...(subject.danger && { danger: true }),
  ...(subject.overlays.length > 0 && { overlays: subject.overlays }),
  ...(subject.raised && { raised: subject.raised }),
  ...(subject.settlement && { settledBy: subject.settlement.by.replace('person:', '') }),
  ...(subject.unread && { unread: true }),
  ...(subject.alike && isUnjoined(subject) && { alike: subject.alike }),
  ...(subject.joined && { joined: { to: subject.joined.to, heard: subject.joined.heard } }),
  ...(subject.wave && { wave: { members: subject.wave.members, rule: subject.wave.rule } }),
});

export function caseLine(subject: Case): CaseLine {
  // A call counts for as long as it may still find somebody in charge: the desk telephones. Later it is only news.
  const calls = needsCharge(subject) ? openCalls(subject) : [];
  const next = [...calls, ...openTasks(subject).filter((task) => task.ask !== 'acknowledge')].sort(
    (one, other) => one.due.localeCompare(other.due),
  )[0];
  return {
    caseId: subject.caseId,
    state: subject.state,
    kind: subject.kind,
    receivedAt: subject.receivedAt,
    ...('severity' in subject && subject.severity !== undefined && { severity: subject.severity }),
    ...(next && { due: next.due, ask: next.ask }),
    ...('charge' in subject && subject.charge !== undefined && { charge: subject.charge }),
    ...(needsCharge(subject) && { unled: true }),
    ...marksOf(subject),
  };
}

/** Closed, or worked on under another number. */
const isPast = ({ state, joined }: Case): boolean => state === 'closed' || joined !== undefined;

/**
 * What is past must not push out what is open. A person's own list is not parted: calls are rare, and with everybody
 * called the closing would not fit into one transaction.
 */
export const readerListOf = (reader: string, state: 'open' | 'past'): string => `READER#${state}#${reader}`;

/** In whose own list the case stands: people who were called, posts that were asked, the head of the section. */
export function readersOf(subject: Case): string[] {
  const asked = Object.values(subject.tasks).flatMap((task) =>
    task.person
      ? [task.person]
      : [task.post, ...(task.also ?? [])]
          .filter((post) => post !== 'section-manager')
          .map((post) => `post:${post}`),
  );
  const sections = subject.concerns?.includes('section-manager') ? [] : sectionsOf(subject);
  const named = subject.readers ?? [];
  return [...new Set([...asked, ...named, ...sections.map((section) => `section:${section}`)])];
}

/** What lists a case to people. The watch on the door is no report, and stands in no list. */
function listRows(subject: Case): Row[] {
  if (subject.probe) return [];
  const line = { ...caseLine(subject) };
  return [
    lineRow(subject, line),
    ...likeRows(subject, line),
    // What its reporter adds is read, whoever stands for it.
    ...(subject.joined && subject.unread && subject.state !== 'closed'
      ? [{ ...openRow(line), sk: 'LIST#UNREAD' }]
      : []),
    // Only a reference: with everybody called, each change would else write a row for each of them.
    ...readersOf(subject).map((reader) => ({
      sk: `LIST#READER#${reader}`,
      list: readerListOf(reader, isPast(subject) && reader.includes(':') ? 'past' : 'open'),
      order: subject.receivedAt,
      data: { caseId: subject.caseId },
    })),
  ];
}

/** Everything stored of a case besides its timeline, as a function of the case alone. */
export function rowsOf(subject: Case): Row[] {
  const { tasks, duties, evidence, ...head } = subject;
  return [
    { sk: 'CASE', data: head },
    ...Object.values(tasks).map((task) => ({ sk: `TASK#${task.taskId}`, data: { ...task } })),
    ...Object.values(duties).map((duty) => ({ sk: `DUTY#${duty.dutyId}`, data: { ...duty } })),
    ...Object.values(evidence).map((item) => ({ sk: `EVIDENCE#${item.evidenceId}`, data: { ...item } })),
    ...listRows(subject),
    ...nextDue(subject),
  ];
}

/** The first of the times that must not pass. With a row for each, one change of many duties would not fit into a transaction. */
function nextDue(subject: Case): Row[] {
  const [first] = watched(subject).sort((one, other) => one.due.localeCompare(other.due));
  if (first === undefined) return [];
  const data = { caseId: subject.caseId, key: first.key, dueAt: first.due };
  return [{ sk: 'LIST#DUE#next', list: 'DUE', order: first.due, data }];
}

/** A member stands under its master and in no list of its own, so that a thousand are one line. */
function lineRow(subject: Case, line: CaseLine): Row {
  const row = subject.state === 'closed' ? closedRow(subject.closedAt, line) : openRow(line);
  if (subject.joined === undefined) return row;
  const list = memberListOf(subject.joined.to, subject.state === 'closed' ? 'closed' : 'open');
  return { ...row, list, order: subject.receivedAt };
}

/** What the list of due things tells of one of them; an errand's own row holds more. */
export const dueItemOf = ({
  caseId,
  dueAt,
  errand,
  key,
  person,
  heldUntil,
}: Omit<DueItem, 'what'>): DueItem => ({
  caseId,
  dueAt,
  what: errand === undefined ? 'task' : 'errand',
  key,
  ...(errand && { errand }),
  ...(person && { person }),
  ...(heldUntil && { heldUntil }),
});

export const monthListOf = (month: string): string => `MONTH#${month}`;

/** The row that holds a case's line, open or closed, between these two keys among others. */
export const LINE_KEYS = { from: 'LIST#DAY#', to: 'LIST#OPEN' };
export const isLine = ({ sk }: { sk: string }): boolean =>
  sk === LINE_KEYS.to || sk.startsWith(LINE_KEYS.from);

const openRow = (line: CaseLine): Row => ({
  sk: 'LIST#OPEN',
  list: 'OPEN',
  order: line.due ?? line.receivedAt,
  data: { ...line },
});

/** Closed cases are listed by the month in which they were closed. */
function closedRow(closedAt: Instant, line: CaseLine): Row {
  const day = dayInJapan(closedAt);
  return { sk: `LIST#DAY#${day}`, list: monthListOf(day.slice(0, 7)), order: closedAt, data: { ...line } };
}

/** What must be written and removed so that the stored rows say `after`. */
export function rowChanges(before: Case | undefined, after: Case): { put: Row[]; remove: string[] } {
  const old = new Map((before ? rowsOf(before) : []).map((row) => [row.sk, JSON.stringify(row)]));
  const rows = rowsOf(after);
  const kept = new Set(rows.map((row) => row.sk));
  return {
    put: rows.filter((row) => old.get(row.sk) !== JSON.stringify(row)),
    remove: [...old.keys()].filter((sk) => !kept.has(sk)),
  };
}

/** The case again, from its stored rows. */
export function caseFrom(rows: readonly Row[]): Case | undefined {
  const head = rows.find((row) => row.sk === 'CASE');
  if (head === undefined) return undefined;
  const collect = <T>(prefix: string, key: string): Record<string, T> =>
    Object.fromEntries(
      rows.filter((row) => row.sk.startsWith(prefix)).map((row) => [row.data[key] as string, row.data as T]),
    );
  return {
    ...head.data,
    tasks: collect<Task>('TASK#', 'taskId'),
    duties: collect<Duty>('DUTY#', 'dutyId'),
    evidence: collect<Evidence>('EVIDENCE#', 'evidenceId'),
  } as Case;
}

/** With which case an errand lies. */
export const homeOf = (errand: Errand, { caseId }: Case): string =>
  errand.errand === 'note' ? errand.to : caseId;

/** DynamoDB takes so many writes in one transaction, and none twice to one key. */
const MOST_WRITES = 100;

/** Refuses a change that the real store would refuse, so that the twin in memory cannot hide it. */
export function demandWritable(change: Change): void {
  const { before, after, events, errands, finished, once } = change;
  const { put, remove } = rowChanges(before, after);
  const keys = [
    ...put.map(({ sk }) => sk),
    ...remove,
    ...[...errands.filter(({ errand }) => errand !== 'note').map(({ key }) => key), ...finished].map(
      (key) => `OUT#${key}`,
    ),
  ];
  const notes = errands.filter(({ errand }) => errand === 'note').length;
  const writes = keys.length + notes + 2 * events.length + (once === undefined ? 0 : 1);
  if (events.length === 0) throw new Error('a change without an event');
  if (writes > MOST_WRITES) throw new Error(`${writes} writes in one transaction`);
  if (new Set(keys).size < keys.length) throw new Error('one row written twice in one transaction');
}
