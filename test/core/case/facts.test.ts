import { describe, expect, test } from 'vitest';
import {
  answersTo,
  CHOICE_FACTS,
  factSheetSchema,
  firstKnownAt,
  knownAt,
  livingPersons,
  momentsOf,
} from '#/core/case/facts.ts';
import { between, exactly, jst, type Known, sheetOf } from '#/test/core/duty/shipped.ts';

const FIRST = '2026-11-20 17:23';
const SECOND = '2026-11-25 10:00';
const THIRD = '2026-12-02 10:00';

describe('R11 what is known at an instant', () => {
  const sheet = sheetOf([
    [THIRD, { leak: 'occurred', persons: exactly(103) }],
    [FIRST, { personalData: 'yes', leak: 'suspected', persons: exactly(90), sensitive: 'unknown' }],
  ]);

  test('is of each fact the latest value, whatever the order of entry', () => {
    expect(knownAt(sheet, jst(THIRD))).toEqual({
      personalData: 'yes',
      leak: 'occurred',
      persons: exactly(103),
      sensitive: 'unknown',
    });
    expect(knownAt(sheet, jst(SECOND))).toEqual({
      personalData: 'yes',
      leak: 'suspected',
      persons: exactly(90),
      sensitive: 'unknown',
    });
  });

  test('is nothing before anybody knew', () => {
    expect(knownAt(sheet, jst('2026-11-20 17:22'))).toEqual({});
  });

  test('may also grow less grave', () => {
    const fewer = sheetOf([
      [FIRST, { persons: exactly(103) }],
      [SECOND, { persons: exactly(95) }],
    ]);
    expect(knownAt(fewer, jst(SECOND)).persons).toEqual(exactly(95));
  });

  test.each<[Known[number][1], Known[number][1]]>([
    [{ leak: 'occurred' }, { leak: 'no' }],
    [{ malice: 'unknown' }, { malice: 'no' }],
    [{ recovery: 'opened' }, { recovery: 'proven' }],
    [{ persons: exactly(103) }, { persons: exactly(90) }],
    [{ persons: between(90, 120) }, { persons: exactly(100) }],
    [{ persons: between(90, null) }, { persons: exactly(100) }],
    [{ persons: between(90, 120) }, { persons: between(80, 120) }],
  ])('of two values at one instant is the graver: %o, not %o', (graver, milder) => {
    for (const known of [
      [graver, milder],
      [milder, graver],
    ]) {
      const both = sheetOf(known.map((facts) => [FIRST, facts]));
      expect(knownAt(both, jst(FIRST))).toMatchObject(graver);
    }
  });

  test.each<[Known[number][1], 'yes' | 'no']>([
    [{ persons: between(1, 5) }, 'yes'],
    [{ persons: between(0, null) }, 'no'],
    [{ sensitive: 'yes' }, 'yes'],
    [{ ordinanceSensitive: 'yes' }, 'yes'],
    [{ financial: 'yes' }, 'yes'],
    [{ myNumber: 'yes' }, 'yes'],
    [{ myNumber: 'unknown' }, 'no'],
    [{ protectedPersons: 'included' }, 'yes'],
    [{ protectedPersons: 'reached' }, 'yes'],
  ])('counts %o as personal data: %s, where "no" was ticked', (facts, personalData) => {
    const ticked = sheetOf([[FIRST, { ...facts, personalData: 'no' }]]);
    expect(knownAt(ticked, jst(FIRST)).personalData).toBe(personalData);
  });

  test('of one 実施機関 is what was said of it, until something newer is said of the whole', () => {
    const parts = sheetOf([
      [SECOND, { persons: exactly(128) }],
      [SECOND, { body: 'education', persons: exactly(60) }],
    ]);
    expect(knownAt(parts, jst(THIRD)).persons).toEqual(exactly(128));
    expect(knownAt(parts, jst(THIRD), 'education').persons).toEqual(exactly(60));
    expect(knownAt(parts, jst(THIRD), 'mayor').persons).toEqual(exactly(128));
    const graver = sheetOf([
      [FIRST, { body: 'education', malice: 'no' }],
      [SECOND, { malice: 'confirmed' }],
    ]);
    expect(knownAt(graver, jst(THIRD), 'education').malice).toBe('confirmed');
  });
});

describe('R11 the moment somebody first knew', () => {
  test('is the earliest statement of the whole', () => {
    expect(
      firstKnownAt(
        sheetOf([
          [SECOND, {}],
          [FIRST, {}],
          [THIRD, {}],
        ]),
      ),
    ).toBe(jst(FIRST));
  });

  test('of one 実施機関 is earlier where it knew earlier', () => {
    const sheet = sheetOf([
      [SECOND, {}],
      [FIRST, { body: 'education' }],
    ]);
    expect(firstKnownAt(sheet, 'education')).toBe(jst(FIRST));
    expect(firstKnownAt(sheet, 'mayor')).toBe(jst(SECOND));
    expect(firstKnownAt(sheet)).toBe(jst(SECOND));
  });

  test('is that of any body where nothing is said of the whole', () => {
    const sheet = sheetOf([[FIRST, { body: 'education' }]]);
    expect(firstKnownAt(sheet)).toBe(jst(FIRST));
    expect(firstKnownAt(sheet, 'mayor')).toBe(jst(FIRST));
  });

  // Whoever writes down a detail of the schools on the fifth day does not make the schools ignorant until then.
  test('does not move when more is learned of one body later', () => {
    const sheet = sheetOf([
      [FIRST, { leak: 'occurred' }],
      [SECOND, { body: 'education', persons: exactly(60) }],
    ]);
    expect(firstKnownAt(sheet, 'education')).toBe(jst(FIRST));
  });
});

test('the moments of a case are those up to an instant, each once, oldest first', () => {
  const sheet = sheetOf([
    [THIRD, {}],
    [FIRST, {}],
    [SECOND, {}],
    [FIRST, { leak: 'no' }],
    [SECOND, { body: 'education' }],
  ]);
  expect(momentsOf(sheet, jst(SECOND))).toEqual([jst(FIRST), jst(SECOND)]);
  expect(momentsOf(sheet, jst(THIRD), 'mayor')).toEqual([jst(FIRST), jst(SECOND), jst(THIRD)]);
});

describe('R11 the persons whom the law protects', () => {
  test.each([
    ['all, where nobody has died', exactly(110), {}, exactly(110)],
    ['without the dead', exactly(110), { deceased: exactly(10) }, exactly(100)],
    ['without companies', exactly(110), { legalPersons: exactly(10) }, exactly(100)],
    ['without either', exactly(120), { deceased: exactly(10), legalPersons: exactly(10) }, exactly(100)],
    ['at most all but those surely dead', between(90, 120), { deceased: between(5, 30) }, between(60, 115)],
    ['at least none, where all may be dead', exactly(110), { deceased: between(0, null) }, between(0, 110)],
    ['open, where the number is', between(90, null), { deceased: exactly(10) }, between(80, null)],
    ['never fewer than none', exactly(5), { deceased: exactly(10) }, exactly(0)],
  ])('%s', (_, persons, others, living) => {
    expect(livingPersons({ persons, ...others })).toEqual(living);
  });

  test('are unknown while their number is', () => {
    expect(livingPersons({ deceased: exactly(10) })).toBeUndefined();
  });
});

describe('the shape of a fact sheet', () => {
  const parse = (known: object[]) => factSheetSchema.safeParse({ known });
  const at = '2026-11-20T17:23+09:00';

  test('every question may be answered with "unknown", and its gravest answer is not that', () => {
    for (const fact of CHOICE_FACTS) {
      expect(answersTo(fact)).toContain('unknown');
      expect(answersTo(fact).at(-1)).not.toBe('unknown');
    }
  });

  test('times of any offset are kept in UTC', () => {
    expect(parse([{ at }]).data?.known[0]?.at).toBe('2026-11-20T08:23:00.000Z');
  });

  test.each([
    ['a time without its offset', [{ at: '2026-11-20T17:23' }]],
    ['a day alone', [{ at: '2026-11-20' }]],
    ['a day there is not', [{ at: '2026-13-45T17:23+09:00' }]],
    ['30 February', [{ at: '2026-02-30T17:23+09:00' }]],
    ['an answer there is not', [{ at, leak: 'perhaps' }]],
    ['a question there is not', [{ at, leaks: 'no' }]],
    ['a range the wrong way round', [{ at, persons: { min: 5, max: 4 } }]],
    ['fewer than none', [{ at, persons: { min: -1, max: 4 } }]],
    ['nothing known at all', []],
  ])('refuses %s', (_, known) => {
    expect(parse(known).success).toBe(false);
  });
});
