import { describe, expect, test } from 'vitest';
import { FUNCTION, Stage } from './stage.ts';

const asking = { Type: 'Task', Resource: FUNCTION, End: true };
const branch = (state: unknown, name = 'Inner') => ({ StartAt: name, States: { [name]: state } });

const pass = (Output: unknown) => ({ Type: 'Pass', Output, End: true });

describe('a Map', () => {
  const mapping = (more: object, inner: object = asking) => ({
    Each: {
      Type: 'Map',
      Items: '{% $states.input.items %}',
      ItemProcessor: branch(inner),
      End: true,
      ...more,
    },
  });

  test('runs no more iterations side by side than it may, and keeps their order', async () => {
    const stage = await Stage.open(mapping({ MaxConcurrency: 2 }), { items: ['a', 'b', 'c'] });
    const [first, second] = stage.requests;
    expect(stage.requests.map((request) => request.type === 'invoke-lambda' && request.payload)).toEqual([
      'a',
      'b',
    ]);
    await stage.answer('B', second);
    const third = stage.request;
    await stage.answer('C', third);
    await stage.answer('A', first);
    expect(stage.execution).toMatchObject({ status: 'SUCCEEDED', output: ['A', 'B', 'C'] });
  });

  test('runs at most forty when it may run any number', async () => {
    const stage = await Stage.open(mapping({}), { items: Array.from({ length: 50 }, (_, index) => index) });
    expect(stage.requests).toHaveLength(40);
  });

  test('hands each iteration what its selector makes of the item', async () => {
    const ItemSelector = {
      at: '{% $states.context.Map.Item.Index %}',
      what: '{% $states.context.Map.Item.Value.name %}',
      all: '{% $count($states.input.items) %}',
    };
    const stage = await Stage.open(mapping({ ItemSelector }, { Type: 'Pass', End: true }), {
      items: [{ name: 'x' }, { name: 'y' }],
    });
    expect(stage.execution.output).toEqual([
      { at: 0, what: 'x', all: 2 },
      { at: 1, what: 'y', all: 2 },
    ]);
  });

  test('lets the states of an iteration see their own item', async () => {
    const inner = {
      Type: 'Parallel',
      Branches: [branch(pass('{% $states.context.Map.Item %}'), 'Innermost')],
      End: true,
    };
    const stage = await Stage.open(mapping({}, inner), { items: ['x', 'y'] });
    expect(stage.execution.output).toEqual([[{ Index: 0, Value: 'x' }], [{ Index: 1, Value: 'y' }]]);
  });

  test('fails with its first failing iteration and gives up the others', async () => {
    const stage = await Stage.open(mapping({}), { items: [1, 2] });
    const [first, second] = stage.requests;
    await stage.refuse('Oops', 'why', first);
    expect(stage.execution).toMatchObject({ status: 'FAILED', error: 'Oops', cause: 'why' });
    expect(stage.types.slice(-6)).toEqual([
      'LambdaFunctionFailed',
      'MapIterationFailed',
      'TaskStateAborted',
      'MapIterationAborted',
      'MapStateFailed',
      'ExecutionFailed',
    ]);
    const before = stage.execution;
    await stage.answer('late', second);
    expect(stage.execution).toEqual(before);
  });

  test('takes literal items', async () => {
    const stage = await Stage.open(mapping({ Items: [1, '{% 1 + 1 %}'] }, { Type: 'Succeed' }));
    expect(stage.execution.output).toEqual([1, 2]);
  });
});

describe('a Parallel', () => {
  test('gives the outputs of its branches in their order', async () => {
    const stage = await Stage.open({
      Both: {
        Type: 'Parallel',
        Arguments: { n: 1 },
        Branches: [branch(asking), branch({ ...asking, Output: '{% $states.result & "!" %}' }, 'Other')],
        Output: '{% $states.result[1] %}',
        End: true,
      },
    });
    const [first, second] = stage.requests;
    expect(first).toMatchObject({ payload: { n: 1 } });
    await stage.answer('b', second);
    await stage.answer('a', first);
    expect(stage.execution).toMatchObject({ status: 'SUCCEEDED', output: 'b!' });
  });

  test('that is tried again starts all its branches again', async () => {
    const Retry = [{ ErrorEquals: ['Oops'], IntervalSeconds: 3 }];
    const Branches = [branch(asking), branch({ Type: 'Wait', Seconds: 60, End: true }, 'Other')];
    const stage = await Stage.open({ Both: { Type: 'Parallel', Branches, Retry, End: true } });
    await stage.refuse('Oops');
    expect(stage.types).toContain('WaitStateAborted');
    await stage.pass(3);
    await stage.answer('a');
    expect(stage.execution.status).toBe('RUNNING');
    await stage.pass(60);
    expect(stage.execution).toMatchObject({ status: 'SUCCEEDED', output: ['a', {}] });
  });
});

describe('a failure of the runtime', () => {
  const Choices = [{ Condition: false, Next: 'Lost' }];
  const States = { Stuck: { Type: 'Choice', Choices }, Lost: { Type: 'Succeed' } };
  const Retry = [{ ErrorEquals: ['States.Runtime'] }];
  const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Done' }];
  const guarded = { Retry, Catch, Next: 'Done' };
  test.each([
    ['Parallel', { Branches: [{ StartAt: 'Stuck', States }] }, []],
    ['Map', { Items: [1], ItemProcessor: { StartAt: 'Stuck', States } }, ['MapIterationStarted']],
  ])('ends the execution at once, whatever the %s around it would catch', async (Type, more, types) => {
    const stage = await Stage.open({ Outer: { Type, ...more, ...guarded }, Done: { Type: 'Succeed' } });
    expect(stage.execution).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
    expect(stage.types).toEqual([
      'ExecutionStarted',
      `${Type}StateEntered`,
      `${Type}StateStarted`,
      ...types,
      'ChoiceStateEntered',
      'ExecutionFailed',
    ]);
  });

  test('is what arguments give that no task can start with', async () => {
    const Arguments = '{% {"Payload": 1} %}';
    const Resource = 'arn:aws:states:::lambda:invoke';
    const { execution } = await Stage.open({ Ask: { ...asking, Resource, Arguments, Catch }, Done: pass(1) });
    expect(execution.history.at(-1)).toMatchObject({
      id: 3,
      executionFailedEventDetails: {
        error: 'States.Runtime',
        cause: expect.stringContaining(
          `The Parameters '{"Payload":1}' could not be used to start the Task: [The field 'FunctionName' is required`,
        ),
      },
    });
  });
});

test('the events of a flow are chained by their ids, and those that only say how it went stand aside', async () => {
  const { execution } = await Stage.open({
    Each: { Type: 'Map', Items: [1], ItemProcessor: branch(pass(1)), Next: 'Both' },
    Both: { Type: 'Parallel', Branches: [branch(pass(1), 'One'), branch(pass(1), 'Two')], End: true },
  });
  const chain = execution.history.map(({ id, previousEventId, type }) => `${id}<${previousEventId} ${type}`);
  expect(chain.slice(6)).toEqual([
    '7<6 MapIterationSucceeded',
    '8<7 MapStateSucceeded',
    '9<7 MapStateExited',
    '10<9 ParallelStateEntered',
    '11<10 ParallelStateStarted',
    '12<11 PassStateEntered',
    '13<11 PassStateEntered',
    '14<12 PassStateExited',
    '15<13 PassStateExited',
    '16<15 ParallelStateSucceeded',
    '17<15 ParallelStateExited',
    '18<17 ExecutionSucceeded',
  ]);
});

test.each([
  ['Arguments', { Type: 'Parallel', Arguments: '{% $pad("", 262144, "x") %}', Branches: [branch(pass(1))] }],
  ['an item', { Type: 'Map', Items: ['{% $pad("", 262144, "x") %}'], ItemProcessor: branch(pass(1)) }],
])('%s of more than 256 KiB end the execution', async (_what, state) => {
  const { execution } = await Stage.open({ Outer: { ...state, End: true } });
  expect(execution).toMatchObject({
    error: 'States.DataLimitExceeded',
    cause:
      "The state/task 'Outer' returned a result with a size exceeding the maximum number of bytes service limit.",
  });
});

describe('variables', () => {
  test('of an outer scope are seen inside, and what is assigned inside stays there', async () => {
    const inner = {
      StartAt: 'SetOwn',
      States: {
        SetOwn: { Type: 'Pass', Assign: { own: '{% $outer + $states.input %}' }, Next: 'GetOwn' },
        GetOwn: { Type: 'Pass', Output: '{% $own %}', End: true },
      },
    };
    const stage = await Stage.open({
      Set: { Type: 'Pass', Assign: { outer: 10 }, Next: 'Each' },
      Each: {
        Type: 'Map',
        Items: [1, 2],
        ItemProcessor: inner,
        Assign: { all: '{% $states.result %}' },
        Next: 'Get',
      },
      Get: { Type: 'Pass', Output: ['{% $all %}', '{% $exists($own) %}'], End: true },
    });
    expect(stage.execution.output).toEqual([[11, 12], false]);
  });

  test('have their old values in the state that assigns them', async () => {
    const stage = await Stage.open({
      Set: { Type: 'Pass', Assign: { a: 1, b: 2 }, Next: 'Swap' },
      Swap: { Type: 'Pass', Assign: { a: '{% $b %}', b: '{% $a %}' }, Output: '{% $a %}', Next: 'Get' },
      Get: { Type: 'Pass', Output: ['{% $states.input %}', '{% $a %}', '{% $b %}'], End: true },
    });
    expect(stage.execution.output).toEqual([1, 2, 1]);
  });
});
