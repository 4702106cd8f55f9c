import { describe, expect, test } from 'vitest';
import type { Statement } from '#/core/case/facts.ts';
import { type Expected, type Row, rows } from '#/test/core/duty/row.ts';
import { derive, exactly, HARMLESS, type Known, QUIET, sheetOf } from '#/test/core/duty/shipped.ts';

const MANY = { ...HARMLESS, persons: exactly(150) };
const FRIDAY = { start: '2026-11-20', aim: '2026-11-22', limit: '2026-11-24', due: '2026-12-21' };
const DUE: Expected = { result: 'due', binds: true, ...FRIDAY };
const FREE: Expected = { result: 'none', binds: false, claimed: [], missing: [], asked: [] };

const at = (local: string, facts: Partial<Statement>): Known[number] => [local, facts];
const known = (facts: Partial<Statement>): Known => [at('2026-11-20 17:23', facts)];

const ALL = ['mayor', 'education', 'enterprise', 'assembly', 'hospital'];
const s12 = (name: string, duty: string, expected: Expected): Row => [
  `S12 ${name}`,
  known(MANY),
  expected,
  { bodies: ALL, duty },
];

const S12: Row[] = [
  s12('the mayor reports under 68条', 'ppc-report.mayor', DUE),
  s12('the board of education reports for itself', 'ppc-report.education', DUE),
  s12('so does the public enterprise', 'ppc-report.enterprise', DUE),
  s12('the assembly is not bound by 68条', 'ppc-report.assembly', FREE),
  [
    'S12 and no claim is asked about where no law binds',
    known({ ...MANY, recovery: 'proven' }),
    FREE,
    { bodies: ALL, duty: 'ppc-report.assembly' },
  ],
  s12('nor by 26条', 'ppc-operator.assembly', FREE),
  s12('the clinic is not bound by 68条', 'ppc-report.hospital', FREE),
  s12('26条 asks for more than 1,000 persons', 'ppc-operator.hospital', { result: 'none', binds: true }),
  s12('26条 does not bind the mayor', 'ppc-operator.mayor', FREE),
];

const hospital = { bodies: ['hospital'], duty: 'ppc-operator.hospital' };
const HOSPITAL: Row[] = [
  ['1,000 persons: no duty', known({ ...MANY, persons: exactly(1000) }), { result: 'none' }, hospital],
  ['1,001 persons: 4号', known({ ...MANY, persons: exactly(1001) }), { ...DUE, holds: ['4号'] }, hospital],
  [
    "one person's illness: 1号",
    known({ ...HARMLESS, sensitive: 'yes' }),
    { ...DUE, holds: ['1号'] },
    hospital,
  ],
  [
    'confirmed intent: 60 days',
    known({ ...HARMLESS, malice: 'confirmed' }),
    { ...DUE, holds: ['3号'], due: '2027-01-18' },
    hospital,
  ],
  [
    'what an ordinance calls sensitive is no item of 26条',
    known({ ...HARMLESS, ordinanceSensitive: 'yes' }),
    { result: 'none' },
    hospital,
  ],
  [
    'recovered unread: undecided',
    known({ ...HARMLESS, sensitive: 'yes', recovery: 'proven' }),
    { result: 'undecided', asked: ['recovered-unread'] },
    hospital,
  ],
];

const two = { bodies: ['mayor', 'education'] };
const OF_ONE: Known = [
  ...known({ ...HARMLESS, persons: exactly(128) }),
  at('2026-11-20 17:23', { body: 'education', persons: exactly(60) }),
];
const FIRST_TOLD: Known = [...known(MANY), at('2026-11-18 09:00', { body: 'education', ...MANY })];

const EACH: Row[] = [
  ['128 persons of the whole: the mayor reports', OF_ONE, DUE, two],
  [
    '60 of them of the schools: no duty there',
    OF_ONE,
    { result: 'none' },
    { ...two, duty: 'ppc-report.education' },
  ],
  [
    'what is said of the schools alone moves nobody else',
    [...known(HARMLESS), at('2026-11-20 17:23', { body: 'education', sensitive: 'yes' })],
    { result: 'none' },
    two,
  ],
  [
    'but gives them a duty',
    [...known(HARMLESS), at('2026-11-20 17:23', { body: 'education', sensitive: 'yes' })],
    { ...DUE, holds: ['1号'] },
    { ...two, duty: 'ppc-report.education' },
  ],
  [
    'the schools knew two days before: their own clock',
    FIRST_TOLD,
    { ...DUE, start: '2026-11-18', aim: '2026-11-20', limit: '2026-11-22', due: '2026-12-17' },
    { ...two, duty: 'ppc-report.education' },
  ],
  ["and the mayor's is another", FIRST_TOLD, DUE, two],
  [
    'while nobody can say whose case it is, the first body stands for the whole',
    known(MANY),
    { ...DUE, bodyAssumed: true },
  ],
  ['once it is said, nothing is assumed', known(MANY), { ...DUE, bodyAssumed: false }, { bodies: ['mayor'] }],
];

describe('R11 one accident, several bodies', () => rows(S12));
describe('R11 hospitals and clinics', () => rows(HOSPITAL));
describe('R11 each body by itself', () => rows(EACH));

describe('R12 what the municipality owes once', () => {
  const QUIET_DAY = at('2026-11-20 17:23', QUIET);
  const police = (...more: Known) =>
    derive(sheetOf([QUIET_DAY, ...more], { bodies: ALL })).filter(({ statute }) => statute === 'police');

  test('stands there once, whichever bodies are concerned', () => {
    expect(police(at('2026-11-20 17:23', { crime: 'yes' }))).toMatchObject([
      { dutyId: 'police', body: 'mayor', result: 'due' },
    ]);
    expect(police()).toMatchObject([{ dutyId: 'police', result: 'none' }]);
  });

  test('is owed by the body whose case is the gravest', () => {
    const crime = [
      at('2026-11-20 17:23', { body: 'mayor', crime: 'unknown' }),
      at('2026-11-20 17:23', { body: 'enterprise', crime: 'yes' }),
    ];
    expect(police(...crime)).toMatchObject([{ body: 'enterprise', result: 'due' }]);
    expect(police(at('2026-11-20 17:23', { body: 'education', crime: 'unknown' }))).toMatchObject([
      { body: 'education', result: 'undecided' },
    ]);
  });

  test('and by the one that knew first', () => {
    const crime = [
      at('2026-11-20 17:23', { crime: 'yes' }),
      at('2026-11-18 09:00', { ...QUIET, body: 'education', crime: 'yes' }),
    ];
    expect(police(...crime)).toMatchObject([{ body: 'education', startDay: '2026-11-18' }]);
  });
});

describe('R11 several bodies: what an independent reader found wrong', () => {
  const detail: Known = [
    ...known(MANY),
    at('2026-11-25 10:00', { body: 'education', persons: exactly(140) }),
  ];
  const education = { ...two, duty: 'ppc-report.education' };
  rows([
    ['a detail of one body, learned later, does not move the clock of its duty', detail, DUE, education],
    ['nor does it play a part before it is learned', detail, DUE, { ...education, at: '2026-11-22 09:00' }],
    [
      'R41 before anything is published the safety of a pupil under protection is asked for',
      [...known(MANY), at('2026-11-20 17:23', { body: 'education', protectedPersons: 'included' })],
      { result: 'undecided', asked: ['safety-of-person'] },
      { ...two, duty: 'publication' },
    ],
  ]);
});
