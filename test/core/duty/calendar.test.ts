import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { closedOn, rollForward } from '#/core/duty/calendar.ts';
import { addDays, type Day } from '#/core/time.ts';
import { wakayama } from '#/test/core/duty/shipped.ts';

const { calendar } = wakayama;

// Article 2 of the Act on National Holidays. The equinoxes are announced, not computed: they are data here too.
const EQUINOXES: Record<number, [spring: string, autumn: string]> = {
  2023: ['03-21', '09-23'],
  2024: ['03-20', '09-22'],
  2025: ['03-20', '09-23'],
  2026: ['03-20', '09-23'],
  2027: ['03-21', '09-23'],
};
const FIXED = {
  '01-01': '元日',
  '02-11': '建国記念の日',
  '02-23': '天皇誕生日',
  '04-29': '昭和の日',
  '05-03': '憲法記念日',
  '05-04': 'みどりの日',
  '05-05': 'こどもの日',
  '08-11': '山の日',
  '11-03': '文化の日',
  '11-23': '勤労感謝の日',
};
const MONDAYS: [month: string, which: number, name: string][] = [
  ['01', 2, '成人の日'],
  ['07', 3, '海の日'],
  ['09', 3, '敬老の日'],
  ['10', 2, 'スポーツの日'],
];

const YEARS = Object.keys(EQUINOXES).map(Number);
const weekday = (day: Day): number => new Date(`${day}T12:00:00Z`).getUTCDay();
const daysOf = (year: number): Day[] =>
  Array.from({ length: 366 }, (_, index) => addDays(`${year}-01-01`, index)).filter((day) =>
    day.startsWith(`${year}`),
  );
const monday = (year: number, month: string, which: number): Day =>
  daysOf(year).filter((day) => day.slice(5, 7) === month && weekday(day) === 1)[which - 1] ?? '';

function namedHolidays(year: number): Map<Day, string> {
  const [spring, autumn] = EQUINOXES[year] ?? ['', ''];
  return new Map([
    ...Object.entries(FIXED).map(([day, name]): [Day, string] => [`${year}-${day}`, name]),
    ...MONDAYS.map(([month, which, name]): [Day, string] => [monday(year, month, which), name]),
    [`${year}-${spring}`, '春分の日'],
    [`${year}-${autumn}`, '秋分の日'],
  ]);
}

/** Article 3: the holidays themselves (1), the next day that is none after one on a Sunday (2), a day between two (3). */
function holidaysOf(year: number): Record<Day, string> {
  const named = namedHolidays(year);
  const all = new Map(named);
  for (const day of named.keys()) {
    if (weekday(day) !== 0) continue;
    let next = addDays(day, 1);
    while (named.has(next)) next = addDays(next, 1);
    all.set(next, '振替休日');
  }
  for (const day of daysOf(year))
    if (!all.has(day) && named.has(addDays(day, -1)) && named.has(addDays(day, 1)))
      all.set(day, '国民の休日');
  return Object.fromEntries(all);
}

describe('R11 the holidays of the national offices', () => {
  test.each(YEARS)('in %d the table holds what the Act gives, no day more and none less', (year) => {
    const inTable = Object.entries(calendar.holidays).filter(([day]) => day.startsWith(`${year}`));
    expect(Object.fromEntries(inTable)).toEqual(holidaysOf(year));
  });

  test('the table covers the years it says', () => {
    expect([calendar.firstYear, calendar.lastYear]).toEqual([YEARS[0], YEARS.at(-1)]);
  });

  test.each([
    ['2023-01-02', '振替休日'],
    ['2024-08-12', '振替休日'],
    ['2026-05-06', '振替休日'],
    ['2026-09-22', '国民の休日'],
    ['2027-03-22', '振替休日'],
  ])('%s is closed by article 3: %s', (day, name) => {
    expect(closedOn(calendar, day)).toEqual({ why: 'holiday', name });
  });

  test.each(YEARS)('in %d they are closed on weekends, holidays and from 12-29 to 01-03 only', (year) => {
    const holidays = holidaysOf(year);
    const YEAR_END = ['12-29', '12-30', '12-31', '01-01', '01-02', '01-03'];
    for (const day of daysOf(year)) {
      const closed = day in holidays || [0, 6].includes(weekday(day)) || YEAR_END.includes(day.slice(5));
      expect([day, closedOn(calendar, day) !== undefined]).toEqual([day, closed]);
    }
  });

  test('a reason is given for each: Saturday, Sunday, the turn of the year', () => {
    expect(closedOn(calendar, '2026-11-21')).toEqual({ why: 'saturday' });
    expect(closedOn(calendar, '2026-11-22')).toEqual({ why: 'sunday' });
    expect(closedOn(calendar, '2026-12-29')).toEqual({ why: 'year-end' });
    expect(closedOn(calendar, '2026-12-28')).toBeUndefined();
    expect(closedOn(calendar, '2027-01-04')).toBeUndefined();
  });
});

describe('R11 a last day on a closed day', () => {
  test.each([
    ['2026-11-20', '2026-11-20', 0],
    ['2026-12-19', '2026-12-21', 2],
    ['2026-12-29', '2027-01-04', 6],
    ['2026-05-02', '2026-05-07', 5],
    ['2026-09-19', '2026-09-24', 5],
    ['2025-12-27', '2026-01-05', 9],
    ['2027-03-21', '2027-03-23', 2],
  ])('%s moves to %s, over %d days', (from, to, days) => {
    const rolled = rollForward(calendar, from);
    expect([rolled.day, rolled.over.length, rolled.beyondTable]).toEqual([to, days, false]);
  });

  test('moves to the first open day and passes over every closed one between', () => {
    const day = fc.integer({ min: 0, max: 5 * 365 - 10 }).map((days) => addDays('2023-01-01', days));
    fc.assert(
      fc.property(day, (from) => {
        const rolled = rollForward(calendar, from);
        expect(closedOn(calendar, rolled.day)).toBeUndefined();
        expect(rolled.over.map((passed) => passed.day)).toEqual(
          rolled.over.map((_, index) => addDays(from, index)),
        );
        expect(rolled.day).toBe(addDays(from, rolled.over.length));
        for (const passed of rolled.over) expect(passed.closed).toEqual(closedOn(calendar, passed.day));
      }),
    );
  });

  test.each(['2022-12-31', '2028-01-01', '2028-05-06', '2040-01-01'])(
    'outside the years of the table %s stays where it is, and says so',
    (day) => {
      expect(rollForward(calendar, day)).toEqual({ day, over: [], beyondTable: true });
    },
  );

  test('that would move out of the last year of the table stays where it is, and says so', () => {
    expect(rollForward(calendar, '2027-12-28')).toEqual({ day: '2027-12-28', over: [], beyondTable: false });
    expect(rollForward(calendar, '2027-12-29')).toEqual({ day: '2027-12-29', over: [], beyondTable: true });
  });
});
