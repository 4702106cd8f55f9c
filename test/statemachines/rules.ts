import jsonata from 'jsonata';
import { compile } from '#/local/asl/machine.ts';
import { filled, type Machine, type State, statesOf } from './definitions.ts';

const INTEGRATIONS = {
  'arn:aws:states:::lambda:invoke': ['FunctionName', 'Payload'],
  'arn:aws:states:::lambda:invoke.waitForTaskToken': ['FunctionName', 'Payload'],
  'arn:aws:states:::states:startExecution': ['Input', 'Name', 'StateMachineArn'],
};

/** What a machine may hold, and where it may take it from: ids, counts, and lists of names. */
const PAYLOAD: Record<string, string[]> = {
  caseId: ['$caseId'],
  run: ['$run'],
  execution: ['$states.context.Execution.Name'],
  token: ['$states.context.Task.Token'],
  stirred: ['$stirred'],
  retries: ['$states.context.State.RetryCount'],
  error: ['$error'],
};
const VARIABLES: Record<string, string[]> = {
  caseId: ['$states.input.caseId'],
  run: ['$states.input.run'],
  next: ['$states.result.Payload.next'],
  seconds: ['$states.result.Payload.seconds'],
  stirred: ['$states.result.Payload.stirred'],
  escalations: ['$states.result.Payload.escalations'],
  reports: ['$states.result.Payload.reports'],
  error: ['$states.errorOutput.Error'],
};

type Rule = (name: string, state: State, machine: Machine) => string[];

const expressionOf = (value: unknown): string | undefined =>
  typeof value === 'string' && value.startsWith('{%') ? value.slice(2, -2).trim() : undefined;

/** Which of the entries are neither allowed by name nor taken from where they may be. */
const strange = (what: string, given: unknown, allowed: Record<string, string[]>): string[] =>
  Object.entries((given ?? {}) as Record<string, unknown>)
    .filter(([key, value]) => !allowed[key]?.includes(expressionOf(value) ?? ''))
    .map(([key, value]) => `${what} holds ${key} = ${JSON.stringify(value)}`);

const isTask = (state: State): boolean => state.Type === 'Task';

const described: Rule = (_name, state) => (state.Comment?.trim() ? [] : ['has no Comment']);

const guarded: Rule = (_name, state) =>
  isTask(state)
    ? (['TimeoutSeconds', 'Retry', 'Catch'] as const)
        .filter((field) => state[field] === undefined || [state[field]].flat().length === 0)
        .map((field) => `has no ${field}`)
    : [];

const integrated: Rule = (_name, state) => {
  if (!isTask(state)) return [];
  const fields = INTEGRATIONS[state.Resource as keyof typeof INTEGRATIONS];
  if (fields === undefined) return [`calls ${state.Resource}`];
  const given = Object.keys(state.Arguments ?? {}).sort();
  return given.join() === fields.join() ? [] : [`has the arguments ${given.join(', ')}`];
};

/** A token wakes the machine and nothing else; the answer is in the case. */
const tokenOnlyWhereItWaits: Rule = (_name, state) => {
  const payload = (state.Arguments?.Payload ?? {}) as Record<string, unknown>;
  const waits = state.Resource?.endsWith('.waitForTaskToken') ?? false;
  if (waits !== 'token' in payload) return [waits ? 'gives no token' : 'gives a token and does not wait'];
  return waits && !('stirred' in payload) ? ['does not say what it has seen'] : [];
};

const withoutContent: Rule = (_name, state) => {
  const { Payload, Input } = state.Arguments ?? {};
  const { caseId = [], run = [] } = PAYLOAD;
  return [
    ...strange('Payload', Payload, PAYLOAD),
    ...strange('Input', Input, { caseId, run }),
    ...strange('Assign', state.Assign, VARIABLES),
    ...(state.Catch ?? []).flatMap(({ Assign }) => strange('Catch', Assign, VARIABLES)),
  ];
};

const isEmptyObject = (value: unknown): boolean => JSON.stringify(value) === '{}';

/** Where Output is left out the whole result is handed on, with whatever a later version of a step puts into it. */
const nothingHandedOn: Rule = (_name, { Type, Output, Next = '', Catch = [] }, { States }) => [
  ...(Type === 'Choice' || Type === 'Fail' || isEmptyObject(Output) ? [] : ['hands on its output']),
  ...Catch.filter((caught) => caught.Next === Next && States[Next]?.Type !== 'Fail')
    .filter((caught) => !isEmptyObject(caught.Output))
    .map(({ ErrorEquals }) => `hands on ${ErrorEquals.join()}`),
];

function* expressionsIn(value: unknown): Generator<string> {
  const expression = expressionOf(value);
  if (expression !== undefined) yield expression;
  else if (typeof value === 'object' && value !== null)
    for (const item of Object.values(value)) yield* expressionsIn(item);
}

const COMPARISONS = ['=', '!=', '<', '<=', '>', '>=', 'and', 'or'];
const VALUES = ['path', 'name', 'variable', 'string', 'number', 'value'];

interface Node {
  type: string;
  value?: unknown;
  procedure?: { value?: unknown };
  [part: string]: unknown;
}

/** Paths, $exists, comparison and [ … ]: anything else is a decision, and decisions are made in core. */
function computed(node: Node): string[] {
  const { type, value, procedure } = node;
  const plain =
    VALUES.includes(type) ||
    (type === 'binary' && COMPARISONS.includes(String(value))) ||
    (type === 'unary' && value === '[') ||
    (type === 'function' && procedure?.value === 'exists');
  const inner = ['steps', 'lhs', 'rhs', 'expressions', 'arguments', 'predicate', 'stages', 'group']
    .flatMap((part) => node[part] ?? [])
    .filter((part): part is Node => typeof part === 'object' && part !== null);
  return [
    ...(plain ? [] : [`${type} ${String(procedure?.value ?? value ?? '')}`.trim()]),
    ...inner.flatMap(computed),
  ];
}

const simple: Rule = (_name, { ItemProcessor: _inner, Branches: _branches, Comment: _comment, ...state }) =>
  [...expressionsIn(state)].flatMap((expression) =>
    computed(jsonata(expression).ast() as unknown as Node).map(
      (what) => `computes: ${what} in ${expression}`,
    ),
  );

/** The schedule makes good what mail was left, so that a fault there stops nothing. */
/** What nothing waits for: an error leads onward. */
const LAST = ['SendMail', 'KeepFiles'];

const caught: Rule = (name, state) => [
  ...(state.Catch ?? []).flatMap(({ ErrorEquals, Next }) => {
    if (!ErrorEquals.includes('States.ALL')) return [];
    const expected =
      (LAST.includes(name) && state.Next) || (name === 'RecordFailure' ? 'Failed' : 'RecordFailure');
    return Next === expected ? [] : [`sends every error to ${Next}`];
  }),
];

/** Whoever must be called is called, and whatever must run is started, before anything waits for the mail service or for files. */
const mailLast: Rule = (name, { Next = '' }, { States }) => {
  const isLast = States[Next]?.Type === 'Choice' || (name === 'SendMail' && Next === 'KeepFiles');
  return LAST.includes(name) && !isLast ? [`stands in front of ${Next}`] : [];
};

/** An error in an inner machine that is not caught there is the Map's; outside there is nobody left to catch it. */
const allCaught: Rule = (name, state, machine) => {
  const outer = name in machine.States;
  const fails = isTask(state) || state.Type === 'Map' || state.Type === 'Parallel';
  const all = state.Catch?.some(({ ErrorEquals }) => ErrorEquals.includes('States.ALL')) ?? false;
  return outer && fails && !all ? ['leaves errors uncaught'] : [];
};

const superseded: Rule = (_name, state) => {
  if (!isTask(state) || !state.Resource?.includes('lambda')) return [];
  const catches = state.Catch?.find(({ ErrorEquals }) => ErrorEquals.includes('RunSuperseded'));
  return catches?.Next === 'Superseded' ? [] : ['goes on after RunSuperseded'];
};

const LONGEST_STEP = 300;

/** The core says how long a person may take; what is done by a machine has a fixed and short limit. */
const ending: Rule = (_name, state) => {
  if (state.Type === 'Wait') return ['waits without being woken'];
  if (!isTask(state)) return [];
  const limit = state.TimeoutSeconds;
  if (!state.Resource?.endsWith('.waitForTaskToken'))
    return typeof limit === 'number' && limit <= LONGEST_STEP ? [] : [`may take ${JSON.stringify(limit)}`];
  const first = state.Catch?.find(({ ErrorEquals }) => ErrorEquals.includes('States.Timeout'));
  const retried = state.Retry?.find(({ ErrorEquals }) => ErrorEquals.includes('States.Timeout'));
  return [
    ...(expressionOf(limit) === '$seconds' ? [] : [`waits ${JSON.stringify(limit)}`]),
    ...(retried?.MaxAttempts === 0 ? [] : ['waits again without looking at the case']),
    ...(first && first.Next === state.Next && first.Next !== 'RecordFailure'
      ? []
      : ['does not look at the case when the time is over']),
  ];
};

const compiles = (machine: Machine): string[] => {
  try {
    compile(JSON.parse(filled(JSON.stringify(machine))));
    return [];
  } catch (error) {
    return [`does not compile: ${(error as Error).message}`];
  }
};

export const RULES: Record<string, Rule> = {
  described,
  guarded,
  integrated,
  tokenOnlyWhereItWaits,
  withoutContent,
  nothingHandedOn,
  simple,
  caught,
  mailLast,
  allCaught,
  superseded,
  ending,
};

/** All that is wrong with a definition, as `rule: place what`. */
export function problemsOf(machine: Machine): string[] {
  const language = machine.QueryLanguage === 'JSONata' ? [] : ['jsonata: it is not JSONata at the top'];
  const found = statesOf(machine).flatMap(([name, state]) =>
    Object.entries(RULES).flatMap(([rule, check]) =>
      check(name, state, machine).map((what) => `${rule}: ${name} ${what}`),
    ),
  );
  const comment = machine.Comment ? [] : ['described: it has no Comment'];
  return [...language, ...comment, ...found, ...compiles(machine).map((what) => `compiles: it ${what}`)];
}
