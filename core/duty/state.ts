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

/** Where a duty stands after new facts. What was filed stays filed. */
function stateAfter(known: Duty | undefined, finding: DutyFinding): Duty['state'] {
  if (known === undefined) return startOf(finding);
  if (known.state === 'filed') return 'filed';
  const alike = sameVerdicts(known.finding, finding);
  // A text that was approved on other facts must be written and approved anew.
  // So must one that a person took up although nobody was asked for it.
  const goesOn = finding.result === 'due' || (finding.result === 'undecided' && known.taken === true);
  if (AT_WORK.includes(known.state) && (alike || goesOn)) return 'drafting';
  // "No report" was judged on other facts, and lapses.
  return alike && known.state !== 'judged-none' ? known.state : startOf(finding);
}

/** A duty as new facts leave it. */
export function dutyAfter(known: Duty | undefined, finding: DutyFinding): Duty {
  return {
    stage: 0,
    filings: [],
    // The count of drafts goes on, so that no approval can meet another text under the same number.
    ...known,
    ...(known && known.filings.length > 0 && { changedSince: true as const }),
    dutyId: finding.dutyId,
    finding,
    state: stateAfter(known, finding),
  };
}

/** A filing ends a stage. The next one begins at once, unless this was said to be the last. */
export function filed(duty: Duty, { stage, filedAt, receiptNumber, last }: BodyOf<'report-filed'>): Duty {
  const { passed: _passed, changedSince: _changed, approvedAt: _approved, ...rest } = duty;
  const filings = [...duty.filings, { stage, filedAt, receiptNumber }];
  const next = duty.stage + 1;
  const over = last || next >= duty.finding.stages.length;
  return { ...rest, filings, ...(over ? { state: 'filed' } : { state: 'drafting', stage: next }) };
}
