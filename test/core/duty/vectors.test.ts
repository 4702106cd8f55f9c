import { describe, expect, test } from 'vitest';
import type { Closed } from '#/core/duty/calendar.ts';
import { findingOf, HARMLESS, sheetOf } from '#/test/core/duty/shipped.ts';

const YEAR_END = ['2026-12-29', '2026-12-30', '2026-12-31', '2027-01-01 元日', '2027-01-02', '2027-01-03'];

/** Known on, days, the last day by counting alone, the day it is due, and the closed days between them. */
const VECTORS: [known: string, days: 30 | 60, raw: string, due: string, over: string[]][] = [
  ['2026-11-20', 30, '2026-12-19', '2026-12-21', ['2026-12-19', '2026-12-20']],
  ['2026-11-20', 60, '2027-01-18', '2027-01-18', []],
  ['2026-11-30', 30, '2026-12-29', '2027-01-04', YEAR_END],
  ['2026-12-01', 30, '2026-12-30', '2027-01-04', YEAR_END.slice(1)],
  ['2026-12-06', 30, '2027-01-04', '2027-01-04', []],
  [
    '2026-04-03',
    30,
    '2026-05-02',
    '2026-05-07',
    [
      '2026-05-02',
      '2026-05-03 憲法記念日',
      '2026-05-04 みどりの日',
      '2026-05-05 こどもの日',
      '2026-05-06 振替休日',
    ],
  ],
  [
    '2026-08-21',
    30,
    '2026-09-19',
    '2026-09-24',
    ['2026-09-19', '2026-09-20', '2026-09-21 敬老の日', '2026-09-22 国民の休日', '2026-09-23 秋分の日'],
  ],
  ['2026-10-31', 60, '2026-12-29', '2027-01-04', YEAR_END],
  ['2027-02-20', 30, '2027-03-21', '2027-03-23', ['2027-03-21 春分の日', '2027-03-22 振替休日']],
];

const nameOf = (closed: Closed): string => (closed.why === 'holiday' ? ` ${closed.name}` : '');

describe('R11 the day of the 確報, from what is known to what is due', () => {
  describe.each(VECTORS)('known on %s, %d days: %s, due on %s', (known, days, rawDay, limitDay, over) => {
    test.each(['00:00', '17:23', '23:59'])('known at %s in Japan', (time) => {
      const grave = days === 60 ? { malice: 'confirmed' as const } : { sensitive: 'yes' as const };
      const duty = findingOf(sheetOf([[`${known} ${time}`, { ...HARMLESS, ...grave }]]), 'ppc-report.mayor');
      const final = duty.stages.find(({ stage }) => stage === 'final');
      expect(duty).toMatchObject({ result: 'due', startDay: known });
      expect(final).toMatchObject({ start: known, days, rawDay, limitDay, beyondTable: false, others: [] });
      expect(final?.over.map(({ day, closed }) => `${day}${nameOf(closed)}`)).toEqual(over);
    });
  });
});
