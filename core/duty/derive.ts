import type { Facts } from '#/core/case/facts.ts';
import type { Policy, Statute } from '#/core/policy/policy.ts';
import { addDays, type Day, dayInJapan } from '#/core/time.ts';

/** Undecided is a question that a named person must answer. */
export type DutyResult = 'due' | 'none' | 'undecided';

/** One line of the reasoning, enough for a lawyer to follow: the item of the law and how the facts stand to it. */
export interface DutyReason {
  item: string;
  article: string;
  words: string;
  verdict: 'holds' | 'fails' | 'unknown';
  confirm: boolean;
}

export interface DutyFinding {
  dutyId: string;
  statute: string;
  result: DutyResult;
  reasons: DutyReason[];
  /** The day any employee first knew, which is day 1. */
  knownDay: Day;
  aimDay: Day;
  limitDay: Day;
  factsRevision: number;
  policyHash: string;
}

/** Which duties the facts give. Severity plays no part, and an unknown fact never ends a duty. */
export function deriveDuties(policy: Policy, facts: Facts, factsRevision: number): DutyFinding[] {
  const knownDay = dayInJapan(facts.firstKnownAt);
  return policy.statutes
    .filter((statute) => statute.validFrom <= knownDay && (statute.validUntil ?? '9999-12-31') >= knownDay)
    .map((statute) => {
      const reasons = statute.trigger.map((trigger) => reason(trigger, facts));
      return {
        dutyId: statute.id,
        statute: statute.id,
        result: resultOf(reasons),
        reasons,
        knownDay,
        // The day of knowing is day 1, and these two days are never rolled over a holiday.
        aimDay: addDays(knownDay, statute.deadline.aimDay - 1),
        limitDay: addDays(knownDay, statute.deadline.limitDay - 1),
        factsRevision,
        policyHash: policy.hash,
      };
    });
}

function reason(trigger: Statute['trigger'][number], facts: Facts): DutyReason {
  const { item, article, words, confirm, personsOver, sensitive, judged } = trigger;
  const { persons } = facts;
  const verdicts = [
    personsOver !== undefined && (persons === null ? 'unknown' : persons > personsOver ? 'holds' : 'fails'),
    sensitive && ({ yes: 'holds', no: 'fails', unknown: 'unknown' } as const)[facts.sensitive],
    // Without personal data no item of the law can hold.
    judged && (persons === 0 ? 'fails' : 'unknown'),
  ];
  const verdict = verdicts.includes('fails') ? 'fails' : verdicts.includes('unknown') ? 'unknown' : 'holds';
  return { item, article, words, verdict, confirm };
}

function resultOf(reasons: readonly DutyReason[]): DutyResult {
  if (reasons.some(({ verdict }) => verdict === 'holds')) return 'due';
  return reasons.some(({ verdict }) => verdict === 'unknown') ? 'undecided' : 'none';
}
