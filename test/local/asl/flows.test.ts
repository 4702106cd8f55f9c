import { describe, expect, test } from 'vitest';
import { FUNCTION, Stage } from './stage.ts';

const asking = { Type: 'Task', Resource: FUNCTION, End: true };
const branch = (state: unknown) => ({ StartAt: 'Inner', States: { Inner: state } });

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
    const inner = { Type: 'Parallel', Branches: [branch(pass('{% $states.context.Map.Item %}'))], End: true };
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
        Branches: [branch(asking), branch({ ...asking, Output: '{% $states.result & "!" %}' })],
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
    const Branches = [branch(asking), branch({ Type: 'Wait', Seconds: 60, End: true })];
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

describe('variables', () => {
  test('of an outer scope are seen inside, and what is assigned inside stays there', async () => {
    const inner = {
      StartAt: 'Set',
      States: {
        Set: { Type: 'Pass', Assign: { own: '{% $outer + $states.input %}' }, Next: 'Get' },
        Get: { Type: 'Pass', Output: '{% $own %}', End: true },
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
