/** What was typed into the form, by the name of the input: of both pages together, and not sent yet. */
export type Typed = [name: string, value: string][];

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
const KEY = 'report';

export function readDraft(store: Store): Typed {
  try {
    return JSON.parse(store.getItem(KEY) ?? '[]') as Typed;
  } catch {
    return [];
  }
}

export function keepDraft(store: Store, typed: Typed): void {
  try {
    store.setItem(KEY, JSON.stringify(typed));
  } catch {
    // A full or forbidden store must not stop the typing; what is on the screen stays.
  }
}

export const dropDraft = (store: Store): void => store.removeItem(KEY);

/** What a page shows now, over what was typed on the other page. An empty box is told apart from one that is not here. */
export const merged = (before: Typed, here: Typed, names: ReadonlySet<string>): Typed => [
  ...before.filter(([name]) => !names.has(name)),
  ...here,
];
