import type { CaseView, DutyView, StageView } from '#/core/case/view.ts';
import type { DutyFinding } from '#/core/duty/derive.ts';
import { shortDateTime, shortDayWords } from '#/core/text/dates.ts';
import { DUTY_STATE_WORDS } from '#/core/text/words.ts';
import type { Day } from '#/core/time.ts';
import { DUTY } from '#/web/src/text/ja.ts';

type DutyGroup = keyof typeof DUTY.groups;

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
  changedSince && state === 'filed' ? 'work' : GROUP_OF[state];

/** Filed already, so that what may be judged is whether to correct what was filed. */
export const isSupplement = ({ state, filings }: DutyView): boolean =>
  filings.length > 0 && (state === 'undecided' || state === 'filed');

/** Approved on facts that have changed since. */
export const isOutdated = ({ state, draft }: DutyView): boolean => state === 'filing' && draft.outdated;

export const stateWords = (duty: DutyView): string =>
  duty.state === 'undecided' && isSupplement(duty) ? DUTY.supplement : DUTY_STATE_WORDS[duty.state];

/** After the last stage comes what is supplemented, which has no day. */
const stageAt = ({ stages, stageName }: DutyView): number => {
  const at = stages.findIndex(({ name }) => name === stageName);
  return at < 0 ? stages.length : at;
};
export const isPastStages = (duty: DutyView): boolean => stageAt(duty) === duty.stages.length;
const limitOf = (duty: DutyView): string => duty.stages[stageAt(duty)]?.limitDay ?? '';
const sooner = (one: DutyView, other: DutyView): number => limitOf(one).localeCompare(limitOf(other));

/** Duties at work first, and last those that were ruled out; in each group what is due soonest first. */
export function groupDuties(duties: readonly DutyView[]) {
  const sorted = [...duties].sort(sooner);
  const of = (group: DutyGroup | 'ruledOut') => sorted.filter((duty) => groupOf(duty) === group);
  return {
    groups: ORDER.map((group) => ({ group, duties: of(group) })).filter((it) => it.duties.length > 0),
    ruledOut: of('ruledOut'),
  };
}

export interface Deadline {
  words: string;
  /** That a holiday put it off. */
  moved?: string;
  late?: boolean;
  stage?: StageView;
}

/** Counted days end on a last one; a yardstick is a span. */
function stageDeadline(stage: StageView, found: DutyFinding['stages'][number], today: Day): Deadline {
  const { by, aim, span, moved } = DUTY.table;
  const { aimDay, limitDay, rawDay, days } = found;
  const day = shortDayWords(limitDay);
  const given = { stage, late: limitDay < today };
  if (days === undefined)
    return {
      words: aim(stage.name, aimDay === limitDay ? day : span(shortDayWords(aimDay), day)),
      ...given,
    };
  return {
    words: by(stage.name, day),
    ...(rawDay < limitDay && { moved: moved(shortDayWords(rawDay)) }),
    ...given,
  };
}

/** When it was filed, or until when the stage at work and those after it are to be. */
function deadlinesOf(duty: DutyView, today: Day): Deadline[] {
  const { state, filings, stages, finding, stageName } = duty;
  if (state === 'filed')
    return filings.map((it) => ({ words: DUTY.table.filed(it.stageName, shortDateTime(it.filedAt)) }));
  if (isPastStages(duty)) return [{ words: `${stageName}　${DUTY.asKnown}` }];
  return stages.flatMap((stage, at) => {
    const found = finding.stages[at];
    return at >= stageAt(duty) && found ? [stageDeadline(stage, found, today)] : [];
  });
}

/** What is owed or must be judged, soonest first; what was filed stands last. */
export function summaryOf(duties: readonly DutyView[], today: Day) {
  const { groups } = groupDuties(duties);
  const open = groups.filter(({ group }) => group === 'work' || group === 'undecided');
  const filed = groups
    .filter(({ group }) => group === 'done')
    .flatMap((it) => it.duties.filter(({ state }) => state === 'filed'));
  return [...open.flatMap((it) => it.duties).sort(sooner), ...filed].map((duty) => ({
    duty,
    deadlines: deadlinesOf(duty, today),
  }));
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
