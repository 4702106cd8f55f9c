import { describe } from 'vitest';
import type { Statement } from '#/core/case/facts.ts';
import { type Expected, type Row, rows } from '#/test/core/duty/row.ts';
import { between, exactly, HARMLESS, type Known } from '#/test/core/duty/shipped.ts';

const known = (facts: Partial<Statement>): Known => [['2026-11-20 17:23', { ...HARMLESS, ...facts }]];
const only = (facts: Partial<Statement>): Known => [['2026-11-20 17:23', facts]];

const CLOCK = { start: '2026-11-20', aim: '2026-11-22', limit: '2026-11-24' };
const IN_30 = { ...CLOCK, raw: '2026-12-19', due: '2026-12-21', days: 30 };
const IN_60 = { ...CLOCK, raw: '2027-01-18', due: '2027-01-18', days: 60, others: [] };
const due = (...holds: string[]): Expected => ({ result: 'due', holds, ...IN_30, missing: [], asked: [] });
const NONE: Expected = { result: 'none', holds: [], missing: [], asked: [], claimed: [] };

const COUNTS: Row[] = [
  ['one person and nothing grave: no duty', known({}), NONE],
  ['100 persons: no duty', known({ persons: exactly(100) }), NONE],
  ['101 persons: 4号', known({ persons: exactly(101) }), due('4号')],
  [
    '101 persons, of whom nothing more is known: 4号',
    known({ persons: exactly(101), sensitive: 'unknown' }),
    due('4号'),
  ],
  ['between 90 and 100: no duty', known({ persons: between(90, 100) }), NONE],
  ['between 90 and 120, so perhaps more than 100: 4号', known({ persons: between(90, 120) }), due('4号')],
  ['101 or more, nobody knows how many: 4号', known({ persons: between(101, null) }), due('4号')],
  [
    'a number nobody knows yet: undecided',
    known({ persons: undefined }),
    { result: 'undecided', missing: ['persons'], asked: [], ...IN_30 },
  ],
  [
    'persons count, not records: 5,000 records of 80',
    known({ persons: exactly(80), records: exactly(5000) }),
    NONE,
  ],
  ['110 of whom 10 are dead: no duty', known({ persons: exactly(110), deceased: exactly(10) }), NONE],
  ['111 of whom 10 are dead: 4号', known({ persons: exactly(111), deceased: exactly(10) }), due('4号')],
  [
    '110 of whom 10 are companies: no duty',
    known({ persons: exactly(110), legalPersons: exactly(10) }),
    NONE,
  ],
  [
    '120, 10 dead and 10 companies: no duty',
    known({ persons: exactly(120), deceased: exactly(10), legalPersons: exactly(10) }),
    NONE,
  ],
  [
    '121, 10 dead and 10 companies: 4号',
    known({ persons: exactly(121), deceased: exactly(10), legalPersons: exactly(10) }),
    due('4号'),
  ],
  [
    '110 of whom 5 to 10 are dead, so perhaps 105: 4号',
    known({ persons: exactly(110), deceased: between(5, 10) }),
    due('4号'),
  ],
  [
    '110 of whom nobody knows how many are dead: 4号',
    known({ persons: exactly(110), deceased: between(0, null) }),
    due('4号'),
  ],
];

const ITEMS: Row[] = [
  ['sensitive data of one person: 1号', known({ sensitive: 'yes' }), due('1号')],
  ['data that can cost one person money: 2号', known({ financial: 'yes' }), due('2号')],
  ['sensitive by the ordinance, one person: 5号', known({ ordinanceSensitive: 'yes' }), due('5号')],
  [
    'perhaps with bad intent, one person: 3号, 30 days until a person has confirmed it',
    known({ malice: 'suspected' }),
    { ...due('3号'), others: ['2027-01-18'] },
  ],
  [
    'confirmed bad intent, one person: 3号, 60 days',
    known({ malice: 'confirmed' }),
    { ...due('3号'), ...IN_60 },
  ],
  [
    '3号 with another item: 60 days for the whole',
    known({ malice: 'confirmed', sensitive: 'yes', persons: exactly(128) }),
    { ...due('1号', '3号', '4号'), ...IN_60 },
  ],
  [
    'every item at once',
    known({
      malice: 'suspected',
      sensitive: 'yes',
      ordinanceSensitive: 'yes',
      financial: 'yes',
      persons: exactly(128),
    }),
    due('1号', '2号', '3号', '4号', '5号'),
  ],
  [
    'sensitive or not, nobody knows: undecided',
    known({ sensitive: 'unknown' }),
    { result: 'undecided', missing: ['sensitive'], asked: [], ...IN_30 },
  ],
  [
    'bad intent or not, nobody knows: undecided, and a person is asked',
    known({ malice: 'unknown' }),
    { result: 'undecided', missing: ['malice'], asked: ['3号'], others: ['2027-01-18'], ...IN_30 },
  ],
  [
    'a surely harmful leak of which nothing else is known: every item is open',
    only({ personalData: 'yes', heldByBody: 'yes', leak: 'occurred' }),
    {
      result: 'undecided',
      holds: [],
      asked: ['3号'],
      missing: ['financial', 'malice', 'ordinanceSensitive', 'persons', 'sensitive'],
      ...IN_30,
    },
  ],
  ['nothing known at all: undecided', only({}), { result: 'undecided', ...IN_30 }],
];

const SCOPE: Row[] = [
  ['no personal data: no duty', known({ personalData: 'no', persons: undefined }), NONE],
  [
    'no personal data, but 128 persons are counted: due, whatever was ticked',
    known({ personalData: 'no', persons: exactly(128) }),
    due('4号'),
  ],
  ['no personal data, but an illness: due', known({ personalData: 'no', sensitive: 'yes' }), due('1号')],
  [
    'personal data or not, nobody knows: undecided',
    known({ personalData: 'unknown', persons: undefined }),
    { result: 'undecided', missing: ['personalData', 'persons'], asked: ['scope'], ...IN_30 },
  ],
  ['a leak that is only suspected: due', known({ leak: 'suspected', persons: exactly(128) }), due('4号')],
  [
    'a leak somebody denies: undecided, a person must say why',
    known({ leak: 'no', persons: exactly(128) }),
    { result: 'undecided', missing: [], asked: ['scope'], ...IN_30 },
  ],
  ['a denied leak of what no item covers: no duty', known({ leak: 'no' }), NONE],
  [
    'leak or not, nobody knows: undecided',
    known({ leak: 'unknown', persons: exactly(128) }),
    { result: 'undecided', missing: ['leak'], asked: ['scope'], ...IN_30 },
  ],
  [
    'data that are lost, but not leaked: due',
    known({ leak: 'no', damage: 'occurred', persons: exactly(128) }),
    due('4号'),
  ],
  [
    'data that may be lost: due',
    known({ leak: 'no', damage: 'suspected', persons: exactly(128) }),
    due('4号'),
  ],
  [
    'encrypted by ransomware and not to be restored: 3号',
    known({ leak: 'no', damage: 'occurred', malice: 'confirmed', attack: 'ransomware' }),
    { ...due('3号'), ...IN_60 },
  ],
  [
    "somebody else's data, says somebody: undecided",
    known({ heldByBody: 'no', persons: exactly(128) }),
    { result: 'undecided', missing: [], asked: ['scope'], ...IN_30 },
  ],
  [
    'whose data, nobody has said: taken for its own',
    known({ heldByBody: 'unknown', persons: exactly(128) }),
    due('4号'),
  ],
];

const MANY = { persons: exactly(128) };
const SEALED = { ...MANY, encryption: 'strong', keyApart: 'yes', unlocked: 'no' } as const;
const claim = (...claimed: string[]): Expected => ({
  result: 'undecided',
  holds: ['4号'],
  claimed,
  asked: claimed,
  missing: [],
  ...IN_30,
});

const CLAIMS: Row[] = [
  ['well encrypted, the key apart, never unlocked: undecided', known(SEALED), claim('strong-encryption')],
  ['encrypted, but how well nobody knows: due', known({ ...SEALED, encryption: 'unknown' }), due('4号')],
  ['weakly encrypted: due', known({ ...SEALED, encryption: 'weak' }), due('4号')],
  ['not encrypted: due', known({ ...SEALED, encryption: 'none' }), due('4号')],
  ['encrypted, the key with it: due', known({ ...SEALED, keyApart: 'no' }), due('4号')],
  ['encrypted, where the key is nobody knows: due', known({ ...SEALED, keyApart: 'unknown' }), due('4号')],
  ['encrypted, but it was unlocked: due', known({ ...SEALED, unlocked: 'yes' }), due('4号')],
  ['encrypted, perhaps unlocked: due', known({ ...SEALED, unlocked: 'unknown' }), due('4号')],
  [
    'wiped from afar, which proves nothing of what was read before: due',
    known({ ...MANY, remoteWipe: 'done' }),
    due('4号'),
  ],
  ['recovered, proven unread: undecided', known({ ...MANY, recovery: 'proven' }), claim('recovered-unread')],
  ['recovered unopened: undecided', known({ ...MANY, recovery: 'unopened' }), claim('recovered-unread')],
  ['said to have been deleted: due', known({ ...MANY, recovery: 'claimed-deleted' }), due('4号')],
  ['recovered, but opened: due', known({ ...MANY, recovery: 'opened' }), due('4号')],
  ['not recovered: due', known({ ...MANY, recovery: 'none' }), due('4号')],
  ['recovered or not, nobody knows: due', known({ ...MANY, recovery: 'unknown' }), due('4号')],
  [
    'encrypted and recovered: undecided, both are asked',
    known({ ...SEALED, recovery: 'proven' }),
    claim('strong-encryption', 'recovered-unread'),
  ],
  [
    'recovered unread, with another item still open: only the claim is asked about',
    known({ ...MANY, recovery: 'proven', sensitive: 'unknown', malice: 'unknown' }),
    claim('recovered-unread'),
  ],
  [
    'recovered unread, and nothing holds anyway: no duty',
    known({ recovery: 'proven' }),
    { ...NONE, claimed: ['recovered-unread'] },
  ],
];

describe('R11 the report to the 個人情報保護委員会: how many persons', () => rows(COUNTS));
describe('R11 the report to the 個人情報保護委員会: the other items', () => rows(ITEMS));
describe('R11 the report to the 個人情報保護委員会: whether anything leaked', () => rows(SCOPE));
describe('R11 the report to the 個人情報保護委員会: claims that only a person may accept', () =>
  rows(CLAIMS));
