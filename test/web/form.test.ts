import { describe, expect, test } from 'vitest';
import { Check } from '#/web/src/form/check.ts';
import { toggled } from '#/web/src/form/chosen.ts';
import { dropAllDrafts, dropDraft, formsWithDraft, keepDraft, readDraft } from '#/web/src/form/draft.ts';

function memory() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
    key: (index: number) => [...kept.keys()][index] ?? null,
    get length() {
      return kept.size;
    },
  };
}

const draft = { values: { reason: '書きかけ' }, base: '1', commandIds: { send: 'id' } };

describe('what was typed and not sent', () => {
  test('is kept by case and form, with the id of its command', () => {
    const store = memory();
    keepDraft(store, '20261120-00001', 'assess', draft);
    expect(readDraft(store, '20261120-00001', 'assess')).toEqual(draft);
    expect(readDraft(store, '20261120-00002', 'assess')).toBeUndefined();
    expect(formsWithDraft(store, '20261120-00001')).toEqual(['assess']);
    dropDraft(store, '20261120-00001', 'assess');
    expect(formsWithDraft(store, '20261120-00001')).toEqual([]);
  });

  test('goes with the sign-out, and nothing else does', () => {
    const store = memory();
    store.setItem('signed-out', 'yes');
    keepDraft(store, 'a', 'assess', draft);
    keepDraft(store, 'b', 'close', draft);
    dropAllDrafts(store);
    expect(store.length).toBe(1);
  });

  test('a store that is full or broken does not stop the typing', () => {
    const full = {
      ...memory(),
      setItem: () => {
        throw new Error('full');
      },
      getItem: () => '{',
    };
    expect(() => keepDraft(full, 'a', 'assess', draft)).not.toThrow();
    expect(readDraft(full, 'a', 'assess')).toBeUndefined();
  });
});

describe('reading a form', () => {
  const now = Date.parse('2026-11-20T08:00:00.000Z');

  const range = (how: string, min: string, max = '') => {
    const check = new Check({ count: how, 'count-min': min, 'count-max': max }, now);
    return { range: check.range('count', '人数'), errors: Object.keys(check.errors) };
  };

  test.each([
    ['exact', '128', '', { min: 128, max: 128 }],
    ['exact', '１２８人', '999', { min: 128, max: 128 }],
    ['exact', '1,700 件', '', { min: 1700, max: 1700 }],
    ['span', '90', '１２０', { min: 90, max: 120 }],
    ['span', '90', '', { min: 90, max: null }],
    ['span', '', '120', { min: 0, max: 120 }],
    ['unknown', '5', '7', { min: 0, max: null }],
  ])('%s from %j to %j is a range', (how, min, max, expected) => {
    expect(range(how, min, max)).toEqual({ range: expected, errors: [] });
  });

  test.each(['', '約百', '-1', '1.5', '123456789'])('never takes %j for a number', (typed) => {
    expect(range('exact', typed).errors).toEqual(['count-min']);
    expect(range('span', typed, '').errors).toEqual(['count-min']);
    if (typed !== '') expect(range('span', '1', typed).errors).toEqual(['count-max']);
  });

  test('refuses a range that ends before it begins', () => {
    expect(range('span', '120', '90').errors).toEqual(['count-max']);
  });

  test('refuses times to come, with a minute of grace', () => {
    const at = (typed: string) => {
      const check = new Check({ at: typed }, now);
      return [check.past('at', '日時'), check.ok];
    };
    expect(at('2026-11-20T17:01')).toEqual(['2026-11-20T08:01:00.000Z', true]);
    expect(at('2026-11-20T17:02')[1]).toBe(false);
    expect(at('')[1]).toBe(false);
  });

  test('names every field that is missing, in the order asked', () => {
    const check = new Check({ reason: ' ' }, now);
    check.yes('incident', 'A');
    check.text('reason', 10, 'B');
    expect(Object.keys(check.errors)).toEqual(['incident', 'reason']);
  });
});

describe('boxes', () => {
  const alone = ['unknown', 'none'];

  test('of which one stands alone take each other away', () => {
    expect(toggled('unknown', 'school', alone)).toBe('school');
    expect(toggled('school', 'fire', alone)).toBe('school fire');
    expect(toggled('school fire', 'none', alone)).toBe('none');
    expect(toggled('none', 'fire', alone)).toBe('fire');
  });

  test('of which none is ticked any more are unknown again', () => {
    expect(toggled('school fire', 'school', alone)).toBe('fire');
    expect(toggled('fire', 'fire', alone)).toBe('unknown');
  });
});
