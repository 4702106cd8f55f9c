import { Definition, ONLY_JSONATA, type State, type States } from '#/local/asl/definition.ts';
import { isExpression, parseExpression, reasonOf, sourceOf } from '#/local/asl/expression.ts';
import { type Node, readsErrorOutput, referencesOf } from '#/local/asl/references.ts';

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
  const context = { jsonata: parsed.data.QueryLanguage === 'JSONata', names: new Set<string>() };
  const problems = [...machineProblems(parsed.data, '', context)];
  if (problems.length > 0) throw new DefinitionError(problems);
  return parsed.data;
}

function messageOf({ code, keys }: { code?: string; keys?: string[] }): string | undefined {
  return code === 'unrecognized_keys' ? `Field '${keys?.join("', '")}' is not supported` : undefined;
}

function pointer(path: PropertyKey[]): string {
  return path.map((key) => (typeof key === 'number' ? `[${key}]` : `/${String(key)}`)).join('');
}

interface Context {
  jsonata: boolean;
  /** The names of all states so far, wherever in the machine they stand. */
  names: Set<string>;
}

function* machineProblems(machine: States, at: string, context: Context): Generator<Problem> {
  const states = Object.entries(machine.States).map(([name, state]) => {
    return { name, state, place: `${at}/States/${name}` };
  });
  const start = { target: machine.StartAt, place: `${at}/StartAt` };
  const ways = [start, ...states.flatMap(({ state, place }) => waysFrom(state, place))];
  for (const { target, place } of ways) {
    if (target === undefined || Object.hasOwn(machine.States, target)) continue;
    yield { at: place, message: `MISSING_TRANSITION_TARGET: Missing 'Next' target: ${target}` };
  }
  if (!states.some(({ state }) => isTerminal(state))) {
    yield { at, message: 'MISSING_END_STATE: Workflow has no terminal state' };
  }
  for (const { name, state, place } of states) {
    if (!ways.some(({ target }) => target === name)) {
      yield { at: place, message: `MISSING_TRANSITION_TARGET: State "${name}" is not reachable.` };
    }
    if (context.names.has(name))
      yield { at: place, message: `DUPLICATE_STATE_NAME: Duplicate State name: ${name}` };
    context.names.add(name);
    yield* stateProblems(state, place, context);
  }
}

function isTerminal(state: State): boolean {
  return state.Type === 'Succeed' || state.Type === 'Fail' || ('End' in state && state.End === true);
}

interface Leading {
  Type: string;
  Next?: string | undefined;
  Default?: string | undefined;
  Catch?: { Next: string }[] | undefined;
  Choices?: { Next: string }[] | undefined;
}

/** Where a state may lead, and where it says so. */
function waysFrom({ Next, Default, Catch = [], Choices = [] }: Leading, at: string) {
  const each = (field: string, list: { Next: string }[]) =>
    list.map((way, index) => ({ target: way.Next, place: `${at}/${field}[${index}]/Next` }));
  return [
    { target: Next, place: `${at}/Next` },
    { target: Default, place: `${at}/Default` },
    ...each('Catch', Catch),
    ...each('Choices', Choices),
  ];
}

function* stateProblems(state: State, at: string, context: Context): Generator<Problem> {
  if (!context.jsonata && state.QueryLanguage !== 'JSONata') yield { at, message: ONLY_JSONATA };
  const ends = state.Type === 'Choice' || state.Type === 'Succeed' || state.Type === 'Fail';
  if (!ends && (state.Next === undefined) === (state.End === undefined)) {
    yield { at, message: 'Exactly one of Next and End is required' };
  }
  const { Comment, Branches, ItemProcessor, ...own }: Record<string, unknown> = state;
  yield* expressionProblems(own, at);
  if (state.Type === 'Map') yield* machineProblems(state.ItemProcessor, `${at}/ItemProcessor`, context);
  if (state.Type !== 'Parallel') return;
  for (const [index, branch] of state.Branches.entries()) {
    yield* machineProblems(branch, `${at}/Branches[${index}]`, context);
  }
}

function* expressionProblems(value: unknown, at: string): Generator<Problem> {
  if (isExpression(value)) {
    yield* problemsOf(sourceOf(value), at);
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) yield* expressionProblems(item, `${at}[${index}]`);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, item] of Object.entries(value)) yield* expressionProblems(item, `${at}/${key}`);
  }
}

function* problemsOf(source: string, at: string): Generator<Problem> {
  let ast: Node;
  try {
    ast = parseExpression(source).ast();
  } catch (error) {
    yield { at, message: `INVALID_JSONATA_EXPRESSION: ${reasonOf(error).message}` };
    return;
  }
  const names = new Set(referencesOf(ast));
  for (const name of names) yield unsupported(at, `Reference to '${name}' at the top level`);
  if (readsErrorOutput(ast) && !/\/Catch\[\d+\]\/(Assign|Output)/.test(at)) {
    yield unsupported(at, "Reference to '$states.errorOutput' outside Catch");
  }
}

function unsupported(at: string, what: string): Problem {
  return { at, message: `UNSUPPORTED_JSONATA_EXPRESSION: ${what} is not supported.` };
}
