import type { Duty } from '#/core/case/case.ts';
import type { BodyOf } from '#/core/case/events.ts';
import type { DutyFinding } from '#/core/duty/derive.ts';

const AT_WORK: readonly (Duty['state'] | undefined)[] = ['drafting', 'approving', 'filing'];

function startOf({ result, followed }: DutyFinding): Duty['state'] {
  if (result === 'none') return 'none';
  if (!followed) return 'shown';
  return result === 'due' ? 'drafting' : 'undecided';
}

const sameVerdicts = (one: DutyFinding, other: DutyFinding): boolean =>
  one.result === other.result &&
  one.followed === other.followed &&
  one.claimed.join() === other.claimed.join() &&
  one.items.length === other.items.length &&
  one.items.every(
    ({ item, verdict }, at) => item === other.items[at]?.item && verdict === other.items[at].verdict,
  );

/** After the last stage: what was filed is supplemented, as soon as more is known. No day is counted for it. */
export const SUPPLEMENT = 'supplement';

export const stageIdOf = ({ stage, finding }: Duty): string => finding.stages[stage]?.stage ?? SUPPLEMENT;

export const isSupplement = ({ stage, finding }: Duty): boolean => stage >= finding.stages.length;

/** Where a duty stands after new facts. What was filed stays filed; whether it must be supplemented is asked. */
function stateAfter(known: Duty, finding: DutyFinding): Duty['state'] {
  const alike = sameVerdicts(known.finding, finding);
  if (known.state === 'filed') return alike ? 'filed' : 'undecided';
  if (isSupplement(known)) return known.state === 'undecided' ? 'undecided' : 'drafting';
  if (AT_WORK.includes(known.state)) return workAfter(known, finding, alike);
  // "No report" was judged on other facts, and lapses.
  return alike && known.state !== 'judged-none' ? known.state : startOf(finding);
}

function workAfter({ state, taken }: Duty, finding: DutyFinding, alike: boolean): Duty['state'] {
  // What may be on its way out already is not called back for a fact that changes nothing of it.
  if (alike && state === 'filing') return state;
  // A text that was written or approved on other facts must be looked at anew; so must what a person took up unasked.
  const goesOn = alike || finding.result === 'due' || (finding.result === 'undecided' && taken === true);
  return goesOn ? 'drafting' : startOf(finding);
}

/** A day that has passed was passed for the days counted then; where they moved, the new ones are watched. */
function passedAfter(known: Duty, finding: DutyFinding): Pick<Duty, 'passed'> {
  const [before, after] = [known.finding.stages[known.stage], finding.stages[known.stage]];
  const same = before?.aimDay === after?.aimDay && before?.limitDay === after?.limitDay;
  return same && known.state !== 'none' && known.passed ? { passed: known.passed } : {};
}

/** A duty as new facts leave it. */
export function dutyAfter(known: Duty | undefined, finding: DutyFinding): Duty {
  const { passed: _passed, ...rest } = known ?? { stage: 0, filings: [] };
  const state = known ? stateAfter(known, finding) : startOf(finding);
  const next: Duty = {
    // The count of drafts goes on, so that no approval can meet another text under the same number.
    ...rest,
    ...(known && (known.filings.length > 0 || known.state === 'filing') && { changedSince: true as const }),
    ...(known && passedAfter(known, finding)),
    dutyId: finding.dutyId,
    finding,
    state,
  };
  return known?.state === 'filed' && state === 'undecided' ? supplemented(next) : next;
}

const supplemented = (duty: Duty): Duty => ({ ...duty, stage: duty.finding.stages.length, passed: 'limit' });

/** Whether a person may judge a duty although nobody was asked to: one only shown, or one filed before the facts changed. */
export const mayBeTakenUp = ({ state, changedSince }: Duty): boolean =>
  state === 'shown' || (state === 'filed' && changedSince === true);

/** A person's judgement. "No" to a supplement leaves what was filed. */
export function judged(duty: Duty, reportable: boolean): Duty {
  const { changedSince: _changed, ...rest } = duty;
  if (!reportable)
    return { ...rest, state: isSupplement(duty) || duty.state === 'filed' ? 'filed' : 'judged-none' };
  const taken = {
    ...rest,
    ...(duty.state === 'shown' && { taken: true as const }),
    state: 'drafting' as const,
  };
  return duty.state === 'filed' ? supplemented(taken) : taken;
}

/** A filing ends a stage. The next one begins at once, unless this was said to be the last. */
export function filed(duty: Duty, { stage, filedAt, receiptNumber, last }: BodyOf<'report-filed'>): Duty {
  const { passed: _passed, changedSince: _changed, approvedAt: _approved, ...rest } = duty;
  const filings = [...duty.filings, { stage, filedAt, receiptNumber }];
  const next = duty.stage + 1;
  const over = last || next >= duty.finding.stages.length;
  return { ...rest, filings, ...(over ? { state: 'filed' } : { state: 'drafting', stage: next }) };
}
