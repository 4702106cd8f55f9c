import { describe, expect, test } from 'vitest';
import type { FactSheet, Facts } from '#/core/case/facts.ts';
import { deriveDuties } from '#/core/duty/derive.ts';
import type { Policy } from '#/core/policy/policy.ts';
import type { Statute } from '#/core/policy/statute.ts';
import { DUTY, later, sheetOf } from '#/test/core/stage.ts';
import { wakayama } from '#/test/simulation/policy.ts';

const AT = '2027-12-01T00:00:00.000Z';
const derive = (sheet = sheetOf(), policy: Policy = wakayama) =>
  deriveDuties(policy, sheet, { at: AT, factsRevision: 7 }).find(({ dutyId }) => dutyId === DUTY);
const withStatute = (change: Partial<Statute>): Policy => ({
  ...wakayama,
  statutes: wakayama.statutes.map((statute) => ({ ...statute, ...change })),
});

test('R11 the finding names the policy, the facts and the body it was made for', () => {
  expect(derive()).toMatchObject({
    policyHash: wakayama.hash,
    factsRevision: 7,
    statute: 'ppc-report',
    body: 'mayor',
  });
});

describe('the time in which a statute is valid', () => {
  const policy = withStatute({ validFrom: '2026-11-20', validUntil: '2026-11-20' });
  const known = (at: string) => derive({ ...sheetOf(), known: [{ at, personalData: 'yes' }] }, policy);

  test('includes its first and its last day, by the day of knowing in Japan', () => {
    expect(known('2026-11-19T15:00:00.000Z')).toBeDefined();
    expect(known('2026-11-20T14:59:59.999Z')).toBeDefined();
  });

  test('excludes the day before and the day after', () => {
    expect(known('2026-11-19T14:59:59.999Z')).toBeUndefined();
    expect(known('2026-11-20T15:00:00.000Z')).toBeUndefined();
  });
});

test('severity plays no part: the same facts give the same duty whatever the policy says of levels', () => {
  const lenient = { ...wakayama, profile: { ...wakayama.profile, severity: [] } };
  expect(derive(sheetOf(), lenient)).toEqual(derive());
});

describe('R33 which 実施機関', () => {
  test('has a duty of its own each; while nobody can say, the first stands for all and the finding says so', () => {
    const { bodies: _bodies, ...unsaid } = sheetOf();
    const one = deriveDuties(wakayama, unsaid, { at: later(0), factsRevision: 1 });
    expect(new Set(one.map(({ body }) => body))).toEqual(new Set(['mayor']));
    expect(one.every(({ bodyAssumed }) => bodyAssumed)).toBe(true);
    const two = deriveDuties(
      wakayama,
      { ...unsaid, bodies: ['mayor', 'education'] },
      { at: later(0), factsRevision: 1 },
    );
    const once = wakayama.statutes.filter(({ per }) => per === 'municipality').length;
    expect(two).toHaveLength(one.length * 2 - once);
    expect(two.filter(({ dutyId }) => dutyId === 'police')).toHaveLength(1);
    expect(two.some(({ bodyAssumed }) => bodyAssumed)).toBe(false);
  });
});

describe('R33 what is said of a body', () => {
  const unsaid = { kind: 'other', known: [{ at: later(0), personalData: 'no' as const }] };
  const ofHospital = { at: later(0), body: 'hospital', sensitive: 'yes' as const, leak: 'occurred' as const };

  test('counts, whether or not the body was named as concerned', () => {
    const ids = (sheet: FactSheet) =>
      deriveDuties(wakayama, sheet, { at: later(0), factsRevision: 1 })
        .filter(({ result }) => result === 'due')
        .map(({ dutyId }) => dutyId);
    expect(ids({ ...unsaid, known: [...unsaid.known, ofHospital] })).toContain('ppc-operator.hospital');
    expect(ids({ ...unsaid, bodies: ['mayor'], known: [...unsaid.known, ofHospital] })).toContain(
      'ppc-operator.hospital',
    );
  });

  test('later plays no part before, and nothing at all is derived before anybody knew', () => {
    const whole = {
      kind: 'other',
      known: [{ ...ofHospital, at: later(60), body: 'education' }, { at: later(120) }],
    };
    expect(
      new Set(deriveDuties(wakayama, whole, { at: later(90), factsRevision: 1 }).map(({ body }) => body)),
    ).toEqual(new Set(['education']));
    expect(deriveDuties(wakayama, whole, { at: later(0), factsRevision: 1 })).toEqual([]);
  });
});

test('R11 a claim against what is due is asked of somebody, whatever the rule is worth', () => {
  const claimed = sheetOf({ recovery: 'unopened' });
  for (const followed of ['always', 'when-due'] as const)
    expect(derive(claimed, withStatute({ followed }))).toMatchObject({ result: 'undecided', followed: true });
  expect(derive(claimed, withStatute({ followed: 'never' }))?.followed).toBe(false);
});

describe('R12 a claim of one body', () => {
  const of = (facts: Facts) => ({
    ...sheetOf(),
    bodies: ['mayor', 'education'],
    known: [...sheetOf().known, { at: later(0), body: 'education', ...facts }],
  });
  const publication = (sheet: FactSheet) =>
    deriveDuties(wakayama, sheet, { at: AT, factsRevision: 1 }).find(
      ({ dutyId }) => dutyId === 'publication',
    );

  test('that its own part was recovered says nothing of the rest', () => {
    expect(publication(of({ recovery: 'unopened' }))).toMatchObject({ result: 'due', claimed: [] });
  });

  test('that somebody is in danger is answered before anything is made public', () => {
    expect(publication(of({ protectedPersons: 'included' }))).toMatchObject({
      result: 'undecided',
      followed: true,
      asked: ['safety-of-person'],
    });
  });
});

test('R06 what guidance leaves open asks nobody; what the law leaves open asks somebody', () => {
  const open = sheetOf({ leak: 'unknown' });
  for (const followed of ['always', 'when-due', 'never'] as const) {
    expect(derive(open, withStatute({ followed }))).toMatchObject({
      result: 'undecided',
      followed: followed === 'always',
    });
    expect(derive(sheetOf(), withStatute({ followed }))).toMatchObject({
      result: 'due',
      followed: followed !== 'never',
    });
  }
});
