import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { answersTo, CHOICE_FACTS, type FactSheet, type Facts, SECTORS } from '#/core/case/facts.ts';
import { leavesOf } from '#/core/policy/condition.ts';
import type { Policy } from '#/core/policy/policy.ts';
import { type Layer, layer, profileSchema } from '#/core/policy/profile.ts';
import { calendarSchema } from '#/core/policy/statute.ts';
import { suggestSeverity } from '#/core/severity/suggest.ts';

const read = (name: string) =>
  parse(readFileSync(new URL(`../../../policies/${name}`, import.meta.url), 'utf8')) as Layer;
const policy: Policy = {
  hash: 'the matrix alone',
  profile: profileSchema.parse(layer(read('common/defaults.yaml'), read('wakayama.yaml'))),
  ...{ groups: [], always: [], kinds: [], overlays: [], statutes: [] },
  calendar: calendarSchema.parse(read('common/calendar.yaml')),
};

const AT = '2026-11-20T08:31:00.000Z';
type About = Facts & { kind?: string };
const suggest = ({ kind = 'other', ...facts }: About) => {
  const sheet: FactSheet = { kind, known: [{ at: AT, ...facts }] };
  const { level, rules, wouldRaise } = suggestSeverity(policy, sheet, AT);
  return { level, rules, wouldRaise };
};

/** Nothing happened, and everybody is sure of it. */
const NOTHING: Facts = {
  ...Object.fromEntries(CHOICE_FACTS.map((fact) => [fact, answersTo(fact)[0]])),
  persons: { min: 0, max: 0 },
  records: { min: 0, max: 0 },
  sectors: [],
};
const suggestOnly = (about: About) => suggest({ ...NOTHING, ...about });

const persons = (min: number, max: number | null = min): Facts => ({ persons: { min, max } });
const leaked: Facts = { leak: 'suspected', personalData: 'yes' };

const ALONE: [string, number, About][] = [
  ['A1', 4, { protectedPersons: 'reached' }],
  ['A2', 4, { safety: 'yes' }],
  ['B0', 1, { leak: 'suspected' }],
  ['B1', 2, { ...leaked, ...persons(1) }],
  ['B2', 3, { ...leaked, ...persons(101) }],
  ['B3', 3, { ...leaked, sensitive: 'yes' }],
  ['B4', 3, { ...leaked, myNumber: 'yes', myNumberPlace: 'related-system' }],
  ['B5', 3, { personalData: 'yes', publicView: 'yes' }],
  ['B6', 4, { ...leaked, ...persons(10_000) }],
  ['B7', 1, { kind: 'lost-device', encryption: 'strong' }],
  ['C1', 1, { service: 'limited' }],
  ['C2', 2, { service: 'stopped' }],
  ['C3', 3, { service: 'prolonged' }],
  ['C4', 4, { service: 'whole' }],
  ['D0', 0, { kind: 'suspicious-mail' }],
  ['D1', 2, { kind: 'malware' }],
  ['D2', 3, { spread: 'server' }],
  ['D3', 4, { kind: 'ransomware' }],
  ['E1', 2, { wrongData: 'correctable' }],
  ['E2', 3, { wrongData: 'rights' }],
  ['F1', 3, { crime: 'yes' }],
  ['F2', 3, { publicity: 'known' }],
];

describe('R06 every rule of the severity matrix', () => {
  test.each(ALONE)('%s decides alone, at level %i', (rule, level, about) => {
    expect(suggestOnly(about)).toMatchObject({ level, rules: [rule] });
  });

  test('stands in the table above, and nothing at all is level 0 by no rule', () => {
    expect(ALONE.map(([rule]) => rule)).toEqual(policy.profile.severity.map(({ id }) => id));
    expect(suggestOnly({})).toEqual({ level: 0, rules: [], wouldRaise: [] });
  });

  test.each<[string, number, About]>([
    ['B3', 3, { ...leaked, ordinanceSensitive: 'yes' }],
    ['B3', 3, { ...leaked, financial: 'yes' }],
    ['B3', 3, { ...leaked, malice: 'suspected' }],
    ['B1', 2, { leak: 'occurred', importantData: 'yes' }],
    ['B1', 2, { damage: 'suspected', ...persons(100) }],
    ['B2', 3, { ...leaked, ...persons(9999) }],
    ['B4', 3, { myNumberMisuse: 'used' }],
    ['B6', 4, { ...leaked, zone: 'my-number', records: { min: 101, max: 101 } }],
    ['A1', 4, { ...leaked, protectedPersons: 'included' }],
    ['C4', 4, { service: 'stopped', criticalPeriod: 'yes' }],
    ['D0', 0, { attack: 'other' }],
    ['D1', 2, { kind: 'credential-leak' }],
    ['D1', 2, { spread: 'terminal' }],
    ['D2', 3, { kind: 'support-scam' }],
    ['D2', 3, { attack: 'ddos' }],
    ['D2', 3, { outward: 'yes' }],
    ['D3', 4, { spread: 'network' }],
    ['D3', 4, { spread: 'terminal', lgwan: 'yes' }],
    ['D3', 4, { kind: 'malware', zone: 'my-number' }],
    ['E2', 3, { wrongData: 'correctable', ...persons(101) }],
    ['F1', 3, { kind: 'insider' }],
    ['F1', 3, { insider: 'yes' }],
    ['F2', 3, { otherBodies: 'yes' }],
  ])('%s has each of its other ways, at level %i', (rule, level, about) => {
    expect(suggestOnly(about)).toMatchObject({ level, rules: [rule] });
  });

  test.each<[string, About]>([
    ['personal data that did not leak', { personalData: 'yes', ...persons(200) }],
    ['a leak without anything important, which is no more than minor', { leak: 'occurred' }],
    ['a zone of importance that nobody attacks', { zone: 'my-number', residentNetwork: 'yes' }],
    ['malice without personal data', { leak: 'suspected', malice: 'confirmed' }],
  ])('%s raises nothing further', (_, about) => {
    expect(suggestOnly(about).level).toBeLessThanOrEqual(1);
  });
});

describe('R06 what nobody knows yet', () => {
  test('the individual number counts as there wherever personal data leaked, and only there', () => {
    const unknown = { myNumber: 'unknown', myNumberPlace: 'unknown' } as const;
    expect(suggestOnly({ ...leaked, ...unknown })).toMatchObject({ level: 3, rules: ['B4'] });
    const doubtful = suggestOnly({ leak: 'suspected', personalData: 'unknown', ...unknown });
    expect(doubtful.level).toBe(1);
    expect(doubtful.wouldRaise).toContain('B4');
    expect(suggestOnly({ ...leaked, myNumber: 'yes', myNumberPlace: 'paper' }).rules).toEqual(['B1']);
  });

  test('protected persons count as there where the kind and the section make it likely, else are asked for', () => {
    const unknown = { ...leaked, protectedPersons: 'unknown' } as const;
    const handed = { ...unknown, kind: 'paper-misdelivered' };
    expect(suggestOnly({ ...handed, sectors: ['resident-register'] })).toMatchObject({
      level: 4,
      rules: ['A1'],
    });
    const sent = [handed, { ...unknown, kind: 'mail-missent', sectors: ['welfare' as const] }];
    for (const about of sent) {
      expect(suggestOnly(about)).toMatchObject({ level: 2, rules: ['B1'], wouldRaise: ['A1'] });
    }
  });

  test('the upper end of a range counts, and one that nobody can name is asked for', () => {
    expect(suggestOnly({ ...leaked, ...persons(1, 101) }).rules).toEqual(['B2']);
    expect(suggestOnly({ ...leaked, ...persons(1, 100) }).rules).toEqual(['B1']);
    expect(suggestOnly({ ...leaked, ...persons(1, null) })).toMatchObject({
      level: 3,
      wouldRaise: ['B6'],
    });
  });

  test.each(['sensitive', 'financial', 'crime', 'insider', 'safety', 'publicView'] as const)(
    '%s does not count, but is listed as what would raise the level',
    (fact) => {
      const { level, wouldRaise } = suggestOnly({ ...leaked, [fact]: 'unknown' });
      expect(level).toBe(2);
      expect(wouldRaise).toHaveLength(1);
    },
  );

  test('a report of which nothing is known lists every rule that no kind alone could make hold', () => {
    expect(suggest({})).toMatchObject({ level: 0, rules: [] });
    expect(suggest({}).wouldRaise).toEqual(
      ALONE.map(([rule]) => rule).filter((rule) => !['B7', 'D0'].includes(rule)),
    );
  });
});

describe('R06 nothing lowers the level but a person', () => {
  test('neither encryption nor a recovery unread does', () => {
    const lost = { kind: 'lost-device', ...leaked, ...persons(101) };
    const answered = { encryption: 'strong', keyApart: 'yes', unlocked: 'no', recovery: 'proven' } as const;
    expect(suggest({ ...lost, ...answered })).toEqual(suggest(lost));
  });

  test('every answer that a rule names brings all graver ones with it', () => {
    for (const leaf of policy.profile.severity.flatMap(({ when }) => leavesOf(when))) {
      if (!('is' in leaf)) continue;
      const answers = answersTo(leaf.fact);
      const least = Math.min(...leaf.is.map((answer) => answers.indexOf(answer)));
      expect([leaf.fact, [...leaf.is]]).toEqual([leaf.fact, answers.slice(least)]);
    }
  });

  test('a graver fact never does', () => {
    const choices = Object.fromEntries(
      CHOICE_FACTS.map((fact) => [fact, fc.constantFrom(...answersTo(fact))]),
    );
    const facts = fc.record({
      kind: fc.constantFrom('other', 'lost-device', 'paper-misdelivered', 'malware', 'suspicious-mail'),
      sectors: fc.subarray([...SECTORS]),
      ...choices,
    }) as fc.Arbitrary<About>;
    fc.assert(
      fc.property(facts, fc.nat(20_000), fc.nat(20_000), fc.nat(), (about, some, more, pick) => {
        const before = { ...about, ...persons(0, some) };
        const fact = CHOICE_FACTS[pick % CHOICE_FACTS.length] ?? 'leak';
        const graver = answersTo(fact).slice(answersTo(fact).indexOf(String(about[fact])));
        const after = { ...before, [fact]: graver[pick % graver.length], ...persons(0, some + more) };
        expect(suggest(after).level).toBeGreaterThanOrEqual(suggest(before).level);
      }),
      { numRuns: 500 },
    );
  });
});

describe('R06 the scenarios of Wakayama', () => {
  const bcc = { kind: 'mail-missent', ...leaked, publicView: 'no' } as const;
  test.each<[string, number, About]>([
    ['S01 90 recipients in sight of each other', 2, { ...bcc, ...persons(90) }],
    ['S01 then 128', 3, { ...bcc, ...persons(128) }],
    ['S03 a remote-controlled computer', 3, { kind: 'support-scam' }],
    ['S04 one protected person', 4, { kind: 'paper-misdelivered', ...leaked, protectedPersons: 'reached' }],
    ['S06 ransomware on a Sunday', 4, { kind: 'ransomware' }],
    ['S07 spam from within', 3, { kind: 'outbound-spam' }],
    ['S09 a look into the register for no duty', 3, { kind: 'insider' }],
    ['S11 the tax system down before the assessment', 4, { service: 'stopped', criticalPeriod: 'yes' }],
  ])('%s is level %i', (_, level, about) => {
    expect(suggestOnly(about).level).toBe(level);
  });
});
