import { describe, expect, test } from 'vitest';
import type { Case } from '#/core/case/case.ts';
import type { EventType, Happening } from '#/core/case/events.ts';
import { fold, newCase, replay } from '#/core/case/fold.ts';
import { CASE_IN, EVENT_TYPES, SAMPLES } from '#/test/core/samples.ts';
import { assessed, CASE_ID, DUTY, grow, later, NOW, reported, responding } from '#/test/core/stage.ts';

const STATES = Object.keys(CASE_IN) as Case['state'][];

/** The moves that are bound to a state. Everything else may be written down at any time. */
const ONLY_IN: Partial<Record<EventType, Case['state'][]>> = {
  'report-assessed': ['reported'],
  'severity-decided': ['assessed', 'responding'],
  'escalation-started': ['responding'],
  'everybody-called': ['responding'],
  'charge-taken': ['responding'],
  'case-closed': ['responding', 'set-aside'],
  'timeline-anchored': ['closed'],
};
const LEADS_TO: Partial<Record<EventType, Case['state']>> = {
  'report-assessed': 'assessed',
  'severity-decided': 'responding',
  'case-closed': 'closed',
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
    const bare = newCase(CASE_ID, NOW);
    for (const type of [
      'task-reminded',
      'task-raised',
      'officer-acknowledged',
      'officer-unanswered',
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
    expect(subject).toMatchObject({ state: 'closed', anchored: false, severity: 3 });
  });

  test('a person or the reporter stirs the case; a step does not, nor does who only looks or mistypes', () => {
    const stirred = (type: EventType, actor: string) => apply(CASE_IN.responding, type, actor).stirred;
    expect(stirred('facts-recorded', 'person:desk-1')).toBe(1);
    expect(stirred('report-supplemented', 'reporter')).toBe(1);
    expect(stirred('notice-sent', 'step:send-mail')).toBe(0);
    expect(stirred('evidence-read', 'person:desk-1')).toBe(0);
    expect(stirred('code-refused', 'person:executive')).toBe(0);
  });

  test('an answer by telephone is done in the name of the person called, not of who entered it', () => {
    const after = apply(CASE_IN.responding, 'officer-acknowledged', 'person:desk-1');
    expect(after.tasks['call-1-executive']?.doneBy).toBe('person:executive');
  });

  test('a new run is counted from when it was raised', () => {
    expect(apply(CASE_IN.responding, 'run-raised')).toMatchObject({ run: 2, runSince: later(1) });
  });

  test('the draft belongs to who wrote it', () => {
    const after = apply(CASE_IN.responding, 'draft-written', 'person:privacy');
    expect(after.duties[DUTY]).toMatchObject({
      state: 'approving',
      draft: { revision: 1, author: 'person:privacy' },
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
