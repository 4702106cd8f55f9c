import { describe, expect, test } from 'vitest';
import type { Case } from '#/core/case/case.ts';
import type { Facts } from '#/core/case/facts.ts';
import { deriveDuties } from '#/core/duty/derive.ts';
import type { Statute } from '#/core/policy/statute.ts';
import { draftText } from '#/core/text/draft.ts';
import { CASE_IN } from '#/test/core/samples.ts';
import { counted, DUTY, NOW, sheetOf } from '#/test/core/stage.ts';
import { wakayama } from '#/test/simulation/policy.ts';

const statute = wakayama.statutes.find(({ id }) => id === 'ppc-report') as Statute;
const draft = (change: Facts = {}) => {
  const facts = sheetOf(change);
  const finding = deriveDuties(wakayama, facts, { at: NOW, factsRevision: 1 }).find(
    ({ dutyId }) => dutyId === DUTY,
  );
  const duty = { dutyId: DUTY, finding, state: 'drafting', stage: 0, filings: [] };
  return draftText({ ...CASE_IN.responding, facts, duties: { [DUTY]: duty } } as Case, DUTY, wakayama);
};

describe('R11 the first text of an outside report', () => {
  test('has every item the law asks for, in its order', () => {
    const text = draft();
    for (const [at, item] of statute.items.entries()) expect(text).toContain(`\n${at + 1} ${item}\n`);
  });

  test('says what is known: the day, the number of persons, the items that apply', () => {
    const text = draft();
    expect(text).toContain('128人');
    expect(text).toContain('令和8年11月20日（金）17:10');
    expect(text).toContain('43条4号');
    expect(text).not.toContain('43条1号');
    expect(text).toContain('期限　令和8年11月24日（火）まで（目安は令和8年11月22日（日）から）');
  });

  test('says 調査中 for what nobody knows yet, and never that there is none', () => {
    const text = draft({ ...counted(null), sensitive: 'unknown' });
    expect(text).toContain('3 本人の数\n　調査中');
    expect(text).toContain('該当するもの　調査中');
    expect(text).not.toMatch(/undefined|null/);
  });

  test('of nobody at all says 0 persons, which is a number', () => {
    expect(draft(counted(0))).toContain('0人');
  });
});
