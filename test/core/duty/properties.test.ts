import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { answersTo, CHOICE_FACTS, type FactSheet, type Facts, type RangeFact } from '#/core/case/facts.ts';
import { deriveDuties } from '#/core/duty/derive.ts';
import { suggestSeverity } from '#/core/severity/suggest.ts';
import { dayInJapan, type Instant } from '#/core/time.ts';
import { facts, fewGrave, instant, leak, sheet, weightOf } from '#/test/core/duty/arbitrary.ts';
import { between, HARMLESS, jst, LATE, QUIET, wakayama } from '#/test/core/duty/shipped.ts';

const END = jst(LATE);
const duties = (of: FactSheet, at: Instant = END) => deriveDuties(wakayama, of, { at, factsRevision: 1 });
const resultsOf = (of: FactSheet) => new Map(duties(of).map(({ dutyId, result }) => [dutyId, result]));
const levelOf = (of: FactSheet) => suggestSeverity(wakayama, of, END).level;
const one = (some: Facts, body = 'mayor'): FactSheet => ({
  kind: 'other',
  bodies: [body],
  known: [{ at: jst('2026-11-20 17:23'), ...some }],
});

describe('R11 days', () => {
  test('none is before the day the clock starts, and the clock never starts before anybody knew', () => {
    fc.assert(
      fc.property(sheet('bodies'), (of) => {
        const first = dayInJapan(of.known.map(({ at }) => at).sort()[0] ?? '');
        const wrong = duties(of).filter(
          ({ startDay, stages }) =>
            startDay < first ||
            stages.some(({ start }) => start !== startDay) ||
            stages
              .flatMap(({ others, ...working }) => [working, ...others])
              .some(
                ({ start, aimDay, rawDay, limitDay }) =>
                  start < first || aimDay < start || rawDay < start || limitDay < rawDay,
              ),
        );
        expect(wrong).toEqual([]);
      }),
    );
  });
});

describe('R11 the order of entry', () => {
  test('of the same statements means nothing', () => {
    const shuffled = sheet('bodies').chain((of) =>
      fc.tuple(
        fc.constant(of),
        fc.shuffledSubarray(of.known, { minLength: of.known.length, maxLength: of.known.length }),
      ),
    );
    fc.assert(
      fc.property(shuffled, ([of, known]) => {
        expect(duties({ ...of, known })).toEqual(duties(of));
        expect(levelOf({ ...of, known })).toBe(levelOf(of));
      }),
    );
  });

  test('nor does it matter whether facts known at one instant stand in one statement or in many', () => {
    fc.assert(
      fc.property(sheet('bodies'), (of) => {
        const known = of.known.flatMap(({ at, body, ...some }) => [
          { at, ...(body && { body }) },
          ...Object.entries(some).map(([key, value]) => ({ at, ...(body && { body }), [key]: value })),
        ]);
        expect(duties({ ...of, known })).toEqual(duties(of));
      }),
    );
  });

  test('what becomes known later changes nothing before', () => {
    fc.assert(
      fc.property(sheet('whole'), instant, (of, at) => {
        const known = of.known.filter((statement) => statement.at <= at);
        fc.pre(known.length > 0);
        expect(duties(of, at)).toEqual(duties({ ...of, known }, at));
      }),
      { numRuns: 50 },
    );
  });
});

/** Every answer with every graver one. What is open is left out: answering a question settles it, and may end a duty. */
const RAISES = CHOICE_FACTS.flatMap((fact) =>
  answersTo(fact).flatMap((low, at, answers) =>
    low === 'unknown' ? [] : answers.slice(at + 1).map((high) => ({ fact, low, high })),
  ),
);
const anyFacts = fc.oneof(leak, fewGrave);
/** Facts, and the same with one answer or number graver. */
const choiceRaised = fc
  .tuple(anyFacts, fc.constantFrom(...RAISES))
  .map(([some, { fact, low, high }]): [Facts, Facts] => [
    { ...some, [fact]: low },
    { ...some, [fact]: high },
  ]);
/** More persons and records are graver; of those who do not count, fewer are. */
const numberRaised = fc
  .tuple(
    anyFacts,
    fc.constantFrom<RangeFact>('persons', 'records', 'deceased', 'legalPersons'),
    fc.nat(1200),
    fc.nat(1200),
  )
  .map(([some, fact, more, most]): [Facts, Facts] => {
    const low = { min: 40, max: 80 };
    const high = { min: 40 + Math.min(more, most), max: 80 + Math.max(more, most) };
    const fewer = fact === 'deceased' || fact === 'legalPersons';
    return [
      { ...some, [fact]: fewer ? high : low },
      { ...some, [fact]: fewer ? low : high },
    ];
  });
/**
 * The safety of a person under protection is asked for before anything is published.
 * Of the two common forms, which nobody must use, ransomware has one of its own.
 */
const MAY_FALL = ['publication', 'nco-ddos'];
/** A body of each regime. */
const regime = fc.constantFrom('mayor', 'assembly', 'hospital');
const raised = fc.oneof({ weight: 3, arbitrary: choiceRaised }, { weight: 2, arbitrary: numberRaised });

describe('R06 R11 a graver fact', () => {
  const fallen = (mild: Facts, grave: Facts, body: string) => {
    const before = resultsOf(one(mild, body));
    return [...resultsOf(one(grave, body))].filter(
      ([dutyId, result]) =>
        !MAY_FALL.includes(dutyId) && weightOf(result) < weightOf(before.get(dutyId) ?? 'none'),
    );
  };

  test('never takes a duty away within one regime, nor makes it less certain', () => {
    fc.assert(
      fc.property(raised, regime, ([mild, grave], body) => {
        expect(fallen(mild, grave, body)).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('never does so where nothing else is grave: every answer against every graver one', () => {
    for (const { fact, low, high } of RAISES)
      expect([
        fact,
        low,
        high,
        ...fallen({ ...QUIET, [fact]: low }, { ...QUIET, [fact]: high }, 'mayor'),
      ]).toEqual([fact, low, high]);
  });

  test('never lowers the suggested level', () => {
    fc.assert(
      fc.property(raised, fc.constantFrom(...wakayama.kinds), ([mild, grave], { id: kind }) => {
        expect(levelOf({ ...one(grave), kind })).toBeGreaterThanOrEqual(levelOf({ ...one(mild), kind }));
      }),
      { numRuns: 300 },
    );
  });

  // 90 to 120 persons are a duty; 90 to nobody knows how many are only a question.
  const upTo = (max: number | null) => one({ ...HARMLESS, myNumber: 'no', persons: between(90, max) });

  test('never does so where the upper end of a number opens', () => {
    expect(resultsOf(upTo(null)).get('ppc-report.mayor')).toBe(resultsOf(upTo(120)).get('ppc-report.mayor'));
  });

  test('nor lowers the level there', () => {
    expect(levelOf(upTo(null))).toBe(levelOf(upTo(120)));
  });
});

describe('R11 what is not known', () => {
  /** That there was no unlawful purpose is an answer in itself; what speaks against it counts once it is told. */
  const AGAINST: readonly string[] = ['attack', 'insider', 'crime'];

  test('never ends a duty: what is none while a fact is unknown stays none whatever it turns out to be', () => {
    fc.assert(
      fc.property(facts, fc.constantFrom(...CHOICE_FACTS), (some, fact) => {
        fc.pre(some.malice !== 'no' || !AGAINST.includes(fact));
        const { [fact]: _, personalData: __, ...without } = some;
        const ended = [...resultsOf(one(without))].filter(([, result]) => result === 'none');
        for (const answer of answersTo(fact)) {
          const known = resultsOf(one({ ...without, [fact]: answer }));
          expect(ended.filter(([dutyId]) => known.get(dutyId) !== 'none')).toEqual([]);
        }
      }),
    );
  });

  test('is the same whether it is left out or answered with "unknown"', () => {
    fc.assert(
      fc.property(facts, fc.constantFrom(...CHOICE_FACTS), (some, fact) => {
        const { [fact]: _, ...without } = some;
        expect(resultsOf(one({ ...without, [fact]: 'unknown' }))).toEqual(resultsOf(one(without)));
      }),
    );
  });
});

describe('R11 a claim that would end a duty', () => {
  const CLAIMS: Facts[] = [
    { encryption: 'strong', keyApart: 'yes', unlocked: 'no', remoteWipe: 'done' },
    { recovery: 'proven' },
    { recovery: 'unopened' },
    { leak: 'no', damage: 'no' },
    { heldByBody: 'no' },
    { notice: 'substituted', undisclosable: 'yes' },
  ];
  const LAWS = [
    'ppc-report',
    'ppc-operator',
    'ppc-notice',
    'ppc-operator-notice',
    'my-number-report',
    'my-number-notice',
  ];

  test('never ends one under the law by itself', () => {
    fc.assert(
      fc.property(anyFacts, fc.constantFrom(...CLAIMS), regime, (some, claim, body) => {
        // Who may see it, and what was done with the number, are facts of their own that the claim does not touch.
        const of = { ...some, publicView: 'no', myNumberMisuse: 'no' } as const;
        const after = resultsOf(one({ ...of, ...claim }, body));
        const gone = [...resultsOf(one(of, body))].filter(
          ([dutyId, result]) =>
            LAWS.includes(dutyId.split('.')[0] ?? '') && result !== 'none' && after.get(dutyId) === 'none',
        );
        expect(gone).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });
});

test('R06 severity plays no part: the same facts give the same duties whatever the policy says of levels', () => {
  const lenient = { ...wakayama, profile: { ...wakayama.profile, severity: [] } };
  fc.assert(
    fc.property(sheet('bodies'), (of) => {
      expect(deriveDuties(lenient, of, { at: END, factsRevision: 1 })).toEqual(duties(of));
    }),
  );
});
