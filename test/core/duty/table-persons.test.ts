import { describe } from 'vitest';
import type { Statement } from '#/core/case/facts.ts';
import { type Expected, type Row, rows } from '#/test/core/duty/row.ts';
import { exactly, HARMLESS, type Known } from '#/test/core/duty/shipped.ts';

const CLOCK = { start: '2026-11-20', aim: '2026-11-22', limit: '2026-11-24' };
const IN_30 = { ...CLOCK, raw: '2026-12-19', due: '2026-12-21', days: 30 };
const IN_60 = { ...CLOCK, raw: '2027-01-18', due: '2027-01-18', days: 60 };
const due = (...holds: string[]): Expected => ({ result: 'due', binds: true, holds, ...IN_30 });
const NONE: Expected = { result: 'none', holds: [] };

const NUMBER = { ...HARMLESS, myNumber: 'yes', myNumberPlace: 'paper', myNumberMisuse: 'no' } as const;
const known = (facts: Partial<Statement>): Known => [['2026-11-20 17:23', { ...NUMBER, ...facts }]];
const of = (duty: string, name: string, facts: Partial<Statement>, expected: Expected): Row => [
  name,
  known(facts),
  expected,
  { bodies: [duty.split('.')[1] ?? ''], duty },
];
const number = (name: string, facts: Partial<Statement>, expected: Expected): Row =>
  of('my-number-report.mayor', name, facts, expected);

const MY_NUMBER: Row[] = [
  number('no number in it: no duty', { myNumber: 'no', myNumberPlace: 'use-system' }, NONE),
  number(
    'a number in it or not, nobody knows: undecided',
    { myNumber: 'unknown', myNumberPlace: 'use-system' },
    { result: 'undecided', missing: ['myNumber'], ...IN_30 },
  ),
  number('on paper, one person: no duty', {}, NONE),
  number('on paper, 100 persons: no duty', { persons: exactly(100) }, NONE),
  number('on paper, 101 persons: 4号', { persons: exactly(101) }, due('4号')),
  number('out of a system that uses it, one person: 1号', { myNumberPlace: 'use-system' }, due('1号')),
  number('out of a system that relates to it: 1号', { myNumberPlace: 'related-system' }, due('1号')),
  number('out of the national network: 1号', { myNumberPlace: 'network-system' }, due('1号')),
  number(
    'out of a system or not, nobody knows: undecided',
    { myNumberPlace: 'unknown' },
    { result: 'undecided', missing: ['myNumberPlace'], asked: ['1号'] },
  ),
  number(
    'perhaps with bad intent: 2号, 30 days until confirmed',
    { malice: 'suspected' },
    { ...due('2号'), others: ['2027-01-18'] },
  ),
  number(
    'with confirmed bad intent: 2号, 60 days',
    { malice: 'confirmed' },
    { ...due('2号'), ...IN_60, others: [] },
  ),
  number('open to everybody on the net: 3号', { publicView: 'yes' }, due('3号')),
  number('used against 9条, 100 persons: no duty', { myNumberMisuse: 'used', persons: exactly(100) }, NONE),
  number(
    'used against 9条, 101 persons, nothing leaked: 4号',
    { leak: 'no', myNumberMisuse: 'used', persons: exactly(101) },
    due('4号'),
  ),
  number(
    'provided with bad intent, one person: 2号',
    { leak: 'no', myNumberMisuse: 'provided', malice: 'suspected' },
    due('2号'),
  ),
  number(
    'well encrypted: undecided',
    { myNumberPlace: 'use-system', encryption: 'strong', keyApart: 'yes', unlocked: 'no' },
    { result: 'undecided', holds: ['1号'], asked: ['strong-encryption'], ...IN_30 },
  ),
  of(
    'my-number-report.assembly',
    'the assembly is bound by this Act (to be confirmed)',
    { myNumberPlace: 'use-system' },
    due('1号'),
  ),
  of('my-number-report.hospital', 'so is a hospital', { myNumberPlace: 'use-system' }, due('1号')),
  of(
    'ppc-report.mayor',
    'an event of both Acts: 68条 as well',
    { myNumberPlace: 'use-system', persons: exactly(128) },
    due('4号'),
  ),
];

const telling = { result: 'due', binds: true, start: '2026-11-20' } as const;
const asks = (claim: string): Expected => ({ result: 'undecided', claimed: [claim], asked: [claim] });
const MANY = { persons: exactly(128) };

const NOTICES: Row[] = [
  of('ppc-notice.mayor', '100 persons: they need not be told', { persons: exactly(100) }, NONE),
  of('ppc-notice.mayor', '101 persons are told', { persons: exactly(101) }, telling),
  of(
    'ppc-notice.mayor',
    'recovered unread: undecided',
    { ...MANY, recovery: 'proven' },
    asks('recovered-unread'),
  ),
  of(
    'ppc-notice.mayor',
    'hard to tell, and something else is done instead: undecided',
    { ...MANY, notice: 'substituted' },
    asks('substituted'),
  ),
  of(
    'ppc-notice.mayor',
    '68条2項2号, what the Act would not disclose: undecided',
    { ...MANY, undisclosable: 'yes' },
    asks('undisclosable'),
  ),
  of('ppc-notice.assembly', 'the assembly is not bound', MANY, { result: 'none', binds: false }),
  of('ppc-operator-notice.hospital', "a hospital's 1,000 need not be told", { persons: exactly(1000) }, NONE),
  of('ppc-operator-notice.hospital', "a hospital's 1,001 are told", { persons: exactly(1001) }, telling),
  of(
    'ppc-operator-notice.hospital',
    '26条 knows no exception for what is not disclosed',
    { sensitive: 'yes', undisclosable: 'yes' },
    telling,
  ),
  of(
    'my-number-notice.mayor',
    'the number of one person out of a system',
    { myNumberPlace: 'use-system' },
    telling,
  ),
  of(
    'my-number-notice.mayor',
    'nor does the Act on the number',
    { myNumberPlace: 'use-system', undisclosable: 'yes' },
    telling,
  ),
  of(
    'my-number-notice.mayor',
    'hard to tell, and something else is done instead: undecided',
    { myNumberPlace: 'use-system', notice: 'substituted' },
    asks('substituted'),
  ),
];

const ORDINANCE: Row[] = [
  of(
    'assembly-ordinance.assembly',
    'personal data leaked: its own ordinance must be read',
    {},
    {
      result: 'undecided',
      binds: true,
      asked: ['ordinance-to-read'],
    },
  ),
  of(
    'assembly-ordinance.assembly',
    'no personal data: nothing',
    { personalData: 'no', myNumber: 'no', persons: undefined },
    NONE,
  ),
  of('assembly-ordinance.mayor', 'binds nobody else', MANY, { result: 'none', binds: false }),
];

describe('R11 番号法29条の4', () => rows(MY_NUMBER));
describe('R11 the persons themselves are told', () => rows(NOTICES));
describe('R11 the ordinance of the assembly', () => rows(ORDINANCE));
