import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { differencesOf, play, type Recording } from '#/local/asl/conformance.ts';
import type { Execution } from '#/local/asl/execution.ts';

const file = new URL('../../fixtures/sfn-jsonata.json', import.meta.url);
const recordings: Recording[] = JSON.parse(readFileSync(file, 'utf8'));
const stored = (execution: Execution): Execution => JSON.parse(JSON.stringify(execution));

describe.each(recordings)('$name', (recording) => {
  test('runs as it did on AWS', async () => {
    expect(differencesOf(recording, await play(recording))).toEqual([]);
  });

  test('runs the same when it is stored and read back at every step', async () => {
    expect(await play(recording, stored)).toEqual(await play(recording));
  });
});

test('a difference is told', async () => {
  const [recording] = recordings;
  if (!recording) throw new Error('no recordings');
  const execution = await play(recording);
  const changed = {
    ...recording,
    expectedStatus: 'FAILED',
    expectedOutput: { a: 1 },
    expectedHistoryTypes: [],
  };
  expect(differencesOf(changed, execution)).toEqual([
    'status: expected "FAILED", got "SUCCEEDED"',
    'output: expected {"a":1}, got {}',
    expect.stringContaining('history: expected []'),
  ]);
});
