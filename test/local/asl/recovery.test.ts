import { describe, expect, test } from 'vitest';
import { StateFailure } from '#/local/asl/failure.ts';
import { pendingTimers } from '#/local/asl/machine.ts';
import { FUNCTION, Stage } from './stage.ts';

const asking = { Type: 'Task', Resource: FUNCTION, End: true };
const done = { Type: 'Pass', End: true };

/** How long each pause between attempts lasts, in seconds, until the task is given up. */
async function pausesOf(Retry: unknown[], error = 'Oops'): Promise<number[]> {
  const stage = await Stage.open({ Ask: { ...asking, Retry } });
  const pauses: number[] = [];
  while (stage.execution.status === 'RUNNING') {
    await stage.refuse(error);
    for (const { at } of pendingTimers(stage.execution)) {
      pauses.push((at - stage.now) / 1000);
      await stage.pass((at - stage.now) / 1000);
    }
  }
  return pauses;
}

describe('a retrier', () => {
  test.each([
    ['three times after 1, 2 and 4 seconds by default', {}, [1, 2, 4]],
    [
      'at its own interval and rate',
      { IntervalSeconds: 3, BackoffRate: 1.5, MaxAttempts: 3 },
      [3, 4.5, 6.75],
    ],
    [
      'never later than its greatest delay',
      { IntervalSeconds: 2, MaxDelaySeconds: 5, MaxAttempts: 3 },
      [2, 4, 5],
    ],
    ['never when it may not', { MaxAttempts: 0 }, []],
  ])('tries again %s', async (_title, retrier, pauses) => {
    expect(await pausesOf([{ ErrorEquals: ['States.ALL'], ...retrier }])).toEqual(pauses);
  });

  test('with jitter pauses for a part of the delay', async () => {
    const pauses = await pausesOf([
      { ErrorEquals: ['States.ALL'], IntervalSeconds: 100, JitterStrategy: 'FULL' },
    ]);
    expect(pauses).toHaveLength(3);
    for (const [index, pause] of pauses.entries()) {
      expect(pause).toBeGreaterThan(0);
      expect(pause).toBeLessThan(100 * 2 ** index);
    }
  });

  test('counts for itself, and starts anew when the state is entered again', async () => {
    const Retry = [
      { ErrorEquals: ['A'], IntervalSeconds: 1, MaxAttempts: 1 },
      { ErrorEquals: ['B'], IntervalSeconds: 5, MaxAttempts: 1 },
    ];
    const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Ask' }];
    const stage = await Stage.open({ Ask: { ...asking, Retry, Catch } });
    for (const [error, pause] of [
      ['A', 1],
      ['B', 5],
      ['A', 0],
      ['A', 1],
    ] as const) {
      await stage.refuse(error);
      expect(pendingTimers(stage.execution).map(({ at }) => at - stage.now)).toEqual(
        pause ? [pause * 1000] : [],
      );
      await stage.pass(pause);
    }
    expect(stage.execution.root.retries).toEqual([1, 0]);
  });

  test('for States.TaskFailed takes every error but a timeout', async () => {
    expect(await pausesOf([{ ErrorEquals: ['States.TaskFailed'], MaxAttempts: 1 }])).toEqual([1]);
    expect(await pausesOf([{ ErrorEquals: ['States.TaskFailed'] }], 'States.Timeout')).toEqual([]);
  });

  test('lets the arguments see how often the state has been tried', async () => {
    const Retry = [{ ErrorEquals: ['States.ALL'] }];
    const Arguments = { attempt: '{% $states.context.State.RetryCount %}' };
    const stage = await Stage.open({ Ask: { ...asking, Arguments, Retry } });
    await stage.refuse('Oops');
    await stage.pass(1);
    expect(stage.request).toMatchObject({ payload: { attempt: 1 } });
  });
});

describe('a catcher', () => {
  test('assigns and gives what it is told, with the variables as they were', async () => {
    const Catch = [
      { ErrorEquals: ['Other'], Next: 'Done' },
      {
        ErrorEquals: ['Oops'],
        Assign: { n: '{% $n + 1 %}', why: '{% $states.errorOutput.Cause %}' },
        Output: { error: '{% $states.errorOutput.Error %}', n: '{% $n %}' },
        Next: 'Done',
      },
    ];
    const stage = await Stage.open({
      Set: { Type: 'Pass', Assign: { n: 1 }, Next: 'Ask' },
      Ask: { ...asking, Catch },
      Done: { ...done, Output: ['{% $states.input %}', '{% $n %}', '{% $why %}'] },
    });
    await stage.refuse('Oops', 'because');
    expect(stage.execution.output).toEqual([{ error: 'Oops', n: 1 }, 2, 'because']);
  });

  test('takes an expression of its state that fails', async () => {
    const Catch = [{ ErrorEquals: ['States.QueryEvaluationError'], Next: 'Done' }];
    const stage = await Stage.open({ Ask: { ...asking, Arguments: '{% $missing %}', Catch }, Done: done });
    expect(stage.execution).toMatchObject({
      status: 'SUCCEEDED',
      output: { Error: 'States.QueryEvaluationError' },
    });
    expect(stage.execution.history[2]).toMatchObject({
      type: 'EvaluationFailed',
      evaluationFailedEventDetails: { state: 'Ask', location: 'Arguments' },
    });
  });

  test('whose own expression fails does not catch itself', async () => {
    const Catch = [{ ErrorEquals: ['States.ALL'], Output: '{% $missing %}', Next: 'Done' }];
    const stage = await Stage.open({ Ask: { ...asking, Catch }, Done: done });
    await stage.refuse('Oops');
    expect(stage.execution).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
    expect(stage.execution.cause).toContain("for the field 'Catch[0]/Output' returned nothing");
  });
});

test('a choice that nothing matches takes its default, with the output and the variables of that', async () => {
  const rule = {
    Condition: '{% $states.input.n > 1 %}',
    Output: 'many',
    Assign: { by: 'rule' },
    Next: 'Done',
  };
  const choose = {
    Type: 'Choice',
    Choices: [rule],
    Default: 'Done',
    Output: 'few',
    Assign: { by: 'default' },
  };
  const end = { ...done, Output: ['{% $states.input %}', '{% $by %}'] };
  for (const [n, expected] of [
    [1, ['few', 'default']],
    [2, ['many', 'rule']],
  ] as const) {
    const { execution } = await Stage.open({ Choose: choose, Done: end }, { n });
    expect(execution.output).toEqual(expected);
  }
});

test('a choice that nothing matches and that has no default fails in the words of AWS', async () => {
  const Choices = [{ Condition: '{% false %}', Next: 'Done' }];
  const stage = await Stage.open({ Choose: { Type: 'Choice', Choices }, Done: done });
  expect(stage.execution).toMatchObject({
    error: 'States.Runtime',
    cause:
      "An error occurred while executing the state 'Choose' (entered at the event id #2). " +
      'Failed to transition out of the state. The state does not point to a next state.',
  });
});

test('an endless loop ends when the history is full', async () => {
  const loop = { Type: 'Choice', Choices: [{ Condition: false, Next: 'Done' }], Default: 'Loop' };
  const stage = await Stage.open({ Loop: loop, Done: done });
  expect(stage.execution).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
  expect(stage.execution.history).toHaveLength(25_000);
  expect(stage.types.at(-1)).toBe('ExecutionFailed');
});

describe('an error is known', () => {
  const NAMES = ['States.ALL', 'States.TaskFailed', 'States.Timeout', 'States.HeartbeatTimeout', 'Oops'];
  const heartbeat = new StateFailure('States.Timeout', undefined, ['States.HeartbeatTimeout']);
  test.each([
    ['Oops', new StateFailure('Oops'), ['States.ALL', 'States.TaskFailed', 'Oops']],
    ['oops', new StateFailure('oops'), ['States.ALL', 'States.TaskFailed']],
    ['a failure without a name', new StateFailure(), ['States.ALL', 'States.TaskFailed']],
    [
      'a failed expression',
      new StateFailure('States.QueryEvaluationError'),
      ['States.ALL', 'States.TaskFailed'],
    ],
    ['a timeout', new StateFailure('States.Timeout'), ['States.ALL', 'States.Timeout']],
    ['a missed heartbeat', heartbeat, ['States.ALL', 'States.Timeout', 'States.HeartbeatTimeout']],
    ['too much data', new StateFailure('States.DataLimitExceeded'), []],
  ])('as %s', (_title, failure, known) => {
    expect(NAMES.filter((name) => failure.matches({ ErrorEquals: ['Other', name] }))).toEqual(known);
  });
});

describe('the context object', () => {
  const Execution = {
    Id: 'arn:aws:states:ap-northeast-1:111111111111:execution:m:x',
    Input: { a: 1 },
    Name: 'x',
    RoleArn: 'arn:aws:iam::111111111111:role/r',
    StartTime: '1970-01-01T00:16:40.000Z',
    RedriveCount: 0,
  };
  const StateMachine = { Id: 'arn:aws:states:ap-northeast-1:111111111111:stateMachine:m', Name: 'm' };
  const EnteredTime = '1970-01-01T00:16:45.000Z';
  const before = { Sleep: { Type: 'Wait', Seconds: 5, Next: 'Look' } };

  test('of a state that is not retried', async () => {
    const stage = await Stage.open(
      { ...before, Look: { ...done, Output: '{% $states.context %}' } },
      { a: 1 },
    );
    await stage.pass(5);
    const State = { EnteredTime, Name: 'Look' };
    expect(stage.execution.output).toEqual({ Execution, State, StateMachine });
  });

  test('of a task in a Map that has been tried again', async () => {
    const Retry = [{ ErrorEquals: ['States.ALL'] }];
    const States = { Inner: { ...asking, Arguments: '{% $states.context %}', Retry } };
    const Look = { Type: 'Map', Items: ['v'], ItemProcessor: { StartAt: 'Inner', States }, End: true };
    const stage = await Stage.open({ ...before, Look }, { a: 1 });
    await stage.pass(5);
    await stage.refuse('Oops');
    await stage.pass(1);
    const State = { EnteredTime, Name: 'Inner', RetryCount: 1 };
    const item = { Index: 0, Value: 'v' };
    expect(stage.request).toMatchObject({
      payload: { Execution, State, StateMachine, Map: { Item: item } },
    });
  });
});
