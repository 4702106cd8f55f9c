import { describe, expect, test } from 'vitest';
import type { Case } from '#/core/case/case.ts';
import { inStead, provisionalLevel, workingLevel } from '#/core/case/decision.ts';
import { receiptView } from '#/core/case/reporter.ts';
import { reviewCase } from '#/core/case/review.ts';
import { hatFor, mayRead } from '#/core/case/rights.ts';
import { caseLine, readersOf, rowsOf } from '#/core/case/rows.ts';
import { Fault } from '#/core/fault.ts';
import { receiptOf } from '#/core/report/receipt.ts';
import type { Report } from '#/core/report/report.ts';
import { give } from '#/test/core/case/given.ts';
import { CASE_IN } from '#/test/core/samples.ts';
import {
  grow,
  holder,
  learned,
  mailed,
  NOW,
  ofType,
  personOf,
  reported,
  worldAt,
} from '#/test/core/stage.ts';
import { demoPeople, wakayama } from '#/test/simulation/policy.ts';

const caseOf = async (report: Partial<Report>): Promise<Case> => (await reported(report)).subject;
const told = async (report: Partial<Report>) => mailed(reviewCase(await caseOf(report), worldAt()));
const reads = (id: string, subject: Case) => mayRead(personOf(id), subject, worldAt());

describe('R01 a report that is about somebody it would be told to', () => {
  test('goes past the head of the section to the next one up that somebody holds', async () => {
    expect(await told({})).toContain('report-in-section childcare-head');
    const past = await told({ concerns: 'section-manager' });
    expect(past).toContain('report-in-stead executive');
    expect(past.filter((mail) => mail.endsWith('childcare-head'))).toEqual([]);
  });

  test('the next one up is the nearest post that somebody holds', async () => {
    const people = [...demoPeople, holder('bureau', ['department-officer'])];
    const subject = await caseOf({ concerns: 'section-manager' });
    expect(inStead(subject, worldAt(NOW, people), 'section-manager')).toBe('department-officer');
    expect(inStead(subject, worldAt(), 'section-manager')).toBe('executive-officer');
    expect(inStead(subject, worldAt(), 'chief-officer')).toBe('chief-officer');
  });

  test('where it is about the desk, the post above it is asked to assess it, and the desk learns nothing', async () => {
    const subject = await caseOf({ concerns: 'contact-unit' });
    const first = reviewCase(subject, worldAt());
    expect(ofType(first, 'task-opened').map(({ body }) => body.post)).toEqual(['deputy-executive-officer']);
    expect(mailed(first).filter((mail) => mail.includes('desk-'))).toEqual([]);
    expect(reads('desk-1', subject)).toBe(false);
    expect(reads('executive-deputy', subject)).toBe(true);
    expect(hatFor(personOf('executive-deputy'), 'AssessReport', { subject, world: worldAt() })).toBeDefined();
  });

  test('whoever it is about hears of it by no other post either', async () => {
    const both = {
      ...personOf('childcare-head'),
      posts: personOf('executive').posts.concat(personOf('childcare-head').posts),
    };
    const people = [...demoPeople.filter(({ id }) => id !== 'childcare-head'), both];
    const mails = mailed(reviewCase(await caseOf({ concerns: 'section-manager' }), worldAt(NOW, people)));
    expect(mails).toContain('report-in-stead executive');
    expect(mails).not.toContain('report-in-section childcare-head');
  });

  test('whoever it is about reads it by no post, not even as one who is called', async () => {
    const subject = await caseOf({ concerns: 'section-manager' });
    const world = worldAt();
    const head = {
      ...personOf('childcare-head'),
      posts: personOf('executive').posts.concat(personOf('childcare-head').posts),
    };
    expect(mayRead(head, subject, world)).toBe(false);
    expect(mayRead(head, await caseOf({}), world)).toBe(true);
    expect(hatFor(head, 'TakeCharge', { subject, world })).toBeUndefined();
    expect(readersOf(subject)).not.toContain('section:childcare');
  });
});

describe('R23 a restricted case', () => {
  test.each<Partial<Report>>([
    { kind: 'insider' },
    { overlays: ['protected'] },
    { concerns: 'section-manager' },
    { told: { protectedPersons: 'reached' } },
  ])('%j is marked in every list', async (report) => {
    const line = rowsOf(await caseOf(report)).find(({ sk }) => sk === 'LIST#OPEN');
    expect(line?.data).toMatchObject({ restricted: true });
    expect(rowsOf(await caseOf({})).find(({ sk }) => sk === 'LIST#OPEN')?.data).not.toHaveProperty(
      'restricted',
    );
  });

  test.each([
    ['by a colleague', learned({}, { kind: 'insider' })],
    ['to somebody who is protected', learned({ protectedPersons: 'included' })],
    ['to somebody from whom they are protected', learned({ protectedPersons: 'reached' })],
  ])('is one that the desk finds to have been done %s, from then on', async (_what, facts) => {
    const before = await caseOf({ kind: 'lost-paper' });
    const found = give(before, 'desk-1', 'RecordFacts', { facts });
    const { subject } = await grow({ subject: before, events: [] }, found.happenings);
    expect(subject.restricted).toBe(true);
    const milder = give(subject, 'desk-1', 'RecordFacts', {
      facts: {
        ...learned({ protectedPersons: 'no' }),
        kind: 'lost-paper',
        mode: 'corrected',
        reason: '誤記',
      },
    });
    expect((await grow({ subject, events: [] }, milder.happenings)).subject.restricted).toBe(true);
    const other = give(before, 'desk-1', 'RecordFacts', { facts: learned({}, { kind: 'lost-paper' }) });
    expect((await grow({ subject: before, events: [] }, other.happenings)).subject.restricted).toBe(
      undefined,
    );
  });

  test('shows whoever reported the kind that they reported, whatever the desk has found', async () => {
    const before = await caseOf({ kind: 'mail-missent' });
    const found = give(before, 'desk-1', 'RecordFacts', { facts: learned({}, { kind: 'insider' }) });
    const { subject, events } = await grow({ subject: before, events: [] }, found.happenings);
    expect(subject.kind).toBe('insider');
    expect(receiptView(subject, events, { receiptId: '', code: '' }).kind).toBe('mail-missent');
    expect(receiptOf(subject, wakayama, '').kind.id).toBe('mail-missent');
  });

  test('once its readers are named, nobody else reads it but who is called or asked', () => {
    const subject: Case = {
      ...CASE_IN.responding,
      section: 'childcare',
      tasks: {},
      restricted: true,
      readers: ['desk-1'],
    };
    expect(reads('desk-1', subject)).toBe(true);
    for (const id of ['desk-2', 'childcare-head', 'chief', 'privacy'])
      expect(reads(id, subject), id).toBe(false);
    const asked = {
      taskId: 'draft-1',
      ask: 'draft' as const,
      post: 'privacy-officer',
      openedAt: '',
      due: '',
      round: 0,
      refusedCodes: 0,
    };
    const withTask = (state: 'open' | 'done') => ({ ...subject, tasks: { 'draft-1': { ...asked, state } } });
    expect(reads('privacy', withTask('open'))).toBe(true);
    expect(reads('privacy', withTask('done'))).toBe(false);
    expect(
      reads('chief', {
        ...subject,
        tasks: { c: { ...asked, state: 'done', person: 'chief', post: 'chief-officer' } },
      }),
    ).toBe(true);
    expect(readersOf(subject)).toContain('desk-1');
    const left = { ...personOf('desk-1'), posts: [] };
    expect(mayRead(left, subject, worldAt())).toBe(false);
  });

  test('whoever names the readers is one of them; nobody whom the case is about, or who is unknown, can be named', async () => {
    const subject: Case = { ...CASE_IN.reported, section: 'childcare', concerns: ['section-manager'] };
    const name = (persons: string[]) => give(subject, 'desk-1', 'NameReaders', { persons });
    expect(ofType(name(['executive']), 'readers-named').map(({ body }) => body.persons)).toEqual([
      ['executive', 'desk-1'],
    ]);
    for (const id of ['childcare-head', 'nobody']) expect(() => name([id])).toThrow(Fault);
  });
});

describe('R02 a report passed on for somebody', () => {
  const behalf = { who: '', contact: '', calledAt: '', section: 'citizens' };

  test('reaches the head of the section that took it as well as of the one it is about', async () => {
    const mails = await told({ behalf });
    expect(mails).toContain('report-in-section childcare-head');
    expect(mails).toContain('report-in-section citizens-head');
    const subject = await caseOf({ behalf });
    expect(reads('citizens-head', subject)).toBe(true);
    expect(reads('citizens-head', await caseOf({}))).toBe(false);
    expect(readersOf(subject)).toEqual(expect.arrayContaining(['section:childcare', 'section:citizens']));
  });

  test('of a restricted case the section that took it learns nothing', async () => {
    const mails = await told({ behalf, overlays: ['protected'] });
    expect(mails).toContain('report-in-section childcare-head');
    expect(mails).not.toContain('report-in-section citizens-head');
  });
});

describe('R03 what the reporter told', () => {
  const level = async (report: Partial<Report>) =>
    workingLevel(await caseOf({ kind: 'paper-misdelivered', personalData: 'unknown', ...report }), wakayama);

  test('raises the level that works at once: danger, an overlay, an answer', async () => {
    expect(await level({})).toBe(2);
    expect(await level({ danger: 'yes' })).toBe(4);
    const opened = { kind: 'suspicious-mail', raised: ['開いた・押した・入力した'] };
    expect(await level({ kind: 'suspicious-mail' })).toBe(0);
    expect(await level(opened)).toBe(2);
    expect(await level({ ...opened, kind: 'lost-card' })).toBe(1);
    expect(await level({ danger: 'no' })).toBe(2);
    expect(await level({ overlays: ['protected'] })).toBe(4);
    expect(await level({ overlays: ['school'] })).toBe(2);
    expect(await level({ told: { leak: 'occurred', personalData: 'yes', sensitive: 'yes' } })).toBe(3);
    expect(await level({ overlays: ['my-number'], told: { leak: 'occurred' } })).toBe(3);
  });
});

test('the line of a case in the queue holds what its first level is made of', async () => {
  const level = async (report: Partial<Report>) =>
    provisionalLevel(caseLine(await caseOf({ kind: 'paper-misdelivered', ...report })), wakayama);
  expect(await level({})).toBe(2);
  expect(await level({ danger: 'yes' })).toBe(4);
  expect(await level({ overlays: ['protected'] })).toBe(4);
});

test('the watch on the door stands in no list', async () => {
  const rows = (subject: Case) => rowsOf(subject).flatMap(({ list }) => list ?? []);
  const subject = await caseOf({});
  expect(rows(subject)).toContain('OPEN');
  expect(rows({ ...subject, probe: true })).toEqual(['DUE']);
  expect(rows({ ...CASE_IN.closed, probe: true })).not.toContain('OPEN');
});
