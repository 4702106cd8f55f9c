import { describe, expect, test } from 'vitest';
import { advance, compile, openTokens, pendingTimers, tasksInFlight } from '#/local/asl/machine.ts';
import { FUNCTION, LAMBDA, Stage, WAIT_FOR_TOKEN } from './stage.ts';

const Arguments = { FunctionName: FUNCTION, Payload: { token: '{% $states.context.Task.Token %}' } };
const asking = { Type: 'Task', Resource: WAIT_FOR_TOKEN, Arguments, End: true };
const calling = { Type: 'Task', Resource: LAMBDA, Arguments: { FunctionName: FUNCTION }, End: true };
const done = { Type: 'Pass', End: true };

const tokenOf = (stage: Stage): string => openTokens(stage.execution)[0] ?? '';

describe('a task token', () => {
  test('is in the payload, and what comes back with it is the result', async () => {
    const stage = await Stage.open({ Ask: asking });
    const token = tokenOf(stage);
    expect(stage.request).toMatchObject({ token, payload: { token }, functionArn: FUNCTION });
    await stage.answer({ ignored: true });
    expect(tasksInFlight(stage.execution)).toEqual([]);
    await stage.send({ type: 'token-succeeded', token, output: { said: 'yes' } });
    expect(stage.execution).toMatchObject({ status: 'SUCCEEDED', output: { said: 'yes' } });
    expect(stage.types.slice(2, -2)).toEqual([
      'TaskScheduled',
      'TaskStarted',
      'TaskSubmitted',
      'TaskSucceeded',
    ]);
  });

  test('may be answered before the function that handed it out returns', async () => {
    const stage = await Stage.open({ Ask: asking });
    const { request } = stage;
    await stage.send({ type: 'token-succeeded', token: tokenOf(stage), output: 1 });
    const before = stage.execution;
    await stage.answer({}, request);
    expect(stage.execution).toEqual(before);
    expect(before).toMatchObject({ status: 'SUCCEEDED', output: 1 });
  });

  test('works once', async () => {
    const stage = await Stage.open({ Ask: { ...asking, End: undefined, Next: 'Again' }, Again: asking });
    const token = tokenOf(stage);
    await stage.send({ type: 'token-succeeded', token, output: 1 });
    const before = stage.execution;
    await stage.send({ type: 'token-succeeded', token, output: 2 });
    expect(stage.execution).toEqual(before);
    expect(tokenOf(stage)).not.toBe(token);
  });

  test('can report a failure', async () => {
    const stage = await Stage.open({ Ask: asking });
    await stage.send({ type: 'token-failed', token: tokenOf(stage), error: 'Refused', cause: 'no' });
    expect(stage.execution).toMatchObject({ status: 'FAILED', error: 'Refused', cause: 'no' });
  });

  test('stays valid when the function fails only after it has answered', async () => {
    const stage = await Stage.open({ Ask: asking });
    const { request } = stage;
    await stage.answer({}, request);
    await stage.refuse('Late', '', request);
    expect(stage.execution.status).toBe('RUNNING');
  });

  test('is another one for every execution, and the same when a step is taken again', async () => {
    const [one, other] = [await Stage.open({ Ask: asking }), await Stage.open({ Ask: asking })];
    expect(tokenOf(one)).toBe(tokenOf(other));
    expect(tokenOf(one)).toMatch(/^[\w-]{43}$/);
  });
});

describe('a limit in time', () => {
  test('ends a task that takes too long', async () => {
    const stage = await Stage.open({ Ask: { ...calling, TimeoutSeconds: '{% 2 + 3 %}' } });
    await stage.pass(4.9);
    expect(stage.execution.status).toBe('RUNNING');
    await stage.pass(0.1);
    expect(stage.execution).toMatchObject({ status: 'FAILED', error: 'States.Timeout' });
    expect(stage.types.at(-2)).toBe('TaskTimedOut');
  });

  test('holds for a token however many heartbeats come', async () => {
    const stage = await Stage.open({ Ask: { ...asking, TimeoutSeconds: 10, HeartbeatSeconds: 4 } });
    const token = tokenOf(stage);
    for (const _ of [1, 2, 3]) {
      await stage.pass(3);
      await stage.send({ type: 'heartbeat', token });
    }
    expect(stage.execution.status).toBe('RUNNING');
    await stage.pass(1);
    expect(stage.execution).toMatchObject({ status: 'FAILED', error: 'States.Timeout', endedAt: 1_010_000 });
  });

  test.each(['States.HeartbeatTimeout', 'States.Timeout', 'States.ALL'])(
    'on the heartbeat is known to a catcher as %s',
    async (name) => {
      const Catch = [{ ErrorEquals: [name], Next: 'Done' }];
      const stage = await Stage.open({ Ask: { ...asking, HeartbeatSeconds: 2, Catch }, Done: done });
      await stage.pass(2);
      expect(stage.execution).toMatchObject({
        status: 'SUCCEEDED',
        output: { Error: 'States.Timeout', Cause: '' },
      });
    },
  );

  test('that was put off does not fire at the earlier moment', async () => {
    const stage = await Stage.open({ Ask: { ...asking, HeartbeatSeconds: 4 } });
    const [timer] = pendingTimers(stage.execution);
    stage.now += 3000;
    await stage.send({ type: 'heartbeat', token: tokenOf(stage) });
    stage.now += 1000;
    await stage.send({ type: 'timer-fired', id: timer?.id ?? '' });
    expect(stage.execution.status).toBe('RUNNING');
    expect(pendingTimers(stage.execution)).toEqual([{ id: timer?.id, at: 1_007_000 }]);
  });

  test('on the whole machine ends it without an error', async () => {
    const stage = await Stage.open({ Ask: asking }, {}, { TimeoutSeconds: 60 });
    await stage.pass(60);
    expect(stage.execution).toMatchObject({ status: 'TIMED_OUT', endedAt: 1_060_000 });
    expect(stage.execution).not.toHaveProperty('error');
    expect(pendingTimers(stage.execution)).toEqual([]);
    expect(stage.execution.history.at(-1)).toMatchObject({
      type: 'ExecutionTimedOut',
      previousEventId: 0,
      executionTimedOutEventDetails: { error: 'States.Timeout' },
    });
  });

  test('wakes a waiting state', async () => {
    const stage = await Stage.open(
      {
        Sleep: { Type: 'Wait', Seconds: '{% $states.input.n %}', Next: 'Until' },
        Until: { Type: 'Wait', Timestamp: '1970-01-01T00:20:00.900Z', End: true },
      },
      { n: 5 },
    );
    expect(stage.effects).toEqual([{ type: 'set-timer', id: expect.any(String), at: 1_005_000 }]);
    await stage.pass(199);
    expect(stage.execution.status).toBe('RUNNING');
    await stage.pass(1);
    expect(stage.execution).toMatchObject({ status: 'SUCCEEDED', endedAt: 1_200_000 });
  });
});

describe('a task', () => {
  test('in flight can be failed after a restart, and is then tried again', async () => {
    const Retry = [{ ErrorEquals: ['Lambda.Unknown'], IntervalSeconds: 2 }];
    const stage = await Stage.open({ Ask: { ...calling, Retry } });
    for (const { taskId } of tasksInFlight(stage.execution)) {
      await stage.send({ type: 'task-failed', taskId, error: 'Lambda.Unknown' });
    }
    expect(tasksInFlight(stage.execution)).toEqual([]);
    await stage.pass(2);
    await stage.answer({ ok: true });
    expect(stage.execution).toMatchObject({ status: 'SUCCEEDED', output: { Payload: { ok: true } } });
  });

  test('by the plain ARN of a function takes and gives the payload itself', async () => {
    const stage = await Stage.open({ Ask: { Type: 'Task', Resource: FUNCTION, End: true } }, { a: 1 });
    expect(stage.request).toMatchObject({ functionArn: FUNCTION, payload: { a: 1 } });
    await stage.answer({ b: 2 });
    expect(stage.execution).toMatchObject({ output: { b: 2 } });
    expect(stage.types).toContain('LambdaFunctionSucceeded');
  });

  test('starts another machine', async () => {
    const stage = await Stage.open(
      {
        Start: {
          Type: 'Task',
          Resource: 'arn:aws:states:::states:startExecution',
          Arguments: {
            StateMachineArn: 'arn:other',
            Name: "{% $states.input.id & '-1' %}",
            Input: { run: 1 },
          },
          Output: '{% $states.result.ExecutionArn %}',
          End: true,
        },
      },
      { id: 'c1' },
    );
    expect(stage.requests).toEqual([
      { type: 'start-execution', taskId: '3', stateMachineArn: 'arn:other', name: 'c1-1', input: { run: 1 } },
    ]);
    await stage.answer({ ExecutionArn: 'arn:started', StartDate: 'now' });
    expect(stage.execution).toMatchObject({ status: 'SUCCEEDED', output: 'arn:started' });
  });

  test('whose result is too large fails, and States.ALL does not hide it', async () => {
    const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Done' }];
    const stage = await Stage.open({ Ask: { ...calling, Catch }, Done: done });
    await stage.answer('x'.repeat(256 * 1024));
    expect(stage.execution).toMatchObject({ status: 'FAILED', error: 'States.DataLimitExceeded' });
  });
});

test('stopping an execution ends it with what the caller said', async () => {
  const stage = await Stage.open({ Ask: asking });
  await stage.send({ type: 'stopped', error: 'Manual', cause: 'probe' });
  expect(stage.execution).toMatchObject({ status: 'ABORTED', error: 'Manual', cause: 'probe' });
  expect(stage.effects).toEqual([{ type: 'ended' }]);
  const before = stage.execution;
  await stage.send({ type: 'stopped' });
  expect(stage.execution).toEqual(before);
});

test('a step leaves the execution it is given as it was, and taken again gives the same', async () => {
  const machine = compile({ QueryLanguage: 'JSONata', StartAt: 'Ask', States: { Ask: asking } });
  const { execution } = await Stage.open({ Ask: asking });
  const before = structuredClone(execution);
  const event = {
    type: 'task-succeeded',
    taskId: tasksInFlight(execution)[0]?.taskId ?? '',
    output: {},
  } as const;
  const [one, other] = [
    await advance(machine, execution, event, 2),
    await advance(machine, execution, event, 2),
  ];
  expect(execution).toEqual(before);
  expect(one).toEqual(other);
  expect(one.execution).not.toEqual(before);
});
