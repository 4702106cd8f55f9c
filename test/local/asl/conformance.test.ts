import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test } from 'vitest';
import * as z from 'zod';
import type { Execution } from '#/local/asl/execution.ts';
import { differencesOf } from './difference.ts';
import { play, Recording } from './recording.ts';

const FIXTURE = fileURLToPath(new URL('../../fixtures/sfn-jsonata.json', import.meta.url));
const recordings = z.array(Recording).parse(JSON.parse(readFileSync(FIXTURE, 'utf8')));
const stored = (execution: Execution): Execution => JSON.parse(JSON.stringify(execution));

describe.each(recordings)('$name', (recording) => {
  test('runs as it did on AWS', async () => {
    expect(differencesOf(recording, await play(recording))).toEqual([]);
  });

  test('runs the same when it is stored and read back at every step', async () => {
    expect(await play(recording, stored)).toEqual(await play(recording));
  });
});

const machine = (state: object) => ({
  QueryLanguage: 'JSONata',
  StartAt: 'State',
  States: { State: { ...state, End: true } },
});
const giving = (Output: unknown) => machine({ Type: 'Pass', Output });
const recorded = (definition: unknown, more: object = {}) =>
  Recording.parse({ name: 'r', definition, input: {}, expectedStatus: 'SUCCEEDED', ...more });
const told = async (recording: Recording) => differencesOf(recording, await play(recording));

describe('a difference is told', () => {
  test('of the status, the error and the history', async () => {
    const States = { State: { Type: 'Fail', Error: 'E', Cause: 'C' } };
    const failed = recorded(
      { ...machine({}), States },
      { expectedError: { error: 'F' }, expectedHistoryTypes: ['ExecutionStarted', 'ExecutionFailed'] },
    );
    expect(await told(failed)).toEqual([
      'status: expected "SUCCEEDED", got "FAILED"',
      'error/error: expected "F", got "E"',
      'error/cause: expected undefined, got "C"',
      'history: expected "ExecutionStarted ExecutionFailed", got "ExecutionStarted FailStateEntered ExecutionFailed"',
    ]);
  });

  test.each([
    [{ a: 1 }, { a: 2 }, 'output/a: expected 1, got 2'],
    [{ a: 1 }, { a: 1, b: 2 }, 'output/b: expected undefined, got 2'],
    [{ a: 1, b: 2 }, { a: 1 }, 'output/b: expected 2, got undefined'],
    [[1, 2], [1], 'output[1]: expected 2, got undefined'],
    ['{}', {}, 'output: expected "{}", got {}'],
    [{}, '{}', 'output: expected {}, got "{}"'],
    [{}, [], 'output: expected {}, got []'],
    [null, 0, 'output: expected null, got 0'],
    ['2026-01-01T00:00:00Z', '2026-01-01T00:00:01Z', 'output: expected'],
  ])('of the output: %j is not %j', async (expectedOutput, actual, difference) => {
    const differences = await told(recorded(giving(actual), { expectedOutput }));
    expect(differences).toEqual([expect.stringContaining(difference)]);
  });
});

describe('what a recording cannot know is passed over:', () => {
  const names = ['Id', 'Name'].map((field) => `{% $states.context.Execution.${field} %}`);
  test.each([
    ['a placeholder', ['<uuid:1>'], '<uuid:1>', '{% $uuid() %}'],
    ['a placeholder for another type', ['n'], { a: ['n'] }, { a: [5] }],
    ['a placeholder inside a text', ['<id>'], 'at <id>, once', 'at 17, once'],
    ['a placeholder for a field', ['<id>'], { '<id>': 1 }, { x: 1 }],
    ['the order of fields in JSON text', [], '{"a":1,"b":2}', '{"b":2,"a":1}'],
    ['a stack trace', [], { errorType: 'E', stackTrace: [] }, { errorType: 'E', requestId: '1' }],
    ['the name of the execution', [], ['arn:other', 'other'], names],
    ['the moment it started', [], 'some day', '{% $states.context.Execution.StartTime %}'],
  ])('%s', async (_title, placeholders, expectedOutput, actual) => {
    expect(await told(recorded(giving(actual), { expectedOutput, placeholders }))).toEqual([]);
  });

  test('but not a word that has a placeholder in it', async () => {
    const recording = recorded(giving('upwards'), { expectedOutput: 'update', placeholders: ['date'] });
    expect(await told(recording)).toHaveLength(1);
  });

  test('the order of events where branches run side by side, and with "set" their number', async () => {
    const States = {
      State: { Type: 'Pass', Next: 'Last' },
      Last: { Type: 'Pass', End: true },
    };
    const types = ['ExecutionSucceeded', 'ExecutionStarted', 'PassStateExited', 'PassStateEntered'];
    const count = async (historyOrder: string, expectedHistoryTypes: string[]) =>
      (await told(recorded({ ...machine({}), States }, { historyOrder, expectedHistoryTypes }))).length;
    expect(await count('exact', types)).toBe(1);
    expect(await count('unordered', types)).toBe(1);
    expect(await count('unordered', [...types, ...types.slice(2)])).toBe(0);
    expect(await count('set', types)).toBe(0);
    expect(await count('set', types.slice(1))).toBe(1);
  });
});

test.each([
  [{ kind: 'echo' }, {}, 0],
  [{ kind: 'return', value: [1] }, [1], 0],
  [{ kind: 'returns', payload: null }, null, 0],
  [{ kind: 'return' }, null, 0],
  [{ kind: 'echo', runtime: 'python' }, {}, 0],
  [{ kind: 'sleep' }, null, 900],
  [{ kind: 'sleep', seconds: 3 }, null, 3],
  [{ kind: 'sleep', milliseconds: 500, returns: 'late' }, 'late', 0.5],
])('a function %j', async (fn, output, seconds) => {
  const Resource = 'arn:aws:lambda:us-east-1:111111111111:function:fn';
  const execution = await play(recorded(machine({ Type: 'Task', Resource }), { lambdas: { fn } }));
  expect([execution.status, execution.output]).toEqual(['SUCCEEDED', output]);
  expect((execution.endedAt ?? 0) - execution.startedAt).toBe(seconds * 1000);
});

test('what a recording leaves out is none, and so is the output of an execution that fails', async () => {
  const definition = { ...machine({}), States: { State: { Type: 'Fail', Error: 'E' } } };
  const failed = { expectedStatus: 'FAILED', expectedError: { error: 'E' }, expectedOutput: null };
  expect(await told(recorded(definition, { ...failed, input: undefined }))).toEqual([]);
});

test('a timeout is compared with what the history tells of it', async () => {
  const definition = { ...machine({ Type: 'Wait', Seconds: 9 }), TimeoutSeconds: 2 };
  const expected = { expectedStatus: 'TIMED_OUT', expectedError: { error: 'States.Timeout' } };
  expect(await told(recorded(definition, expected))).toEqual([]);
});

describe('npm run conformance', () => {
  function run(content: string | undefined) {
    const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
    onTestFinished(() => rmSync(folder, { recursive: true }));
    const file = join(folder, 'recordings.json');
    if (content !== undefined) writeFileSync(file, content);
    const runner = fileURLToPath(new URL('conformance.ts', import.meta.url));
    const { status, stdout, stderr } = spawnSync(process.execPath, [runner, file], { encoding: 'utf8' });
    return { status, lines: stdout.trim().split('\n'), stderr };
  }

  test('ends well when all recordings come out the same', () => {
    const { status, lines } = run(readFileSync(FIXTURE, 'utf8'));
    expect({ status, lines }).toEqual({ status: 0, lines: ['59 passed, 0 failed'] });
  });

  test('has a line for each that does not, and goes on after it', () => {
    const good = recorded(giving(1), { expectedOutput: 1 });
    const Resource = 'arn:aws:states:::lambda:invoke.waitForTaskToken';
    const endless = machine({ Type: 'Task', Resource, Arguments: { FunctionName: 'f' } });
    const entries = [
      good,
      { ...good, name: 'other', expectedOutput: 2 },
      { ...good, name: 'refused', definition: giving('{% 1 + %}') },
      { ...good, name: 'endless', definition: endless, lambdas: { f: { kind: 'echo' } } },
      { ...good, name: 'shapeless', lambdas: [] },
      7,
      good,
    ];
    const { status, lines } = run(JSON.stringify(entries));
    expect(status).toBe(1);
    expect(lines).toEqual([
      'other: output: expected 2, got 1',
      expect.stringMatching(/^refused: DefinitionError: INVALID_JSONATA_EXPRESSION/),
      'endless: Error: Nothing is left to happen, and the execution is still running',
      expect.stringMatching(/^shapeless: is no recording: .*lambdas/),
      expect.stringMatching(/^recording 6: is no recording/),
      '2 passed, 5 failed',
    ]);
  });

  test.each([
    ['there is none', undefined, 'ENOENT'],
    ['it is not JSON', 'x', 'not valid JSON'],
    ['it has another shape', '{"executions": []}', 'it holds no list of recordings'],
  ])('says so when the file cannot be used: %s', (_title, content, message) => {
    const { status, stderr } = run(content);
    expect({ status, stderr }).toEqual({ status: 1, stderr: expect.stringContaining(message) });
  });
});
