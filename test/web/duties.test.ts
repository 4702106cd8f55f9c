import { describe, expect, test } from 'vitest';
import type { CaseView, DutyView } from '#/core/case/view.ts';
import { byPost, dutyName, groupDuties, laterStages } from '#/web/src/case/duty-groups.ts';
import { differing, knownOf, openFacts } from '#/web/src/case/open-facts.ts';

const stages = (...days: string[]) => days.map((limitDay, at) => ({ name: `${at + 1}報`, limitDay }));
const duty = (dutyId: string, given: Partial<DutyView> = {}): DutyView =>
  ({
    dutyId,
    name: dutyId,
    bodyName: '市長',
    state: 'drafting',
    stageName: '1報',
    stages: stages('2026-11-24', '2026-12-21'),
    finding: { missing: [] as string[] },
    changedSince: false,
    ...given,
  }) as DutyView;
const withStages = (dutyId: string, stageName: string, ...days: string[]) =>
  duty(dutyId, { stageName, stages: stages(...days) as DutyView['stages'] });
const missing = (...facts: string[]) => ({ finding: { missing: facts } as DutyView['finding'] });

describe('the duties of a case', () => {
  test('stand by what is to be done: work, judgement, what is done, what is only shown; ruled out apart', () => {
    const { groups, ruledOut } = groupDuties([
      duty('none', { state: 'none' }),
      duty('shown', { state: 'shown' }),
      duty('filed', { state: 'filed' }),
      duty('judged', { state: 'judged-none' }),
      duty('open', { state: 'undecided' }),
      duty('approve', { state: 'approving' }),
    ]);
    expect(groups.map(({ group, duties }) => [group, duties.map(({ dutyId }) => dutyId)])).toEqual([
      ['work', ['approve']],
      ['undecided', ['open']],
      ['done', ['filed', 'judged']],
      ['shown', ['shown']],
    ]);
    expect(ruledOut.map(({ dutyId }) => dutyId)).toEqual(['none']);
  });

  test('filed on facts that have changed are work again', () => {
    const { groups } = groupDuties([duty('filed', { state: 'filed', changedSince: true })]);
    expect(groups.map(({ group }) => group)).toEqual(['work']);
  });

  test('stand by the day of the stage at work', () => {
    const { groups } = groupDuties([
      withStages('final', '2報', '2026-11-24', '2026-12-21'),
      withStages('soon', '1報', '2026-11-22'),
      withStages('first', '1報', '2026-11-24', '2026-12-21'),
    ]);
    expect(groups[0]?.duties.map(({ dutyId }) => dutyId)).toEqual(['soon', 'first', 'final']);
  });

  test('have later stages until the last is at work', () => {
    expect(laterStages(duty('a')).map(({ name }) => name)).toEqual(['2報']);
    expect(laterStages(duty('a', { stageName: '2報' }))).toEqual([]);
  });

  test('are named with their body only where there are several', () => {
    const one = { bodies: [{ id: 'mayor', name: '市長' }] } as CaseView;
    const two = { bodies: [...one.bodies, { id: 'fire', name: '消防長' }] } as CaseView;
    expect(dutyName(one, duty('報告'))).toBe('報告');
    expect(dutyName(two, duty('報告'))).toBe('報告（市長）');
  });

  test('gather their questions under who answers them', () => {
    const ask = (words: string, of: string) => ({ words, of });
    expect(byPost([ask('a', '甲'), ask('b', '乙'), ask('c', '甲')])).toEqual([
      { of: '甲', words: ['a', 'c'] },
      { of: '乙', words: ['b'] },
    ]);
  });
});

describe('what nobody knows yet', () => {
  test('is what would raise the level, then what leaves a duty open; not what is only shown', () => {
    const view = {
      suggestion: { missing: ['safety', 'persons'] },
      duties: [
        duty('a', { state: 'shown', ...missing('lgwan') }),
        duty('b', { state: 'undecided', ...missing('persons', 'leak') }),
      ],
    } as CaseView;
    expect(openFacts(view)).toEqual(['safety', 'persons', 'leak']);
  });

  test('is left out of what is known', () => {
    const values = { leak: 'unknown', myNumber: 'no', published: '' } as const;
    expect(knownOf(['leak', 'myNumber', 'published', 'malice'], values)).toEqual(['myNumber']);
  });

  test('of one body is only what differs from the whole', () => {
    const whole = { leak: 'occurred', persons: { min: 5, max: 5 } } as const;
    const own = { ...whole, persons: { min: 5, max: null } };
    expect(differing(['leak', 'persons', 'malice'], own, whole)).toEqual(['persons']);
  });
});
