import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Statement } from '#/core/case/facts.ts';
import { compareDuties, type DutyChange } from '#/core/duty/compare.ts';
import type { DutyFinding } from '#/core/duty/derive.ts';
import { sheet } from '#/test/core/duty/arbitrary.ts';
import { derive, exactly, HARMLESS, type Head, type Known, sheetOf } from '#/test/core/duty/shipped.ts';

const REPORT = 'ppc-report.mayor';
const DAY_1 = '2026-11-20 17:23';
const DAY_2 = '2026-12-01 09:00';

/** What one statement more does to one duty. */
function changes(before: Partial<Statement>, learned: Partial<Statement>, dutyId = REPORT): DutyChange[] {
  const first: Known = [[DAY_1, { ...HARMLESS, ...before }]];
  return compareDuties(derive(sheetOf(first)), derive(sheetOf([...first, [DAY_2, learned]]))).filter(
    (change) => change.dutyId === dutyId,
  );
}

describe('R11 what new facts do to a duty', () => {
  test('that was none opens it', () => {
    expect(changes({}, { sensitive: 'yes' })).toEqual([{ dutyId: REPORT, change: 'opened' }]);
    expect(changes({}, { sensitive: 'unknown' })).toEqual([{ dutyId: REPORT, change: 'opened' }]);
  });

  test('that was a question makes it due', () => {
    expect(changes({ sensitive: 'unknown' }, { sensitive: 'yes' })).toEqual([
      { dutyId: REPORT, change: 'became-due' },
    ]);
  });

  test('that was due makes it a question again', () => {
    expect(changes({ sensitive: 'yes', recovery: 'unknown' }, { recovery: 'proven' })).toEqual([
      { dutyId: REPORT, change: 'became-open' },
    ]);
  });

  test('with 3号 confirmed gives the 確報 60 days instead of 30', () => {
    expect(changes({ sensitive: 'yes', malice: 'suspected' }, { malice: 'confirmed' })).toEqual([
      { dutyId: REPORT, change: 'lengthened', stage: 'final', from: '2026-12-21', to: '2027-01-18' },
    ]);
  });

  test('with 3号 refuted takes them back, and says so', () => {
    expect(changes({ sensitive: 'yes', malice: 'confirmed' }, { malice: 'no' })).toEqual([
      { dutyId: REPORT, change: 'item', item: '3号', verdict: 'fails' },
      { dutyId: REPORT, change: 'shortened', stage: 'final', from: '2027-01-18', to: '2026-12-21' },
    ]);
  });

  test('of another item is told although the result stays the same', () => {
    expect(changes({ financial: 'yes' }, { sensitive: 'yes' })).toEqual([
      { dutyId: REPORT, change: 'item', item: '1号', verdict: 'holds' },
    ]);
  });

  test('of somebody who knew earlier shortens both stages', () => {
    const later: Known = [[DAY_1, { ...HARMLESS, sensitive: 'yes' }]];
    const earlier: Known = [...later, ['2026-11-18 09:00', { leak: 'occurred' }]];
    const found = compareDuties(derive(sheetOf(later)), derive(sheetOf(earlier)));
    expect(found.filter(({ dutyId }) => dutyId === REPORT)).toEqual([
      { dutyId: REPORT, change: 'shortened', stage: 'preliminary', from: '2026-11-24', to: '2026-11-22' },
      { dutyId: REPORT, change: 'shortened', stage: 'final', from: '2026-12-21', to: '2026-12-17' },
    ]);
  });

  test('becoming due and a longer term are two changes', () => {
    expect(changes({ malice: 'unknown' }, { malice: 'confirmed' })).toEqual([
      { dutyId: REPORT, change: 'became-due' },
      { dutyId: REPORT, change: 'lengthened', stage: 'final', from: '2026-12-21', to: '2027-01-18' },
    ]);
  });

  test('that end it supersede it', () => {
    expect(changes({ sensitive: 'yes' }, { sensitive: 'no' })).toEqual([
      { dutyId: REPORT, change: 'superseded' },
    ]);
    expect(changes({ sensitive: 'unknown' }, { sensitive: 'no' })).toEqual([
      { dutyId: REPORT, change: 'superseded' },
    ]);
  });

  test('that change nothing are told as nothing', () => {
    expect(changes({ sensitive: 'yes' }, { sensitive: 'yes' })).toEqual([]);
    expect(changes({}, { persons: exactly(2) })).toEqual([]);
  });
});

describe('R11 what new facts do to all duties', () => {
  const known: Known = [[DAY_1, { ...HARMLESS, persons: exactly(128) }]];
  const of = (head: Head) => derive(sheetOf(known, head));

  test('another 実施機関 brings duties of its own, and leaves those there are', () => {
    const found = compareDuties(of({ bodies: ['mayor'] }), of({ bodies: ['mayor', 'education'] }));
    expect(found).toContainEqual({ dutyId: 'ppc-report.education', change: 'opened' });
    expect(found.filter(({ dutyId }) => dutyId.endsWith('.mayor'))).toEqual([]);
  });

  test('one that turns out not to be concerned takes its duties along', () => {
    const found = compareDuties(of({ bodies: ['mayor', 'education'] }), of({ bodies: ['education'] }));
    expect(found).toContainEqual({ dutyId: REPORT, change: 'superseded' });
    expect(new Set(found.map(({ change }) => change))).toEqual(new Set(['superseded']));
    // A duty that never was one does not end.
    expect(found.map(({ dutyId }) => dutyId)).not.toContain('my-number-report.mayor');
  });

  test('nothing is told of what was derived twice from the same facts', () => {
    fc.assert(
      fc.property(sheet('bodies'), (facts) => {
        const derived: DutyFinding[] = derive(facts);
        expect(compareDuties(derived, derive(facts))).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  test('every duty whose result changed is told of exactly once as opened, due, open or superseded', () => {
    fc.assert(
      fc.property(sheet('whole'), sheet('whole'), (one, other) => {
        const [before, after] = [derive(one), derive(other)];
        const resultIn = (findings: DutyFinding[], id: string) =>
          findings.find(({ dutyId }) => dutyId === id)?.result ?? 'none';
        const ids = new Set([...before, ...after].map(({ dutyId }) => dutyId));
        const changed = [...ids].filter((id) => resultIn(before, id) !== resultIn(after, id));
        const told = compareDuties(before, after).filter(
          ({ change }) => change !== 'item' && (!change.endsWith('ened') || change === 'opened'),
        );
        expect(told.map(({ dutyId }) => dutyId).sort()).toEqual(changed.sort());
      }),
      { numRuns: 50 },
    );
  });
});
