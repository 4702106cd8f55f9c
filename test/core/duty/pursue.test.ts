import { describe, expect, test } from 'vitest';
import { decide } from '#/core/case/decide.ts';
import { hatFor } from '#/core/case/rights.ts';
import { watched } from '#/core/case/rows.ts';
import { pursue } from '#/core/duty/pursue.ts';
import { noticeWords } from '#/core/text/mail.ts';
import { drafted, filing, known, pursued, withDuty } from '#/test/core/duty/pursuing.ts';
import {
  away,
  counted,
  DUTY,
  follow,
  grow,
  holder,
  later,
  learned,
  mailed,
  ofType,
  personOf,
  worldAt,
} from '#/test/core/stage.ts';
import { demoPeople, wakayama } from '#/test/simulation/policy.ts';

describe('R11 a duty is followed to its end', () => {
  test('a duty that is due asks for a draft within the minutes the statute gives', async () => {
    const decision = pursued(await withDuty());
    expect(ofType(decision, 'task-opened')[0]?.body).toMatchObject({
      ask: 'draft',
      post: 'privacy-officer',
      dutyId: DUTY,
      due: later(480),
    });
    expect(mailed(decision)).toEqual(['task-opened privacy']);
    expect(decision.over).toBe(false);
  });

  test('an open question is put to a named post', async () => {
    const decision = pursued(await withDuty(counted(null)));
    expect(ofType(decision, 'task-opened')[0]?.body).toMatchObject({ ask: 'judge', post: 'privacy-officer' });
  });

  test('a question is put to the post it names, not to whoever drafts', async () => {
    const start = await withDuty({ ...counted(128), recovery: 'unopened' });
    expect(ofType(pursued(start), 'task-opened')[0]?.body).toMatchObject({
      ask: 'judge',
      post: 'privacy-officer',
    });
    const statutes = wakayama.statutes.map((statute) => ({
      ...statute,
      exemptions: statute.exemptions.map((exemption) => ({
        ...exemption,
        question: { ...exemption.question, of: 'legal' },
      })),
    }));
    const world = worldAt(later(0), demoPeople, { ...wakayama, statutes });
    expect(ofType(pursued(start, world), 'task-opened')[0]?.body).toMatchObject({
      ask: 'judge',
      post: 'legal',
    });
    expect(hatFor(personOf('legal'), 'JudgeDuty', { subject: start.subject, world, dutyId: DUTY })).toBe(
      'legal',
    );
  });

  test('R20 the approval is asked of everybody who may approve, but not of the author', async () => {
    expect(mailed(pursued(await drafted()))).toEqual([
      'task-opened privacy-general',
      'task-opened executive',
    ]);
    const people = demoPeople.map((person) =>
      person.id === 'privacy' ? holder('privacy', ['privacy-officer', 'executive-officer']) : person,
    );
    const decision = pursued(await drafted(), worldAt(later(1), people));
    expect(mailed(decision)).toEqual(['task-opened privacy-general', 'task-opened executive']);
  });

  test('R20 the author is not reminded to approve what nobody else has approved either', async () => {
    const people = [...demoPeople.filter((person) => person.id !== 'privacy')];
    people.push(holder('privacy', ['privacy-officer', 'general-privacy-officer']));
    const start = await drafted();
    const asked = await follow(start, pursued(start, worldAt(later(1), people)), { now: later(1) });
    const late = pursued(asked, worldAt(later(300), people));
    expect(mailed(late)).not.toContain('task-late privacy');
  });

  test('whoever was asked to approve is reminded, not only the first of the posts', async () => {
    const start = await drafted();
    const asked = await follow(start, pursued(start));
    expect(mailed(pursued(asked, worldAt(later(240))))).toEqual([
      'task-late privacy-general',
      'task-late executive',
    ]);
  });

  test('R08 whoever is asked to approve may approve, also a deputy for somebody away', async () => {
    const people = demoPeople.map((person) =>
      ['executive', 'privacy-general'].includes(person.id) ? away(person) : person,
    );
    const world = worldAt(later(1), people);
    const { subject } = await drafted();
    const asked = mailed(pursued(await drafted(), world)).map((line) => line.split(' ')[1] ?? '');
    expect(asked.length).toBeGreaterThan(0);
    for (const id of asked)
      expect(hatFor(personOf(id, world), 'ApproveDraft', { subject, world, dutyId: DUTY }), id).toBeDefined();
  });

  test('an approved draft asks for the filing, and a filed report ends it', async () => {
    const approved = await grow(await drafted(), [
      { type: 'draft-approved', body: { dutyId: DUTY, revision: 1 } },
    ]);
    expect(ofType(pursued(approved), 'task-opened')[0]?.body).toMatchObject({ ask: 'file' });
    const filed = await grow(approved, [filing({ last: true })]);
    expect(pursued(filed)).toMatchObject({ over: true, happenings: [], errands: [] });
  });

  test('a returned draft asks for a draft again, as a new task', async () => {
    const returned = await grow(await drafted(), [
      { type: 'draft-returned', body: { dutyId: DUTY, revision: 1, reason: '人数' } },
    ]);
    const decision = pursued(returned);
    expect(ofType(decision, 'task-opened')[0]?.body).toMatchObject({
      ask: 'draft',
      taskId: `draft-${DUTY}-2`,
    });
  });

  test('what is asked is not asked again before its time, and then it is reminded', async () => {
    const start = await withDuty();
    const asked = await follow(start, pursued(start));
    expect(pursued(asked, worldAt(later(479)))).toMatchObject({ happenings: [], over: false });
    expect(mailed(pursued(asked, worldAt(later(480))))).toEqual(['task-late privacy']);
  });

  test('a post that nobody holds is written down', async () => {
    const people = demoPeople.filter((person) => person.id !== 'privacy');
    const decision = pursued(await withDuty(), worldAt(later(0), people));
    expect(ofType(decision, 'post-empty')[0]?.body).toEqual({ post: 'privacy-officer' });
    expect(mailed(decision)).toEqual([]);
  });

  test('somebody away is asked all the same, because nobody else may draft', async () => {
    const people = demoPeople.map((person) => (person.id === 'privacy' ? away(person) : person));
    expect(mailed(pursued(await withDuty(), worldAt(later(0), people)))).toEqual(['task-opened privacy']);
  });
});

describe('a duty that needs nobody', () => {
  test('is over: no duty, judged as none, another revision, an unknown duty, a closed case', async () => {
    expect(pursued(await withDuty(counted(0))).over).toBe(true);
    const judged = await grow(await withDuty(counted(null)), [
      { type: 'duty-judged', body: { dutyId: DUTY, reportable: false, reason: '回収済み' } },
    ]);
    expect(pursued(judged).over).toBe(true);
    expect(pursued(await withDuty(), worldAt(), 2).over).toBe(true);
    expect(pursue((await withDuty()).subject, worldAt(), 'unknown', 1).over).toBe(true);
    const closed = { ...(await withDuty()).subject, state: 'closed' } as never;
    expect(pursue(closed, worldAt(), DUTY, 1).over).toBe(true);
  });
});

describe('new facts and the work already done', () => {
  test('that leave the duty due keep the draft, which must be written and approved anew', async () => {
    const again = await grow(await drafted(), known(2, counted(200)));
    expect(again.subject.duties[DUTY]).toMatchObject({
      state: 'drafting',
      draft: { revision: 1 },
      finding: { factsRevision: 2 },
    });
  });

  test('that end the duty drop its tasks; that raise it again start it again', async () => {
    const start = await withDuty();
    const none = await grow(await follow(start, pursued(start)), known(2, counted(0)));
    expect(none.subject.duties[DUTY]?.state).toBe('none');
    expect(Object.values(none.subject.tasks).map((task) => task.state)).toEqual(['dropped']);
    const again = await grow(none, known(3, counted(103)));
    expect(again.subject.duties[DUTY]?.state).toBe('drafting');
  });

  test('never undo what was filed', async () => {
    const filed = await grow(await drafted(), [filing({ last: true }), ...known(2, counted(3))]);
    // Whether it must be supplemented is a question; the filing stands.
    expect(filed.subject.duties[DUTY]).toMatchObject({
      state: 'undecided',
      stage: 2,
      filings: [{ receiptNumber: 'R-1' }],
    });
  });

  test('make a judgement of no duty lapse', async () => {
    const judged = await grow(await withDuty(counted(null)), [
      { type: 'duty-judged', body: { dutyId: DUTY, reportable: false, reason: '回収済み' } },
      ...known(2, counted(null)),
    ]);
    expect(judged.subject.duties[DUTY]?.state).toBe('undecided');
  });

  test('that make it uncertain again keep the count of drafts, so that an approval cannot meet another text', async () => {
    const uncertain = await grow(await drafted(), known(2, counted(null)));
    expect(uncertain.subject.duties[DUTY]).toMatchObject({ state: 'undecided', draft: { revision: 1 } });
  });
});

describe('R11 the days of the law', () => {
  test('are watched, and their passing is told to all who have to do with the report; the last one sounds an alarm', async () => {
    const start = await withDuty();
    const asked = await follow(start, pursued(start));
    expect(watched(asked.subject)).toContainEqual({ key: `day-${DUTY}`, due: '2026-11-22T14:59:59.999Z' });
    const aim = pursued(asked, worldAt('2026-11-22T15:00:00.000Z'));
    expect(ofType(aim, 'duty-day-passed').map(({ body }) => body)).toEqual([
      { dutyId: DUTY, stage: 'preliminary', day: 'aim' },
    ]);
    expect(ofType(aim, 'alarm-raised')).toEqual([]);
    expect(mailed(aim)).toEqual(
      expect.arrayContaining([
        'duty-day-passed privacy',
        'duty-day-passed privacy-general',
        'duty-day-passed desk-1',
      ]),
    );
    const passed = await follow(asked, aim);
    const limit = pursued(passed, worldAt('2026-11-24T15:00:00.000Z'));
    expect(ofType(limit, 'duty-day-passed').map(({ body }) => body)).toEqual([
      { dutyId: DUTY, stage: 'preliminary', day: 'limit' },
    ]);
    expect(ofType(limit, 'alarm-raised').map(({ body }) => body)).toEqual([{ alarm: 'DutyLate' }]);
    const after = await follow(passed, limit);
    expect(ofType(pursued(after, worldAt('2026-12-24T15:00:00.000Z')), 'duty-day-passed')).toEqual([]);
  });

  test('stand in every mail about the report', async () => {
    const { subject } = await withDuty();
    const asked = await follow({ subject, events: [] }, pursue(subject, worldAt(), DUTY, 1));
    const [task] = Object.values(asked.subject.tasks).filter(({ dutyId }) => dutyId === DUTY);
    const { text } = noticeWords(asked.subject, wakayama, {
      text: 'task-opened',
      post: 'privacy-officer',
      check: 'K7QM2X',
      publicUrl: 'https://hikeshi.example',
      ...(task && { taskId: task.taskId }),
    });
    expect(text).toContain('報告期限　令和8年11月24日（火）まで（目安は令和8年11月22日（日）から）');
  });
});

test('R11 the same facts recorded again change nothing: no judgement and no approval is undone', async () => {
  const { subject } = await withDuty();
  const command = {
    command: 'RecordFacts',
    caseId: subject.caseId,
    commandId: crypto.randomUUID(),
    facts: learned(),
  } as const;
  const [desk] = demoPeople;
  if (desk === undefined) throw new Error('no desk');
  expect(decide(subject, command, worldAt(), desk).happenings).toEqual([]);
});
