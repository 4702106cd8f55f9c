import { describe, expect, test } from 'vitest';
import { count } from '#/core/duty/count.ts';
import type { Deadline } from '#/core/policy/statute.ts';
import { wakayama } from '#/test/core/duty/shipped.ts';

const FRIDAY = '2026-11-20';
const days: Extract<Deadline, { rule: 'days' }> = {
  rule: 'days',
  days: 30,
  longer: { days: 60, item: '3号', when: { fact: 'malice', is: ['confirmed'], judged: false }, words: '3号' },
  dayOne: 'day-of-knowing',
  roll: 'national-offices',
  aimBefore: 7,
};
const counted = (deadline: Deadline, longer = false, start = FRIDAY) =>
  count(deadline, start, longer, wakayama.calendar);

describe('R11 counting days', () => {
  test('with the day of knowing as day 1, to the next day the national offices are open', () => {
    expect(counted(days)).toMatchObject({ days: 30, rawDay: '2026-12-19', limitDay: '2026-12-21' });
  });

  test('by 民法140条, the day after is day 1', () => {
    expect(counted({ ...days, dayOne: 'day-after' })).toMatchObject({
      rawDay: '2026-12-20',
      limitDay: '2026-12-21',
    });
  });

  test('without moving over closed days', () => {
    expect(counted({ ...days, roll: 'none' })).toMatchObject({
      rawDay: '2026-12-19',
      limitDay: '2026-12-19',
      over: [],
      beyondTable: false,
    });
  });

  test('with the longer term where there is one', () => {
    expect(counted(days, true)).toMatchObject({ days: 60, limitDay: '2027-01-18' });
    const { longer: _, ...plain } = days;
    expect(counted(plain, true)).toMatchObject({ days: 30, limitDay: '2026-12-21' });
  });

  test('aims at some days before the last one is reached by counting, never before the start', () => {
    expect(counted(days).aimDay).toBe('2026-12-12');
    expect(counted({ ...days, aimBefore: 40 }).aimDay).toBe(FRIDAY);
  });

  test('by a yardstick, from the day of knowing as day 1, over every closed day', () => {
    expect(counted({ rule: 'yardstick', aimDay: 3, limitDay: 5 }, false, '2026-12-29')).toEqual({
      start: '2026-12-29',
      aimDay: '2026-12-31',
      rawDay: '2027-01-02',
      limitDay: '2027-01-02',
      over: [],
      beyondTable: false,
    });
  });
});
