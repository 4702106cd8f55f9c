import { describe, expect, test } from 'vitest';
import type { CaseView, DutyView, FactsView } from '#/core/case/view.ts';
import {
  byPost,
  dutyName,
  groupDuties,
  isOutdated,
  isSupplement,
  laterStages,
  stateWords,
  summaryOf,
} from '#/web/src/case/duty-groups.ts';
import { countsWhole, differing, knownOf, openFacts } from '#/web/src/case/open-facts.ts';

const stages = (...days: string[]) => days.map((limitDay, at) => ({ name: `${at + 1}報`, limitDay }));
const duty = (dutyId: string, given: Partial<DutyView> = {}): DutyView =>
  ({
    dutyId,
    name: dutyId,
    bodyName: '市長',
    state: 'drafting',
    stageName: '1報',
    stages: stages('2026-11-24', '2026-12-21'),
    finding: { missing: [] as string[], stages: [] as object[] },
    filings: [] as object[],
    changedSince: false,
    ...given,
  }) as DutyView;
const withStages = (dutyId: string, stageName: string, ...days: string[]) =>
  duty(dutyId, { stageName, stages: stages(...days) as DutyView['stages'] });
const missing = (...facts: string[]) => ({ finding: { missing: facts } as DutyView['finding'] });
/** One stage with its days, as the law counts them or as a yardstick. */
const withDays = (dutyId: string, limitDay: string, counted: object, more: Partial<DutyView> = {}) =>
  duty(dutyId, {
    stages: stages(limitDay) as DutyView['stages'],
    finding: {
      stages: [{ aimDay: limitDay, rawDay: limitDay, limitDay, ...counted }],
    } as DutyView['finding'],
    ...more,
  });
const filings = [{ stageName: '1報' }] as DutyView['filings'];

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

  test('filed, and to be judged again for a supplement, wait for that judgement and say so', () => {
    const again = duty('again', { state: 'undecided', filings, changedSince: true });
    expect(isSupplement(again)).toBe(true);
    expect(isSupplement(duty('new', { state: 'undecided' }))).toBe(false);
    expect(groupDuties([again]).groups.map(({ group }) => group)).toEqual(['undecided']);
    expect([stateWords(again), stateWords(duty('work'))]).toEqual([
      '追完（訂正）の要否を判断',
      '報告案の作成待ち',
    ]);
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

  test('past their last stage have no later one and no day', () => {
    const supplement = duty('a', { stageName: '追完', filings });
    expect(laterStages(supplement)).toEqual([]);
    expect(
      summaryOf([duty('b'), supplement], '2026-12-31').map((row) => [row.duty.dutyId, row.deadlines]),
    ).toEqual([
      ['a', [{ words: '追完　分かりしだい（日の定めなし）' }]],
      ['b', []],
    ]);
  });

  test('approved on older facts say so before they are filed', () => {
    const draft = { outdated: true } as DutyView['draft'];
    expect(isOutdated(duty('a', { state: 'filing', draft }))).toBe(true);
    expect(isOutdated(duty('a', { state: 'filed', draft }))).toBe(false);
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

describe('the table of what is owed outside', () => {
  const rows = (...duties: DutyView[]) => summaryOf(duties, '2026-11-24');

  test('has what is due or must be judged by its day, then what was filed; nothing that is only shown', () => {
    const of = (dutyId: string, day: string, state: DutyView['state']) =>
      withDays(dutyId, day, { days: 5 }, { state });
    expect(
      rows(
        of('filed', '2026-11-20', 'filed'),
        of('later', '2026-11-30', 'drafting'),
        of('judge', '2026-11-25', 'undecided'),
        of('late', '2026-11-23', 'filing'),
        of('shown', '2026-11-20', 'shown'),
        of('not', '2026-11-20', 'judged-none'),
        of('none', '2026-11-20', 'none'),
      ).map(({ duty: { dutyId }, deadlines }) => [dutyId, deadlines[0]?.late]),
    ).toEqual([
      ['late', true],
      ['judge', false],
      ['later', false],
      ['filed', undefined],
    ]);
  });

  test('says the stage and its last day, and from which day a holiday moved it', () => {
    const [moved, plain, aim] = rows(
      withDays('moved', '2026-11-24', { days: 5, rawDay: '2026-11-23' }),
      withDays('plain', '2026-11-25', { days: 5 }),
      withDays('aim', '2026-11-26', { aimDay: '2026-11-24' }),
    ).map(({ deadlines }) => deadlines[0]);
    expect(moved).toMatchObject({
      words: '1報　11月24日（火）まで',
      moved: '休日のため、11月23日（月）から延びる',
    });
    expect(plain?.words).toBe('1報　11月25日（水）まで');
    expect(plain).not.toHaveProperty('moved');
    expect(aim?.words).toBe('1報　目安 11月24日（火）から11月26日（木）');
  });

  test('goes on to the stages that follow, and of what was filed says when', () => {
    const day = { aimDay: '2026-11-24', rawDay: '2026-11-24', limitDay: '2026-11-24', days: 5 };
    const final = { ...day, limitDay: '2026-12-21', rawDay: '2026-12-21' };
    const finding = { stages: [day, final] } as DutyView['finding'];
    const words = (given: Partial<DutyView>) =>
      rows(duty('a', { finding, ...given })).flatMap(({ deadlines }) => deadlines.map((it) => it.words));
    expect(words({})).toEqual(['1報　11月24日（火）まで', '2報　12月21日（月）まで']);
    expect(words({ stageName: '2報' })).toEqual(['2報　12月21日（月）まで']);
    const filing = { stageName: '1報', filedAt: '2026-11-22T01:00:00.000Z', receiptNumber: '1' };
    expect(words({ state: 'filed', filings: [filing] })).toEqual(['1報　11/22（日）10:00に提出']);
  });
});

test('the number of persons is that of the whole until a body has told its own', () => {
  const values = { persons: { min: 5, max: 5 } };
  const sheet = (own: FactsView['values']): FactsView => ({
    firstKnownAt: '2026-11-20T08:00:00.000Z',
    bodies: null,
    values,
    ofBody: [
      {
        body: { id: 'fire', name: '消防長' },
        firstKnownAt: '2026-11-20T08:00:00.000Z',
        values: { ...values, ...own },
      },
    ],
    history: [],
  });
  expect(countsWhole(undefined)).toBe(true);
  expect(countsWhole(sheet({ leak: 'occurred' }))).toBe(true);
  expect(countsWhole(sheet({ persons: { min: 2, max: 2 } }))).toBe(false);
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
