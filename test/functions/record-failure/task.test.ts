import { describe, expect, test } from 'vitest';
import type { Happening } from '#/core/case/events.ts';
import { addSeconds } from '#/core/time.ts';
import { recordFailure } from '#/functions/record-failure/task.ts';
import { SAMPLES } from '#/test/core/samples.ts';
import { Hall } from '#/test/functions/hall.ts';

const FACTS: Happening = { type: 'facts-recorded', body: SAMPLES['facts-recorded'] };

async function failed(run = 1) {
  const hall = await Hall.open();
  const caseId = await hall.report();
  for (let raised = 2; raised <= run; raised += 1)
    await hall.say(caseId, { type: 'run-raised', body: { run: raised, why: 'overdue' } });
  const step = { caseId, run, execution: `${caseId}-incident-${run}`, error: 'OutOfOrder' };
  return { hall, caseId, step };
}

describe('a machine that stopped on an error', () => {
  test('is written down, sounds an alarm, and the case has a new run', async () => {
    const { hall, caseId, step } = await failed();
    await recordFailure(hall.carrier, step);
    expect(hall.alarms).toEqual(['WorkflowFailed']);
    expect((await hall.cases.timeline(caseId)).slice(-2)).toMatchObject([
      { type: 'workflow-failed', body: { machine: 'incident', error: 'OutOfOrder' } },
      { type: 'run-raised', body: { run: 2, why: 'failed' } },
    ]);
    expect(await hall.case(caseId)).toMatchObject({ run: 2 });
  });

  test.each([
    [1, 60],
    [2, 120],
    [3, 240],
    [7, 3840],
    [8, 3840],
    [50, 3840],
  ])(
    'in run %i the next one is left to the sweeper for %i seconds, so that a fault that stays does not spin',
    async (run, seconds) => {
      const { hall, caseId, step } = await failed(run);
      await recordFailure(hall.carrier, step);
      expect((await hall.cases.errands(caseId))[0]).toMatchObject({
        errand: 'start',
        run: run + 1,
        dueAt: addSeconds(hall.now, seconds),
      });
      expect(hall.started).toHaveLength(1);
    },
  );

  test('after somebody acted, or after a run that held for a day, gets its next run as soon as the first time', async () => {
    const { hall, caseId, step } = await failed(6);
    const pause = async () => {
      await recordFailure(hall.carrier, { ...step, run, execution: `${caseId}-incident-${run}` });
      run += 1;
      const start = (await hall.cases.errands(caseId)).find(({ key }) => key === `${caseId}-incident-${run}`);
      return (Date.parse(start?.dueAt ?? '') - Date.parse(hall.now)) / 60_000;
    };
    let run = 6;
    expect(await pause()).toBe(32);
    await hall.decide(caseId, { happenings: [FACTS], errands: [] }, 'person:desk-1');
    expect(await pause()).toBe(1);
    expect(await pause()).toBe(2);
    hall.pass(24 * 60);
    expect(await pause()).toBe(4);
    expect(await pause()).toBe(2);
  });

  test('of an earlier run has no effect', async () => {
    const { hall, caseId, step } = await failed(2);
    const before = await hall.types(caseId);
    await expect(
      recordFailure(hall.carrier, { ...step, run: 1, execution: `${caseId}-incident-1` }),
    ).rejects.toThrow('RunSuperseded');
    expect(await hall.types(caseId)).toEqual(before);
    expect(await hall.case(caseId)).toMatchObject({ run: 2 });
  });

  test('two machines of one run that fail together give one new run', async () => {
    const { hall, caseId, step } = await failed();
    await recordFailure(hall.carrier, step);
    await expect(
      recordFailure(hall.carrier, { ...step, execution: `${caseId}-escalation-3-1` }),
    ).rejects.toThrow('RunSuperseded');
    expect(await hall.case(caseId)).toMatchObject({ run: 2 });
  });

  test('sounds the alarm also where the case store cannot be reached', async () => {
    const { hall, caseId, step } = await failed();
    hall.cases.broken.add(caseId);
    await expect(recordFailure(hall.carrier, step)).rejects.toThrow('unreadable');
    expect(hall.alarms).toEqual(['WorkflowFailed']);
  });
});
