import { describe, expect, test } from 'vitest';
import type { Case } from '#/core/case/case.ts';
import type { Statute } from '#/core/policy/statute.ts';
import { pursued, withDuty } from '#/test/core/duty/pursuing.ts';
import { counted, DUTY, later, mailed, ofType, worldAt } from '#/test/core/stage.ts';
import { demoPeople, wakayama } from '#/test/simulation/policy.ts';

describe('R11 whom a question is put to', () => {
  const asking = async (asked: string[], more: object = {}) => {
    const { subject } = await withDuty(counted(null));
    const duty = subject.duties[DUTY];
    const finding = { ...duty?.finding, asked };
    return { subject: { ...subject, duties: { [DUTY]: { ...duty, finding, ...more } } } as Case, events: [] };
  };
  const statutes = wakayama.statutes.map((statute) => ({
    ...statute,
    scope: { ...statute.scope, question: { words: '前提', of: 'chief-officer' } },
    triggers: statute.triggers.map((trigger) => ({ ...trigger, question: { words: '号', of: 'legal' } })),
  }));
  const world = worldAt(later(0), demoPeople, { ...wakayama, statutes });
  const postsAsked = async (...asked: string[]) => {
    const { post, also = [] } = ofType(pursued(await asking(asked), world), 'task-opened')[0]?.body ?? {
      post: '',
    };
    return [post, ...also];
  };

  test('is whoever drafted it, where it is whether a filed report is supplemented', async () => {
    const supplement = await asking(['3号'], { state: 'undecided', stage: 2 });
    expect(ofType(pursued(supplement, world), 'task-opened')[0]?.body.post).toBe('privacy-officer');
  });

  test('is each post that one of the open questions names, once', async () => {
    expect(await postsAsked('scope')).toEqual(['chief-officer']);
    expect(await postsAsked('3号')).toEqual(['legal']);
    expect(await postsAsked('scope', '1号', '3号')).toEqual(['chief-officer', 'legal']);
    expect(await postsAsked('strong-encryption', '3号')).toEqual(['legal', 'privacy-officer']);
  });

  test('is whoever drafts it where only facts are missing', async () => {
    expect(await postsAsked()).toEqual(['privacy-officer']);
  });
});

describe('R31 a duty whose statute the policy no longer has', () => {
  test('is told to the desk once, and nothing waits for it', async () => {
    const world = worldAt(later(1), demoPeople, { ...wakayama, statutes: [] });
    const start = await withDuty();
    const decision = pursued(start, world);
    expect(decision.over).toBe(true);
    expect(ofType(decision, 'policy-lacks').map(({ body }) => body)).toEqual([{ dutyId: DUTY }]);
    expect(mailed(decision)).toEqual(['policy-lacks desk-1', 'policy-lacks desk-2']);
    const [errand] = decision.errands;
    expect(errand?.key).toBe(`policy-${start.subject.seq}-desk-1`);
  });
});

describe('R11 the alarm for a day that has passed', () => {
  const late = async (change: Partial<Statute>) => {
    const statutes = wakayama.statutes.map((statute) => ({ ...statute, ...change }));
    const world = worldAt('2026-11-24T15:00:00.000Z', demoPeople, { ...wakayama, statutes });
    return pursued(await withDuty(), world);
  };
  const statute = wakayama.statutes.find(({ id }) => id === 'ppc-report') as Statute;
  const byProduct = statute.stages.map((stage) => ({
    ...stage,
    source: { ...stage.source, basis: 'default' as const },
  }));

  test('sounds for a day of the law, and not for one that guidance or the product chose', async () => {
    expect(ofType(await late({}), 'alarm-raised')).toHaveLength(1);
    for (const change of [{ force: 'guidance' as const }, { stages: byProduct }]) {
      const decision = await late(change);
      expect(ofType(decision, 'alarm-raised')).toEqual([]);
      expect(ofType(decision, 'duty-day-passed')).toHaveLength(1);
    }
  });

  test('not within the day itself, and its mails have names of their own', async () => {
    const start = await withDuty();
    const last = worldAt('2026-11-24T14:59:59.999Z');
    expect(ofType(pursued(start, last), 'duty-day-passed').map(({ body }) => body.day)).toEqual(['aim']);
    expect(ofType(pursued(start, worldAt('2026-11-22T14:59:59.999Z')), 'duty-day-passed')).toEqual([]);
    const keys = (await late({})).errands.map(({ key }) => key).filter((key) => key.startsWith('day-'));
    expect(keys[0]).toBe(`day-${DUTY}-preliminary-1-limit-privacy`);
    expect(new Set(keys).size).toBe(keys.length);
  });
});
