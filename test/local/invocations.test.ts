import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createActivity } from '#/local/activity.ts';
import { type Clock, createClock } from '#/local/clock.ts';
import { type Data, openData } from '#/local/data.ts';
import { createInvocations, type Invocations } from '#/local/lambda/invocations.ts';
import type { LambdaResult } from '#/local/lambda/lambda.ts';
import { readTemplate } from '#/local/template/template.ts';
import { APP } from '#/test/local/app.ts';
import { temporaryFolder } from '#/test/local/service-server.ts';

const template = readTemplate(APP);
const [receive] = template.ofType('AWS::Lambda::Function').filter(({ id }) => id === 'Receive');
const arn = receive?.arn ?? '';
const HOUR = 3_600_000;

let remove: () => void;
let data: Data;
let clock: Clock;
let invocations: Invocations;
let settled: () => Promise<void>;
/** How each call ends; a call that nothing is said about is under way for ever. */
let answers: ('done' | 'fails')[];
const called: unknown[] = [];
const lines: string[] = [];

function open(folder: string): void {
  data = openData(folder);
  const activity = createActivity();
  settled = activity.settled;
  clock = createClock(data, settled, ({ message }) => lines.push(message));
  const lambdas = {
    invoke(_: string, event: unknown): Promise<LambdaResult> {
      called.push(event);
      const error = { errorType: 'Error', errorMessage: 'out of order' };
      const answer = answers.shift();
      if (answer === undefined) return new Promise(() => {});
      return Promise.resolve(answer === 'done' ? { ok: true, payload: 'null' } : { ok: false, error });
    },
  };
  invocations = createInvocations({
    ...{ data, template, lambdas, clock, log: (line: string) => lines.push(line) },
    activity: { track: (work) => (answers.length > 0 ? activity.track(work) : work) },
  });
}

/** As kill -9 does: nothing is told to stop, and what was under way is never heard of again. */
function killAndStart(): void {
  const { folder } = data;
  invocations.stop();
  clock.stop();
  data.close();
  open(folder);
  invocations.resume();
}

beforeEach(() => {
  const temporary = temporaryFolder();
  remove = temporary.remove;
  answers = [];
  called.length = 0;
  lines.length = 0;
  open(temporary.folder);
});
afterEach(() => {
  clock.stop();
  data.close();
  remove();
});

describe('an asynchronous event', () => {
  test('is tried again after a minute and after two more, then dropped aloud', async () => {
    answers = ['fails', 'fails', 'fails', 'done'];
    invocations.send(arn, { id: 1 });
    await clock.advance(59_000);
    expect(called).toHaveLength(1);
    await clock.advance(HOUR);
    expect(called).toHaveLength(3);
    expect(lines.at(-1)).toContain('failed 3 times');
  });

  test('that was under way at a kill is tried again at the next start, however late, and once done never more', async () => {
    invocations.send(arn, { id: 2 });
    data.setSetting('clock.offset', String(48 * HOUR));
    answers = ['done'];
    killAndStart();
    await clock.advance(1);
    killAndStart();
    await clock.advance(HOUR);
    expect(called).toEqual([{ id: 2 }, { id: 2 }]);
  });

  test('that waits for its next attempt waits on after a kill', async () => {
    answers = ['fails'];
    invocations.send(arn, { id: 3 });
    await settled();
    answers = ['done'];
    killAndStart();
    await clock.advance(30_000);
    expect(called).toHaveLength(1);
    await clock.advance(40_000);
    expect(called).toHaveLength(2);
  });
});
