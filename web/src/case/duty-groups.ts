import type { CaseView, DutyView, StageView } from '#/core/case/view.ts';
import { DUTY } from '#/web/src/text/ja.ts';

export type DutyGroup = keyof typeof DUTY.groups;

const GROUP_OF: Record<DutyView['state'], DutyGroup | 'ruledOut'> = {
  drafting: 'work',
  approving: 'work',
  filing: 'work',
  undecided: 'undecided',
  filed: 'done',
  'judged-none': 'done',
  shown: 'shown',
  'left-policy': 'shown',
  none: 'ruledOut',
};

const ORDER = Object.keys(DUTY.groups) as DutyGroup[];

/** What was filed on facts that have changed is work again. */
const groupOf = ({ state, changedSince }: DutyView): DutyGroup | 'ruledOut' =>
  changedSince ? 'work' : GROUP_OF[state];

const stageAt = ({ stages, stageName }: DutyView): number =>
  Math.max(
    0,
    stages.findIndex(({ name }) => name === stageName),
  );
const limitOf = (duty: DutyView): string => duty.stages[stageAt(duty)]?.limitDay ?? '';

/** Duties at work first, and last those that were ruled out; in each group what is due soonest first. */
export function groupDuties(duties: readonly DutyView[]) {
  const sorted = [...duties].sort((one, other) => limitOf(one).localeCompare(limitOf(other)));
  const of = (group: DutyGroup | 'ruledOut') => sorted.filter((duty) => groupOf(duty) === group);
  return {
    groups: ORDER.map((group) => ({ group, duties: of(group) })).filter((it) => it.duties.length > 0),
    ruledOut: of('ruledOut'),
  };
}

/** The body is part of a duty's name only where there are several. */
export const dutyName = ({ bodies }: Pick<CaseView, 'bodies'>, { name, bodyName }: DutyView): string =>
  bodies.length > 1 && bodyName ? DUTY.of(name, bodyName) : name;

/** The stages that come after the one at work. */
export const laterStages = (duty: DutyView): StageView[] => duty.stages.slice(stageAt(duty) + 1);

/** Questions under the post that answers them. */
export const byPost = (questions: DutyView['questions']): { of: string; words: string[] }[] =>
  [...new Set(questions.map(({ of }) => of))].map((of) => ({
    of,
    words: questions.filter((question) => question.of === of).map(({ words }) => words),
  }));
