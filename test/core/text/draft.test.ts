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
const subjectOf = (change: Facts = {}, more: object = {}) => {
  const facts = sheetOf(change);
  const finding = deriveDuties(wakayama, facts, { at: NOW, factsRevision: 1 }).find(
    ({ dutyId }) => dutyId === DUTY,
  );
  const duty = { dutyId: DUTY, finding, state: 'drafting', stage: 0, filings: [], ...more };
  return { ...CASE_IN.responding, facts, duties: { [DUTY]: duty } } as Case;
};
const draft = (change: Facts = {}, more: object = {}) => draftText(subjectOf(change, more), DUTY, wakayama);

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

  test('fills items that the statutes really have, under their very words', () => {
    const items = new Set(wakayama.statutes.flatMap((each) => each.items));
    const filled = [...items].filter((item) => {
      const alone = { ...wakayama, statutes: [{ ...statute, items: [item] }] };
      return !draftText(subjectOf(), DUTY, alone).endsWith(`1 ${item}\n　調査中`);
    });
    expect(filled.sort()).toEqual(
      [
        '二次被害又はそのおそれの有無及び内容',
        '保有個人情報の項目',
        '個人データの項目',
        '原因',
        '本人の数',
        '概要',
        '特定個人情報の項目',
        '状況',
      ].sort(),
    );
  });

  test('of a supplement names no day: it is due as soon as more is known', () => {
    expect(draft({}, { stage: 2 })).toContain('期限　追完は、分かりしだい');
    expect(draft({}, { stage: 1 })).toContain('期限　令和8年12月21日');
  });

  test('of nobody at all says 0 persons, which is a number', () => {
    expect(draft(counted(0))).toContain('0人');
  });
});
