/** What jsonata's parser gives; its published types leave out most of it. */
export interface Node {
  type?: string;
  value?: unknown;
}

const contextual = new Set(['pattern', 'stages', 'predicate', 'group', 'update', 'delete', 'terms']);

/** The names an expression reads from the context item, which a state machine does not have. */
export function* referencesOf(node: unknown): Generator<string> {
  if (Array.isArray(node)) {
    for (const item of node) yield* referencesOf(item);
    return;
  }
  if (typeof node !== 'object' || node === null) return;
  const { type, value, steps, ...rest } = node as Node & { steps?: unknown[] };
  if (type === 'name') yield String(value);
  if (type === 'wildcard' || type === 'descendant' || type === 'parent') yield String(value ?? '%');
  if (type === 'variable' && (value === '' || value === '$')) yield `$${value}`;
  // Every step but the first has the one before it for its context.
  if (steps) yield* referencesOf(steps[0]);
  for (const [key, child] of Object.entries(rest)) {
    if (!contextual.has(key)) yield* referencesOf(child);
  }
}
