import { describe, expect, test } from 'vitest';
import { FUNCTION, LAMBDA, Stage } from './stage.ts';

type States = Record<string, unknown>;

const ends = { Go: { Type: 'Succeed' } };
const pass = (more: object) => ({ State: { Type: 'Pass', End: true, ...more } });
const task = (more: object) => ({ State: { Type: 'Task', Resource: FUNCTION, End: true, ...more } });
const invoke = (more: object) => task({ Resource: LAMBDA, Arguments: { FunctionName: FUNCTION, ...more } });
const machine = (name: string) => ({ StartAt: name, States: { [name]: { Type: 'Pass', End: true } } });
const map = (more: object) => ({
  State: { Type: 'Map', Items: [1], ItemProcessor: machine('Each'), End: true, ...more },
});
const parallel = (more: object) => ({
  State: { Type: 'Parallel', Branches: [machine('Branch')], End: true, ...more },
});
const wait = (more: object) => ({ State: { Type: 'Wait', End: true, ...more } });
const choose = (...rules: object[]) => ({
  State: { Type: 'Choice', Choices: rules.map((rule) => ({ Next: 'Go', ...rule })), Default: 'Go' },
  ...ends,
});
const caught = (more: object) => ({
  ...task({
    Arguments: '{% $error("first") %}',
    Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Go', ...more }],
  }),
  ...ends,
});

/** Every field that takes an expression, and how its state looks. */
const FIELDS: Record<string, (expression: string) => States> = {
  Output: (Output) => pass({ Output }),
  'Output/a[1]/b': (b) => pass({ Output: { a: [1, { b }] } }),
  'Assign/x': (x) => pass({ Assign: { x } }),
  'Assign/x/y[0]': (y) => pass({ Assign: { x: { y: [y] } } }),
  Arguments: (Arguments) => task({ Arguments }),
  'Arguments/FunctionName': (FunctionName) => invoke({ FunctionName }),
  'Arguments/Payload/a': (a) => invoke({ Payload: { a } }),
  TimeoutSeconds: (TimeoutSeconds) => task({ TimeoutSeconds }),
  HeartbeatSeconds: (HeartbeatSeconds) => task({ HeartbeatSeconds }),
  Seconds: (Seconds) => wait({ Seconds }),
  Timestamp: (Timestamp) => wait({ Timestamp }),
  Error: (name) => ({ State: { Type: 'Fail', Error: name } }),
  Cause: (Cause) => ({ State: { Type: 'Fail', Error: 'E', Cause } }),
  'Choices[1]/Condition': (Condition) => choose({ Condition: false }, { Condition }),
  'Choices[0]/Output': (Output) => choose({ Condition: true, Output }),
  'Choices[0]/Assign/x': (x) => choose({ Condition: true, Assign: { x } }),
  'Catch[0]/Output/a': (a) => caught({ Output: { a } }),
  'Catch[0]/Assign/x': (x) => caught({ Assign: { x } }),
  'Arguments/a': (a) => parallel({ Arguments: { a } }),
  Items: (Items) => map({ Items }),
  'Items[1]': (item) => map({ Items: [1, item] }),
  ItemSelector: (ItemSelector) => map({ ItemSelector }),
  'ItemSelector/a': (a) => map({ ItemSelector: { a } }),
  MaxConcurrency: (MaxConcurrency) => map({ MaxConcurrency }),
  ToleratedFailureCount: (ToleratedFailureCount) => map({ ToleratedFailureCount }),
  ToleratedFailurePercentage: (ToleratedFailurePercentage) => map({ ToleratedFailurePercentage }),
};

async function failureOf(field: string, source: string) {
  const { execution } = await Stage.open(FIELDS[field]?.(`{% ${source} %}`) ?? {});
  const evaluated = execution.history.findLast(({ type }) => type === 'EvaluationFailed');
  expect(execution.status).toBe('FAILED');
  expect(execution.error).toBe('States.QueryEvaluationError');
  const { error, cause } = execution;
  expect(evaluated?.evaluationFailedEventDetails).toEqual({ error, cause, location: field, state: 'State' });
  return cause;
}

const told = (field: string, source: string, what: string) =>
  "An error occurred while executing the state 'State' (entered at the event id #2). " +
  `The JSONata expression '${source}' specified for the field '${field}' ${what}`;

describe.each(Object.keys(FIELDS))('%s', (field) => {
  test.each([
    ['$none', 'returned nothing (undefined).'],
    ['$states.result', 'returned nothing (undefined).'],
    ['$sum', 'returned nothing (undefined).'],
    ["$number('x')", 'threw an error during evaluation. D3030: Unable to cast value to a number: "x"'],
    [
      "1 + 'a'",
      'threw an error during evaluation. T2002: The right side of the "+" operator must evaluate to a number',
    ],
    ['$eval("1")', 'threw an error during evaluation. T1006: Attempted to invoke a non-function'],
    [
      '$range(1, 1e9, 1)',
      'threw an error during evaluation: Expression evaluation memory limit exceeded: Check for excessive memory usage',
    ],
  ])('of %s fails', async (source, what) => {
    expect(await failureOf(field, source)).toBe(told(field, source, what));
  });
});

const VALUES: Record<string, string> = {
  null: 'null',
  boolean: 'true',
  number: '1',
  string: '"a b"',
  array: '[1,"b"]',
  object: '{"a":[1]}',
};
const TYPES: Record<string, string> = {
  TimeoutSeconds: 'number',
  HeartbeatSeconds: 'number',
  Seconds: 'number',
  Timestamp: 'string',
  Error: 'string',
  Cause: 'string',
  'Choices[1]/Condition': 'boolean',
  Items: 'array',
  MaxConcurrency: 'number',
  ToleratedFailureCount: 'number',
  ToleratedFailurePercentage: 'number',
};

describe.each(Object.entries(TYPES))('%s takes the type %s only', (field, expected) => {
  test.each(Object.entries(VALUES).filter(([type]) => type !== expected))(
    'and not %s',
    async (type, value) => {
      const what = `an unexpected result type. Expected '${expected}', but was '${type}' for value: ${value}`;
      expect(await failureOf(field, value)).toBe(told(field, value, `returned ${what}`));
    },
  );
});

test.each([
  ['TimeoutSeconds', '0'],
  ['TimeoutSeconds', '100000000'],
  ['HeartbeatSeconds', '-1'],
  ['Seconds', '-1'],
  ['Seconds', '1.5'],
  ['MaxConcurrency', '-1'],
  ['ToleratedFailureCount', '0.5'],
  ['ToleratedFailurePercentage', '-1'],
  ['ToleratedFailurePercentage', '101'],
])('%s cannot be %s', async (field, value) => {
  expect(await failureOf(field, value)).toBe(told(field, value, `returned a value out of range: ${value}`));
});

test.each([
  '05-12-2016T21:29:29Z',
  '2026-02-30T00:00:00Z',
  '2026-01-01T24:00:00Z',
  '2026-01-01 00:00:00Z',
  '',
])('the timestamp %s is none', async (text) => {
  const { execution } = await Stage.open(wait({ Timestamp: '{% $states.input %}' }), text);
  expect(execution.cause).toContain(
    `#2). The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${text}`,
  );
});

test.each([
  ['a Task', (more: object) => task({ Arguments: '{% $none %}', ...more })],
  ['a Parallel', (more: object) => parallel({ Arguments: '{% $none %}', ...more })],
  ['a Map', (more: object) => map({ Items: '{% $none %}', ...more })],
])('a failed expression of %s can be tried again, and caught', async (_title, state) => {
  const Retry = [{ ErrorEquals: ['States.QueryEvaluationError'], MaxAttempts: 1 }];
  const Catch = [{ ErrorEquals: ['States.TaskFailed'], Next: 'Go' }];
  const stage = await Stage.open({ ...state({ Retry, Catch, End: undefined, Next: 'Go' }), ...ends });
  await stage.pass(1);
  expect(stage.execution).toMatchObject({ output: { Error: 'States.QueryEvaluationError' } });
  expect(stage.types.slice(2, 5)).toEqual([
    'EvaluationFailed',
    'EvaluationFailed',
    expect.stringContaining('Exited'),
  ]);
});

test.each([
  null,
  false,
  0,
  -0.5,
  '',
  '日本',
  [],
  {},
  [null, [[]]],
  { a: { b: null } },
  ' {% $none %} ',
  '{% $none',
])('the literal %j is given as it is', async (literal) => {
  const { execution } = await Stage.open({
    ...pass({ Output: literal, Assign: { x: literal }, End: undefined, Next: 'Next' }),
    Next: { Type: 'Pass', Output: ['{% $states.input %}', '{% $x %}'], End: true },
  });
  expect(execution.output).toEqual([literal, literal]);
});
