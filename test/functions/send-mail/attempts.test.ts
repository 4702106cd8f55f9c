import { describe, expect, test } from 'vitest';
import { is } from '#/core/case/events.ts';
import { sendMail } from '#/functions/send-mail/task.ts';
import { demoPeople } from '#/test/simulation/policy.ts';
import { called, QUEUED, SCHEDULE } from './called.ts';

describe('a mail that cannot be sent', () => {
  test('is tried again after a minute, and the timeline counts the attempts', async () => {
    const { hall, send, notices } = await called();
    hall.mail.failing = () => true;
    await send();
    await send();
    hall.pass(1);
    hall.mail.failing = () => false;
    await sendMail(hall.ports, SCHEDULE);
    expect((await notices()).map(({ type, body }) => [type, (body as { attempt: number }).attempt])).toEqual([
      ['notice-failed', 1],
      ['notice-sent', 2],
    ]);
  });

  test('is tried less and less often, with an alarm at the third attempt and at every eighth', async () => {
    const { hall, send, notices } = await called();
    const tried: number[] = [];
    const loud: number[] = [];
    let minute = 0;
    hall.mail.failing = () => tried.push(minute) > 0;
    for (; minute <= 24 * 60; minute += 1) {
      await send();
      if (hall.alarms.splice(0).length > 0) loud.push(tried.length);
      hall.pass(1);
    }
    expect(tried.slice(0, 8)).toEqual([0, 1, 3, 7, 15, 31, 61, 91]);
    expect(tried).toHaveLength(52);
    expect(loud).toEqual([3, 8, 16, 24, 32, 40, 48]);
    const told = (await notices()).map(({ body }) => (body as { attempt: number }).attempt);
    expect(told).toEqual([1, 2, 3, 8, 16, 24, 32, 40, 48]);
    hall.mail.failing = () => false;
    hall.pass(30);
    expect(await send()).toEqual({ sent: 1 });
  });

  test('gives way to a newer one that asks the same; what asks nothing does not', async () => {
    const { hall, caseId, send } = await called();
    hall.mail.failing = () => true;
    const desk = { errand: 'mail', person: 'desk-1', post: 'contact-unit', text: 'policy-lacks' } as const;
    const again = { errand: 'mail', person: 'executive', post: 'executive-officer' } as const;
    const asks = { text: 'everybody-called', taskId: 'call-1-executive' } as const;
    for (const round of [1, 2]) {
      const errands = [
        { key: `lacks-${round}`, ...desk },
        { key: `everybody-${round}`, ...again, ...asks },
      ];
      await hall.decide(caseId, { happenings: [QUEUED], errands });
      hall.pass(1);
    }
    hall.mail.failing = () => false;
    await send();
    expect(hall.mail.sent.map(({ noticeId }) => noticeId.split('.')[1])).toEqual([
      'call-1-executive',
      'everybody-2',
      'lacks-1',
      'lacks-2',
    ]);
  });

  test('is given up after three days, with an alarm', async () => {
    const { hall, caseId, send, notices } = await called();
    hall.mail.failing = () => true;
    await send();
    hall.pass(72 * 60 - 1);
    await send();
    expect(await hall.cases.errands(caseId)).toHaveLength(1);
    expect(hall.alarms).toEqual([]);
    hall.pass(31);
    expect(await send()).toEqual({ sent: 0 });
    expect(hall.alarms).toEqual(['MailFailed']);
    expect((await notices()).map(({ type }) => type)).toEqual(Array(3).fill('notice-failed'));
    expect(await hall.cases.errands(caseId)).toEqual([]);
  });

  test('because there is no key to its code has failed like any other', async () => {
    const { hall, send, notices } = await called();
    const mac = hall.signer.mac.bind(hall.signer);
    hall.signer.mac = async () => {
      throw Object.assign(new Error('away'), { name: 'KMSInternalException' });
    };
    for (let attempt = 1; attempt <= 8; attempt += 1) {
      expect(await send()).toEqual({ sent: 0 });
      hall.pass(30);
    }
    expect((await notices())[0]?.body).toMatchObject({ reason: 'KMSInternalException' });
    hall.signer.mac = mac;
    expect(await send()).toEqual({ sent: 1 });
  });

  test('is told as failed in time: what would begin too late is left to the next minute', async () => {
    const { hall, caseId, send } = await called();
    await hall.decide(caseId, {
      happenings: [QUEUED],
      errands: [{ key: 'a', errand: 'mail', person: 'desk-1', post: 'contact-unit', text: 'charge-taken' }],
    });
    hall.mail.failing = () => {
      hall.pass(0.6);
      return true;
    };
    await send();
    expect((await hall.cases.errands(caseId)).map(({ attempts }) => attempts)).toEqual([1, 0]);
  });

  test('writes down the name of the error, and not its words', async () => {
    const { hall, send, notices } = await called();
    hall.mail.failing = () => true;
    await send();
    expect((await notices())[0]?.body).toMatchObject({ reason: 'MessageRejected' });
  });

  test('because the person is not in the network is an alarm at once', async () => {
    const { hall, caseId, send, notices } = await called(demoPeople.filter(({ id }) => id !== 'executive'));
    expect(await send()).toEqual({ sent: 0 });
    expect(hall.alarms).toEqual(['MailFailed']);
    expect((await notices())[0]).toMatchObject({ type: 'notice-failed', body: { reason: 'NoSuchPerson' } });
    expect(await hall.cases.errands(caseId)).toEqual([]);
  });

  test('does not keep the mail to others from being sent', async () => {
    const { hall, caseId, send } = await called();
    await hall.decide(caseId, {
      happenings: [QUEUED],
      errands: [{ key: 'a', errand: 'mail', person: 'desk-1', post: 'contact-unit', text: 'charge-taken' }],
    });
    hall.mail.failing = ({ to }) => to.startsWith('desk-1');
    expect(await send()).toEqual({ sent: 1 });
  });
});

describe('a death on the way', () => {
  test('between the answer of the mail service and the mark sends twice, with the same notice id, as attempt 2', async () => {
    const { hall, send, notices } = await called();
    hall.cases.before = () => {
      throw new Error('the power is gone');
    };
    await expect(send()).rejects.toThrow('the power is gone');
    hall.cases.before = () => undefined;
    expect(await send()).toEqual({ sent: 0 });
    hall.pass(1);
    expect(await send()).toEqual({ sent: 1 });
    expect(new Set(hall.mail.sent.map(({ noticeId }) => noticeId)).size).toBe(1);
    expect(hall.mail.sent).toHaveLength(2);
    const [event] = await notices();
    expect(event && is(event, 'notice-sent') && event.body.attempt).toBe(2);
  });

  test('in one case does not keep the mail of other cases from being sent', async () => {
    const { hall, caseId } = await called();
    const other = await hall.report({ reportId: 'e'.repeat(32) });
    await hall.decide(other, {
      happenings: [QUEUED],
      errands: [{ key: 'a', errand: 'mail', person: 'desk-1', post: 'contact-unit', text: 'charge-taken' }],
    });
    hall.pass(1);
    hall.cases.broken.add(caseId);
    await sendMail(hall.ports, SCHEDULE).catch(() => {});
    expect(hall.mail.to('desk-1@city.example')).toHaveLength(1);
  });

  test('over and over is not the same mail for ever: after five it is given up, with an alarm', async () => {
    const { hall, caseId, send, notices } = await called();
    hall.cases.before = () => {
      throw new Error('the power is gone');
    };
    for (let attempt = 1; attempt <= 20; attempt += 1) {
      hall.pass(30);
      await send().catch(() => {});
    }
    expect(hall.mail.sent).toHaveLength(5);
    expect(hall.alarms).toContain('MailFailed');
    hall.cases.before = () => undefined;
    hall.pass(30);
    await send();
    expect((await notices()).map(({ body }) => body)).toMatchObject([{ reason: 'NotMarked' }]);
    expect(await hall.cases.errands(caseId)).toEqual([]);
  });

  test('is told apart from a refusal: a mail often refused and once not marked is not given up', async () => {
    const { hall, send } = await called();
    hall.mail.failing = () => true;
    for (let attempt = 1; attempt <= 12; attempt += 1) {
      await send();
      hall.pass(30);
    }
    hall.mail.failing = () => false;
    hall.cases.before = () => {
      throw new Error('the power is gone');
    };
    await expect(send()).rejects.toThrow('the power is gone');
    hall.cases.before = () => undefined;
    hall.pass(30);
    expect(await send()).toEqual({ sent: 1 });
  });
});
