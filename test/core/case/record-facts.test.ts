import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FactSheet, type Facts, factSheetSchema, firstKnownAt, knownAt } from '#/core/case/facts.ts';
import { learnedSchema, recordFacts } from '#/core/case/record-facts.ts';
import { facts, instant, sheet } from '#/test/core/duty/arbitrary.ts';
import { exactly, findingOf, HARMLESS, jst, sheetOf } from '#/test/core/duty/shipped.ts';

const FIRST = '2026-11-20 17:23';
const SECOND = '2026-12-02 10:00';
const KIND = 'mail-missent';
const begun: FactSheet = sheetOf([[FIRST, { ...HARMLESS, persons: exactly(90) }]], { kind: KIND });

type More = { body?: string; bodies?: string[] | null };
const enter =
  (mode: 'learned' | 'corrected') =>
  (of: FactSheet | undefined, at: string, news: Facts, more: More = {}): FactSheet =>
    recordFacts(
      of,
      KIND,
      learnedSchema.parse({ mode, at: jst(at), facts: news, reason: '打ちまちがい', ...more }),
    );
const learn = enter('learned');
const correct = enter('corrected');
const startOf = (of: FactSheet, duty = 'ppc-report.mayor') => findingOf(of, duty).startDay;

describe('R11 something learned', () => {
  test('begins the sheet', () => {
    expect(learn(undefined, FIRST, { leak: 'suspected' })).toEqual({
      kind: KIND,
      known: [{ at: jst(FIRST), leak: 'suspected' }],
    });
  });

  test('is added with its own instant, and only what is new of it', () => {
    const after = learn(begun, SECOND, { ...HARMLESS, persons: exactly(103) });
    expect(after.known).toEqual([...begun.known, { at: jst(SECOND), persons: exactly(103) }]);
  });

  test('S10 starts the clock of what it makes hold, from that day on', () => {
    expect(startOf(learn(begun, SECOND, { persons: exactly(103) }))).toBe('2026-12-02');
  });

  test('that was known already leaves the sheet as it is', () => {
    expect(learn(begun, SECOND, { ...HARMLESS, persons: exactly(90) })).toEqual(begun);
    expect(learn(begun, SECOND, { crime: 'unknown' })).toEqual(begun);
  });

  test('may make unknown again what was thought to be known', () => {
    const after = learn(begun, SECOND, { sensitive: 'unknown' });
    expect(knownAt(after, jst(SECOND)).sensitive).toBe('unknown');
    expect(findingOf(after, 'ppc-report.mayor').result).toBe('undecided');
  });

  test('to have been known before all else starts the clock there', () => {
    const after = learn(begun, '2026-11-18 09:00', { leak: 'suspected' });
    expect(firstKnownAt(after)).toBe(jst('2026-11-18 09:00'));
    expect(knownAt(after, jst(SECOND)).leak).toBe('occurred');
  });

  test('changes nothing of what was known before it', () => {
    fc.assert(
      fc.property(sheet('whole'), instant, facts, instant, (of, at, news, before) => {
        fc.pre(before < at);
        const after = recordFacts(of, KIND, { mode: 'learned', at, facts: news });
        expect(knownAt(after, before)).toEqual(knownAt(of, before));
      }),
    );
  });

  // The latest value is the same, but somebody knew it two days before: that is news for the law's clock.
  test('may be only that somebody knew it earlier', () => {
    const due = learn(begun, FIRST, { sensitive: 'yes' });
    const after = learn(due, '2026-11-18 09:00', { leak: 'occurred', sensitive: 'yes' });
    expect(startOf(after)).toBe('2026-11-18');
  });
});

describe('R11 something corrected', () => {
  test('stands where the wrong value stood: it was never so', () => {
    const after = correct(begun, FIRST, { persons: exactly(103) });
    expect(after.known).toEqual([{ ...begun.known[0], persons: exactly(103) }]);
    expect(startOf(after)).toBe('2026-11-20');
  });

  test('that was learned later counts from when it was learned', () => {
    const after = correct(learn(begun, SECOND, { persons: exactly(130) }), FIRST, { persons: exactly(103) });
    expect(knownAt(after, jst(FIRST)).persons).toEqual(exactly(90));
    expect(knownAt(after, jst(SECOND)).persons).toEqual(exactly(103));
    expect(startOf(after)).toBe('2026-12-02');
  });

  test('that nobody had written down was known from the beginning', () => {
    const after = correct(learn(begun, SECOND, { malice: 'suspected' }), FIRST, { crime: 'yes' });
    expect(knownAt(after, jst(FIRST)).crime).toBe('yes');
  });

  test('S02 may be the moment anybody first knew, earlier than it was written', () => {
    const after = correct(begun, '2026-11-19 21:50', {});
    expect(firstKnownAt(after)).toBe(jst('2026-11-19 21:50'));
    expect(knownAt(after, jst('2026-11-19 21:50'))).toEqual(knownAt(begun, jst(FIRST)));
  });

  test('or later: nothing was known before it', () => {
    const of = learn(begun, '2026-11-21 09:00', { sensitive: 'yes' });
    const after = correct(of, '2026-11-22 08:00', {});
    expect(after.known.map(({ at }) => at)).toEqual([jst('2026-11-22 08:00')]);
    expect(startOf(after)).toBe('2026-11-22');
  });

  test('leaves what was learned after the beginning where it was', () => {
    const after = correct(learn(begun, SECOND, { malice: 'suspected' }), '2026-11-19 09:00', {});
    expect(after.known.map(({ at }) => at)).toEqual([jst('2026-11-19 09:00'), jst(SECOND)]);
  });

  const atOnce = (...persons: number[]): FactSheet =>
    sheetOf(persons.map((count) => [FIRST, { persons: exactly(count) }]));
  const corrected128 = (of: FactSheet) =>
    knownAt(correct(of, FIRST, { persons: exactly(128) }), jst(FIRST)).persons;

  test('takes effect where two values stand at one instant', () => {
    expect(corrected128(atOnce(200, 128))).toEqual(exactly(128));
  });

  // The milder of the two is replaced, by itself, and the graver goes on counting.
  test('also where the graver of them was entered last', () => {
    expect(corrected128(atOnce(128, 200))).toEqual(exactly(128));
  });
});

describe('R11 facts of one 実施機関', () => {
  const two = learn(begun, FIRST, {}, { bodies: ['mayor', 'education'] });
  const apart = learn(two, SECOND, { persons: exactly(60) }, { body: 'education' });

  test('are kept apart from those of the whole', () => {
    expect(apart.known.at(-1)).toEqual({ at: jst(SECOND), body: 'education', persons: exactly(60) });
    expect(knownAt(apart, jst(SECOND)).persons).toEqual(exactly(90));
  });

  test('are corrected without touching the others', () => {
    const after = correct(apart, FIRST, { persons: exactly(61) }, { body: 'education' });
    expect(knownAt(after, jst(SECOND), 'education').persons).toEqual(exactly(61));
    expect(knownAt(after, jst(SECOND), 'mayor').persons).toEqual(exactly(90));
  });

  // The schools knew on the second day; the mayor knew on the first, and still does.
  test('are corrected without moving the clock of the others', () => {
    const after = correct(apart, SECOND, { persons: exactly(61) }, { body: 'education' });
    expect(firstKnownAt(after, 'mayor')).toBe(jst(FIRST));
  });

  test('say nothing of which bodies are concerned, unless that is entered', () => {
    expect(two.bodies).toEqual(['mayor', 'education']);
    expect(learn(two, SECOND, { crime: 'yes' }).bodies).toEqual(['mayor', 'education']);
    expect(learn(two, SECOND, {}, { bodies: ['fire'] }).bodies).toEqual(['fire']);
    expect(learn(two, SECOND, {}, { bodies: null }).bodies).toBeUndefined();
  });
});

test('whatever is entered, the sheet keeps its shape and takes the kind of the case', () => {
  fc.assert(
    fc.property(
      sheet('bodies'),
      instant,
      facts,
      fc.constantFrom('learned', 'corrected'),
      (of, at, news, mode) => {
        const after = recordFacts(of, KIND, { mode, at, facts: news });
        expect(factSheetSchema.parse(after)).toEqual(after);
        expect(after.kind).toBe(KIND);
      },
    ),
  );
});
