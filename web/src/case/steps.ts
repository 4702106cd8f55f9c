import type { CommandName } from '#/core/case/commands.ts';
import type { Ask } from '#/core/case/events.ts';
import type { CaseView, DutyView, MeView, TaskView } from '#/core/case/view.ts';

export type StepKind =
  | 'acknowledge'
  | 'charge'
  | 'assess'
  | 'confirm'
  | 'settle'
  | 'severity'
  | 'judge'
  | 'draft'
  | 'approve'
  | 'file'
  | 'call'
  | 'close';

export interface Step {
  /** Also the name of its form. */
  id: string;
  kind: StepKind;
  task?: TaskView;
  duty?: DutyView;
  /** Asked of one of my posts, not merely allowed. */
  mine: boolean;
}

const isOpen = (task: TaskView, ask: Ask, dutyId?: string): boolean =>
  task.ask === ask && task.state === 'open' && task.dutyId === dutyId;

/** Actors are written `person:<id>`, people by their id alone. */
export const isPerson = (id: string | undefined, person: string): boolean =>
  id === person || id === `person:${person}`;

/** The desk telephones; whoever else may enter a telephone call is not asked to. */
const DESK_POST = 'contact-unit';

const DESK_STEPS = [
  { kind: 'assess', ask: 'assess', command: 'AssessReport' },
  { kind: 'severity', ask: 'decide-severity', command: 'DecideSeverity' },
] as const;
const DUTY_STEPS = [
  { kind: 'judge', command: 'JudgeDuty' },
  { kind: 'draft', command: 'WriteDraft' },
  { kind: 'approve', command: 'ApproveDraft' },
  { kind: 'file', command: 'RecordFiling' },
] as const;

type Desk = ReturnType<typeof deskOf>;

function deskOf(view: CaseView, me: MeView) {
  const may = (command: CommandName): boolean => view.may.includes(command);
  const holds = (post: string): boolean => me.posts.some(({ id }) => id === post);
  /** An open task that this person may do, and whether it is, or has come up to be, the person's own. */
  const find = (ask: Ask, command: CommandName, duty?: DutyView) => {
    const task = view.tasks.find((candidate) => isOpen(candidate, ask, duty?.dutyId));
    const allowed = duty ? duty.may.includes(command) : may(command);
    return task && allowed ? [{ task, mine: task.round >= 2 || holds(task.post) }] : [];
  };
  return { view, me, may, holds, find };
}

function calledSteps({ view, me, may }: Desk): Step[] {
  const mine = view.tasks.filter((task) => task.ask === 'acknowledge' && isPerson(task.person, me.person.id));
  const called = mine.find(isSilent);
  if (called && may('Acknowledge')) {
    return [{ id: 'acknowledge', kind: 'acknowledge', task: called, mine: true }];
  }
  const free = view.state === 'responding' && view.charge === undefined;
  return free && may('TakeCharge') ? [{ id: 'charge', kind: 'charge', mine: mine.length > 0 }] : [];
}

const deskSteps = ({ view, may, find }: Desk): Step[] => [
  ...DESK_STEPS.flatMap(({ kind, ask, command }) =>
    find(ask, command).map(
      // While a proposal waits, the long way is open to everybody, and nobody's next step.
      ({ task, mine }): Step => ({ id: kind, kind, task, mine: mine && view.settlement === undefined }),
    ),
  ),
  // "Neither" can be judged again as long as the case is not closed.
  ...(view.state === 'set-aside' && may('AssessReport')
    ? [{ id: 'assess', kind: 'assess' as const, mine: false }]
    : []),
];

/** The quick way: what waits for this person's word, and what may still be proposed. */
const settleSteps = ({ may, find }: Desk): Step[] => [
  ...find('settle', 'ConfirmSettlement').map((found): Step => ({ id: 'confirm', kind: 'confirm', ...found })),
  ...(may('ProposeSettlement') ? [{ id: 'settle', kind: 'settle' as const, mine: false }] : []),
];

const dutySteps = ({ view, find }: Desk): Step[] =>
  view.duties
    .flatMap((duty) =>
      DUTY_STEPS.flatMap(({ kind, command }) =>
        find(kind, command, duty).map((found): Step & { task: TaskView } => ({
          id: `${kind}-${duty.dutyId}`,
          kind,
          duty,
          ...found,
        })),
      ),
    )
    .sort((one, other) => one.task.due.localeCompare(other.task.due));

const telephoneSteps = ({ view, may, holds }: Desk): Step[] =>
  silent(view).length > 0 && view.charge === undefined && may('AcknowledgeByTelephone')
    ? [{ id: 'call', kind: 'call', mine: holds(DESK_POST) }]
    : [];

const closeSteps = ({ view, find }: Desk): Step[] =>
  find('close', 'CloseCase').map(
    ({ task, mine }): Step => ({ id: 'close', kind: 'close', task, mine: mine && !isBlocked(view) }),
  );

/** What this person can do now, the most urgent first; what is asked of the person before what is merely allowed. */
export function stepsOf(view: CaseView, me: MeView): Step[] {
  const desk = deskOf(view, me);
  const steps = [calledSteps, settleSteps, deskSteps, dutySteps, telephoneSteps, closeSteps].flatMap((of) =>
    of(desk),
  );
  return [...steps.filter((step) => step.mine), ...steps.filter((step) => !step.mine)];
}

const UNFINISHED: readonly DutyView['state'][] = ['undecided', 'drafting', 'approving', 'filing'];

/** What stands between this case and its end: duties not yet met, and nobody in charge. */
export const openDuties = (view: CaseView): DutyView[] =>
  view.duties.filter(({ state }) => UNFINISHED.includes(state));
export const lacksCharge = (view: CaseView): boolean =>
  view.state === 'responding' && view.everybodyAt !== undefined && view.charge === undefined;

export const isBlocked = (view: CaseView): boolean => openDuties(view).length > 0 || lacksCharge(view);

const isSilent = ({ ask, state }: TaskView): boolean =>
  ask === 'acknowledge' && (state === 'open' || state === 'unanswered');

/** The called people who have not said that they know. */
export const silent = (view: CaseView): TaskView[] => view.tasks.filter(isSilent);

/** Open tasks that wait for somebody else, soonest first; the called people have a list of their own. */
export const waitingFor = (view: CaseView, steps: readonly Step[]): TaskView[] =>
  view.tasks
    .filter(
      (task) =>
        task.state === 'open' &&
        task.ask !== 'acknowledge' &&
        !(task.ask === 'close' && isBlocked(view)) &&
        !steps.some((step) => step.mine && step.task?.taskId === task.taskId),
    )
    .sort((one, other) => one.due.localeCompare(other.due));
