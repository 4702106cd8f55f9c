import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import type { Facts } from '#/core/case/facts.ts';
import { deriveDuties } from '#/core/duty/derive.ts';
import type { Policy } from '#/core/policy/policy.ts';
import type { Statute } from '#/core/policy/statute.ts';
import { addDays } from '#/core/time.ts';
import { theFacts } from '#/test/core/stage.ts';
import { wakayama } from '#/test/simulation/policy.ts';

const derive = (facts: Partial<Facts> = {}, policy: Policy = wakayama) =>
  deriveDuties(policy, { ...theFacts, ...facts }, 1)[0];
const withStatute = (change: Partial<Statute>): Policy => ({
  ...wakayama,
  statutes: wakayama.statutes.map((statute) => ({ ...statute, ...change })),
});

describe('R11 whether there is a duty to report', () => {
  test.each([
    { persons: 0, sensitive: 'no', result: 'none' },
    { persons: 100, sensitive: 'no', result: 'undecided' },
    { persons: 101, sensitive: 'no', result: 'due' },
    { persons: 101, sensitive: 'unknown', result: 'due' },
    { persons: null, sensitive: 'no', result: 'undecided' },
    { persons: 100, sensitive: 'unknown', result: 'undecided' },
    { persons: null, sensitive: 'unknown', result: 'undecided' },
    { persons: 1, sensitive: 'yes', result: 'due' },
    { persons: null, sensitive: 'yes', result: 'due' },
    { persons: 0, sensitive: 'yes', result: 'due' },
  ] as const)('with $persons persons and sensitive data $sensitive: $result', ({ result, ...facts }) => {
    expect(derive(facts)?.result).toBe(result);
  });

  test('an unknown fact never ends a duty: knowing it can only settle what was open', () => {
    const sensitive = fc.constantFrom('yes' as const, 'no' as const);
    fc.assert(
      fc.property(fc.nat(300), sensitive, (persons, known) => {
        const settled = derive({ persons, sensitive: known })?.result;
        for (const open of [
          derive({ persons: null, sensitive: known }),
          derive({ persons, sensitive: 'unknown' }),
        ])
          expect(['undecided', settled]).toContain(open?.result);
        expect(derive({ persons: null, sensitive: 'unknown' })?.result).toBe('undecided');
      }),
      { numRuns: 60 },
    );
  });

  test('each item of the law is answered by itself, with the article it stands in', () => {
    const reasons = derive({ persons: 128, sensitive: 'unknown' })?.reasons;
    expect(reasons?.map(({ item, verdict }) => [item, verdict])).toEqual([
      ['1号', 'unknown'],
      ['2号', 'unknown'],
      ['3号', 'unknown'],
      ['4号', 'holds'],
      ['5号', 'unknown'],
    ]);
    for (const reason of reasons ?? []) expect(reason.article).toContain('規則43条');
  });

  test('the finding names the policy and the facts it was made from', () => {
    expect(deriveDuties(wakayama, theFacts, 7)[0]).toMatchObject({
      policyHash: wakayama.hash,
      factsRevision: 7,
      dutyId: 'ppc-preliminary',
    });
  });
});

describe('R11 the clock of the law', () => {
  afterEach(() => {
    delete process.env.TZ;
  });

  test('known on Friday 20 November 2026: the aim is the 22nd, the limit the 24th', () => {
    expect(derive()).toMatchObject({ knownDay: '2026-11-20', aimDay: '2026-11-22', limitDay: '2026-11-24' });
  });

  test('the day of knowing is a day in Japan: 23:59 is still that day, 00:00 is the next', () => {
    expect(derive({ firstKnownAt: '2026-11-20T14:59:59.999Z' })?.knownDay).toBe('2026-11-20');
    expect(derive({ firstKnownAt: '2026-11-20T15:00:00.000Z' })?.knownDay).toBe('2026-11-21');
  });

  test('the two days are never rolled over a holiday or the turn of the year', () => {
    expect(derive({ firstKnownAt: '2026-12-29T01:00:00.000Z' })).toMatchObject({
      aimDay: '2026-12-31',
      limitDay: '2027-01-02',
    });
    expect(derive({ firstKnownAt: '2026-05-01T01:00:00.000Z' })).toMatchObject({
      aimDay: '2026-05-03',
      limitDay: '2026-05-05',
    });
  });

  test('whatever the time zone of the machine, the days are the same', () => {
    const midnight = { firstKnownAt: '2026-11-20T15:00:00.000Z' };
    const offsets = new Set<number>();
    for (const zone of ['UTC', 'Asia/Tokyo', 'America/Los_Angeles', 'Pacific/Kiritimati']) {
      process.env.TZ = zone;
      offsets.add(new Date(midnight.firstKnownAt).getTimezoneOffset());
      expect(derive(midnight)).toMatchObject({
        knownDay: '2026-11-21',
        aimDay: '2026-11-23',
        limitDay: '2026-11-25',
      });
    }
    expect(offsets.size).toBe(4);
  });

  test('aim and limit stand the same number of days after any day of knowing', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('2023-04-02'), max: new Date('2090-01-01'), noInvalidDate: true }),
        (date) => {
          const finding = derive({ firstKnownAt: date.toISOString() });
          expect(finding?.aimDay).toBe(addDays(finding?.knownDay ?? '', 2));
          expect(finding?.limitDay).toBe(addDays(finding?.knownDay ?? '', 4));
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('the time in which a statute is valid', () => {
  const policy = withStatute({ validFrom: '2026-11-20', validUntil: '2026-11-20' });

  test('includes its first and its last day, by the day of knowing in Japan', () => {
    expect(derive({ firstKnownAt: '2026-11-19T15:00:00.000Z' }, policy)).toBeDefined();
    expect(derive({ firstKnownAt: '2026-11-20T14:59:59.999Z' }, policy)).toBeDefined();
  });

  test('excludes the day before and the day after', () => {
    expect(derive({ firstKnownAt: '2026-11-19T14:59:59.999Z' }, policy)).toBeUndefined();
    expect(derive({ firstKnownAt: '2026-11-20T15:00:00.000Z' }, policy)).toBeUndefined();
  });
});

test('severity plays no part: the same facts give the same duty whatever the policy says of levels', () => {
  const lenient = { ...wakayama, profile: { ...wakayama.profile, severity: [] } };
  expect(derive({}, lenient)).toEqual(derive());
});
