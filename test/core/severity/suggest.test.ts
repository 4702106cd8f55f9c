import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { workingLevel } from '#/core/case/decision.ts';
import type { Policy } from '#/core/policy/policy.ts';
import type { Level } from '#/core/policy/source.ts';
import { suggestSeverity } from '#/core/severity/suggest.ts';
import { CASE_IN } from '#/test/core/samples.ts';
import { theFacts } from '#/test/core/stage.ts';
import { wakayama } from '#/test/simulation/policy.ts';

type About = Parameters<typeof suggestSeverity>[1];
const suggest = (about: Partial<About> = {}, policy = wakayama) =>
  suggestSeverity(policy, { kind: 'mail-missent', personalData: 'no', ...about });
const facts = (persons: number | null, sensitive: 'yes' | 'no' | 'unknown' = 'no') => ({
  facts: { ...theFacts, persons, sensitive },
});

describe('R06 the suggested level', () => {
  test('is that of the highest rule that holds, and names it', () => {
    expect(suggest({ personalData: 'yes', ...facts(100) })).toMatchObject({ level: 2, rules: ['B1'] });
    expect(suggest({ personalData: 'yes', ...facts(101) })).toMatchObject({ level: 3, rules: ['B2'] });
    expect(suggest({ personalData: 'yes', ...facts(101, 'yes') })).toMatchObject({
      level: 3,
      rules: ['B2', 'B3'],
    });
    expect(suggest({ kind: 'ransomware' })).toMatchObject({ level: 4, rules: ['D3'] });
  });

  test('without any rule that holds is 0 with no reason', () => {
    expect(suggest(facts(0))).toMatchObject({ level: 0, rules: [], wouldRaise: [] });
  });

  test('lists the rules that an unknown fact keeps open, and does not let them fire', () => {
    expect(suggest({ personalData: 'yes', ...facts(null, 'unknown') })).toMatchObject({
      level: 2,
      rules: ['B1'],
      wouldRaise: ['B2', 'B3'],
    });
    expect(suggest({ personalData: 'unknown' })).toMatchObject({
      level: 0,
      wouldRaise: ['B1', 'B2', 'B3'],
    });
  });

  test('does not list what could no longer raise it', () => {
    expect(suggest({ kind: 'ransomware', personalData: 'unknown' }).wouldRaise).toEqual([]);
  });

  test('counts persons as personal data, whatever the reporter thought', () => {
    expect(suggest({ personalData: 'no', ...facts(50) }).level).toBe(2);
    expect(suggest({ personalData: 'unknown', ...facts(50) }).level).toBe(2);
  });

  test('never falls when more persons or sensitive data become known', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.nat(300), (persons, more) => {
        const before = suggest({ personalData: 'yes', ...facts(persons) }).level;
        expect(suggest({ personalData: 'yes', ...facts(persons + more) }).level).toBeGreaterThanOrEqual(
          before,
        );
        expect(suggest({ personalData: 'yes', ...facts(persons, 'yes') }).level).toBeGreaterThanOrEqual(
          before,
        );
      }),
      { numRuns: 50 },
    );
  });

  test('a rule with several facts holds only if all do, is open if one is unknown, fails if one fails', () => {
    const rule = wakayama.profile.severity.find(({ id }) => id === 'D3');
    if (!rule) throw new Error('no rule D3');
    const both = { ...rule, when: { kinds: ['malware'], personsOver: 10 } };
    const policy: Policy = { ...wakayama, profile: { ...wakayama.profile, severity: [both] } };
    expect(suggest({ kind: 'malware', ...facts(11) }, policy)).toMatchObject({ level: 4, rules: ['D3'] });
    expect(suggest({ kind: 'malware', ...facts(10) }, policy)).toMatchObject({ level: 0, wouldRaise: [] });
    expect(suggest({ kind: 'malware' }, policy)).toMatchObject({ level: 0, wouldRaise: ['D3'] });
    expect(suggest({ kind: 'other' }, policy)).toMatchObject({ level: 0, wouldRaise: [] });
  });

  test('names the policy it came from', () => {
    expect(suggest().policyHash).toBe(wakayama.hash);
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
