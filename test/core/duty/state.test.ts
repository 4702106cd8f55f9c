import { describe, expect, test } from 'vitest';
import type { Duty } from '#/core/case/case.ts';
import type { DutyFinding } from '#/core/duty/derive.ts';
import { dutyAfter, filed, judged, mayBeTakenUp, SUPPLEMENT, stageIdOf } from '#/core/duty/state.ts';
import { finding, SAMPLES } from '#/test/core/samples.ts';
import { DUTY } from '#/test/core/stage.ts';

const duty = (more: Partial<Duty> = {}): Duty => ({
  dutyId: DUTY,
  finding,
  state: 'drafting',
  stage: 0,
  filings: [],
  ...more,
});
const found = (more: Partial<DutyFinding> = {}): DutyFinding => ({ ...finding, factsRevision: 2, ...more });
const fails = found({ result: 'none', followed: false, items: [{ item: '4号', verdict: 'fails' }] });
const filing = (more: object = {}) => ({ ...SAMPLES['report-filed'], ...more });
const moved = found({
  stages: finding.stages.map((stage) => ({ ...stage, aimDay: '2026-12-04', limitDay: '2026-12-06' })),
});

describe('R11 the stages of a duty', () => {
  test('follow one another: the first report, then the final one, then it is filed', () => {
    const first = filed(duty({ state: 'filing', passed: 'aim' }), filing());
    expect(first).toMatchObject({ state: 'drafting', stage: 1, filings: [{ stage: 'preliminary' }] });
    expect(first).not.toHaveProperty('passed');
    const second = filed({ ...first, state: 'filing' }, filing({ stage: 'final' }));
    expect(second).toMatchObject({ state: 'filed', filings: [{ stage: 'preliminary' }, { stage: 'final' }] });
  });

  test('end with the filing that was said to be the last', () => {
    expect(filed(duty({ state: 'filing' }), filing({ last: true }))).toMatchObject({
      state: 'filed',
      stage: 0,
    });
  });
});

describe('R11 a supplement', () => {
  const done = duty({ state: 'filed', stage: 1, filings: [filing(), filing({ stage: 'final' })] });

  test('is asked for where facts change what was filed, and no day of the law is counted for it', () => {
    const asked = dutyAfter(done, fails);
    expect(asked).toMatchObject({ state: 'undecided', stage: 2, passed: 'limit', changedSince: true });
    expect(stageIdOf(asked)).toBe(SUPPLEMENT);
    expect(asked.filings).toHaveLength(2);
  });

  test('is worked off like any report, and leaves the duty filed', () => {
    const drafted = judged(dutyAfter(done, fails), true);
    expect(drafted).toMatchObject({ state: 'drafting', stage: 2 });
    expect(filed({ ...drafted, state: 'filing' }, filing({ stage: SUPPLEMENT }))).toMatchObject({
      state: 'filed',
      filings: [{}, {}, { stage: SUPPLEMENT }],
    });
  });

  test('that nobody finds needed leaves what was filed as it was', () => {
    const kept = judged(dutyAfter(done, fails), false);
    expect(kept).toMatchObject({ state: 'filed' });
    expect(kept).not.toHaveProperty('changedSince');
  });

  test('may be taken up unasked where the facts changed but not what follows from them', () => {
    expect(mayBeTakenUp(done)).toBe(false);
    const changed = dutyAfter(done, found());
    expect(changed).toMatchObject({ state: 'filed', changedSince: true });
    expect(mayBeTakenUp(changed)).toBe(true);
    expect(judged(changed, true)).toMatchObject({ state: 'drafting', stage: 2, passed: 'limit' });
  });

  test('under way stays under way when facts change once more', () => {
    expect(dutyAfter(dutyAfter(done, fails), found()).state).toBe('undecided');
    expect(dutyAfter(judged(dutyAfter(done, fails), true), found()).state).toBe('drafting');
  });
});

test('R11 between two stages "no report" ends the duty; it is no answer about a supplement', () => {
  const half = duty({ state: 'undecided', stage: 1, filings: [filing()] });
  expect(judged(half, false)).toMatchObject({ state: 'judged-none', filings: [{}] });
});

describe('R11 new facts', () => {
  test('that move the days start the watch anew: what passed was another day', () => {
    for (const passed of ['aim', 'limit'] as const) {
      expect(dutyAfter(duty({ passed }), moved)).not.toHaveProperty('passed');
      expect(dutyAfter(duty({ passed }), found())).toMatchObject({ passed });
    }
    expect(dutyAfter(duty({ state: 'none', passed: 'limit' }), found())).not.toHaveProperty('passed');
  });

  test('do not call back what may be on its way out, unless they change it', () => {
    expect(dutyAfter(duty({ state: 'filing' }), found())).toMatchObject({
      state: 'filing',
      changedSince: true,
    });
    const other = found({ items: [...finding.items, { item: '1号', verdict: 'holds' }] });
    expect(dutyAfter(duty({ state: 'filing' }), other).state).toBe('drafting');
  });

  test('a claim, or being asked for, is a change too', () => {
    const claimed = found({ result: 'undecided', claimed: ['strong-encryption'] });
    expect(dutyAfter(duty(), claimed).state).toBe('undecided');
    const undecided = duty({ state: 'undecided', finding: claimed });
    expect(dutyAfter(undecided, { ...claimed, claimed: ['recovered-unread'] }).state).toBe('undecided');
    expect(dutyAfter(undecided, { ...claimed, followed: false }).state).toBe('shown');
  });
});

describe('what is only shown', () => {
  const shown = duty({ state: 'shown', finding: found({ result: 'undecided', followed: false }) });

  test('is worked off once a person took it up, also when facts leave it open again', () => {
    const taken = judged(shown, true);
    expect(taken).toMatchObject({ state: 'drafting', taken: true });
    expect(dutyAfter(taken, found({ result: 'undecided', followed: false })).state).toBe('drafting');
    expect(dutyAfter(duty(), found({ result: 'undecided', followed: false })).state).toBe('shown');
  });

  test('or ruled out', () => {
    expect(judged(shown, false)).toMatchObject({ state: 'judged-none' });
  });
});
