import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { workingLevel } from '#/core/case/decision.ts';
import type { Facts } from '#/core/case/facts.ts';
import type { Condition } from '#/core/policy/condition.ts';
import type { Policy } from '#/core/policy/policy.ts';
import type { Level } from '#/core/policy/source.ts';
import { suggestSeverity } from '#/core/severity/suggest.ts';
import { CASE_IN } from '#/test/core/samples.ts';
import { counted, NOW, theFacts } from '#/test/core/stage.ts';
import { wakayama } from '#/test/simulation/policy.ts';

const suggest = (facts: Facts, { kind = 'mail-missent', policy = wakayama } = {}) =>
  suggestSeverity(policy, { kind, known: [{ at: NOW, ...facts }] }, NOW);
const known = (facts: Facts = {}): Facts => ({ ...theFacts, ...facts });
const withRules = (...rules: [string, Level, Condition][]): Policy => ({
  ...wakayama,
  profile: {
    ...wakayama.profile,
    severity: rules.map(([id, level, when]) => ({
      id,
      level,
      when,
      words: id,
      source: { basis: 'default', at: 'test', confirm: false },
    })),
  },
});

describe('R06 the suggested level', () => {
  test('is that of the highest rule that holds, and names it', () => {
    expect(suggest(known(counted(100)))).toMatchObject({ level: 2, rules: ['B1'] });
    expect(suggest(known(counted(101)))).toMatchObject({ level: 3, rules: ['B2'] });
    expect(suggest(known({ sensitive: 'yes' }))).toMatchObject({ level: 3, rules: ['B2', 'B3'] });
  });

  test('lists the rules that an unknown fact keeps open, with the fact, and does not let them fire', () => {
    const policy = withRules(
      ['low', 1, { fact: 'personalData', is: ['yes'], judged: false }],
      ['high', 3, { fact: 'sensitive', is: ['yes'], judged: false }],
    );
    expect(suggest({ personalData: 'yes' }, { policy })).toMatchObject({
      level: 1,
      rules: ['low'],
      missing: ['sensitive'],
      wouldRaise: ['high'],
    });
  });

  test('names a sector as what is missing, a kind never, and of several facts only the unknown ones', () => {
    const policy = withRules(
      ['hospital', 4, { all: [{ sector: 'hospital' }, { fact: 'crime', is: ['yes'], judged: false }] }],
      ['kind', 4, { all: [{ kinds: ['other'] }, { sector: 'fire' }] }],
    );
    expect(suggest({ crime: 'yes' }, { policy, kind: 'other' }).missing).toEqual(['sectors']);
    expect(suggest({ sectors: ['hospital'] }, { policy, kind: 'malware' }).missing).toEqual(['crime']);
  });

  test('does not list what could no longer raise it', () => {
    const policy = withRules(
      ['one', 3, { fact: 'personalData', is: ['yes'], judged: false }],
      ['other', 3, { fact: 'sensitive', is: ['yes'], judged: false }],
    );
    expect(suggest({ personalData: 'yes' }, { policy })).toMatchObject({ missing: [], wouldRaise: [] });
  });

  test('without any rule that holds is 0 with no reason', () => {
    const policy = withRules(['one', 3, { fact: 'sensitive', is: ['yes'], judged: false }]);
    expect(suggest({ sensitive: 'no' }, { policy })).toMatchObject({ level: 0, rules: [], wouldRaise: [] });
  });

  test('counts persons as personal data, whatever the reporter thought', () => {
    for (const personalData of ['no', 'unknown'] as const)
      expect(suggest(known({ personalData, ...counted(50) })).level).toBe(2);
  });

  test('a rule with several facts holds only if all do, is open if one is unknown, fails if one fails', () => {
    const policy = withRules(['both', 4, { all: [{ kinds: ['malware'] }, { fact: 'persons', over: 10 }] }]);
    const of = (kind: string, facts: Facts) => suggest(facts, { kind, policy });
    expect(of('malware', counted(11))).toMatchObject({ level: 4, rules: ['both'] });
    expect(of('malware', counted(10))).toMatchObject({ level: 0, wouldRaise: [] });
    expect(of('malware', {})).toMatchObject({ level: 0, wouldRaise: ['both'], missing: ['persons'] });
    expect(of('other', {})).toMatchObject({ level: 0, wouldRaise: [] });
  });

  test('is that of the gravest 実施機関, as each knows its own part', () => {
    const policy = withRules(['many', 3, { fact: 'persons', over: 100 }]);
    const sheet = {
      kind: 'other',
      bodies: ['mayor', 'education'],
      known: [
        { at: NOW, ...counted(1) },
        { at: NOW, body: 'education', ...counted(101) },
      ],
    };
    expect(suggestSeverity(policy, sheet, NOW).level).toBe(3);
    // What is said of a body counts, whether or not it was named as concerned.
    expect(suggestSeverity(policy, { ...sheet, bodies: ['mayor'] }, NOW).level).toBe(3);
    expect(suggestSeverity(policy, { kind: 'other', known: sheet.known.slice(0, 1) }, NOW).level).toBe(0);
  });

  test('knows nothing yet of what becomes known later', () => {
    const sheet = {
      kind: 'other',
      known: [
        { at: NOW, personalData: 'yes' as const },
        { at: '2027-01-01T00:00:00.000Z', ...counted(101) },
      ],
    };
    expect(suggestSeverity(wakayama, sheet, NOW).rules).not.toContain('B2');
    expect(suggestSeverity(wakayama, sheet, '2027-01-02T00:00:00.000Z').rules).toContain('B2');
  });

  test('never falls when more persons or sensitive data become known', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(300), (persons, more) => {
        const before = suggest(known(counted(persons))).level;
        expect(suggest(known(counted(persons + more))).level).toBeGreaterThanOrEqual(before);
        expect(suggest(known({ ...counted(persons), sensitive: 'yes' })).level).toBeGreaterThanOrEqual(
          before,
        );
      }),
      { numRuns: 50 },
    );
  });

  test('names the policy it came from', () => {
    expect(suggest({}).policyHash).toBe(wakayama.hash);
  });
});

describe('the level that works', () => {
  test('until a person has decided is never below the provisional level of the kind', () => {
    for (const kind of wakayama.kinds) {
      const level = workingLevel({ ...CASE_IN.reported, kind: kind.id, personalData: 'no' }, wakayama);
      expect(level).toBeGreaterThanOrEqual(kind.provisionalLevel);
    }
  });

  test('is what the person decided, also where the rules would suggest more', () => {
    const decided = { ...CASE_IN.responding, kind: 'ransomware', severity: 1 as Level };
    expect(workingLevel(decided, wakayama)).toBe(1);
  });
});
