import { describe, expect, test } from 'vitest';
import type { Statement } from '#/core/case/facts.ts';
import { type Expected, type Row, rows } from '#/test/core/duty/row.ts';
import { derive, exactly, HARMLESS, type Known, QUIET, sheetOf } from '#/test/core/duty/shipped.ts';

type Facts = Partial<Statement>;
const known = (facts: Facts): Known => [['2026-11-20 17:23', { ...QUIET, ...facts }]];
/** Duty, name, facts, and what follows; in a case of a kind that itself decides nothing unless another is named. */
const row = (
  duty: string,
  name: string,
  facts: Facts,
  expected: Expected,
  kind = 'paper-misdelivered',
): Row => [`${duty}: ${name}`, known(facts), expected, { kind, duty, bodies: [duty.split('.')[1] ?? ''] }];

const DUE: Expected = { result: 'due', binds: true, missing: [], asked: [], start: '2026-11-20' };
const NONE: Expected = { result: 'none', binds: true, holds: [], missing: [], asked: [] };
const FREE: Expected = { result: 'none', binds: false };
const open = (...missing: (keyof Facts)[]): Expected =>
  ({ result: 'undecided', missing: missing.sort(), start: '2026-11-20' }) as Expected;
const MANY = { persons: exactly(101) };

const MINISTRY: Row[] = [
  row('soumu-prefecture.mayor', 'one letter in a wrong hand: nothing', {}, NONE),
  row('soumu-prefecture.mayor', '101 persons', MANY, DUE),
  row('soumu-prefecture.mayor', 'sensitive data of one person', { sensitive: 'yes' }, DUE),
  row('soumu-prefecture.mayor', 'ransomware, by its kind', {}, DUE, 'ransomware'),
  row(
    'soumu-prefecture.mayor',
    'an attack that stopped a service',
    { attack: 'ddos', service: 'stopped' },
    DUE,
  ),
  row('soumu-prefecture.mayor', 'a short disturbance', { leak: 'no', service: 'limited' }, NONE),
  row('soumu-prefecture.mayor', 'a long standstill', { leak: 'no', service: 'prolonged' }, DUE),
  row(
    'soumu-prefecture.mayor',
    'a standstill at an election',
    { service: 'stopped', criticalPeriod: 'yes' },
    DUE,
  ),
  row(
    'soumu-prefecture.mayor',
    'a standstill, when nobody knows',
    { service: 'stopped', criticalPeriod: 'unknown' },
    open('criticalPeriod'),
  ),
  row(
    'soumu-prefecture.mayor',
    'an infection in the LGWAN zone',
    { leak: 'no', zone: 'lgwan', spread: 'terminal' },
    DUE,
  ),
];

const CRIME: Row[] = [
  row('police.mayor', 'no crime in sight: nothing', {}, NONE),
  row('police.mayor', 'a crime is possible', { crime: 'yes' }, DUE),
  row('police.mayor', 'whether it is, nobody knows', { crime: 'unknown' }, open('crime')),
  row('police.mayor', 'ransomware', { attack: 'ransomware' }, DUE),
  row('police.mayor', 'perhaps taken with bad intent', { malice: 'suspected' }, DUE),
  row('police.assembly', 'the assembly may ask them too', { crime: 'yes' }, DUE),
  row('prosecution.mayor', 'no crime: nothing to judge', {}, NONE),
  row('prosecution.mayor', '刑訴法239条2項: whether to accuse must be judged', { crime: 'yes' }, DUE),
  row('whistleblower.mayor', 'no such report', {}, NONE),
  row('whistleblower.mayor', 'a report in the public interest', { whistle: 'yes' }, DUE),
  row('whistleblower.mayor', 'whether it is one, nobody knows', { whistle: 'unknown' }, open('whistle')),
];

const NETWORKS: Row[] = [
  row('resident-network.mayor', 'not touched', {}, NONE),
  row('resident-network.mayor', 'touched', { residentNetwork: 'yes' }, DUE),
  row('resident-network.mayor', 'perhaps touched', { residentNetwork: 'unknown' }, open('residentNetwork')),
  row('lgwan.mayor', 'not touched', {}, NONE),
  row('lgwan.mayor', 'touched', { lgwan: 'yes' }, DUE),
  row('lgwan.mayor', 'the security cloud has seen it', { securityCloud: 'yes' }, DUE),
  row('j-lis.mayor', 'no attack', {}, NONE),
  row('j-lis.mayor', 'another municipality is hit too', { otherBodies: 'yes' }, DUE),
  row('jpcert-ipa.mayor', 'an infected terminal', { spread: 'terminal' }, DUE),
  row('nco-ransomware.mayor', 'ransomware', { attack: 'ransomware' }, DUE),
  row('nco-ransomware.mayor', 'another attack', { attack: 'ddos' }, NONE),
  row('nco-ddos.mayor', 'a denial of service', { attack: 'ddos' }, DUE, 'ddos'),
  row('nco-ddos.mayor', 'one that was reported as something else', { attack: 'ddos' }, DUE),
  row('nco-ddos.mayor', 'a system that ransomware has stopped', { attack: 'ransomware' }, NONE, 'outage'),
];

const OTHERS: Row[] = [
  row('contractor.mayor', 'no contractor in it', {}, NONE),
  row('contractor.mayor', "a contractor's accident, by its kind", {}, DUE, 'contractor'),
  row('contractor.mayor', 'a subcontractor', { contractor: 'subcontractor' }, DUE),
  row('contractor.mayor', 'whether one is, nobody knows', { contractor: 'unknown' }, open('contractor')),
  row('publication.mayor', '100 persons: nothing', { persons: exactly(100) }, NONE),
  row('publication.mayor', '101 persons', MANY, DUE),
  row('publication.mayor', 'open to everybody on the net', { publicView: 'yes' }, DUE),
  row('publication.mayor', 'a long standstill', { service: 'prolonged' }, DUE),
  row(
    'publication.mayor',
    'R41 somebody under protection is in it: undecided',
    { ...MANY, protectedPersons: 'included' },
    { result: 'undecided', asked: ['safety-of-person'] },
  ),
  row(
    'publication.mayor',
    'recovered unread: undecided',
    { ...MANY, recovery: 'proven' },
    { result: 'undecided', asked: ['recovered-unread'] },
  ),
];

const WATER = { designatedWater: 'yes', attack: 'other' } as const;
const SECTORS: Row[] = [
  row('cyber-response-act.enterprise', 'designated, and attacked', WATER, DUE),
  row('cyber-response-act.enterprise', 'not designated', { ...WATER, designatedWater: 'no' }, NONE),
  row(
    'cyber-response-act.enterprise',
    'whether designated, nobody knows',
    { ...WATER, designatedWater: 'unknown' },
    open('designatedWater'),
  ),
  row('cyber-response-act.enterprise', 'designated, not attacked', { ...WATER, attack: 'none' }, NONE),
  row('cyber-response-act.election', 'no waterworks', WATER, NONE),
  row('cyber-response-act.assembly', 'the assembly runs none', WATER, FREE),
  row('waterworks.enterprise', 'the water is not safe', { safety: 'yes' }, DUE),
  row(
    'waterworks.mayor',
    'what is touched, nobody has said',
    { safety: 'yes', sectors: undefined },
    open('sectors'),
  ),
  row('waterworks.enterprise', 'a leak of paper', {}, NONE),
  row(
    'hospital-ministry.hospital',
    'an attack that disturbs care',
    { attack: 'other', service: 'limited' },
    DUE,
  ),
  row('hospital-ministry.hospital', 'a leak without an attack', {}, NONE),
  row('hospital-ministry.election', 'no hospital', { attack: 'ransomware' }, NONE),
  row('school.education', "pupils' data", { sectors: ['school'] }, DUE),
  row('family-register.mayor', "a letter of the mayor's that is not of the register", {}, NONE),
  row('school.election', 'no school', {}, NONE),
  row('fire.fire', '119 is disturbed', { safety: 'yes' }, DUE),
  row('fire.fire', 'a leak of paper', {}, NONE),
  row('family-register.mayor', 'the family register leaked', { sectors: ['family-register'] }, DUE),
  row('family-register.election', 'it was not the register', {}, NONE),
];

describe('R11 the ministry by way of the prefecture', () => rows(MINISTRY));
describe('R12 R42 police, accusation, whistleblowers', () => rows(CRIME));
describe('R14 shared networks and those who help', () => rows(NETWORKS));
describe('R13 R14 contractors and the public', () => rows(OTHERS));
describe('R11 sectors with routes of their own', () => rows(SECTORS));

describe('R11 rules that came later', () => {
  const statutesAt = (at: string) =>
    derive(sheetOf([[at, { ...HARMLESS, ...WATER }]], { bodies: ['enterprise'] })).map(
      ({ statute }) => statute,
    );

  test.each([
    ['cyber-response-act', '2026-09-30 23:59', '2026-10-01 00:00'],
    ['nco-ransomware', '2025-09-30 23:59', '2025-10-01 00:00'],
    ['nco-ddos', '2025-09-30 23:59', '2025-10-01 00:00'],
  ])('%s does not apply at %s, and does at %s', (statute, before, from) => {
    expect(statutesAt(before)).not.toContain(statute);
    expect(statutesAt(from)).toContain(statute);
  });
});

describe('what is followed as a task', () => {
  const followed = (facts: Facts, duty: string) =>
    derive(sheetOf(known(facts), { bodies: ['mayor'] })).find(({ dutyId }) => dutyId === duty)?.followed;

  test.each<[string, Facts, boolean]>([
    ['ppc-report.mayor', MANY, true],
    ['ppc-report.mayor', { persons: undefined }, true],
    ['ppc-report.mayor', {}, false],
    ['police', { crime: 'yes' }, true],
    ['police', { crime: 'unknown' }, false],
    ['jpcert-ipa', { attack: 'ransomware' }, false],
  ])('%s with %o: %s', (duty, facts, expected) => {
    expect(followed(facts, duty)).toBe(expected);
  });
});
