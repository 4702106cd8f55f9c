import { describe, expect, test } from 'vitest';
import type { Case } from '#/core/case/case.ts';
import type { World } from '#/core/case/decision.ts';
import { isWanted } from '#/core/case/notices.ts';
import { outlookOnCase, reviewCase } from '#/core/case/review.ts';
import { demandWritable } from '#/core/case/rows.ts';
import { prospectView } from '#/core/case/view-settlement.ts';
import type { Change } from '#/core/ports.ts';
import { give, proposed, theSettlement } from '#/test/core/case/given.ts';
import {
  follow,
  type Grown,
  grow,
  holder,
  later,
  mailed,
  NOW,
  ofType,
  oneEnvelope,
  personOf,
  reported,
  worldAt,
} from '#/test/core/stage.ts';
import { demoPeople, wakayama } from '#/test/simulation/policy.ts';

const small = { ...theSettlement };

async function proposal(more: object = {}, from?: Grown): Promise<Grown> {
  const before = from ?? (await reported({ kind: 'lost-paper' }));
  const decision = give(before.subject, 'desk-1', 'ProposeSettlement', { ...small, ...more });
  return follow(before, decision, { actor: 'person:desk-1' });
}

const seqOf = ({ subject }: Grown): number => subject.settlement?.seq ?? 0;

describe('R37 a small case from its report to its closing, by two people', () => {
  test('a proposal asks another person of the desk, and nobody else', async () => {
    const { subject } = await reported({ kind: 'lost-paper' });
    const decision = give(subject, 'desk-1', 'ProposeSettlement', small);
    expect(ofType(decision, 'task-opened').map(({ body }) => body)).toEqual([
      expect.objectContaining({ ask: 'settle', post: 'contact-unit', except: 'person:desk-1' }),
    ]);
    expect(mailed(decision)).toEqual(['task-opened desk-2']);
  });

  test('where the desk is one person, whoever leads is asked', async () => {
    const alone: World = worldAt(
      NOW,
      demoPeople.filter(({ id }) => id !== 'desk-2'),
    );
    const { subject } = await reported({ kind: 'lost-paper' });
    const decision = give(subject, 'desk-1', 'ProposeSettlement', small, alone);
    expect(mailed(decision)).not.toEqual([]);
    expect(mailed(decision)).not.toContain('task-opened desk-1');
  });

  test('what another person confirms is written as the long way writes it, in one step', async () => {
    const before = await proposal();
    const decision = give(before.subject, 'desk-2', 'ConfirmSettlement', { seq: seqOf(before) });
    expect(decision.happenings.map(({ type }) => type)).toEqual([
      'settlement-confirmed',
      'report-assessed',
      'facts-recorded',
      'duties-derived',
      'severity-decided',
      'case-closed',
    ]);
    expect(ofType(decision, 'severity-decided')[0]?.body).toMatchObject({ level: 0, wakes: false });
    const { subject } = await follow(before, decision, { actor: 'person:desk-2' });
    expect(subject).toMatchObject({ state: 'closed', severity: 0 });
    expect(subject.settlement).toBeUndefined();
    expect(Object.values(subject.tasks).filter(({ state }) => state === 'open')).toEqual([]);
    expect(subject.tasks['settle-1']).toMatchObject({ state: 'done', doneBy: 'person:desk-2' });
    expect(outlookOnCase(subject, worldAt()).next).toBe('done');
    expect(mailed(decision)).toEqual([]);
  });

  test('judged neither, it closes without a level', async () => {
    const before = await proposal({ incident: false, violation: false });
    const decision = give(before.subject, 'desk-2', 'ConfirmSettlement', { seq: seqOf(before) });
    const { subject } = await follow(before, decision, { actor: 'person:desk-2' });
    expect(subject.state).toBe('closed');
    expect(ofType(decision, 'severity-decided')).toEqual([]);
  });

  test('it fits into one transaction of the store', async () => {
    const before = await proposal();
    const decision = give(before.subject, 'desk-2', 'ConfirmSettlement', { seq: seqOf(before) });
    const after = await follow(before, decision, { actor: 'person:desk-2' });
    expect(() =>
      demandWritable({
        before: before.subject,
        after: after.subject,
        events: after.events.slice(before.events.length) as Change['events'],
        errands: decision.errands,
        finished: [],
        once: 'command:1',
      }),
    ).not.toThrow();
  });

  test('nobody confirms or returns what they proposed themselves', () => {
    const own = proposed('person:desk-1');
    expect(() => give(own, 'desk-1', 'ConfirmSettlement')).toThrow('SamePerson');
    expect(() => give(own, 'desk-1', 'ReturnSettlement')).toThrow('SamePerson');
  });

  test('only the proposal that was read can be confirmed', async () => {
    const first = await proposal();
    const second = await proposal({ summary: '書き直した' }, first);
    expect(() => give(second.subject, 'desk-2', 'ConfirmSettlement', { seq: seqOf(first) })).toThrow(
      'SettlementOutdated',
    );
    expect(second.subject.tasks['settle-1']?.state).toBe('dropped');
    expect(second.subject.tasks['settle-2']?.state).toBe('open');
  });

  test('returned, it is told to the author, and the report is still to be assessed', async () => {
    const announced = await reported({ kind: 'lost-paper' });
    const asked = await follow(announced, reviewCase(announced.subject, worldAt()));
    const before = await proposal({}, asked);
    const decision = give(before.subject, 'desk-2', 'ReturnSettlement', {
      seq: seqOf(before),
      reason: '人数を確かめること',
    });
    expect(mailed(decision)).toEqual(['settlement-returned desk-1']);
    const { subject } = await follow(before, decision, { actor: 'person:desk-2' });
    expect(subject.state).toBe('reported');
    expect(subject.settlement).toBeUndefined();
    expect(subject.tasks['assess-1']?.state).toBe('open');
    expect(subject.tasks['settle-1']?.state).toBe('done');
  });

  test('whoever goes the long way meanwhile overtakes the proposal', async () => {
    const before = await proposal();
    const { subject } = await grow(before, [
      { type: 'report-assessed', body: { incident: true, violation: false, reason: '評価' } },
    ]);
    expect(subject.settlement).toBeUndefined();
    expect(subject.tasks['settle-1']?.state).toBe('dropped');
    expect(isWanted(subject, { text: 'task-opened', taskId: 'settle-1' })).toBe(false);
  });

  test('an assessed case keeps its assessment', async () => {
    const assessed = await grow(await reported({ kind: 'lost-paper' }), [
      { type: 'report-assessed', body: { incident: true, violation: false, reason: '評価' } },
    ]);
    expect(() =>
      give(assessed.subject, 'desk-1', 'ProposeSettlement', { ...small, violation: true }),
    ).toThrow('WrongState');
    const before = await proposal({}, assessed);
    const decision = give(before.subject, 'desk-2', 'ConfirmSettlement', { seq: seqOf(before) });
    expect(ofType(decision, 'report-assessed')).toEqual([]);
    expect((await follow(before, decision)).subject.state).toBe('closed');
  });

  test('nobody answers: it is reminded and raised like any other task', async () => {
    const before = await proposal();
    const due = before.subject.tasks['settle-1']?.due ?? '';
    expect(due > NOW).toBe(true);
    const late = worldAt(later(7 * 24 * 60));
    expect(
      ofType(reviewCase(before.subject, late), 'task-reminded').map(({ body }) => body.taskId),
    ).toContain('settle-1');
    expect(outlookOnCase(before.subject, worldAt()).seconds).toBeLessThan(7 * 86_400);
  });
});

describe('R37 what the quick way is refused to', () => {
  const refused = async (more: object, report: object = {}, world: World = worldAt()) => {
    const { subject } = await reported({ kind: 'lost-paper', ...report });
    return () => give(subject, 'desk-1', 'ProposeSettlement', { ...small, ...more }, world);
  };

  test('a duty that is due', async () => {
    const facts = oneEnvelope({ leak: 'occurred', sensitive: 'yes' });
    expect(await refused({ facts, level: 1 })).toThrow(/DutyLeft .*ppc-report.mayor/);
  });

  test('a duty that nobody can decide yet', async () => {
    const facts = oneEnvelope();
    const { financial: _financial, ...fewer } = facts.facts;
    expect(await refused({ facts: { ...facts, facts: fewer } })).toThrow('DutyLeft');
  });

  test('a level above the one proposed', async () => {
    const facts = oneEnvelope({ leak: 'suspected', personalData: 'no', persons: { min: 0, max: 0 } });
    expect(await refused({ facts, level: 0 })).toThrow('NotQuick {"level":"1"}');
    expect(await refused({ facts, level: 1 })).not.toThrow();
  });

  test('a level for which the municipality calls people', async () => {
    const [plan] = wakayama.profile.escalations;
    const calling = { ...plan, level: 1 as const } as NonNullable<typeof plan>;
    const policy = {
      ...wakayama,
      profile: { ...wakayama.profile, escalations: [...wakayama.profile.escalations, calling] },
    };
    const facts = oneEnvelope({ leak: 'suspected', personalData: 'no', persons: { min: 0, max: 0 } });
    expect(await refused({ facts, level: 1 }, {}, worldAt(NOW, demoPeople, policy))).toThrow('NotQuick');
  });

  test('whatever is read by few', async () => {
    expect(await refused({}, { overlays: ['protected'] })).toThrow('NotQuick');
  });

  test('a case to which people are responding, and one that is closed', async () => {
    for (const state of ['responding', 'closed'] as const) {
      const subject = { ...proposed(), state, severity: 1 } as Case;
      expect(() => give(subject, 'desk-1', 'ProposeSettlement')).toThrow(/NotQuick|CaseClosed/);
    }
  });

  test('confirming looks again: what has become due since is no small case', async () => {
    const before = await proposal();
    const { settlement } = before.subject;
    const grave = oneEnvelope({ leak: 'occurred', sensitive: 'yes' });
    const subject = { ...before.subject, ...(settlement && { settlement: { ...settlement, facts: grave } }) };
    expect(() => give(subject, 'desk-2', 'ConfirmSettlement', { seq: seqOf(before) })).toThrow('DutyLeft');
  });
});

describe('R37 what the page shows before anybody proposes', () => {
  test('the duties by name, and the facts that would decide them', async () => {
    const { subject } = await reported({ kind: 'lost-paper' });
    const { financial: _financial, ...facts } = oneEnvelope().facts;
    const view = prospectView(subject, oneEnvelope({}, { facts }), worldAt(), personOf('desk-1'));
    expect(view.quick).toBe(false);
    expect(view.open.map(({ dutyId }) => dutyId)).toEqual(['ppc-report.mayor']);
    expect(view.open[0]?.missing).toContain('financial');
  });

  test('nothing owed: the level, and what is only shown', async () => {
    const { subject } = await reported({ kind: 'lost-paper' });
    const view = prospectView(subject, oneEnvelope(), worldAt(), personOf('desk-1'));
    expect(view).toMatchObject({ quick: true, level: 0, open: [] });
    expect(view.shown.length).toBeGreaterThan(0);
  });
});

test('R23 somebody with no need to know learns not even that there is a case', async () => {
  const { subject } = await reported();
  const world = worldAt(NOW, [holder('nobody', [])]);
  expect(() => give(subject, 'nobody', 'ProposeSettlement', small, world)).toThrow('CaseNotFound');
});
