import { describe, expect, test } from 'vitest';
import { type Expected, type Row, rows } from '#/test/core/duty/row.ts';
import { between, derive, exactly, HARMLESS, type Known, sheetOf } from '#/test/core/duty/shipped.ts';

const MANY = { ...HARMLESS, persons: exactly(128) };
const from = (start: string, aim: string, limit: string, raw: string, due: string): Expected => ({
  result: 'due',
  start,
  aim,
  limit,
  raw,
  due,
  beyondTable: false,
});
const FRIDAY = from('2026-11-20', '2026-11-22', '2026-11-24', '2026-12-19', '2026-12-21');
const FRIDAY_60 = from('2026-11-20', '2026-11-22', '2026-11-24', '2027-01-18', '2027-01-18');

const DAYS: Row[] = [
  ['known at 23:59 on Friday: Friday is day 1', [['2026-11-20 23:59', MANY]], FRIDAY],
  [
    'known at 00:00 on Saturday: Saturday is day 1',
    [['2026-11-21 00:00', MANY]],
    from('2026-11-21', '2026-11-23', '2026-11-25', '2026-12-20', '2026-12-21'),
  ],
  [
    'known on 12-29: the 速報 moves over no holiday',
    [['2026-12-29 10:00', MANY]],
    from('2026-12-29', '2026-12-31', '2027-01-02', '2027-01-27', '2027-01-27'),
  ],
  [
    'known in the last minute of the year',
    [['2026-12-31 23:59', MANY]],
    from('2026-12-31', '2027-01-02', '2027-01-04', '2027-01-29', '2027-01-29'),
  ],
  [
    'known in the first minute of the year',
    [['2027-01-01 00:00', MANY]],
    from('2027-01-01', '2027-01-03', '2027-01-05', '2027-01-30', '2027-02-01'),
  ],
  [
    'known before a leap day',
    [['2024-02-10 09:00', MANY]],
    from('2024-02-10', '2024-02-12', '2024-02-14', '2024-03-10', '2024-03-11'),
  ],
  [
    'a last day in a year the table does not hold: due, unmoved and flagged',
    [['2027-12-10 09:00', MANY]],
    { result: 'due', raw: '2028-01-08', due: '2028-01-08', beyondTable: true },
  ],
  [
    'a last day that would move out of the table: due, unmoved and flagged',
    [['2027-11-30 09:00', MANY]],
    { result: 'due', raw: '2027-12-29', due: '2027-12-29', beyondTable: true },
  ],
];

const intent = (malice: 'no' | 'suspected' | 'confirmed') => ({ malice });
const sensitiveFriday: Known[number] = ['2026-11-20 17:23', { ...HARMLESS, sensitive: 'yes' }];

const LATER_INTENT: Row[] = [
  [
    '3号 suspected later: 30 days stand, 60 are shown beside them',
    [sensitiveFriday, ['2026-12-10 09:00', intent('suspected')]],
    { ...FRIDAY, holds: ['1号', '3号'], others: ['2027-01-18'] },
  ],
  [
    '3号 confirmed later: 60 days, from the day the first item was known',
    [sensitiveFriday, ['2026-12-10 09:00', intent('confirmed')]],
    { ...FRIDAY_60, holds: ['1号', '3号'], others: [] },
  ],
  [
    '3号 confirmed and later refuted: 30 days again',
    [
      ['2026-11-20 17:23', { ...HARMLESS, sensitive: 'yes', malice: 'confirmed' }],
      ['2026-12-01 09:00', intent('no')],
    ],
    { ...FRIDAY, holds: ['1号'], others: [] },
  ],
  [
    '3号 alone, found later: its own clock',
    [
      ['2026-11-20 17:23', HARMLESS],
      ['2026-12-10 09:00', intent('confirmed')],
    ],
    { ...from('2026-12-10', '2026-12-12', '2026-12-14', '2027-02-07', '2027-02-08'), holds: ['3号'] },
  ],
];

const S10: Known = [
  ['2026-11-20 17:23', { ...HARMLESS, persons: exactly(90), recovery: 'unopened' }],
  ['2026-12-02 10:00', { persons: exactly(103), recovery: 'opened' }],
];
const DECEMBER = from('2026-12-02', '2026-12-04', '2026-12-06', '2026-12-31', '2027-01-04');

const LATER_NUMBERS: Row[] = [
  ['S10 90 persons, all recovered: no duty', S10, { result: 'none' }, { at: '2026-12-02 09:59' }],
  ['S10 103 persons: 4号 is known from that day', S10, { ...DECEMBER, holds: ['4号'], others: [] }],
  [
    'S01 90 persons at 17:23 and 128 at 21:10: the same day',
    [
      ['2026-11-20 17:23', { ...HARMLESS, sensitive: undefined, persons: exactly(90) }],
      ['2026-11-20 21:10', { persons: exactly(128) }],
    ],
    { ...FRIDAY, holds: ['4号'] },
  ],
  [
    '4号 reached later beside 1号: the first clock runs on',
    [
      ['2026-11-20 17:23', { ...HARMLESS, sensitive: 'yes' }],
      ['2026-12-02 10:00', { persons: exactly(103) }],
    ],
    { ...FRIDAY, holds: ['1号', '4号'] },
  ],
  [
    'a number nobody knew, more than 100 later: from the beginning, the later day beside it',
    [
      ['2026-11-20 17:23', { ...HARMLESS, persons: undefined }],
      ['2026-12-02 10:00', { persons: exactly(103) }],
    ],
    { ...FRIDAY, holds: ['4号'], others: ['2027-01-04'] },
  ],
  [
    '103 persons later, 1号 open from the beginning: from the 103, the earlier day beside it',
    [
      ['2026-11-20 17:23', { ...HARMLESS, sensitive: 'unknown', persons: exactly(90) }],
      ['2026-12-02 10:00', { persons: exactly(103) }],
    ],
    { ...DECEMBER, holds: ['4号'], others: ['2026-12-21'] },
  ],
  [
    'sensitive data, ruled out twice and found after all: from the last time they came back',
    [
      ['2026-11-20 17:23', HARMLESS],
      ['2026-11-23 10:00', { sensitive: 'unknown' }],
      ['2026-11-25 10:00', { sensitive: 'no' }],
      ['2026-12-02 10:00', { sensitive: 'yes' }],
    ],
    { ...DECEMBER, holds: ['1号'], others: [] },
  ],
  [
    'a number nobody knew, then 90, then 103: from the 103',
    [
      ['2026-11-20 17:23', { ...HARMLESS, persons: undefined }],
      ['2026-11-25 10:00', { persons: exactly(90) }],
      ['2026-12-02 10:00', { persons: exactly(103) }],
    ],
    { ...DECEMBER, others: [] },
  ],
  [
    '103 persons, then fewer after all: no duty any more',
    [...S10, ['2026-12-05 09:00', { persons: exactly(95) }]],
    { result: 'none' },
  ],
  [
    'somebody knew two days before the report: from that day',
    [
      ['2026-11-20 17:23', MANY],
      ['2026-11-18 09:00', { leak: 'suspected' }],
    ],
    from('2026-11-18', '2026-11-20', '2026-11-22', '2026-12-17', '2026-12-17'),
  ],
];

const S03: Known[number] = [
  '2026-12-29 10:00',
  { ...HARMLESS, heldByBody: 'no', leak: 'suspected', malice: 'confirmed', persons: exactly(1700) },
];
const S05: Known = [
  ['2027-05-28 15:00', { ...HARMLESS, leak: 'unknown', malice: 'confirmed', persons: undefined }],
  ['2027-07-01 10:00', { leak: 'occurred', records: exactly(151_421) }],
  ['2027-07-12 10:00', { persons: exactly(135_118) }],
];

const SCENARIOS: Row[] = [
  [
    "S03 the club's data, says the caller: undecided, the 速報 is not moved",
    [S03],
    {
      result: 'undecided',
      missing: [],
      aim: '2026-12-31',
      limit: '2027-01-02',
      due: '2027-01-27',
      others: ['2027-02-26'],
    },
  ],
  [
    "S03 the city's own: 60 days",
    [S03, ['2026-12-29 12:00', { heldByBody: 'yes' }]],
    from('2026-12-29', '2026-12-31', '2027-01-02', '2027-02-26', '2027-02-26'),
  ],
  [
    'S05 "no leak was found": open, and the clock runs from the call',
    S05,
    {
      result: 'undecided',
      start: '2027-05-28',
      missing: ['leak', 'persons'],
      aim: '2027-05-30',
      limit: '2027-06-01',
    },
    { at: '2027-06-15 09:00' },
  ],
  [
    'S05 a leak after all: from the call, the later day beside it',
    S05,
    {
      ...from('2027-05-28', '2027-05-30', '2027-06-01', '2027-07-26', '2027-07-26'),
      holds: ['3号', '4号'],
      others: ['2027-08-30'],
    },
  ],
];

describe('R11 the clock: days in Japan', () => rows(DAYS));
describe('R11 the clock: intent found later', () => rows(LATER_INTENT));
describe('R11 the clock: numbers found later', () => rows(LATER_NUMBERS));
describe('R11 the clock: scenarios', () => rows(SCENARIOS));

describe('R11 the clock: what an independent reader found wrong', () =>
  rows([
    [
      '90 persons or more, nobody knows how many: may be more than 100, so 4号',
      [['2026-11-20 17:23', { ...HARMLESS, persons: between(90, null) }]],
      { ...FRIDAY, holds: ['4号'] },
    ],
    [
      '90 dead or none, both said at one instant: the graver is that nobody is dead',
      [
        ['2026-11-20 17:23', { ...MANY, deceased: exactly(0) }],
        ['2026-11-20 17:23', { deceased: exactly(90) }],
      ],
      { ...FRIDAY, holds: ['4号'] },
    ],
  ]));

describe('R11 the time in which a statute is in force', () => {
  const statutesAt = (at: string) => derive(sheetOf([[at, MANY]])).map(({ statute }) => statute);

  test('68条 binds municipalities from 2023-04-01 in Japan', () => {
    expect(statutesAt('2023-03-31 23:59')).not.toContain('ppc-report');
    expect(statutesAt('2023-04-01 00:00')).toContain('ppc-report');
  });
});
