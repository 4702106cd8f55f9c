import { describe, expect, test } from 'vitest';
import { factsSchema } from '#/core/case/facts.ts';
import { learnedSchema } from '#/core/case/record-facts.ts';
import type { CaseView, FactsView } from '#/core/case/view.ts';
import { Check } from '#/web/src/form/check.ts';
import type { Values } from '#/web/src/form/draft.ts';
import { answeredOf, isNews, knownValues, readLearned } from '#/web/src/steps/fact-values.ts';

const now = Date.parse('2026-11-20T08:23:45.000Z');
const sheet: FactsView = {
  firstKnownAt: '2026-11-20T07:00:30.500Z',
  bodies: [{ id: 'mayor', name: '市長' }],
  values: { personalData: 'yes', persons: { min: 128, max: 128 }, sectors: ['school'] },
  ofBody: [
    {
      body: { id: 'education', name: '教育委員会' },
      firstKnownAt: '2026-11-20T08:00:00.000Z',
      values: { personalData: 'yes', persons: { min: 5, max: null }, myNumber: 'yes' },
    },
  ],
  history: [],
};

function read(values: Values, facts?: FactsView) {
  const check = new Check({ ...knownValues(facts, values.of), ...values }, now);
  const view = { kind: { id: 'mail-missent' }, ...(facts && { facts }) } as CaseView;
  const learned = readLearned(check, values, view, now);
  return { learned, errors: Object.keys(check.errors) };
}

describe('the first entry of the fact sheet', () => {
  test('needs nothing but when anybody first knew; whatever was left alone is not said at all', () => {
    expect(read({ firstKnownAt: '2026-11-20T16:30' })).toEqual({
      learned: { mode: 'learned', at: '2026-11-20T07:30:00.000Z', facts: {} },
      errors: [],
    });
    expect(read({ firstKnownAt: '' }).errors).toEqual(['firstKnownAt']);
  });

  test('is what the case takes, of every sort of question', () => {
    const { learned, errors } = read({
      firstKnownAt: '2026-11-20T16:30',
      personalData: 'yes',
      myNumber: 'unknown',
      persons: 'span',
      'persons-min': '９０',
      records: 'unknown',
      occurredAt: '2026-11-20T09:00',
      published: ' 予定なし ',
      sectors: 'school fire',
      bodies: 'mayor education',
    });
    expect(errors).toEqual([]);
    expect(learnedSchema.parse(learned)).toEqual({
      mode: 'learned',
      at: '2026-11-20T07:30:00.000Z',
      bodies: ['mayor', 'education'],
      facts: {
        personalData: 'yes',
        persons: { min: 90, max: null },
        occurredAt: '2026-11-20T00:00:00.000Z',
        published: '予定なし',
        sectors: ['school', 'fire'],
      },
    });
  });

  test('tells "none of these" from "not known"', () => {
    expect(read({ firstKnownAt: '2026-11-20T16:30', sectors: 'none' }).learned.facts).toEqual({
      sectors: [],
    });
    expect(read({ firstKnownAt: '2026-11-20T16:30', sectors: 'unknown' }).learned.facts).toEqual({});
  });
});

describe('an update of the fact sheet', () => {
  test('says only what differs, as known now unless somebody says when', () => {
    const values = { personalData: 'yes', persons: 'exact', 'persons-min': '130', myNumber: 'no' };
    expect(read(values, sheet).learned).toEqual({
      mode: 'learned',
      at: '2026-11-20T08:23:45.000Z',
      facts: { persons: { min: 130, max: 130 }, myNumber: 'no' },
    });
    const before = { ...values, when: 'before', learnedAt: '2026-11-20T17:00' };
    expect(read(before, sheet).learned.at).toBe('2026-11-20T08:00:00.000Z');
    expect(read({ ...before, learnedAt: '' }, sheet).errors).toEqual(['learnedAt']);
  });

  test('of one body is measured against what is known of it', () => {
    const { learned } = read({ of: 'education', myNumber: 'yes', persons: 'unknown' }, sheet);
    expect(learned).toMatchObject({ body: 'education', facts: { persons: { min: 0, max: null } } });
    expect(learned.facts).not.toHaveProperty('myNumber');
  });

  test('that corrects keeps the beginning to the second unless it is what was wrong', () => {
    const corrected = { mode: 'corrected', wrongBecause: '聞きまちがい', personalData: 'no' };
    expect(read(corrected, sheet).learned).toEqual({
      mode: 'corrected',
      at: sheet.firstKnownAt,
      reason: '聞きまちがい',
      facts: { personalData: 'no' },
    });
    const shown = knownValues(sheet).firstKnownAt ?? '';
    expect(read({ ...corrected, firstKnownAt: shown }, sheet).learned.at).toBe(sheet.firstKnownAt);
    const moved = read({ mode: 'corrected', firstKnownAt: '2026-11-20T15:00' }, sheet).learned;
    expect(moved.at).toBe('2026-11-20T06:00:00.000Z');
    expect(isNews(moved, sheet)).toBe(true);
  });

  test('that corrects says why, as the case demands; one that adds does not', () => {
    const { learned, errors } = read({ mode: 'corrected', wrongBecause: ' ', personalData: 'no' }, sheet);
    expect(errors).toEqual(['wrongBecause']);
    expect(learnedSchema.safeParse(learned).success).toBe(false);
    const told = read({ mode: 'corrected', wrongBecause: '打ちまちがい', personalData: 'no' }, sheet);
    expect(learnedSchema.parse(told.learned).reason).toBe('打ちまちがい');
    expect(read({ wrongBecause: '打ちまちがい', personalData: 'no' }, sheet).learned.reason).toBeUndefined();
  });

  test('names the kind of incident only where it is another', () => {
    expect(read({ kind: 'mail-missent' }, sheet).learned).not.toHaveProperty('kind');
    const { learned } = read({ kind: 'ransomware' }, sheet);
    expect(learned.kind).toBe('ransomware');
    expect(isNews(learned, sheet)).toBe(true);
  });

  test('that corrects what one body knows begins where that body began', () => {
    const { learned } = read({ mode: 'corrected', of: 'education' }, sheet);
    expect(learned.at).toBe('2026-11-20T08:00:00.000Z');
    expect(isNews(learned, sheet)).toBe(false);
    expect(knownValues(sheet, 'education').firstKnownAt).toBe('2026-11-20T17:00');
  });

  test('can say that it is unknown again which bodies are concerned, but not which sectors', () => {
    expect(read({ bodies: 'unknown' }, sheet).learned.bodies).toBeNull();
    expect(read({ sectors: 'unknown' }, sheet).errors).toEqual(['sectors']);
  });

  test('that changes nothing is no news', () => {
    for (const values of [{}, { personalData: 'yes', bodies: 'mayor' }, { mode: 'corrected' }])
      expect(isNews(read(values, sheet).learned, sheet)).toBe(false);
    expect(isNews(read({ bodies: 'unknown' }, sheet).learned, sheet)).toBe(true);
    expect(isNews(read({ leak: 'suspected' }, sheet).learned, sheet)).toBe(true);
  });
});

test('every fact has a field that shows what is known, or that nobody knows yet', () => {
  const known = knownValues(sheet);
  expect(Object.keys(factsSchema.shape).filter((fact) => known[fact] === undefined)).toEqual([]);
  expect(known).toMatchObject({ persons: 'exact', 'persons-min': '128', leak: 'unknown', sectors: 'school' });
  expect(knownValues(sheet, 'education')).toMatchObject({ persons: 'span', 'persons-max': '' });
  expect(answeredOf(['personalData', 'leak', 'published'], { leak: 'occurred', published: '' }, known)).toBe(
    2,
  );
});
