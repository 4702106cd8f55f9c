import { describe, expect, test } from 'vitest';
import { addMinutes } from '#/core/time.ts';
import { sweepDue } from '#/functions/sweep-due/task.ts';
import { calledCase, Hall } from '#/test/functions/hall.ts';

async function asked() {
  const hall = await Hall.open();
  const caseId = await hall.report();
  await hall.say(caseId, {
    type: 'task-opened',
    body: { taskId: 'assess-1', ask: 'assess', post: 'contact-unit', due: addMinutes(hall.now, 60) },
  });
  return { hall, caseId };
}

describe('the second clock', () => {
  test('does nothing where nothing is due', async () => {
    const { hall } = await asked();
    const { commits } = hall.cases;
    expect(await sweepDue(hall.ports)).toEqual({ errands: 0, runs: 0 });
    expect(hall.cases.commits).toBe(commits);
  });

  test('starts the machine of a report that has none', async () => {
    const hall = await Hall.open();
    hall.machinesAway = true;
    const caseId = await hall.report();
    hall.machinesAway = false;
    expect(await sweepDue(hall.ports)).toEqual({ errands: 0, runs: 0 });
    hall.pass(1);
    expect(await sweepDue(hall.ports)).toEqual({ errands: 1, runs: 0 });
    expect(hall.started).toEqual([`${caseId} 1`]);
    expect(await sweepDue(hall.ports)).toEqual({ errands: 0, runs: 0 });
  });

  test('keeps trying while the machines are away', async () => {
    const hall = await Hall.open();
    hall.machinesAway = true;
    const caseId = await hall.report();
    for (let minute = 1; minute <= 3; minute += 1) {
      hall.pass(1);
      await sweepDue(hall.ports);
    }
    hall.machinesAway = false;
    await sweepDue(hall.ports);
    expect(hall.started).toEqual([`${caseId} 1`]);
  });

  test('leaves mail to the one step that may send it', async () => {
    const hall = await Hall.open();
    const caseId = await calledCase(hall);
    hall.pass(2);
    await sweepDue(hall.ports);
    expect(await hall.cases.errands(caseId)).toHaveLength(1);
  });
});

describe('a case whose machine missed its time', () => {
  test('is left alone for two minutes, in which a living machine would have acted', async () => {
    const { hall, caseId } = await asked();
    hall.pass(61.9);
    expect(await sweepDue(hall.ports)).toEqual({ errands: 0, runs: 0 });
    hall.pass(0.1);
    expect(await sweepDue(hall.ports)).toEqual({ errands: 0, runs: 1 });
    expect(await hall.case(caseId)).toMatchObject({ run: 2, runSince: hall.now });
    expect(hall.started).toEqual([`${caseId} 1`, `${caseId} 2`]);
    expect((await hall.cases.timeline(caseId)).at(-1)).toMatchObject({
      type: 'run-raised',
      actor: 'step:sweep-due',
      body: { run: 2, why: 'overdue' },
    });
  });

  test('gets time to catch up before it is thought dead again, twice as much each time up to five hours', async () => {
    const { hall, caseId } = await asked();
    hall.pass(62);
    await sweepDue(hall.ports);
    for (const minutes of [10, 20, 40, 80, 160, 320, 320]) {
      hall.pass(minutes - 0.1);
      expect(await sweepDue(hall.ports)).toEqual({ errands: 0, runs: 0 });
      hall.pass(0.1);
      expect(await sweepDue(hall.ports)).toEqual({ errands: 0, runs: 1 });
    }
    expect(await hall.case(caseId)).toMatchObject({ run: 9 });
  });

  test('gets a new run after ninety days also where nothing is late, since no execution may live for ever', async () => {
    const hall = await Hall.open();
    const caseId = await hall.report();
    const due = addMinutes(hall.now, 400 * 24 * 60);
    await hall.say(caseId, {
      type: 'task-opened',
      body: { taskId: 'assess-1', ask: 'assess', post: 'contact-unit', due },
    });
    hall.pass(90 * 24 * 60);
    expect(await sweepDue(hall.ports)).toEqual({ errands: 0, runs: 0 });
    hall.pass(2);
    expect(await sweepDue(hall.ports)).toEqual({ errands: 0, runs: 1 });
    expect((await hall.cases.timeline(caseId)).at(-1)?.body).toEqual({ run: 2, why: 'renewed' });
    expect(hall.started.at(-1)).toBe(`${caseId} 2`);
    hall.pass(89 * 24 * 60);
    expect(await sweepDue(hall.ports)).toEqual({ errands: 0, runs: 0 });
  });

  test('is started by the next sweep where the start failed', async () => {
    const { hall, caseId } = await asked();
    hall.pass(62);
    hall.machinesAway = true;
    await sweepDue(hall.ports);
    hall.machinesAway = false;
    hall.pass(1);
    await sweepDue(hall.ports);
    expect(hall.started.at(-1)).toBe(`${caseId} 2`);
  });

  test('that cannot be read does not keep the sweeper from the others', async () => {
    const { hall, caseId } = await asked();
    hall.pass(1);
    const other = await hall.report({ reportId: 'e'.repeat(32) });
    await hall.say(other, {
      type: 'task-opened',
      body: { taskId: 'assess-1', ask: 'assess', post: 'contact-unit', due: addMinutes(hall.now, 60) },
    });
    hall.cases.broken.add(caseId);
    hall.pass(90);
    await sweepDue(hall.ports).catch(() => {});
    expect(hall.started).toContain(`${other} 2`);
  });

  test('gets one new run from two sweepers at the same moment', async () => {
    const { hall, caseId } = await asked();
    hall.pass(62);
    await Promise.all([sweepDue(hall.ports), sweepDue(hall.ports)]);
    expect(await hall.case(caseId)).toMatchObject({ run: 2 });
  });
});
