import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMinutes,
  addSeconds,
  dayInJapan,
  earliest,
  endOfDay,
  instantAt,
  latest,
  secondsUntil,
  timeInJapan,
  toInstant,
  windowEnd,
} from '#/core/time.ts';

const FROM = Date.parse('2000-01-01T00:00:00Z');
const TO = Date.parse('2100-01-01T00:00:00Z');
const instants = fc.integer({ min: FROM, max: TO }).map(toInstant);

describe('the day in Japan', () => {
  test('ends at midnight in Japan, which is 15:00 UTC', () => {
    expect(dayInJapan('2026-11-20T14:59:59.999Z')).toBe('2026-11-20');
    expect(dayInJapan('2026-11-20T15:00:00.000Z')).toBe('2026-11-21');
    expect(endOfDay('2026-11-20')).toBe('2026-11-20T14:59:59.999Z');
  });

  test('turns over years and leap days', () => {
    expect(dayInJapan('2026-12-31T15:00:00.000Z')).toBe('2027-01-01');
    expect(addDays('2028-02-28', 1)).toBe('2028-02-29');
    expect(addDays('2027-02-28', 1)).toBe('2027-03-01');
    expect(addDays('2027-01-01', -1)).toBe('2026-12-31');
  });

  test('of its last instant is the day itself, and a millisecond later the next', () => {
    fc.assert(
      fc.property(instants, (instant) => {
        const day = dayInJapan(instant);
        expect(dayInJapan(endOfDay(day))).toBe(day);
        expect(dayInJapan(addSeconds(endOfDay(day), 0.001))).toBe(addDays(day, 1));
        expect(instant <= endOfDay(day)).toBe(true);
      }),
      { numRuns: 50 },
    );
  });
});

describe('a wait', () => {
  test('is a whole number of seconds and at least 1, however late it is', () => {
    fc.assert(
      fc.property(instants, instants, (due, now) => {
        const seconds = secondsUntil(due, now);
        expect(Number.isSafeInteger(seconds)).toBe(true);
        expect(seconds).toBeGreaterThanOrEqual(1);
        if (due > now) expect(addSeconds(now, seconds) >= due).toBe(true);
      }),
      { numRuns: 100 },
    );
  });

  test('is rounded up, so that the limit has passed when it ends', () => {
    expect(secondsUntil('2026-11-20T08:00:00.001Z', '2026-11-20T08:00:00.000Z')).toBe(1);
    expect(secondsUntil('2026-11-20T08:00:01.001Z', '2026-11-20T08:00:00.000Z')).toBe(2);
    expect(secondsUntil('2026-11-20T08:00:00.000Z', '2026-11-20T08:00:00.000Z')).toBe(1);
  });
});

describe('instants', () => {
  test('written down they sort as they follow each other', () => {
    fc.assert(
      fc.property(instants, instants, (one, other) => {
        expect(one <= other).toBe(Date.parse(one) <= Date.parse(other));
        expect([one, other].sort()).toEqual([earliest([one, other]), latest(one, other)]);
      }),
      { numRuns: 50 },
    );
    expect(earliest([])).toBeUndefined();
  });

  test('minutes and seconds are added', () => {
    expect(addMinutes('2026-11-20T23:59:00.000Z', 2)).toBe('2026-11-21T00:01:00.000Z');
    expect(addSeconds('2026-11-20T23:59:00.000Z', 59)).toBe('2026-11-20T23:59:59.000Z');
  });

  test('a clock in Japan is read and set', () => {
    expect(timeInJapan('2026-11-20T23:30:59.999Z')).toBe('08:30');
    expect(instantAt('2026-11-21', '08:30')).toBe('2026-11-20T23:30:00.000Z');
    fc.assert(
      fc.property(instants, (instant) => {
        expect(instantAt(dayInJapan(instant), timeInJapan(instant)).slice(0, 16)).toBe(instant.slice(0, 16));
      }),
    );
  });

  test('a window of minutes ends after what lies in it', () => {
    expect(windowEnd('2026-11-20T08:20:00.000Z', 10)).toBe('2026-11-20T08:30:00.000Z');
    expect(windowEnd('2026-11-20T08:29:59.999Z', 10)).toBe('2026-11-20T08:30:00.000Z');
    expect(windowEnd('2026-11-20T08:30:00.000Z', 10)).toBe('2026-11-20T08:40:00.000Z');
  });
});
