import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Clock, createClock } from '#/local/clock.ts';
import { type Data, openData } from '#/local/data.ts';
import { temporaryFolder } from '#/test/local/service-server.ts';

const MINUTE = 60_000;

let data: Data;
let clock: Clock;
let failures: string[] = [];
let remove: () => void;
beforeEach(() => {
  failures = [];
  const temporary = temporaryFolder();
  remove = temporary.remove;
  data = openData(temporary.folder);
  clock = createClock(
    data,
    async () => {},
    (error) => failures.push(error.message),
  );
});
afterEach(() => {
  clock.stop();
  data.close();
  remove();
});

describe('the driven clock', () => {
  test('fires what falls due in order, each at its own time', async () => {
    const start = clock.now();
    const fired: [string, number][] = [];
    const at = (name: string, minutes: number) =>
      clock.at(start + minutes * MINUTE, () => {
        fired.push([name, Math.floor((clock.now() - start) / MINUTE)]);
        if (name === 'first') at('between', 20);
      });
    at('second', 30);
    at('first', 10);
    at('later', 90);
    await clock.advance(60 * MINUTE);
    expect(fired).toEqual([
      ['first', 10],
      ['between', 20],
      ['second', 30],
    ]);
    expect(clock.now() - start).toBeGreaterThanOrEqual(60 * MINUTE);
  });

  test('does not fire what was cancelled', async () => {
    const fired: string[] = [];
    clock.at(clock.now() + MINUTE, () => void fired.push('cancelled')).cancel();
    await clock.advance(2 * MINUTE);
    expect(fired).toEqual([]);
  });

  test('fires a schedule once after a long advance, and whenever it stops on the way', async () => {
    const start = clock.now();
    let ticks = 0;
    const arm = () =>
      clock.at(
        clock.now() + MINUTE,
        () => {
          ticks += 1;
          arm();
        },
        true,
      );
    arm();
    await clock.advance(1440 * MINUTE);
    expect(ticks).toBe(1);
    clock.at(start + 2000 * MINUTE, () => {});
    await clock.advance(1440 * MINUTE);
    expect(ticks).toBe(3);
  });

  test('what fails when it falls due keeps nothing else from its time, and no later advance', async () => {
    const fired: string[] = [];
    clock.at(clock.now() + MINUTE, () => {
      throw new Error('broken');
    });
    clock.at(clock.now() + 2 * MINUTE, () => Promise.reject(new Error('broken later')));
    clock.at(clock.now() + 3 * MINUTE, () => void fired.push('the third'));
    await clock.advance(5 * MINUTE);
    expect([fired, failures]).toEqual([['the third'], ['broken', 'broken later']]);
    data.database.exec('PRAGMA query_only = ON');
    await expect(clock.advance(MINUTE)).rejects.toThrow('readonly');
    data.database.exec('PRAGMA query_only = OFF');
    await clock.advance(MINUTE);
  });

  test('is as far ahead after a restart', async () => {
    await clock.advance(90 * MINUTE);
    clock.stop();
    const again = createClock(
      data,
      async () => {},
      (error) => failures.push(error.message),
    );
    expect(again.now() - Date.now()).toBeGreaterThanOrEqual(90 * MINUTE - 1);
    again.stop();
  });
});
