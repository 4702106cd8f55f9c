import { describe, expect, test } from 'vitest';
import type { Case } from '#/core/case/case.ts';
import { type Command, type CommandName, commandSchema } from '#/core/case/commands.ts';
import { decide } from '#/core/case/decide.ts';
import type { World } from '#/core/case/decision.ts';
import { CASE_IN, SAMPLES } from '#/test/core/samples.ts';
import {
  CASE_ID,
  DUTY,
  grow,
  holder,
  later,
  mailed,
  NOW,
  ofType,
  personOf,
  theFacts,
  worldAt,
} from '#/test/core/stage.ts';
import { demoPeople } from '#/test/simulation/policy.ts';

const taskId = 'call-1-executive';
const BODIES: {
  [N in CommandName]: Omit<Extract<Command, { command: N }>, 'command' | 'caseId' | 'commandId'>;
} = {
  AssessReport: { incident: true, violation: false, reason: '誤り', facts: theFacts },
  RecordFacts: { facts: theFacts },
  DecideSeverity: { level: 3, reason: '判断' },
  Acknowledge: { taskId, charge: false },
  AcknowledgeByTelephone: { taskId, number: '000', at: NOW, charge: false },
  TakeCharge: {},
  JudgeDuty: { dutyId: DUTY, reportable: true, reason: '101人以上' },
  WriteDraft: { dutyId: DUTY, text: '案' },
  ReturnDraft: { dutyId: DUTY, revision: 1, reason: '人数' },
  ApproveDraft: { dutyId: DUTY, revision: 1 },
  RecordFiling: { dutyId: DUTY, filedAt: NOW, receiptNumber: 'R-1' },
  CloseCase: { summary: '回収済み' },
};
const COMMANDS = Object.keys(BODIES) as CommandName[];

const command = (name: CommandName, more: object = {}): Command =>
  commandSchema.parse({
    command: name,
    caseId: CASE_ID,
    commandId: crypto.randomUUID(),
    ...BODIES[name],
    ...more,
  });

const task = (ask: string) => ({
  ...SAMPLES['task-opened'],
  taskId: `${ask}-1`,
  ask,
  post: 'x',
  openedAt: NOW,
  round: 0,
  state: 'open',
  refusedCodes: 0,
  dutyId: DUTY,
});
/** A case in which any of the commands makes sense: a call, and a task for each step of the duty. */
const ready = (change: object = {}): Case => {
  const base = CASE_IN.responding;
  const tasks = Object.fromEntries(
    ['judge', 'draft', 'approve', 'file'].map((ask) => [`${ask}-1`, task(ask)]),
  );
  const duty = { ...base.duties[DUTY], state: 'approving', draft: { revision: 1, author: 'person:writer' } };
  return { ...base, tasks: { ...base.tasks, ...tasks }, duties: { [DUTY]: duty }, ...change } as Case;
};
const closable = (change: object = {}) => ready({ tasks: {}, duties: {}, charge: 'chief', ...change });
const caseFor = (name: CommandName) => (name === 'CloseCase' ? closable() : ready());

const give = (subject: Case, by: string, name: CommandName, more: object = {}, world: World = worldAt()) =>
  decide(subject, command(name, more), world, personOf(by, world));

const DESK = ['desk-1', 'executive', 'executive-deputy'];
const LEADERS = ['executive', 'executive-deputy', 'chief', 'chief-deputy'];
const MAY: Record<CommandName, string[]> = {
  AssessReport: DESK,
  RecordFacts: DESK,
  CloseCase: DESK,
  DecideSeverity: ['desk-1', ...LEADERS],
  AcknowledgeByTelephone: ['desk-1', ...LEADERS],
  Acknowledge: ['desk-1', ...LEADERS],
  TakeCharge: ['desk-1', ...LEADERS],
  JudgeDuty: ['privacy'],
  WriteDraft: ['privacy'],
  ReturnDraft: ['privacy-general', 'executive'],
  ApproveDraft: ['privacy-general', 'executive'],
  RecordFiling: ['privacy'],
};
const EVERYBODY = [
  'childcare-head',
  'chief',
  'chief-deputy',
  'desk-1',
  'executive',
  'executive-deputy',
  'privacy',
  'privacy-general',
];

describe('R23 who may give which command', () => {
  for (const name of COMMANDS) {
    for (const id of EVERYBODY) {
      const may = MAY[name].includes(id);
      test(`${id} ${may ? 'may' : 'may not'} give ${name}`, () => {
        const subject = caseFor(name);
        const own = { ...subject, tasks: { ...subject.tasks } };
        if (name === 'Acknowledge') own.tasks[taskId] = { ...own.tasks[taskId], person: id } as never;
        if (may) expect(give(own as Case, id, name).happenings.length).toBeGreaterThan(0);
        else expect(() => give(own as Case, id, name)).toThrow('NotAllowed');
      });
    }
  }

  test('somebody whose post has ended may no longer', () => {
    const former = holder('former', []);
    former.posts = [
      { post: 'contact-unit', from: '2025-04-01T00:00:00.000Z', until: '2026-04-01T00:00:00.000Z' },
    ];
    const world = worldAt(NOW, [former]);
    for (const name of COMMANDS)
      expect(() => give(caseFor(name), 'former', name, {}, world)).toThrow('NotAllowed');
  });

  test('nobody may do anything about a duty that no statute knows', () => {
    for (const name of ['JudgeDuty', 'WriteDraft', 'ReturnDraft', 'ApproveDraft', 'RecordFiling'] as const)
      expect(() => give(ready(), 'privacy', name, { dutyId: 'unknown' })).toThrow('NotAllowed');
  });

  test('a closed case takes no command at all', () => {
    for (const name of COMMANDS)
      expect(() => give(CASE_IN.closed, MAY[name][0] ?? '', name)).toThrow('CaseClosed');
  });
});

describe('R08 whom somebody acted for', () => {
  test('a deputy acts for the holder of the post, and every event says so', () => {
    for (const name of ['AssessReport', 'DecideSeverity', 'TakeCharge', 'CloseCase'] as const) {
      const { happenings } = give(caseFor(name), 'executive-deputy', name);
      expect(happenings.map((it) => it.actingFor)).toEqual(happenings.map(() => 'executive-officer'));
    }
    const { happenings } = give(ready(), 'chief-deputy', 'DecideSeverity');
    expect(happenings[0]?.actingFor).toBe('chief-officer');
  });

  test('the holder acts for nobody', () => {
    for (const it of give(ready(), 'executive', 'DecideSeverity').happenings)
      expect(it.actingFor).toBeUndefined();
  });
});

describe('known, in charge', () => {
  const charged = (by: string) => ready({ charge: by });

  test('R07 acknowledging is not taking charge', () => {
    expect(give(ready(), 'executive', 'Acknowledge').happenings.map(({ type }) => type)).toEqual([
      'officer-acknowledged',
    ]);
  });

  test('R07 acknowledging and taking charge are two events', () => {
    const { happenings } = give(ready(), 'executive', 'Acknowledge', { charge: true });
    expect(happenings.map(({ type }) => type)).toEqual([
      'officer-acknowledged',
      'charge-taken',
      'notices-queued',
    ]);
  });

  test('a second acknowledgement says nothing new, but charge can still be taken', async () => {
    const { subject } = await grow({ subject: ready(), events: [] }, [
      { type: 'officer-acknowledged', body: { taskId, person: 'executive', reply: { how: 'code' } } },
    ]);
    expect(give(subject, 'executive', 'Acknowledge').happenings).toEqual([]);
    expect(ofType(give(subject, 'executive', 'Acknowledge', { charge: true }), 'charge-taken')).toHaveLength(
      1,
    );
  });

  test('nobody acknowledges for another by signing in', () => {
    expect(() => give(ready(), 'chief', 'Acknowledge')).toThrow('NotAllowed');
  });

  test('R10 a telephone call is entered with the number, its own time and who entered it', () => {
    const [happening] = give(ready(), 'desk-1', 'AcknowledgeByTelephone', {
      at: '2026-11-20T08:10:00Z',
    }).happenings;
    expect(happening).toMatchObject({
      occurredAt: '2026-11-20T08:10:00.000Z',
      body: {
        person: 'executive',
        reply: { how: 'telephone', enteredBy: 'desk-1', number: '000', at: '2026-11-20T08:10:00.000Z' },
      },
    });
  });

  test('only a call can be acknowledged', () => {
    for (const id of ['draft-1', 'call-1-nobody'])
      expect(() => give(ready(), 'desk-1', 'AcknowledgeByTelephone', { taskId: id })).toThrow('TaskNotOpen');
  });

  test('charge is taken once: again by the same person changes nothing, by another is refused', () => {
    expect(give(charged('chief'), 'chief', 'TakeCharge').happenings).toEqual([]);
    expect(() => give(charged('chief'), 'executive', 'TakeCharge')).toThrow('ChargeTaken');
  });

  test('that somebody is in charge does not swallow the acknowledgement of another', () => {
    const { happenings } = give(charged('chief'), 'executive', 'Acknowledge', { charge: true });
    expect(happenings.map(({ type }) => type)).toEqual(['officer-acknowledged']);
  });

  test('there is no charge to take before a level is decided', () => {
    for (const state of ['reported', 'assessed', 'set-aside'] as const)
      expect(() => give(CASE_IN[state], 'chief', 'TakeCharge')).toThrow('WrongState');
  });

  test('the desk and all who were called are told who took charge, once, and the person not', () => {
    const decision = give(ready(), 'chief', 'TakeCharge');
    expect(mailed(decision)).toEqual([
      'charge-taken desk-1',
      'charge-taken desk-2',
      'charge-taken executive',
    ]);
    expect(mailed(give(ready(), 'executive', 'TakeCharge'))).toEqual([
      'charge-taken desk-1',
      'charge-taken desk-2',
    ]);
  });
});

describe('R20 the draft of an outside report', () => {
  const writtenBy = (id: string) =>
    ready({
      duties: { [DUTY]: { ...ready().duties[DUTY], draft: { revision: 2, author: `person:${id}` } } },
    });

  test('is not approved or returned by its author', () => {
    for (const name of ['ApproveDraft', 'ReturnDraft'] as const)
      expect(() => give(writtenBy('executive'), 'executive', name, { revision: 2 })).toThrow('SamePerson');
  });

  test('is approved only in the revision that was read', () => {
    for (const revision of [1, 3]) {
      expect(() => give(writtenBy('privacy'), 'executive', 'ApproveDraft', { revision })).toThrow(
        'DraftOutdated',
      );
      expect(() => give(writtenBy('privacy'), 'executive', 'ReturnDraft', { revision })).toThrow(
        'DraftOutdated',
      );
    }
    expect(give(writtenBy('privacy'), 'executive', 'ApproveDraft', { revision: 2 }).happenings).toHaveLength(
      1,
    );
  });

  test('written again has the next number', () => {
    const { happenings } = give(writtenBy('privacy'), 'privacy', 'WriteDraft');
    expect(happenings[0]).toMatchObject({ type: 'draft-written', body: { revision: 3, text: '案' } });
  });

  test('and each of its steps waits for its own task', () => {
    const bare = ready({ tasks: {} });
    for (const name of ['JudgeDuty', 'WriteDraft', 'RecordFiling'] as const)
      expect(() => give(bare, 'privacy', name)).toThrow('TaskNotOpen');
    for (const name of ['ReturnDraft', 'ApproveDraft'] as const)
      expect(() => give(bare, 'executive', name)).toThrow('TaskNotOpen');
  });

  test('a filing stands at the time it was made, not at the time it was entered', () => {
    const [filed] = give(ready(), 'privacy', 'RecordFiling', { filedAt: '2026-11-20T07:00:00Z' }).happenings;
    expect(filed).toMatchObject({ occurredAt: '2026-11-20T07:00:00.000Z', body: { by: 'privacy' } });
  });
});

describe('R11 facts', () => {
  test('assessing a report writes the facts and derives the duties in the same transaction', () => {
    const { happenings } = give(CASE_IN.reported, 'desk-1', 'AssessReport');
    expect(happenings.map(({ type }) => type)).toEqual(['report-assessed', 'facts-recorded', 'duty-derived']);
  });

  test('each record of facts is a new revision, and its duties are derived from it', () => {
    const decision = give(ready({ factsRevision: 4 }), 'desk-1', 'RecordFacts');
    expect(ofType(decision, 'facts-recorded')[0]?.body.revision).toBe(5);
    expect(ofType(decision, 'duty-derived')[0]?.body.finding.factsRevision).toBe(5);
  });

  test('the moment of knowing is stored in one form', () => {
    const facts = { ...theFacts, firstKnownAt: '2026-11-20T08:10:00Z' };
    const decision = give(ready(), 'desk-1', 'RecordFacts', { facts });
    expect(ofType(decision, 'facts-recorded')[0]?.body.facts.firstKnownAt).toBe('2026-11-20T08:10:00.000Z');
  });

  test('the first knowledge cannot lie after the report that proves it: the clock of the law would start late', () => {
    const facts = { ...theFacts, firstKnownAt: '2027-11-20T08:10:00Z' };
    expect(() => give(ready(), 'desk-1', 'RecordFacts', { facts })).toThrow('KnownAfterReport');
  });

  test('a call or a filing cannot have happened in the future', () => {
    const at = later(24 * 60);
    expect(() => give(ready(), 'desk-1', 'AcknowledgeByTelephone', { at })).toThrow('InTheFuture');
    expect(() => give(ready(), 'privacy', 'RecordFiling', { filedAt: at })).toThrow('InTheFuture');
  });

  test('the suggestion that stood when the level was decided is kept beside it', () => {
    const decision = give(ready({ facts: theFacts }), 'desk-1', 'DecideSeverity', { level: 1 });
    expect(ofType(decision, 'severity-decided')[0]?.body).toMatchObject({
      level: 1,
      suggested: { level: 3, rules: ['B2'] },
    });
  });
});

describe('R18 closing', () => {
  const open = (subject: Case) => {
    try {
      give(subject, 'desk-1', 'CloseCase');
      return 'closed';
    } catch (error) {
      return (error as { detail?: { open?: string } }).detail?.open;
    }
  };
  const withTask = (ask: string) => closable({ tasks: { one: { ...task(ask), dutyId: undefined } } });
  const withDuty = (state: string) => closable({ duties: { [DUTY]: { ...ready().duties[DUTY], state } } });

  test('is refused while a duty is unfinished, the report unjudged, the level open or nobody in charge', () => {
    for (const state of ['undecided', 'drafting', 'approving', 'filing'])
      expect(open(withDuty(state))).toBe(`duty:${DUTY}`);
    expect(open(withTask('assess'))).toBe('assess');
    expect(open(withTask('decide-severity'))).toBe('decide-severity');
    expect(open(closable({ charge: undefined, escalation: { number: 1, everybodyAt: NOW, round: 0 } }))).toBe(
      'charge',
    );
  });

  test('is possible once every duty has ended and somebody was in charge', () => {
    for (const state of ['none', 'filed', 'judged-none']) expect(open(withDuty(state))).toBe('closed');
    const escalation = { number: 1, everybodyAt: NOW, round: 0 };
    expect(open(closable({ escalation, charge: 'chief' }))).toBe('closed');
    expect(open({ ...CASE_IN['set-aside'], tasks: {}, duties: {} })).toBe('closed');
  });

  test('is refused while the first calls of a level that wakes people are still to be made', () => {
    expect(open(closable({ charge: undefined, severity: 4 }))).toBe('charge');
  });

  test('is told to the desk and to every post that was called', () => {
    const subject = closable({ tasks: ready().tasks, charge: 'executive' });
    expect(mailed(give(subject, 'desk-1', 'CloseCase'))).toEqual([
      'case-closed desk-1',
      'case-closed desk-2',
      'case-closed executive',
    ]);
  });
});

test('the demo has somebody for every row of the table', () => {
  expect(demoPeople.map(({ id }) => id)).toEqual(expect.arrayContaining(EVERYBODY));
});
