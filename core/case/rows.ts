import { type Case, type Duty, type Evidence, openTasks, type Task } from '#/core/case/case.ts';
import type { CaseLine } from '#/core/ports.ts';
import { dayInJapan, type Instant } from '#/core/time.ts';

/** One stored item of a case's collection, apart from its events. `list` and `order` feed the one index. */
export interface Row {
  sk: string;
  list?: string;
  order?: string;
  data: Record<string, unknown>;
}

/** The times at which a machine must have done something. If one passes, the sweeper sees to it. */
export function watched(subject: Case): { key: string; due: Instant }[] {
  if (subject.state === 'closed') return [];
  const inCharge = subject.state === 'responding' && subject.charge !== undefined;
  const tasks = openTasks(subject)
    .filter((task) => !(inCharge && task.ask === 'acknowledge'))
    .map((task) => ({ key: task.taskId, due: task.due }));
  if (subject.state !== 'responding' || inCharge || !subject.escalation) return tasks;
  return [...tasks, { key: 'everybody', due: subject.escalation.everybodyAt }];
}

export function caseLine(subject: Case): CaseLine {
  const next = openTasks(subject)
    .filter((task) => task.ask !== 'acknowledge')
    .sort((one, other) => one.due.localeCompare(other.due))[0];
  return {
    caseId: subject.caseId,
    state: subject.state,
    kind: subject.kind,
    receivedAt: subject.receivedAt,
    ...('severity' in subject && subject.severity !== undefined && { severity: subject.severity }),
    ...(next && { due: next.due, ask: next.ask }),
    ...('charge' in subject && subject.charge !== undefined && { charge: subject.charge }),
  };
}

/** Everything stored of a case besides its timeline, as a function of the case alone. */
export function rowsOf(subject: Case): Row[] {
  const { tasks, duties, evidence, ...head } = subject;
  const line = { ...caseLine(subject) };
  const readers = [...new Set(Object.values(tasks).flatMap((task) => task.person ?? []))];
  return [
    { sk: 'CASE', data: head },
    ...Object.values(tasks).map((task) => ({ sk: `TASK#${task.taskId}`, data: { ...task } })),
    ...Object.values(duties).map((duty) => ({ sk: `DUTY#${duty.dutyId}`, data: { ...duty } })),
    ...Object.values(evidence).map((item) => ({ sk: `EVIDENCE#${item.evidenceId}`, data: { ...item } })),
    ...(subject.state === 'closed'
      ? []
      : [{ sk: 'LIST#OPEN', list: 'OPEN', order: line.due ?? line.receivedAt, data: line }]),
    {
      sk: `LIST#DAY#${dayInJapan(line.receivedAt)}`,
      list: monthList(line.receivedAt),
      order: line.receivedAt,
      data: line,
    },
    ...readers.map((person) => ({
      sk: `LIST#READER#${person}`,
      list: `READER#${person}`,
      order: line.receivedAt,
      data: line,
    })),
    ...watched(subject).map(({ key, due }) => ({
      sk: `LIST#DUE#${key}`,
      list: 'DUE',
      order: due,
      data: { caseId: subject.caseId, what: 'task', key, dueAt: due },
    })),
  ];
}

export const monthListOf = (month: string): string => `MONTH#${month}`;
const monthList = (at: Instant): string => monthListOf(dayInJapan(at).slice(0, 7));

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
