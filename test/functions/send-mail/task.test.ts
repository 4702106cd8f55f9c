import { describe, expect, test } from 'vitest';
import { sendMail } from '#/functions/send-mail/task.ts';
import { called, SCHEDULE } from './called.ts';

describe('R21 sending what is queued', () => {
  test('sends one mail to one person, marks it, and is done with it', async () => {
    const { hall, caseId, send, notices } = await called();
    expect(await send()).toEqual({ sent: 1 });
    expect(hall.mail.sent).toMatchObject([
      { to: 'executive@city.example', noticeId: `${caseId}.call-1-executive` },
    ]);
    expect((await notices()).map(({ type, body }) => [type, body])).toEqual([
      ['notice-sent', { noticeId: 'call-1-executive', person: 'executive', attempt: 1, messageId: 'm1' }],
    ]);
    expect(await hall.cases.errands(caseId)).toEqual([]);
    expect(await send()).toEqual({ sent: 0 });
  });

  test('gives a call the page and the code that answer it', async () => {
    const { hall, send } = await called();
    await send();
    expect(hall.mail.sent[0]?.text).toMatch(/\/notices\/\d{8}-\d{5}\/call-1-executive\/[0-9a-f]{32}\n/);
    expect(hall.mail.sent[0]?.text).toMatch(/確認番号　\d{6}/);
  });

  test('two at the same moment send once', async () => {
    const { hall, send } = await called();
    const results = await Promise.all([send(), send()]);
    expect(results.map(({ sent }) => sent).sort()).toEqual([0, 1]);
    expect(hall.mail.sent).toHaveLength(1);
  });

  test('by the schedule takes what is due, and leaves to the machine what is not yet', async () => {
    const { hall } = await called();
    expect(await sendMail(hall.ports, SCHEDULE)).toEqual({ sent: 0 });
    hall.pass(1);
    expect(await sendMail(hall.ports, SCHEDULE)).toEqual({ sent: 1 });
  });
});

describe('a mail whose matter is settled', () => {
  test('is withdrawn, and the timeline says so', async () => {
    const { hall, caseId, send, notices } = await called();
    await hall.say(caseId, {
      type: 'officer-acknowledged',
      body: { taskId: 'call-1-executive', person: 'executive', reply: { how: 'code' } },
    });
    expect(await send()).toEqual({ sent: 0 });
    expect((await notices()).map(({ type }) => type)).toEqual(['notice-withdrawn']);
    expect(hall.mail.sent).toEqual([]);
    expect(await hall.cases.errands(caseId)).toEqual([]);
  });

  test('is still sent to somebody who has let the time pass', async () => {
    const { hall, caseId, send } = await called();
    await hall.say(caseId, {
      type: 'officers-unanswered',
      body: { calls: [{ taskId: 'call-1-executive', person: 'executive', post: 'executive-officer' }] },
    });
    expect(await send()).toEqual({ sent: 1 });
  });

  test('R07 that nobody has taken charge is news also to somebody who has acknowledged', async () => {
    const { hall, caseId, send } = await called();
    await send();
    await hall.decide(caseId, {
      happenings: [
        {
          type: 'officer-acknowledged',
          body: { taskId: 'call-1-executive', person: 'executive', reply: { how: 'code' } },
        },
        { type: 'everybody-called', body: { round: 1, everybodyAt: '2026-11-20T10:23:00.000Z', reached: 1 } },
      ],
      errands: [
        {
          key: 'everybody-3-1-executive',
          errand: 'mail',
          person: 'executive',
          post: 'executive-officer',
          text: 'everybody-called',
          taskId: 'call-1-executive',
        },
      ],
    });
    expect(await send()).toEqual({ sent: 1 });
    expect(hall.mail.sent.at(-1)?.subject).toContain('引き受ける人がいません');
  });

  test('is not sent after the case was closed, unless it says so', async () => {
    const { hall, caseId, send } = await called();
    const mail = { errand: 'mail' as const, person: 'desk-1', post: 'contact-unit' };
    await hall.decide(caseId, {
      happenings: [
        { type: 'charge-taken', body: { person: 'executive', post: 'executive-officer' } },
        { type: 'case-closed', body: { summary: '回収済み' } },
      ],
      errands: [
        { ...mail, key: 'charge-desk-1', text: 'charge-taken' },
        { ...mail, key: 'closed-desk-1', text: 'case-closed' },
      ],
    });
    await send();
    expect(hall.mail.sent.map(({ subject }) => subject)).toEqual([expect.stringContaining('終結しました')]);
  });
});
