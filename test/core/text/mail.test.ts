import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Case } from '#/core/case/case.ts';
import type { NoticeText } from '#/core/case/events.ts';
import { fold } from '#/core/case/fold.ts';
import { announce } from '#/core/case/review.ts';
import type { Report } from '#/core/report/report.ts';
import { type NoticeFacts, noticeWords } from '#/core/text/mail.ts';
import { CASE_IN, finding, SAMPLES } from '#/test/core/samples.ts';
import { CASE_ID, DUTY, NOW, reported, theReport, worldAt } from '#/test/core/stage.ts';
import { wakayama } from '#/test/simulation/policy.ts';

const TEXTS: NoticeText[] = [
  'report-arrived',
  'report-in-section',
  'report-in-stead',
  'notice-answered',
  'code-accepted',
  'code-wrong',
  'report-supplemented',
  'task-opened',
  'task-late',
  'task-raised',
  'officer-called',
  'deputy-called',
  'everybody-called',
  'charge-taken',
  'case-closed',
];
const notice = (text: NoticeText, more: Partial<NoticeFacts> = {}): NoticeFacts => ({
  text,
  post: 'contact-unit',
  check: 'K7QM2X',
  publicUrl: 'https://hikeshi.example',
  ...more,
});
const answer = { url: `https://hikeshi.example/notices/${CASE_ID}/call-1-executive/abc`, code: '012345' };
const words = (text: NoticeText, subject: Case = CASE_IN.responding, more: Partial<NoticeFacts> = {}) =>
  noticeWords(subject, wakayama, notice(text, more));

describe('R21 no mail says what the report says', () => {
  // A letter that no wording of ours contains marks every word of the report.
  const marked = (max: number) => fc.string({ maxLength: max - 1 }).map((text) => `${text}☠`);
  const reports = fc.record({
    callback: marked(100),
    place: marked(200),
    happened: marked(4000),
    done: marked(4000),
    reporter: marked(100),
    section: marked(40),
    kind: fc.constantFrom(...wakayama.kinds.map(({ id }) => id)),
    personalData: fc.constantFrom('yes' as const, 'no' as const, 'unknown' as const),
  });

  test('whatever the report says, in whatever state the case is', async () => {
    const { events } = await reported();
    const [first] = events;
    await fc.assert(
      fc.asyncProperty(
        reports,
        fc.constantFrom(...TEXTS),
        fc.constantFrom(...Object.values(CASE_IN)),
        async (fields, text, state) => {
          if (!first) throw new Error('no event');
          const body = { report: { ...theReport, ...fields } as Report, channel: 'form' as const };
          const subject = fold(state, { ...first, body });
          for (const more of [{}, { taskId: 'call-1-executive' }, { taskId: 'call-1-executive', answer }]) {
            const mail = words(text, subject, more);
            expect(mail.subject + mail.text).not.toContain('☠');
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('nor does what is queued for sending', async () => {
    const secret: Partial<Report> = { happened: '秘密', place: '秘密', reporter: '秘密', callback: '秘密' };
    const { errands } = announce((await reported(secret)).subject, worldAt());
    expect(errands.length).toBeGreaterThan(0);
    expect(JSON.stringify(errands)).not.toContain('秘密');
  });

  test('nor is the name of any person or section in it', () => {
    for (const text of TEXTS) {
      const mail = words(
        text,
        { ...CASE_IN.responding, section: 'childcare' },
        { taskId: 'call-1-executive' },
      );
      expect(mail.subject + mail.text).not.toMatch(/まもる|保育こども園課|メールの誤送信/);
    }
  });
});

describe('every notice', () => {
  for (const text of TEXTS) {
    test(`${text} has words in every state, a subject of one line, and the case number in it`, () => {
      for (const subject of Object.values(CASE_IN)) {
        const mail = words(text, subject, { taskId: 'call-1-executive' });
        expect(mail.subject).toContain(CASE_ID);
        expect(mail.subject).not.toMatch(/\p{Cc}|\u2028|\u2029/u);
        expect(mail.subject.length).toBeLessThan(78);
        expect(mail.subject + mail.text).not.toMatch(/undefined|null|NaN|\[object/);
        expect(mail.text).toContain(wakayama.profile.contactUnit.telephone);
      }
    });
  }

  test('speaks of the level, and of a provisional one only until a person has decided', () => {
    expect(words('task-opened', CASE_IN.responding).text).toContain('レベル　　3 重大\n');
    expect(words('report-arrived', CASE_IN.reported).text).toContain('（暫定）');
    expect(words('case-closed', CASE_IN.closed).text).not.toContain('（暫定）');
  });

  test('names its time limit while the task is open, and no longer', () => {
    expect(words('officer-called', CASE_IN.responding, { taskId: 'call-1-executive' }).text).toContain(
      '期限',
    );
    const tasks = {
      'call-1-executive': { ...CASE_IN.responding.tasks['call-1-executive'], state: 'unanswered' },
    };
    const silent = { ...CASE_IN.responding, tasks } as Case;
    expect(words('officer-called', silent, { taskId: 'call-1-executive' }).text).not.toContain('期限　');
  });

  test('that calls somebody is urgent, and carries the page and the code of this one call', () => {
    for (const text of ['officer-called', 'deputy-called', 'everybody-called'] as const) {
      const mail = words(text, CASE_IN.responding, { taskId: 'call-1-executive', answer });
      expect(mail.subject).toMatch(/^【至急】/);
      expect(mail.subject).not.toContain(answer.code);
      expect(mail.text).toContain(answer.url);
      expect(mail.text).toContain('確認番号　012345');
    }
    expect(words('case-closed').subject).not.toContain('至急');
  });

  test('R08 to a deputy says for whom, in the word of the municipality', () => {
    const task = { ...CASE_IN.responding.tasks['call-1-executive'], deputyFor: 'executive-officer' };
    const subject = { ...CASE_IN.responding, tasks: { one: task } } as Case;
    const mail = words('deputy-called', subject, { post: 'deputy-executive-officer', taskId: 'one' });
    expect(mail.text).toContain('情報セキュリティ執行責任者に連絡がつかないため、代行として');
    expect(mail.text).toContain('情報セキュリティ副執行責任者 の方へ');
  });

  test('about a task of somebody else leads to the case, and nowhere else', () => {
    const mail = words('task-opened');
    expect(mail.text.match(/https:\S+/g)).toEqual([`https://hikeshi.example/desk/cases/${CASE_ID}`]);
  });

  test('about a report outside names the days of its stage; a supplement has none', () => {
    const task = {
      ...SAMPLES['task-opened'],
      dutyId: DUTY,
      openedAt: NOW,
      round: 0,
      state: 'open',
      refusedCodes: 0,
    };
    const at = (stage: number) => {
      const duties = { [DUTY]: { dutyId: DUTY, finding, state: 'drafting', stage, filings: [] } };
      return { ...CASE_IN.responding, duties, tasks: { 'draft-1': task } } as Case;
    };
    const mail = (stage: number) => words('task-opened', at(stage), { taskId: 'draft-1' }).text;
    expect(mail(0)).toContain('報告期限　令和8年11月24日（火）まで');
    expect(mail(2)).toContain('報告期限　追完は、分かりしだい');
    expect(mail(2)).not.toContain('令和8年12月21日');
  });

  test('about a task says what is asked', () => {
    const task = { ...SAMPLES['task-opened'], openedAt: NOW, round: 0, state: 'open', refusedCodes: 0 };
    const subject = { ...CASE_IN.reported, tasks: { 'assess-1': task } } as Case;
    expect(words('task-late', subject, { taskId: 'assess-1' }).text).toContain('依頼：報告の評価');
  });
});
