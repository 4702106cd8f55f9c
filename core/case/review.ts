import {
  type Case,
  type Duty,
  isUntold,
  needsCharge,
  openCalls,
  openTask,
  openTasks,
  sectionsOf,
  unfinishedDuties,
} from '#/core/case/case.ts';
import {
  both,
  type Decision,
  emptyPosts,
  nothing,
  say,
  tellPosts,
  type World,
} from '#/core/case/decision.ts';
import type { Ask } from '#/core/case/events.ts';
import { reply } from '#/core/case/reporter.ts';
import { dayKey, watched } from '#/core/case/rows.ts';
import { chase, openFor } from '#/core/case/tasks.ts';
import { pursue } from '#/core/duty/pursue.ts';
import { escalate, type Progress } from '#/core/escalation/escalate.ts';
import { Fault } from '#/core/fault.ts';
import { earliest, secondsUntil } from '#/core/time.ts';

/** What a machine is told: what to do next, how long it may wait, and what the case looked like then. */
export interface Outlook {
  next: 'wait' | 'done' | 'joined';
  seconds: number;
  /** A person's act after this one has not been seen yet. */
  stirred: number;
  /** Names of the executions that must be running beside this one. */
  escalations: string[];
  reports: string[];
}

/** The longest wait. Step Functions ends an execution after a year; the sweeper starts a new run long before. */
const LONGEST_WAIT = 30 * 86_400;

/** How long the next run is put off, or given: longer after each that did not hold, so that a fault that stays does not spin. */
export const growing = (seconds: number, { restarts }: Pick<Case, 'restarts'>): number =>
  seconds * 2 ** Math.min(restarts, 6);

export const executionName = (subject: Pick<Case, 'caseId' | 'run'>, purpose: string): string =>
  `${subject.caseId}-${purpose}-${subject.run}`;

export function purposeOf(execution: string, subject: Pick<Case, 'caseId' | 'run'>): string {
  const { caseId, run } = subject;
  const purpose = execution.slice(caseId.length + 1, -`-${run}`.length);
  if (executionName(subject, purpose) !== execution) throw new Fault('RunSuperseded', { execution });
  return purpose;
}

/** An execution of an earlier run must end without effect. */
export function demandRun(subject: Case, run: number): void {
  if (subject.run !== run) throw new Fault('RunSuperseded', { run: String(subject.run) });
}

const OF_DESK: readonly Ask[] = ['assess', 'settle', 'decide-severity', 'close'];
const ofDesk = (ask: Ask): boolean => OF_DESK.includes(ask);

/** One more of the same: joined with its master by rule, or plainly like a report that the desk has before it. */
export type OneMore = 'joined' | 'alike';

/** The first thing that happens to a report: the desk and the head of the section are told. */
export function announce(subject: Case, world: World, oneMore?: OneMore): Decision {
  if (subject.state !== 'reported') return nothing;
  const asked = oneMore === 'joined' || openTask(subject, 'assess') !== undefined;
  return both(
    asked
      ? nothing
      : openFor(subject, world, 'assess', ['contact-unit'], {
          text: 'report-arrived',
          ...(oneMore && { quiet: true }),
        }),
    subject.announced ? nothing : both(tellSection(subject, world), reply(subject, 'receipt', 'receipt')),
  );
}

export const tellSection = (subject: Case, world: World, step = 'arrived'): Decision =>
  both(
    sectionsOf(subject).length === 0 ? nothing : emptyPosts(subject, world, ['section-manager']),
    tellPosts(
      subject,
      world,
      ['section-manager'],
      subject.concerns?.includes('section-manager') ? 'report-in-stead' : 'report-in-section',
      { step },
    ),
  );

/** What the response to a case needs now: tasks that must exist, and tasks that are late. */
export function reviewCase(subject: Case, world: World, oneMore?: OneMore): Decision {
  if (subject.probe) return subject.state === 'closed' ? nothing : say({ type: 'probe-passed', body: {} });
  if (subject.joined) return nothing;
  const desk = chase(subject, world, ({ ask }) => ofDesk(ask), oneMore !== undefined);
  switch (subject.state) {
    case 'reported':
      return both(announce(subject, world, oneMore), desk);
    case 'assessed':
      return openTask(subject, 'decide-severity')
        ? desk
        : openFor(subject, world, 'decide-severity', ['contact-unit']);
    case 'set-aside':
    case 'responding':
      return openTask(subject, 'close') ? desk : openFor(subject, world, 'close', ['contact-unit']);
    case 'closed':
      return nothing;
  }
}

export function outlookOnCase(subject: Case, world: World): Outlook {
  const calls =
    subject.state === 'responding' &&
    (needsCharge(subject) || isUntold(subject) || openCalls(subject).length > 0);
  return {
    ...wait(subject, world, (key) =>
      openTasks(subject).some((task) => task.taskId === key && ofDesk(task.ask)),
    ),
    next: nextOf(subject),
    escalations: calls ? [executionName(subject, `escalation-${subject.levelNumber}`)] : [],
    reports:
      subject.state === 'closed' || subject.joined
        ? []
        : unfinishedDuties(subject).map((duty) => executionName(subject, dutyPurpose(duty))),
  };
}

function nextOf({ state, joined }: Case): Outlook['next'] {
  if (state === 'closed') return 'done';
  return joined ? 'joined' : 'wait';
}

/** New facts may reopen a duty that was at its end, so each derivation is followed by an execution of its own. */
const dutyPurpose = ({ dutyId, finding }: Duty): string => `duty-${dutyId}-r${finding.factsRevision}`;

function dutyOf(purpose: string): { dutyId: string; revision: number } {
  const [, dutyId = '', revision] = /^duty-(.+)-r(\d+)$/.exec(purpose) ?? [];
  return { dutyId, revision: Number(revision) };
}

function wait(subject: Case, world: World, mine: (key: string) => boolean): Omit<Outlook, 'next'> {
  const due = earliest(watched(subject).flatMap((item) => (mine(item.key) ? item.due : [])));
  const seconds = due === undefined ? LONGEST_WAIT : Math.min(secondsUntil(due, world.now), LONGEST_WAIT);
  return { seconds, stirred: subject.stirred, escalations: [], reports: [] };
}

export function reviewEscalation(subject: Case, world: World, purpose: string): Decision & Progress {
  return escalate(subject, world, Number(purpose.replace('escalation-', '')));
}

export function outlookOnEscalation(subject: Case, world: World, { over, more }: Progress): Outlook {
  const calls = (key: string) => key === 'everybody' || key === 'calls';
  const outlook = wait(subject, world, calls);
  return { ...outlook, next: over ? 'done' : 'wait', ...(more && { seconds: 1 }) };
}

export function reviewDuty(subject: Case, world: World, purpose: string): Decision & { over: boolean } {
  const { dutyId, revision } = dutyOf(purpose);
  return pursue(subject, world, dutyId, revision);
}

export function outlookOnDuty(subject: Case, world: World, over: boolean, purpose: string): Outlook {
  const { dutyId } = dutyOf(purpose);
  return {
    ...wait(subject, world, (key) => key === dayKey(dutyId) || subject.tasks[key]?.dutyId === dutyId),
    next: over ? 'done' : 'wait',
  };
}
