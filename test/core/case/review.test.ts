import { describe, expect, test } from 'vitest';
import type { Case } from '#/core/case/case.ts';
import type { Happening } from '#/core/case/events.ts';
import {
  announce,
  demandRun,
  executionName,
  outlookOnCase,
  outlookOnDuty,
  outlookOnEscalation,
  purposeOf,
  reviewCase,
  reviewDuty,
  reviewEscalation,
} from '#/core/case/review.ts';
import { CASE_IN, SAMPLES } from '#/test/core/samples.ts';
import {
  assessed,
  CASE_ID,
  DUTY,
  follow,
  type Grown,
  grow,
  holder,
  later,
  mailed,
  NOW,
  ofType,
  reported,
  responding,
  worldAt,
} from '#/test/core/stage.ts';
import { demoPeople } from '#/test/simulation/policy.ts';

const reviewed = async (grown: Grown, minutes = 0): Promise<Grown> =>
  follow(grown, reviewCase(grown.subject, worldAt(later(minutes))), { now: later(minutes) });

describe('R01 a report that arrives', () => {
  test('is told to the desk and to the head of the section', async () => {
    expect(mailed(announce((await reported()).subject, worldAt()))).toEqual([
      'report-arrived desk-1',
      'report-arrived desk-2',
      'report-in-section childcare-head',
    ]);
  });

  test('is told once', async () => {
    const grown = await reviewed(await reported());
    expect(announce(grown.subject, worldAt())).toMatchObject({ happenings: [], errands: [] });
    expect(reviewCase(grown.subject, worldAt())).toMatchObject({ happenings: [], errands: [] });
  });

  test('about a section without a head says so on the timeline', async () => {
    const { subject } = await reported({ section: 'tax' });
    expect(ofType(announce(subject, worldAt()), 'post-empty')[0]?.body).toEqual({ post: 'section-manager' });
  });

  test('about no section is not told to the head of any', async () => {
    const people = [...demoPeople, holder('nowhere', ['section-manager'])];
    const decision = announce((await reported({ section: '' })).subject, worldAt(NOW, people));
    expect(mailed(decision)).toEqual(['report-arrived desk-1', 'report-arrived desk-2']);
  });

  test('reaches a desk officer who also heads the section as both', async () => {
    const people = [holder('both', ['contact-unit', 'section-manager'], { section: 'childcare' })];
    const decision = announce((await reported()).subject, worldAt(NOW, people));
    expect(mailed(decision)).toEqual(['report-arrived both', 'report-in-section both']);
    expect(new Set(decision.errands.map(({ key }) => key)).size).toBe(2);
  });
});

describe('R04 what a case asks of the desk', () => {
  test('follows its state: the assessment, the level, the closing, nothing', async () => {
    const ask = (grown: Grown) => ofType(reviewCase(grown.subject, worldAt()), 'task-opened')[0]?.body.ask;
    expect(ask(await reported())).toBe('assess');
    expect(ask(await assessed())).toBe('decide-severity');
    expect(ask(await assessed(false, false))).toBe('close');
    expect(ask(await responding())).toBe('close');
    expect(reviewCase(CASE_IN.closed, worldAt())).toMatchObject({ happenings: [], errands: [] });
  });

  test('is chased when it is late', async () => {
    const grown = await reviewed(await reported());
    expect(ofType(reviewCase(grown.subject, worldAt(later(120))), 'task-reminded')).toHaveLength(1);
  });
});

describe('how long a machine may wait', () => {
  const seconds = async (grown: Grown, minutes: number) =>
    outlookOnCase(grown.subject, worldAt(later(minutes))).seconds;

  test('is until the next time limit of its own', async () => {
    const grown = await reviewed(await reported());
    expect(await seconds(grown, 0)).toBe(120 * 60);
    expect(await seconds(grown, 119.5)).toBe(30);
  });

  test('is whole and at least a second, however late it is', async () => {
    const grown = await reviewed(await reported());
    for (const minutes of [119.99999, 120, 500]) expect(await seconds(grown, minutes)).toBe(1);
    expect(Number.isInteger(await seconds(grown, 0.00001))).toBe(true);
  });

  test('is at most thirty days', async () => {
    expect(await seconds(await reviewed(await responding(0)), 0)).toBe(7 * 86_400);
    expect(await seconds(await reviewed(await responding(4)), 0)).toBe(30 * 86_400);
    expect(outlookOnCase(CASE_IN.closed, worldAt()).seconds).toBe(30 * 86_400);
  });

  test('does not look at what another machine waits for', async () => {
    const grown = await grow(await reviewed(await responding(3)), [
      { type: 'escalation-started', body: SAMPLES['escalation-started'] },
      { type: 'officers-called', body: SAMPLES['officers-called'] },
    ]);
    expect(await seconds(grown, 0)).toBe(30 * 86_400);
    expect(outlookOnEscalation(grown.subject, worldAt(), { over: false }).seconds).toBe(15 * 60);
  });

  test('of an escalation includes the time at which everybody is called', async () => {
    const grown = await grow(await responding(3), [
      { type: 'escalation-started', body: { level: 3, number: 1, everybodyAt: later(5) } },
      { type: 'officers-called', body: SAMPLES['officers-called'] },
    ]);
    expect(outlookOnEscalation(grown.subject, worldAt(), { over: false }).seconds).toBe(300);
  });

  test('of a duty is until the limit of its own task', async () => {
    const derived: Happening = { type: 'duties-derived', body: SAMPLES['duties-derived'] };
    const start = await grow(await responding(), [derived]);
    const purpose = `duty-${DUTY}-r1`;
    const asked = await follow(start, reviewDuty(start.subject, worldAt(), purpose));
    expect(outlookOnDuty(asked.subject, worldAt(), false, purpose).seconds).toBe(480 * 60);
    expect(reviewDuty(asked.subject, worldAt(), `duty-${DUTY}-r2`).over).toBe(true);
  });
});

describe('which executions run beside the case', () => {
  const names = (change: object) => {
    const { escalations, reports } = outlookOnCase({ ...CASE_IN.responding, ...change } as Case, worldAt());
    return { escalations, reports };
  };

  test('one escalation for the level while nobody is in charge, one report for each unfinished duty', () => {
    expect(names({})).toEqual({
      escalations: [`${CASE_ID}-escalation-1-1`],
      reports: [`${CASE_ID}-duty-${DUTY}-r1-1`],
    });
  });

  test('no escalation at a level that wakes nobody, or once all have answered and somebody is in charge', () => {
    const escalation = { number: 1, everybodyAt: later(60), round: 0, reached: 0 };
    expect(names({ charge: 'chief', escalation }).escalations).toHaveLength(1);
    expect(names({ charge: 'chief', escalation, tasks: {} }).escalations).toEqual([]);
    expect(names({ charge: 'chief', escalation: { ...escalation, number: 0 } }).escalations).toHaveLength(1);
    expect(names({ severity: 1, wakes: false }).escalations).toEqual([]);
  });

  test('no report for a duty that has ended', () => {
    for (const state of ['none', 'filed', 'judged-none'])
      expect(names({ duties: { [DUTY]: { ...CASE_IN.responding.duties[DUTY], state } } }).reports).toEqual(
        [],
      );
  });

  test('none of a closed case, which is done', () => {
    expect(outlookOnCase(CASE_IN.closed, worldAt())).toMatchObject({
      next: 'done',
      escalations: [],
      reports: [],
    });
  });

  test('a new level is another execution than the one that ended for the same level before', async () => {
    const name = (subject: Case) => outlookOnCase(subject, worldAt()).escalations[0];
    const level = (to: 3 | 4): Happening => ({
      type: 'severity-decided',
      body: { ...SAMPLES['severity-decided'], level: to },
    });
    const first = await responding(3);
    const back = await grow(first, [level(4), level(3)]);
    expect(name(back.subject)).not.toBe(name(first.subject));
  });
});

describe('the name of an execution', () => {
  test('says what it is for, and gives it back', () => {
    for (const purpose of ['incident', 'escalation-3', `duty-${DUTY}.12`]) {
      const subject = { caseId: CASE_ID, run: 17 };
      expect(purposeOf(executionName(subject, purpose), subject)).toBe(purpose);
    }
  });

  test('of another run or another case is superseded', () => {
    const subject = { caseId: CASE_ID, run: 2 };
    for (const name of [
      `${CASE_ID}-incident-1`,
      `${CASE_ID}-incident-12`,
      '20261120-00002-incident-2',
      'x',
      '',
    ])
      expect(() => purposeOf(name, subject), name).toThrow('RunSuperseded');
  });

  test('fits what Step Functions takes: at most 80 letters, digits, hyphens, dots', () => {
    const name = executionName({ caseId: CASE_ID, run: 99_999 }, `duty-${DUTY}.99999`);
    expect(name).toMatch(/^[A-Za-z0-9.-]{1,80}$/);
  });

  test('a run is demanded exactly', () => {
    expect(() => demandRun(CASE_IN.reported, 2)).toThrow('RunSuperseded');
    expect(() => demandRun(CASE_IN.reported, 1)).not.toThrow();
  });
});

describe('an escalation by its name', () => {
  test('calls for its own level and is over for another', async () => {
    const { subject } = await responding(3);
    expect(reviewEscalation(subject, worldAt(), 'escalation-1').over).toBe(false);
    expect(reviewEscalation(subject, worldAt(), 'escalation-2').over).toBe(true);
  });
});
