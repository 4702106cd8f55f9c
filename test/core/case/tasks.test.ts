import { describe, expect, test } from 'vitest';
import type { Case } from '#/core/case/case.ts';
import type { World } from '#/core/case/decision.ts';
import type { Ask } from '#/core/case/events.ts';
import { announce } from '#/core/case/review.ts';
import { chase, limitFor, openFor } from '#/core/case/tasks.ts';
import type { Level } from '#/core/policy/source.ts';
import type { Report } from '#/core/report/report.ts';
import { CASE_IN } from '#/test/core/samples.ts';
import {
  away,
  DUTY,
  follow,
  type Grown,
  later,
  mailed,
  NOW,
  ofType,
  reported,
  worldAt,
} from '#/test/core/stage.ts';
import { demoPeople } from '#/test/simulation/policy.ts';

const all = () => true;
const limitMinutes = (subject: Case, world: World, ask: Ask, dutyId?: string): number =>
  limitFor(subject, world.policy, { ask, ...(dutyId && { dutyId }) }).minutes;
const asked = async (people = demoPeople): Promise<Grown> => {
  const start = await reported();
  return follow(start, openFor(start.subject, worldAt(NOW, people), 'assess', ['contact-unit']));
};
const chased = async (minutes: number[], people = demoPeople): Promise<Grown> => {
  let grown = await asked(people);
  for (const minute of minutes)
    grown = await follow(grown, chase(grown.subject, worldAt(later(minute), people), all), {
      now: later(minute),
    });
  return grown;
};

describe('R04 the time a task may take', () => {
  test('follows the level that works', () => {
    const limit = (severity: Level) =>
      limitMinutes({ ...CASE_IN.responding, severity } as never, worldAt(), 'assess');
    expect([0, 1, 2, 3, 4].map((level) => limit(level as Level))).toEqual([1440, 1440, 120, 60, 30]);
  });

  test('is that of the kind until somebody has decided a level', () => {
    const kind = (kind: string) => ({ ...CASE_IN.reported, kind, personalData: 'no' as const });
    expect(limitMinutes(kind('ransomware'), worldAt(), 'assess')).toBe(30);
    expect(limitMinutes(kind('suspicious-mail'), worldAt(), 'assess')).toBe(1440);
    expect(limitMinutes(kind('ransomware'), worldAt(), 'decide-severity')).toBe(15);
    expect(limitMinutes(kind('ransomware'), worldAt(), 'close')).toBe(86400);
  });

  test('of a duty stands in its statute, and does not depend on the level', () => {
    for (const [ask, minutes] of [
      ['judge', 240],
      ['draft', 480],
      ['approve', 240],
      ['file', 480],
    ] as const)
      expect(limitMinutes(CASE_IN.responding, worldAt(), ask, DUTY)).toBe(minutes);
  });
});

describe('R04 asking a post', () => {
  test('opens one task and tells everybody who holds the post', async () => {
    const decision = openFor((await reported()).subject, worldAt(), 'assess', ['contact-unit']);
    expect(ofType(decision, 'task-opened')[0]?.body).toEqual({
      taskId: 'assess-1',
      ask: 'assess',
      post: 'contact-unit',
      due: later(120),
    });
    expect(mailed(decision)).toEqual(['task-opened desk-1', 'task-opened desk-2']);
  });

  test('says on the timeline which of the posts nobody holds', async () => {
    const decision = openFor((await reported()).subject, worldAt(NOW, []), 'assess', [
      'contact-unit',
      'chief-officer',
    ]);
    expect(ofType(decision, 'post-empty').map(({ body }) => body.post)).toEqual([
      'contact-unit',
      'chief-officer',
    ]);
    expect(ofType(decision, 'task-opened')).toHaveLength(1);
  });

  test('gives each task of a case a number of its own', async () => {
    const grown = await asked();
    const again = openFor(grown.subject, worldAt(), 'assess', ['contact-unit']);
    expect(ofType(again, 'task-opened')[0]?.body.taskId).toBe('assess-2');
  });
});

describe('R07 a task that is late', () => {
  test('is left alone before its time', async () => {
    expect(chase((await asked()).subject, worldAt(later(119)), all)).toMatchObject({
      happenings: [],
      errands: [],
    });
  });

  test('is reminded first, with a new time', async () => {
    const decision = chase((await asked()).subject, worldAt(later(120)), all);
    expect(ofType(decision, 'task-reminded')[0]?.body).toEqual({
      taskId: 'assess-1',
      round: 1,
      due: later(240),
    });
    expect(mailed(decision)).toEqual(['task-late desk-1', 'task-late desk-2']);
  });

  test('then goes one post further up each time, and its own post is told every time', async () => {
    const second = chase((await chased([120])).subject, worldAt(later(240)), all);
    expect(mailed(second)).toEqual(['task-raised desk-1', 'task-raised desk-2', 'task-raised executive']);
    const third = chase((await chased([120, 240])).subject, worldAt(later(360)), all);
    expect(mailed(third)).toEqual(['task-raised desk-1', 'task-raised desk-2', 'task-raised chief']);
    expect(ofType(third, 'alarm-raised')).toEqual([]);
  });

  test('then goes to everybody with an alarm, again and again, and never under an old notice id', async () => {
    const keys = new Set<string>();
    for (const rounds of [
      [120, 240, 360],
      [120, 240, 360, 480],
      [120, 240, 360, 480, 600],
    ]) {
      const decision = chase((await chased(rounds)).subject, worldAt(later((rounds.at(-1) ?? 0) + 120)), all);
      expect(ofType(decision, 'alarm-raised')).toHaveLength(1);
      expect(ofType(decision, 'task-raised')[0]?.body.post).toBe('everybody');
      expect(mailed(decision)).toHaveLength(6);
      for (const { key } of decision.errands) expect(keys).not.toContain(key);
      for (const { key } of decision.errands) keys.add(key);
    }
  });

  test('does not lose the round in which the next post is empty: the timeline says so', async () => {
    const people = demoPeople.filter(({ id }) => id !== 'executive');
    const decision = chase((await chased([120], people)).subject, worldAt(later(240), people), all);
    expect(ofType(decision, 'post-empty')[0]?.body).toEqual({ post: 'executive-officer' });
    expect(mailed(decision)).toEqual(expect.arrayContaining(['task-raised desk-1', 'task-raised desk-2']));
  });

  test('R08 goes to the deputy where the next post further up is away or empty', async () => {
    for (const people of [
      demoPeople.filter(({ id }) => id !== 'executive'),
      demoPeople.map((person) => (person.id === 'executive' ? away(person) : person)),
    ]) {
      const decision = chase((await chased([120], people)).subject, worldAt(later(240), people), all);
      expect(mailed(decision)).toContain('task-raised executive-deputy');
    }
  });

  test('is chased only by whom it concerns', async () => {
    const grown = await asked();
    expect(chase(grown.subject, worldAt(later(500)), (task) => task.ask === 'close').happenings).toEqual([]);
  });

  test('always has a next time after now', async () => {
    const grown = await chased([120, 240, 360, 480]);
    expect(grown.subject.tasks['assess-1']).toMatchObject({ round: 4, due: later(600), state: 'open' });
  });
});

describe('R41 in a case that wakes nobody', () => {
  const calm = { kind: 'suspicious-mail', personalData: 'unknown' } as const;
  const japan = (time: string) => new Date(`${time}:00+09:00`).toISOString();
  const dueAt = async (time: string, report: Partial<Report> = calm) => {
    const world = worldAt(japan(time));
    const [task] = ofType(announce((await reported(report)).subject, world), 'task-opened');
    return task?.body.due;
  };

  test.each([
    ['by day', '2026-11-19T10:00', '2026-11-20T10:00'],
    ['at closing time', '2026-11-18T17:15', '2026-11-19T17:15'],
    ['in the evening', '2026-11-18T20:00', '2026-11-20T17:15'],
    ['in the small hours', '2026-11-18T03:00', '2026-11-19T17:15'],
    ['before the weekend and a holiday', '2026-11-20T10:00', '2026-11-24T17:15'],
  ])('%s nothing falls due while the offices are closed', async (_when, opened, due) => {
    expect(await dueAt(opened)).toBe(japan(due));
  });

  test('but in any other it does', async () => {
    expect(await dueAt('2026-11-20T20:00', { kind: 'mail-missent' })).toBe(japan('2026-11-20T22:00'));
    expect(await dueAt('2026-11-20T20:00', { ...calm, overlays: ['protected'] })).toBe(
      japan('2026-11-20T20:30'),
    );
  });
});
