import { describe, expect, test } from 'vitest';
import { dateTime, dayWords, shortDateTime } from '#/core/text/dates.ts';

describe('a date in words', () => {
  test('is of the Japanese calendar, with weekday, in Japanese time', () => {
    expect(dateTime('2026-11-20T08:31:59.999Z')).toBe('令和8年11月20日（金）17:31');
    expect(shortDateTime('2026-11-20T08:31:00.000Z')).toBe('11/20（金）17:31');
    expect(dayWords('2026-11-22')).toBe('令和8年11月22日（日）');
  });

  test('turns at midnight in Japan', () => {
    expect(dateTime('2026-11-20T14:59:00.000Z')).toBe('令和8年11月20日（金）23:59');
    expect(dateTime('2026-11-20T15:00:00.000Z')).toBe('令和8年11月21日（土）00:00');
    expect(shortDateTime('2026-12-31T15:00:00.000Z')).toBe('1/1（金）00:00');
  });

  test('calls the first year of an era 元年', () => {
    expect(dateTime('2019-04-30T14:59:00.000Z')).toBe('平成31年4月30日（火）23:59');
    expect(dateTime('2019-04-30T15:00:00.000Z')).toBe('令和元年5月1日（水）00:00');
    expect(dayWords('2019-12-31')).toBe('令和元年12月31日（火）');
  });

  test('names every weekday and a leap day', () => {
    const week = [
      '2028-02-27',
      '2028-02-28',
      '2028-02-29',
      '2028-03-01',
      '2028-03-02',
      '2028-03-03',
      '2028-03-04',
    ];
    expect(week.map((day) => /（(.)）/.exec(dayWords(day))?.[1]).join('')).toBe('日月火水木金土');
    expect(dayWords('2028-02-29')).toBe('令和10年2月29日（火）');
  });
});
