import { describe, expect, test } from 'vitest';
import type { Case } from '#/core/case/case.ts';
import type { CommandName } from '#/core/case/commands.ts';
import { COMMANDS, caseFor, give, ready, taskId } from '#/test/core/case/given.ts';
import { CASE_IN } from '#/test/core/samples.ts';
import { grow, holder, mailed, NOW, ofType, worldAt } from '#/test/core/stage.ts';
import { demoPeople } from '#/test/simulation/policy.ts';

const DESK = ['desk-1', 'executive', 'executive-deputy'];
const LEADERS = ['executive', 'executive-deputy', 'chief', 'chief-deputy'];
const MAY: Record<CommandName, string[]> = {
  AssessReport: DESK,
  RecordFacts: [...DESK, 'privacy', 'privacy-general'],
  CloseCase: DESK,
  WriteToReporter: DESK,
  JoinCases: DESK,
  SplitCase: DESK,
  NameReaders: ['desk-1', ...LEADERS],
  ReadFromReporter: DESK,
  ProposeSettlement: DESK,
  ConfirmSettlement: ['desk-1', ...LEADERS],
  ReturnSettlement: ['desk-1', ...LEADERS],
  DecideSeverity: ['desk-1', ...LEADERS],
  AcknowledgeByTelephone: ['desk-1', ...LEADERS],
  Acknowledge: ['childcare-head', 'desk-1', 'privacy', 'privacy-general', ...LEADERS],
  TakeCharge: ['desk-1', ...LEADERS],
  JudgeDuty: ['privacy'],
  WriteDraft: ['privacy'],
  ReturnDraft: ['privacy-general', 'executive', 'executive-deputy'],
  ApproveDraft: ['privacy-general', 'executive', 'executive-deputy'],
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
        const post = demoPeople.find((person) => person.id === id)?.posts[0]?.post;
        if (name === 'Acknowledge') own.tasks[taskId] = { ...own.tasks[taskId], person: id, post } as never;
        if (may) expect(give(own as Case, id, name).happenings.length).toBeGreaterThan(0);
        else expect(() => give(own as Case, id, name)).toThrow(/NotAllowed|CaseNotFound/);
      });
    }
  }

  test('somebody whose post has ended may no longer, and learns not even that there is a case', () => {
    const former = holder('former', []);
    former.posts = [
      { post: 'contact-unit', from: '2025-04-01T00:00:00.000Z', until: '2026-04-01T00:00:00.000Z' },
    ];
    const world = worldAt(NOW, [former]);
    for (const name of COMMANDS)
      expect(() => give(caseFor(name), 'former', name, {}, world)).toThrow('CaseNotFound');
  });

  test('nobody may do anything about a duty that no statute knows', () => {
    for (const name of ['JudgeDuty', 'WriteDraft', 'ReturnDraft', 'ApproveDraft', 'RecordFiling'] as const)
      expect(() => give(ready(), 'privacy', name, { dutyId: 'unknown' })).toThrow('NotAllowed');
  });

  test('a closed case takes no command, except that somebody says what was read', () => {
    for (const name of COMMANDS.filter((each) => each !== 'ReadFromReporter'))
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
      at: NOW,
    }).happenings;
    expect(happening).toMatchObject({
      occurredAt: NOW,
      body: {
        person: 'executive',
        reply: { how: 'telephone', enteredBy: 'desk-1', number: '000', at: NOW },
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

test('the demo has somebody for every row of the table', () => {
  expect(demoPeople.map(({ id }) => id)).toEqual(expect.arrayContaining(EVERYBODY));
});

describe('two who act at once', () => {
  test('the second level is refused to whoever has not seen the first', () => {
    expect(() => give(ready(), 'desk-1', 'DecideSeverity', { from: null, level: 2 })).toThrow('LevelChanged');
    expect(give(ready(), 'desk-1', 'DecideSeverity', { from: 3, level: 4 }).happenings).toHaveLength(1);
  });

  test('R07 an answer to an older call answers every call of this case to that person', () => {
    const older = ready();
    const first = older.tasks[taskId];
    if (first === undefined) throw new Error('no call');
    const tasks = { ...older.tasks, 'call-2-executive': { ...first, taskId: 'call-2-executive' } };
    const decision = give(ready({ tasks }), 'executive', 'Acknowledge');
    expect(ofType(decision, 'officer-acknowledged').map(({ body }) => body.taskId)).toEqual([
      taskId,
      'call-2-executive',
    ]);
  });
});

describe('R06 lowering a level', () => {
  const lower = (id: string, from: 1 | 2 | 3 | 4, level: number) =>
    give(ready({ severity: from }), id, 'DecideSeverity', { from, level }).happenings;

  test('is for whoever the profile names for the level, or acts for them', () => {
    for (const [id, from] of [
      ['desk-1', 1],
      ['desk-1', 2],
      ['executive', 3],
      ['executive-deputy', 3],
      ['chief', 4],
      ['chief-deputy', 4],
    ] as const)
      expect(lower(id, from, from - 1), `${id} from ${from}`).toHaveLength(1);
    for (const [id, from] of [
      ['desk-1', 3],
      ['desk-1', 4],
      ['executive', 4],
    ] as const)
      expect(() => lower(id, from, from - 1), `${id} from ${from}`).toThrow('NotAllowedToLower');
  });

  test('raising is for everybody who decides levels, at once', () => {
    for (const id of ['desk-1', 'executive', 'chief']) expect(lower(id, 1, 4)).toHaveLength(1);
  });
});
