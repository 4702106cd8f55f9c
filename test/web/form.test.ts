import { describe, expect, test } from 'vitest';
import { Check } from '#/web/src/form/check.ts';
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

  test.each([
    ['128', 128],
    ['１２８人', 128],
    ['1,700', 1700],
    ['0', 0],
  ])('takes %s for a number of persons', (count, persons) => {
    expect(new Check({ known: 'known', count }, now).persons('known', 'count')).toBe(persons);
  });

  test('never takes 調査中 or a slip of the finger for a number', () => {
    expect(new Check({ known: 'unknown', count: '5' }, now).persons('known', 'count')).toBeNull();
    for (const count of ['', '約百', '-1', '1.5', '123456789']) {
      const check = new Check({ known: 'known', count }, now);
      check.persons('known', 'count');
      expect(check.errors).toHaveProperty('count');
    }
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
