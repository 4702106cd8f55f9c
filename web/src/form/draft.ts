export type Values = Record<string, string>;

/** What somebody typed and has not sent yet: survives a lost connection, a new sign-in and a reload of the tab. */
export interface Draft {
  values: Values;
  /** What the form was based on when the typing began. */
  base: string;
  /** One id per button, made once, so that pressing again after a lost answer has one effect. */
  commandIds: Record<string, string>;
}

type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;

const PREFIX = 'draft';
const keyOf = (caseId: string, form: string): string => `${PREFIX} ${caseId} ${form}`;

const keys = (store: Store, prefix: string): string[] =>
  Array.from({ length: store.length }, (_, index) => store.key(index) ?? '').filter((key) =>
    key.startsWith(prefix),
  );

export function readDraft(store: Store, caseId: string, form: string): Draft | undefined {
  try {
    const text = store.getItem(keyOf(caseId, form));
    return text === null ? undefined : (JSON.parse(text) as Draft);
  } catch {
    return undefined;
  }
}

export function keepDraft(store: Store, caseId: string, form: string, draft: Draft): void {
  try {
    store.setItem(keyOf(caseId, form), JSON.stringify(draft));
  } catch {
    // A full or forbidden store must not stop the typing; what is on the screen stays.
  }
}

export const dropDraft = (store: Store, caseId: string, form: string): void =>
  store.removeItem(keyOf(caseId, form));

export const dropAllDrafts = (store: Store): void => {
  for (const key of keys(store, `${PREFIX} `)) store.removeItem(key);
};

/** Forms of a case that hold something unsent. */
export const formsWithDraft = (store: Store, caseId: string): string[] => {
  const prefix = keyOf(caseId, '');
  return keys(store, prefix).map((key) => key.slice(prefix.length));
};
