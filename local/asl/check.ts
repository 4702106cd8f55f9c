import { Definition, ONLY_JSONATA, type State, type States } from '#/local/asl/definition.ts';
import { isExpression, parseExpression, sourceOf } from '#/local/asl/expression.ts';
import { type Node, referencesOf } from '#/local/asl/references.ts';

export interface Problem {
  at: string;
  message: string;
}

/** Lists everything in a definition that AWS would refuse, or that is refused here. */
export class DefinitionError extends Error {
  override name = 'DefinitionError';
  readonly problems: Problem[];

  constructor(problems: Problem[]) {
    super(problems.map(({ at, message }) => `${message} at ${at || '/'}`).join('; '));
    this.problems = problems;
  }
}

/** The definition with its defaults filled in. */
export function check(definition: unknown): Definition {
  const parsed = Definition.safeParse(definition, { error: messageOf });
  if (!parsed.success) {
    throw new DefinitionError(
      parsed.error.issues.map(({ path, message }) => ({ at: pointer(path), message })),
    );
  }
  const problems = [...machineProblems(parsed.data, '', parsed.data.QueryLanguage === 'JSONata')];
  if (problems.length > 0) throw new DefinitionError(problems);
  return parsed.data;
}

function messageOf({ code, keys }: { code?: string; keys?: string[] }): string | undefined {
  return code === 'unrecognized_keys' ? `Field '${keys?.join("', '")}' is not supported` : undefined;
}

function pointer(path: PropertyKey[]): string {
  return path.map((key) => (typeof key === 'number' ? `[${key}]` : `/${String(key)}`)).join('');
}

function* machineProblems(machine: States, at: string, jsonata: boolean): Generator<Problem> {
  const names = new Set(Object.keys(machine.States));
  const reached = new Set([machine.StartAt, ...Object.values(machine.States).flatMap(nextsOf)]);
  for (const name of reached.difference(names)) yield { at, message: `There is no state '${name}'` };
  for (const name of names.difference(reached)) yield { at, message: `Nothing leads to the state '${name}'` };
  for (const [name, state] of Object.entries(machine.States)) {
    yield* stateProblems(state, `${at}/States/${name}`, jsonata);
  }
}

function nextsOf(state: State): string[] {
  const next = 'Next' in state ? state.Next : undefined;
  const caught = 'Catch' in state ? (state.Catch ?? []).map((catcher) => catcher.Next) : [];
  const chosen = state.Type === 'Choice' ? [...state.Choices.map((rule) => rule.Next), state.Default] : [];
  return [next, ...caught, ...chosen].filter((name) => name !== undefined);
}

function* stateProblems(state: State, at: string, jsonata: boolean): Generator<Problem> {
  if (!jsonata && state.QueryLanguage !== 'JSONata') yield { at, message: ONLY_JSONATA };
  const ends = state.Type === 'Choice' || state.Type === 'Succeed' || state.Type === 'Fail';
  if (!ends && (state.Next === undefined) === (state.End === undefined)) {
    yield { at, message: 'Exactly one of Next and End is required' };
  }
  const { Branches, ItemProcessor, ...own }: Record<string, unknown> = state;
  yield* expressionProblems(own, at);
  if (state.Type === 'Map') yield* machineProblems(state.ItemProcessor, `${at}/ItemProcessor`, jsonata);
  if (state.Type !== 'Parallel') return;
  for (const [index, branch] of state.Branches.entries()) {
    yield* machineProblems(branch, `${at}/Branches[${index}]`, jsonata);
  }
}

function* expressionProblems(value: unknown, at: string): Generator<Problem> {
  if (isExpression(value)) {
    yield* problemsOf(sourceOf(value), at);
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* expressionProblems(item, `${at}[${index}]`);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) {
      if (key !== 'Comment') yield* expressionProblems(item, `${at}/${key}`);
    }
  }
}

function* problemsOf(source: string, at: string): Generator<Problem> {
  let ast: Node;
  try {
    ast = parseExpression(source).ast();
  } catch (error) {
    const { message } = error as Error;
    yield { at, message: `INVALID_JSONATA_EXPRESSION: ${message}` };
    return;
  }
  for (const name of new Set(referencesOf(ast))) {
    const message = `UNSUPPORTED_JSONATA_EXPRESSION: Reference to '${name}' at the top level is not supported.`;
    yield { at, message };
  }
}
