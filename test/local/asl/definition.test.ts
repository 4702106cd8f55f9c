import { describe, expect, test } from 'vitest';
import { compile } from '#/local/asl/machine.ts';
import { FUNCTION, LAMBDA } from './stage.ts';

const machine = (State: unknown, more = {}) => ({
  QueryLanguage: 'JSONata',
  StartAt: 'State',
  States: { State },
  ...more,
});
const pass = (more: object) => ({ Type: 'Pass', End: true, ...more });
const map = (more: object, inner: object = {}) => ({
  Type: 'Map',
  ItemProcessor: { StartAt: 'P', States: { P: { Type: 'Succeed' } }, ...inner },
  End: true,
  ...more,
});
const task = (Resource: string, Arguments?: unknown) => ({ Type: 'Task', Resource, Arguments, End: true });

describe('a definition is refused, with the place and the reason', () => {
  test.each([
    [
      'another query language',
      machine(pass({}), { QueryLanguage: 'JSONPath' }),
      "'JSONPath' is not supported at /States/State",
    ],
    [
      'a field of another query language',
      machine(pass({ ResultPath: '$' })),
      "Field 'ResultPath' is not supported at /States/State",
    ],
    [
      'a distributed Map',
      machine(map({}, { ProcessorConfig: { Mode: 'DISTRIBUTED' } })),
      'Only the INLINE mode is supported at /States/State/ItemProcessor/ProcessorConfig/Mode',
    ],
    ['a reader of items', machine(map({ ItemReader: {} })), "Field 'ItemReader' is not supported"],
    [
      'a resource that waits for a job',
      machine(task('arn:aws:states:::states:startExecution.sync:2')),
      "Resource 'arn:aws:states:::states:startExecution.sync:2' is not supported",
    ],
    [
      'an unknown argument',
      machine(task(LAMBDA, { FunctionName: FUNCTION, Qualifier: '1' })),
      '/States/State/Arguments',
    ],
    [
      'a task without the function',
      machine(task(LAMBDA, {})),
      "The field 'FunctionName' is required but was missing at /States/State/Arguments/FunctionName",
    ],
    ['an unknown type', machine({ Type: 'Loop' }), '/States/State/Type'],
    [
      'an expression that cannot be read',
      machine(pass({ Output: { a: ['{% 1 + %}'] } })),
      'INVALID_JSONATA_EXPRESSION: Unexpected end of expression at /States/State/Output/a[0]',
    ],
    ['an empty expression', machine(pass({ Output: '{%%}' })), 'INVALID_JSONATA_EXPRESSION'],
    [
      'an operator of a later JSONata',
      machine(pass({ Output: '{% $a ?? 1 %}' })),
      'INVALID_JSONATA_EXPRESSION',
    ],
    ['both Next and End', machine(pass({ Next: 'State' })), 'Exactly one of Next and End is required'],
    ['neither Next nor End', machine({ Type: 'Pass' }), 'Exactly one of Next and End is required'],
    [
      'a way to nowhere',
      machine({ Type: 'Pass', Next: 'Lost' }),
      "MISSING_TRANSITION_TARGET: Missing 'Next' target: Lost at /States/State/Next",
    ],
    [
      'a start that is nowhere',
      machine(pass({}), { StartAt: 'Lost' }),
      "MISSING_TRANSITION_TARGET: Missing 'Next' target: Lost at /StartAt",
    ],
    [
      'a loop without an end',
      machine({ Type: 'Pass', Next: 'State' }),
      'MISSING_END_STATE: Workflow has no terminal state at /',
    ],
    [
      'a name that stands twice, wherever',
      machine(map({}, { StartAt: 'State', States: { State: pass({}) } })),
      'DUPLICATE_STATE_NAME: Duplicate State name: State at /States/State/ItemProcessor/States/State',
    ],
    [
      'an error where none is known',
      machine(pass({ Output: { a: '{% $states.errorOutput.Error %}' } })),
      "UNSUPPORTED_JSONATA_EXPRESSION: Reference to '$states.errorOutput' outside Catch is not supported. at /States/State/Output/a",
    ],
    [
      'a heartbeat that comes too late',
      machine({ ...task(FUNCTION), HeartbeatSeconds: 5, TimeoutSeconds: 5 }),
      'HeartbeatSeconds must be less than TimeoutSeconds at /States/State',
    ],
    ['another role', machine({ ...task(FUNCTION), Credentials: {} }), "Field 'Credentials' is not supported"],
    [
      'a limit that only a Task has',
      machine(map({ TimeoutSeconds: 1 })),
      "Field 'TimeoutSeconds' is not supported",
    ],
    ['a batcher of items', machine(map({ ItemBatcher: {} })), "Field 'ItemBatcher' is not supported"],
    ['a writer of results', machine(map({ ResultWriter: {} })), "Field 'ResultWriter' is not supported"],
    [
      'a path in a Wait',
      machine({ Type: 'Wait', SecondsPath: '$.a', End: true }),
      "Field 'SecondsPath' is not",
    ],
    ['an activity', machine(task('arn:aws:states:us-east-1:1:activity:a')), "activity:a' is not supported"],
    [
      'a call of the SDK',
      machine(task('arn:aws:states:::aws-sdk:s3:getObject')),
      "getObject' is not supported",
    ],
    [
      'a bad expression under the name Comment',
      machine(pass({ Output: { Comment: '{% 1 + %}' } })),
      'INVALID_JSONATA_EXPRESSION: Unexpected end of expression at /States/State/Output/Comment',
    ],
    [
      'a state nothing leads to',
      { ...machine(pass({})), States: { State: pass({}), Lone: pass({}) } },
      'MISSING_TRANSITION_TARGET: State "Lone" is not reachable. at /States/Lone',
    ],
    ['a catcher on a state that has none', machine(pass({ Catch: [] })), "Field 'Catch' is not supported"],
    [
      'States.ALL among others',
      machine({ ...task(FUNCTION), Retry: [{ ErrorEquals: ['States.ALL', 'A'] }] }),
      'States.ALL must stand alone',
    ],
    [
      'States.ALL before others',
      machine({ ...task(FUNCTION), Retry: [{ ErrorEquals: ['States.ALL'] }, { ErrorEquals: ['A'] }] }),
      'States.ALL must stand alone and last',
    ],
    [
      'a day there is not',
      machine({ Type: 'Wait', Timestamp: '2026-02-30T00:00:00Z', End: true }),
      'Not an ISO-8601 timestamp',
    ],
    ['a variable called $states', machine(pass({ Assign: { states: 1 } })), '/States/State/Assign'],
  ])('%s', (_title, definition, message) => {
    expect(() => compile(definition)).toThrow(message);
  });

  test.each([
    'foo',
    'foo.bar',
    '$',
    '$$.a',
    '*',
    '**',
    '{"a": foo}',
    '$f(foo)',
    'function($v) { foo }',
    '$x ? a : 1',
  ])('the top-level reference of %s', (source) => {
    expect(() => compile(machine(pass({ Output: `{% ${source} %}` })))).toThrow(
      'UNSUPPORTED_JSONATA_EXPRESSION',
    );
  });

  test('with all that is wrong at once', () => {
    const States = { State: pass({ Output: '{% foo %}', Assign: { a: '{% bar %}' } }) };
    expect(() => compile({ ...machine({}), States })).toThrow(
      expect.objectContaining({
        name: 'DefinitionError',
        problems: [
          { at: '/States/State/Assign/a', message: expect.stringContaining("'bar'") },
          { at: '/States/State/Output', message: expect.stringContaining("'foo'") },
        ],
      }),
    );
  });
});

test.each([
  '$states.input[a = 1].b',
  '$x{a: $sum(b)}',
  '$x^(>a)',
  '$map($x, function($v) { $v.a })',
  '$x ~> |$|{"a": b}|',
  '$x.($ + a)',
  '$x.*',
])('a reference inside a context is accepted: %s', (source) => {
  expect(() => compile(machine(pass({ Output: `{% ${source} %}` })))).not.toThrow();
});

test('a text that only looks like an expression is taken as it is', () => {
  expect(() => compile(machine(pass({ Output: [' {% foo %}', '{% foo', '$.foo', '%}'] })))).not.toThrow();
});

test('a machine is accepted whose states say one by one that they are JSONata', () => {
  const States = { State: { ...pass({}), QueryLanguage: 'JSONata' } };
  for (const QueryLanguage of [undefined, 'JSONPath'])
    expect(() => compile({ StartAt: 'State', QueryLanguage, States })).not.toThrow();
});

test('what a Map says of its language does not hold for the states in it', () => {
  const States = { State: map({ QueryLanguage: 'JSONata' }) };
  expect(() => compile({ StartAt: 'State', States })).toThrow(
    "'JSONPath' is not supported at /States/State/ItemProcessor/States/P",
  );
});

test('a catcher may read the error', () => {
  const Catch = [{ ErrorEquals: ['A'], Output: '{% $states.errorOutput %}', Next: 'State' }];
  expect(() => compile(machine({ ...task(FUNCTION), Catch }))).not.toThrow();
});
