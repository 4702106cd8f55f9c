import { describe, expect, test } from 'vitest';
import { dropDraft, keepDraft, merged, readDraft, type Typed } from '#/web/src/report/draft.ts';

const storeOf = (text: string | null = null) => {
  let kept = text;
  return {
    getItem: () => kept,
    setItem: (_: string, value: string) => {
      kept = value;
    },
    removeItem: () => {
      kept = null;
    },
  };
};

describe('the draft of the form', () => {
  const first: Typed = [
    ['callback', '内線 1'],
    ['kind', 'lost-card'],
  ];

  test('is read as it was kept, and empty once it is dropped', () => {
    const store = storeOf();
    expect(readDraft(store)).toEqual([]);
    keepDraft(store, first);
    expect(readDraft(store)).toEqual(first);
    dropDraft(store);
    expect(readDraft(store)).toEqual([]);
  });

  test('stops nobody where it is broken, or the store is full', () => {
    expect(readDraft(storeOf('{'))).toEqual([]);
    const full = {
      ...storeOf(),
      setItem: () => {
        throw new Error('full');
      },
    };
    expect(() => keepDraft(full, first)).not.toThrow();
  });

  test('keeps what stands on the other page, and forgets a box that is no longer ticked', () => {
    const before: Typed = [...first, ['overlay', 'school'], ['overlay', 'my-number'], ['happened', 'x']];
    const names = new Set(['overlay', 'happened']);
    expect(
      merged(
        before,
        [
          ['overlay', 'my-number'],
          ['happened', ''],
        ],
        names,
      ),
    ).toEqual([...first, ['overlay', 'my-number'], ['happened', '']]);
  });
});
