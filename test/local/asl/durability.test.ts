import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Execution } from '#/local/asl/execution.ts';
import { play, Recording } from './recording.ts';

const FN = 'arn:aws:lambda:us-east-1:111111111111:function:';
const lambdas = {
  echo: { kind: 'echo' },
  bad: { kind: 'raise', errorType: 'Bad', errorMessage: 'no' },
  slow: { kind: 'sleep', seconds: 3 },
};
const RUN = { name: 'r', input: {}, lambdas, expectedStatus: '' };

/** A state without its name and its successor, and the machines inside it. */
interface Shape {
  state: Record<string, unknown>;
  inner: Shape[][];
}

const Retry = fc.array(
  fc.record({
    ErrorEquals: fc.constantFrom(['Bad'], ['States.Timeout'], ['States.TaskFailed']),
    IntervalSeconds: fc.integer({ min: 1, max: 3 }),
    MaxAttempts: fc.integer({ min: 0, max: 2 }),
    JitterStrategy: fc.constantFrom('FULL', 'NONE'),
  }),
  { maxLength: 2 },
);
const guarded = { Retry, isCaught: fc.boolean() };

const passing = fc.constantFrom(
  { Type: 'Pass', Assign: { n: '{% $exists($n) ? $n + 1 : 0 %}' }, Output: '{% $random() %}' },
  { Type: 'Pass', Output: '{% [$now(), $uuid(), $states.context.State.EnteredTime] %}' },
  { Type: 'Pass', Output: '{% $n %}' },
);
const waiting = fc.record({ Type: fc.constant('Wait'), Seconds: fc.integer({ min: 0, max: 4 }) });
const calling = fc.record({
  Type: fc.constant('Task'),
  Resource: fc.constantFrom('echo', 'bad', 'slow').map((name) => FN + name),
  TimeoutSeconds: fc.integer({ min: 2, max: 4 }),
  ...guarded,
});
const asking = fc.record({
  Type: fc.constant('Task'),
  Resource: fc.constant('arn:aws:states:::lambda:invoke.waitForTaskToken'),
  Arguments: fc.constant({ FunctionName: 'echo', Payload: '{% $states.context.Task.Token %}' }),
  TimeoutSeconds: fc.integer({ min: 3, max: 4 }),
  HeartbeatSeconds: fc.integer({ min: 1, max: 2 }),
  ...guarded,
});
const mapping = fc.record({
  Type: fc.constant('Map'),
  Items: fc.array(fc.nat(3), { maxLength: 3 }),
  MaxConcurrency: fc.nat(2),
  ...guarded,
});
const branching = fc.record({ Type: fc.constant('Parallel'), ...guarded });

const { machine } = fc.letrec<{ machine: Shape[]; shape: Shape }>((tie) => ({
  machine: fc.array(tie('shape'), { minLength: 1, maxLength: 3 }),
  shape: fc.oneof(
    { maxDepth: 2 },
    fc.oneof(passing, waiting, calling, asking).map((state) => ({ state, inner: [] })),
    fc.record({ state: mapping, inner: fc.tuple(tie('machine')) }),
    fc.record({ state: branching, inner: fc.array(tie('machine'), { minLength: 1, maxLength: 2 }) }),
  ),
}));

/** States named one after another, that lead through them all to an end, or to the end at once after an error. */
function built(shapes: Shape[], prefix = 'S'): { StartAt: string; States: Record<string, unknown> } {
  const last = `${prefix}${shapes.length}`;
  const Catch = [{ ErrorEquals: ['States.ALL'], Next: last }];
  const states = shapes.map(({ state: { isCaught, ...state }, inner }, index) => {
    const Branches = inner.map((nested, at) => built(nested, `${prefix}${index}-${at}-`));
    const within = { Map: { ItemProcessor: Branches[0] }, Parallel: { Branches } }[String(state.Type)];
    const whole = { ...state, ...within, ...(isCaught === true && { Catch }), Next: `${prefix}${index + 1}` };
    return [`${prefix}${index}`, whole];
  });
  return { StartAt: `${prefix}0`, States: { ...Object.fromEntries(states), [last]: { Type: 'Succeed' } } };
}

const definition = fc
  .tuple(machine, fc.option(fc.integer({ min: 1, max: 20 }), { nil: undefined }))
  .map(([shapes, TimeoutSeconds]) => ({ QueryLanguage: 'JSONata', ...built(shapes), TimeoutSeconds }));

test('a run that is broken off and taken up again at any steps ends as if nothing had happened', async () => {
  await fc.assert(
    fc.asyncProperty(definition, fc.array(fc.boolean(), { minLength: 1 }), async (given, cuts) => {
      const recording = Recording.parse({ ...RUN, definition: JSON.parse(JSON.stringify(given)) });
      let step = 0;
      const broken = (execution: Execution): Execution =>
        cuts[step++ % cuts.length] ? JSON.parse(JSON.stringify(execution)) : execution;
      const whole = await play(recording);
      expect(await play(recording, broken)).toEqual(whole);
      expect(step).toBeGreaterThan(0);

      const { history, root } = whole;
      expect(history.map(({ id }) => id)).toEqual(history.map((_, index) => index + 1));
      expect(history.filter(({ id, previousEventId }) => previousEventId >= id)).toEqual([]);
      expect(history.toSorted((one, other) => one.timestamp - other.timestamp)).toEqual(history);
      const ends = history.filter(({ type }) => type.startsWith('Execution'));
      expect(ends).toEqual([history[0], history.at(-1)]);
      expect(root.waiting).toBeUndefined();
    }),
    { numRuns: 200 },
  );
});
