import { describe, expect, test } from 'vitest';
import type { Case } from '#/core/case/case.ts';
import type { EventType, Happening } from '#/core/case/events.ts';
import { fold, newCase, replay } from '#/core/case/fold.ts';
import { CASE_IN, EVENT_TYPES, SAMPLES } from '#/test/core/samples.ts';
import { assessed, CASE_ID, DUTY, grow, later, reported, responding } from '#/test/core/stage.ts';

const STATES = Object.keys(CASE_IN) as Case['state'][];

/** The moves that are bound to a state. Everything else may be written down at any time. */
const ONLY_IN: Partial<Record<EventType, Case['state'][]>> = {
  'report-assessed': ['reported', 'set-aside'],
  'severity-decided': ['assessed', 'responding'],
  'escalation-started': ['responding'],
  'everybody-called': ['responding'],
  'charge-taken': ['responding'],
  'case-closed': ['responding', 'set-aside'],
  'probe-passed': ['reported'],
  'timeline-anchored': ['closed'],
};
const LEADS_TO: Partial<Record<EventType, Case['state']>> = {
  'report-assessed': 'assessed',
  'severity-decided': 'responding',
  'case-closed': 'closed',
  'probe-passed': 'closed',
};

const apply = (subject: Case, type: EventType, actor = 'step:test', body: object = SAMPLES[type]): Case =>
  fold(subject, {
    caseId: CASE_ID,
    seq: subject.seq + 1,
    type,
    occurredAt: later(1),
    recordedAt: later(1),
    actor,
    actingFor: '',
    bodyHash: '',
    prevHash: '',
    hash: 'h'.repeat(64),
    body: body as Happening['body'],
  });

describe('every type of event in every state', () => {
  for (const state of STATES) {
    for (const type of EVENT_TYPES) {
      const allowed = ONLY_IN[type]?.includes(state) ?? true;
      test(`${type} ${allowed ? 'is taken' : 'is refused'} in a case that is ${state}`, () => {
        const before = structuredClone(CASE_IN[state]);
        if (!allowed) {
          expect(() => apply(CASE_IN[state], type)).toThrow('WrongState');
        } else {
          const after = apply(CASE_IN[state], type);
          expect(after.state).toBe(LEADS_TO[type] ?? state);
          expect(after).toMatchObject({ seq: 1, headHash: 'h'.repeat(64), recordedAt: later(1) });
        }
        expect(CASE_IN[state]).toEqual(before);
      });
    }
  }
});

describe('an event about something that is not there', () => {
  test('is refused: a task nobody opened, a duty nobody derived', () => {
    const bare = newCase(CASE_ID);
    for (const type of [
      'task-reminded',
      'task-raised',
      'officer-acknowledged',
      'officers-unanswered',
      'code-refused',
    ])
      expect(() => apply(bare, type as EventType)).toThrow('TaskNotOpen');
    for (const type of ['duty-judged', 'draft-written', 'draft-returned', 'draft-approved', 'report-filed'])
      expect(() => apply(bare, type as EventType)).toThrow('WrongState');
  });
});

describe('what an event does to a case', () => {
  test('neither incident nor violation sets the report aside; either one alone is answered', async () => {
    const judged = async (incident: boolean, violation: boolean) =>
      (await assessed(incident, violation)).subject.state;
    expect(await judged(false, false)).toBe('set-aside');
    expect(await judged(true, false)).toBe('assessed');
    expect(await judged(false, true)).toBe('assessed');
    expect(await judged(true, true)).toBe('assessed');
  });

  test('the assessment ends its task in the name of who made it', async () => {
    const asked = await grow(await reported(), [{ type: 'task-opened', body: SAMPLES['task-opened'] }]);
    const body = SAMPLES['report-assessed'];
    const { subject } = await grow(asked, [{ type: 'report-assessed', body }], { actor: 'person:desk-1' });
    expect(subject.tasks['assess-1']).toMatchObject({ state: 'done', doneBy: 'person:desk-1' });
  });

  test('closing ends its own task as done and drops all others; calls end with the case', async () => {
    const body = SAMPLES['task-opened'];
    const { subject } = await grow(await responding(), [
      { type: 'task-opened', body: { ...body, taskId: 'close-1', ask: 'close' } },
      { type: 'officers-called', body: SAMPLES['officers-called'] },
      { type: 'case-closed', body: SAMPLES['case-closed'] },
    ]);
    expect(subject.tasks['close-1']?.state).toBe('done');
    expect(subject.tasks['call-1-executive-deputy']?.state).toBe('open');
    expect(subject).toMatchObject({ state: 'closed', anchoredSeq: 0, severity: 3 });
  });

  test('a person stirs the case, and whoever reported and has more to say; a step does not, nor does who only looks or mistypes', () => {
    const stirred = (type: EventType, actor: string) => apply(CASE_IN.responding, type, actor).stirred;
    expect(stirred('facts-recorded', 'person:desk-1')).toBe(1);
    expect(stirred('report-supplemented', 'reporter')).toBe(1);
    expect(stirred('reporter-added', 'sender')).toBe(1);
    expect(stirred('notice-sent', 'step:send-mail')).toBe(0);
    expect(stirred('evidence-read', 'person:desk-1')).toBe(0);
    expect(stirred('code-refused', 'link')).toBe(0);
  });

  test('an answer by telephone is done in the name of the person called, not of who entered it', () => {
    const after = apply(CASE_IN.responding, 'officer-acknowledged', 'person:desk-1');
    expect(after.tasks['call-1-executive']?.doneBy).toBe('person:executive');
  });

  test('says when something was done and when charge was taken', () => {
    const known = apply(CASE_IN.responding, 'officer-acknowledged', 'person:desk-1');
    expect(known.tasks['call-1-executive']?.doneAt).toBe(later(1));
    expect(apply(CASE_IN.responding, 'charge-taken')).toMatchObject({ chargeAt: later(1) });
    const closed = apply(apply(CASE_IN.responding, 'charge-taken'), 'case-closed');
    expect(closed).toMatchObject({ charge: 'executive', chargeAt: later(1) });
    const opened = apply(CASE_IN.reported, 'task-opened');
    expect(apply(opened, 'report-assessed').tasks['assess-1']?.doneAt).toBe(later(1));
  });

  test('counts how often the report came anew, and remembers when the desk was mailed about it', () => {
    const told = { ...SAMPLES['notices-queued'], text: 'report-supplemented' };
    const once = apply(CASE_IN.reported, 'report-supplemented');
    expect(once.supplements).toEqual({ reports: 1 });
    const mailed = apply(once, 'notices-queued', 'reporter', told);
    expect(apply(mailed, 'report-supplemented').supplements).toEqual({ reports: 2, toldAt: later(1) });
    expect(apply(once, 'notices-queued', 'step:test', { ...told, text: 'task-late' })).toMatchObject({
      supplements: { reports: 1 },
    });
  });

  test('the signed end is that of the event with which it was signed', () => {
    const signed = apply({ ...CASE_IN.closed, seq: 7 }, 'timeline-anchored');
    expect(signed).toMatchObject({ seq: 8, anchoredSeq: 8 });
    expect(apply(signed, 'evidence-read')).toMatchObject({ seq: 9, anchoredSeq: 8 });
  });

  test('a new run is counted from when it was raised', () => {
    expect(apply(CASE_IN.responding, 'run-raised')).toMatchObject({ run: 2, runSince: later(1) });
  });

  test('runs that do not hold are counted, until somebody acts or one has held for a day', async () => {
    const raised = (run: number): Happening => ({ type: 'run-raised', body: { run, why: 'failed' } });
    const reminded: Happening = { type: 'notice-sent', body: SAMPLES['notice-sent'] };
    const spun = await grow(CASE_IN.responding, [raised(2), reminded, raised(3), reminded]);
    expect(spun.subject.restarts).toBe(2);
    const facts: Happening = { type: 'facts-recorded', body: SAMPLES['facts-recorded'] };
    expect((await grow(spun, [facts], { actor: 'person:desk-1' })).subject.restarts).toBe(0);
    const looked: Happening = { type: 'evidence-read', body: SAMPLES['evidence-read'] };
    expect((await grow(spun, [looked], { actor: 'person:desk-1' })).subject.restarts).toBe(2);
    expect((await grow(spun, [raised(4)], { now: later(24 * 60 - 1) })).subject.restarts).toBe(3);
    expect((await grow(spun, [raised(4)], { now: later(24 * 60) })).subject.restarts).toBe(1);
  });

  test('the draft belongs to who wrote it', () => {
    const after = apply(CASE_IN.responding, 'draft-written', 'person:privacy');
    expect(after.duties[DUTY]).toMatchObject({
      state: 'approving',
      draft: { revision: 1, author: 'person:privacy', factsRevision: 1 },
    });
  });
});

describe('replaying a timeline', () => {
  test('gives the case as it was stored', async () => {
    const { subject, events } = await responding();
    expect(replay(CASE_ID, events)).toEqual(subject);
  });

  test('gives what was known at any earlier moment', async () => {
    const { events } = await responding();
    expect(replay(CASE_ID, events.slice(0, 1)).state).toBe('reported');
    expect(replay(CASE_ID, events.slice(0, 2)).state).toBe('assessed');
  });

  test('is refused where retention has removed a content', async () => {
    const { events } = await responding();
    const { body: _, ...first } = events[0] ?? ({} as never);
    expect(() => replay(CASE_ID, [first, ...events.slice(1)])).toThrow('WrongState');
  });
});
