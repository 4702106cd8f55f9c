import * as z from 'zod';

/** What jsonata's parser gives; its published types leave out most of it. */
export interface Node {
  type?: string;
  value?: unknown;
  steps?: unknown[];
}

/** The parts of a node that are evaluated for what the node itself has found. */
const contextual = new Set(['steps', 'pattern', 'stages', 'predicate', 'group', 'update', 'delete', 'terms']);

/** The names an expression reads from the context item, which a state machine does not have. */
export function referencesOf(node: unknown): string[] {
  if (typeof node !== 'object' || node === null) return [];
  if (Array.isArray(node)) return node.flatMap((item) => referencesOf(item));
  const { steps = [] }: Node = node;
  const parts = Object.entries(node).filter(([key]) => !contextual.has(key));
  return [...readBy(node), ...referencesOf(steps[0]), ...parts.flatMap(([, part]) => referencesOf(part))];
}

function readBy({ type, value }: Node): string[] {
  if (type === 'variable') return value === '' || value === '$' ? [`$${value}`] : [];
  return type === 'name' || type === 'wildcard' || type === 'descendant' ? [String(value)] : [];
}

const ERROR_OUTPUT = z.object({
  steps: z.tuple(
    [
      z.object({ type: z.literal('variable'), value: z.literal('states') }),
      z.object({ value: z.literal('errorOutput') }),
    ],
    z.unknown(),
  ),
});

export function readsErrorOutput(node: unknown): boolean {
  if (typeof node !== 'object' || node === null) return false;
  return ERROR_OUTPUT.safeParse(node).success || Object.values(node).some(readsErrorOutput);
}
