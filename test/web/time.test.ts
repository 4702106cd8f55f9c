import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instantOf } from '#/core/report/report.ts';
import { TIME } from '#/web/src/text/ja.ts';
import { fromJapanLocal, spanSince, spanUntil, toJapanLocal } from '#/web/src/time.ts';

const minute = fc
  .integer({
    min: Date.parse('2000-01-01T00:00:00Z') / 60_000,
    max: Date.parse('2100-01-01T00:00:00Z') / 60_000,
  })
  .map((minutes) => new Date(minutes * 60_000).toISOString());

describe('times typed in Japan', () => {
  test('are the same instant wherever the browser stands', () => {
    expect(fromJapanLocal('2026-11-20T17:23')).toBe('2026-11-20T08:23:00.000Z');
    expect(toJapanLocal('2026-11-20T15:30:00.000Z')).toBe('2026-11-21T00:30');
  });

  test('come back as they were shown, and mean what the report form means', () => {
    fc.assert(
      fc.property(minute, (instant) => {
        const local = toJapanLocal(instant);
        expect(fromJapanLocal(local)).toBe(instant);
        expect(instantOf(local)).toBe(instant);
      }),
    );
  });

  test('are refused where there is no such time', () => {
    for (const typed of ['', 'x', '2026-02-30T10:00', '2026-13-01T10:00', '2026-11-20', '2026-11-20T25:00'])
      expect(fromJapanLocal(typed)).toBeUndefined();
  });
});

describe('the time left', () => {
  const now = Date.parse('2026-11-20T08:00:00.000Z');
  const words = (due: string) => {
    const { over, ...span } = spanUntil(due, now);
    return over ? TIME.over(span) : TIME.left(span);
  };

  test.each([
    ['2026-11-20T08:00:30.000Z', 'あと1分未満'],
    ['2026-11-20T08:15:00.000Z', 'あと15分'],
    ['2026-11-20T10:00:00.000Z', 'あと2時間'],
    ['2026-11-20T10:05:59.000Z', 'あと2時間5分'],
    ['2026-11-21T08:10:00.000Z', 'あと1日'],
    ['2026-11-23T11:00:00.000Z', 'あと3日3時間'],
    ['2026-11-20T08:00:00.000Z', '期限を1分未満過ぎています'],
    ['2026-11-20T07:48:00.000Z', '期限を12分過ぎています'],
  ])('of %s is %s', (due, expected) => {
    expect(words(due)).toBe(expected);
  });

  test('never counts an age backwards when a clock is ahead', () => {
    expect(TIME.age(spanSince('2026-11-20T09:00:00.000Z', now))).toBe('受付から1分未満');
  });
});
