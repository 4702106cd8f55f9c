import fc from 'fast-check';
import {
  answersTo,
  CHOICE_FACTS,
  type FactSheet,
  type Facts,
  RANGE_FACTS,
  type Statement,
} from '#/core/case/facts.ts';
import type { DutyResult } from '#/core/duty/derive.ts';
import { toInstant } from '#/core/time.ts';
import { jst, QUIET, wakayama } from '#/test/core/duty/shipped.ts';

/** From the day 68条 binds municipalities to the end of the calendar's years, where no rule sets in on the way. */
const instants = (from: string, until: string): fc.Arbitrary<string> =>
  fc.integer({ min: Date.parse(jst(from)), max: Date.parse(jst(until)) }).map(toInstant);
export const instant = instants('2023-04-01 00:00', '2027-12-31 23:59');

const count = fc.oneof(fc.constantFrom(0, 1, 99, 100, 101, 102, 999, 1000, 1001), fc.nat(2000));
const range = fc.tuple(count, count).map(([one, other]) => ({
  min: Math.min(one, other),
  max: Math.max(one, other),
}));

/** Some of all the facts there are; numbers have an upper end. */
export const facts = fc.record(
  {
    ...Object.fromEntries(CHOICE_FACTS.map((fact) => [fact, fc.constantFrom(...answersTo(fact))])),
    ...Object.fromEntries(RANGE_FACTS.map((fact) => [fact, range])),
    sectors: fc.subarray(['school', 'hospital', 'waterworks', 'fire', 'family-register', 'welfare']),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Facts>;

/** Facts of a leak, so that items are often looked at at all. */
export const leak = facts.map(
  (some): Facts => ({ ...some, personalData: 'yes', heldByBody: 'yes', leak: 'occurred' }),
);
/** A harmless leak but for a few facts, so that one of them often decides. */
export const fewGrave = fc
  .tuple(facts, fc.uniqueArray(fc.constantFrom(...CHOICE_FACTS, ...RANGE_FACTS), { maxLength: 3 }))
  .map(([some, keys]): Facts => {
    const few = Object.entries(some).filter(([key]) => keys.some((chosen) => chosen === key));
    return { ...QUIET, ...Object.fromEntries(few) };
  });

const kind = fc.constantFrom(...wakayama.kinds.map(({ id }) => id));
const BODIES = wakayama.profile.bodies.map(({ id }) => id);
const body = fc.constantFrom(...BODIES);
const statement = fc.record({ at: instant, facts: fc.oneof(facts, leak) });

/** Statements of the whole case alone, or also of single bodies. */
export const sheet = (of: 'whole' | 'bodies'): fc.Arbitrary<FactSheet> =>
  fc
    .record({
      kind,
      bodies: fc.option(fc.uniqueArray(body, { minLength: 1, maxLength: 3 }), { nil: undefined }),
      known: fc.array(
        fc.record({
          statement,
          body: of === 'whole' ? fc.constant(undefined) : fc.option(body, { nil: undefined }),
        }),
        { minLength: 1, maxLength: 4 },
      ),
    })
    .map(({ kind: named, bodies, known }) => ({
      kind: named,
      ...(bodies && { bodies }),
      known: known.map(
        (it): Statement => ({
          at: it.statement.at,
          ...(it.body && { body: it.body }),
          ...it.statement.facts,
        }),
      ),
    }));

const WEIGHT: Record<DutyResult, number> = { none: 0, undecided: 1, due: 2 };
export const weightOf = (result: DutyResult): number => WEIGHT[result];
