import { describe, expect, test } from 'vitest';
import { carry } from '#/core/case/carry.ts';
import { reviewCase } from '#/core/case/review.ts';
import { FOLD_MINUTES, SINGLE_MAILS } from '#/core/mail/caps.ts';
import { sendMail } from '#/functions/send-mail/task.ts';
import { SAMPLES } from '#/test/core/samples.ts';
import { Hall } from '#/test/functions/hall.ts';
import { SCHEDULE } from './called.ts';

const japan = (time: string): string => new Date(`${time}:00+09:00`).toISOString();
const MORNING = japan('2026-11-24T08:30');
const DESK = ['desk-1@city.example', 'desk-2@city.example'];

let reports = 0;
async function arrive(hall: Hall, fields: Record<string, string> = {}): Promise<string> {
  reports += 1;
  const reportId = reports.toString(16).padStart(32, '0');
  const caseId = await hall.report({ kind: 'suspicious-mail', personalData: 'unknown', reportId, ...fields });
  await carry(hall.carrier, { caseId, actor: 'step:review-case' }, reviewCase);
  await sendMail(hall.ports, { caseId });
  return caseId;
}

async function atNight(): Promise<Hall> {
  const hall = await Hall.open();
  hall.now = japan('2026-11-20T22:00');
  return hall;
}

async function byDay(): Promise<Hall> {
  const hall = await Hall.open();
  hall.now = japan('2026-11-20T10:00');
  return hall;
}

const tick = (hall: Hall) => sendMail(hall.ports, SCHEDULE);
const held = async (hall: Hall, caseId: string) =>
  (await hall.cases.errands(caseId)).map(({ heldUntil }) => heldUntil);
const sentOf = async (hall: Hall, caseId: string) =>
  (await hall.cases.timeline(caseId)).flatMap(({ type, body }) => (type === 'notice-sent' ? [body] : []));

describe('R41 at night', () => {
  test('a light case wakes nobody: in the morning of the next office day one letter says all', async () => {
    const hall = await atNight();
    const cases = [await arrive(hall), await arrive(hall), await arrive(hall, { section: '' })];
    await tick(hall);
    hall.now = japan('2026-11-23T10:00');
    await tick(hall);
    expect(hall.mail.sent).toEqual([]);
    hall.now = MORNING;
    await tick(hall);
    for (const desk of DESK) {
      const [letter, ...others] = hall.mail.to(desk);
      expect(others).toEqual([]);
      expect(letter?.subject).toBe('【火消し】急がない知らせ 3件（まとめ）');
      for (const caseId of cases) expect(letter?.text).toContain(`■ ${caseId}　レベル0`);
      expect(letter?.text.match(/^・報告が届きました。評価をお願いします（期限 /gm)).toHaveLength(3);
      expect(letter?.text).toContain('https://hikeshi.example/desk\n');
    }
    const [caseId = ''] = cases.slice(-1);
    expect(await hall.cases.errands(caseId)).toEqual([]);
    expect(await sentOf(hall, caseId)).toMatchObject([
      { person: 'desk-1', digest: true },
      { person: 'desk-2', digest: true },
    ]);
    await tick(hall);
    expect(hall.mail.to(DESK[0] ?? '')).toHaveLength(1);
  });

  test('one that waited alone is the mail that it would have been', async () => {
    const hall = await atNight();
    const caseId = await arrive(hall);
    hall.now = MORNING;
    await tick(hall);
    expect(hall.mail.to('desk-1@city.example')).toMatchObject([
      { subject: expect.stringContaining('評価をお願いします'), noticeId: expect.stringContaining(caseId) },
    ]);
    expect((await sentOf(hall, caseId))[0]).not.toHaveProperty('digest');
  });

  test('what was reminded of twice in the night is one line, with what is asked for', async () => {
    const hall = await atNight();
    const cases = [await arrive(hall, { section: '' }), await arrive(hall, { section: '' })];
    for (const time of ['2026-11-24T17:15', '2026-11-25T17:15']) {
      hall.now = japan(time);
      for (const caseId of cases) {
        await carry(hall.carrier, { caseId, actor: 'step:review-case' }, reviewCase);
        await sendMail(hall.ports, { caseId });
      }
    }
    hall.now = japan('2026-11-26T08:30');
    await tick(hall);
    const lines = hall.mail
      .to('desk-1@city.example')
      .at(-1)
      ?.text.match(/^・.*$/gm);
    expect(lines).toHaveLength(2);
    expect(lines?.[0]).toMatch(/^・期限を過ぎたため、上位の役職へ知らせます（報告の評価。期限 .*17:15）$/);
  });

  test('a grave case is told at once', async () => {
    const hall = await atNight();
    await arrive(hall, { kind: 'ransomware' });
    expect(hall.mail.to('desk-1@city.example')).toHaveLength(1);
  });

  test('what waited goes out as soon as the level rises', async () => {
    const hall = await atNight();
    const caseId = await arrive(hall, { section: '' });
    expect(await held(hall, caseId)).toEqual([MORNING, MORNING]);
    await sendMail(hall.ports, { caseId });
    expect(hall.mail.sent).toEqual([]);
    await hall.say(caseId, {
      type: 'facts-recorded',
      body: { ...SAMPLES['facts-recorded'], suggested: 3 },
    });
    await sendMail(hall.ports, { caseId });
    expect(hall.mail.sent.map(({ to }) => to)).toEqual(DESK);
  });

  test('what is settled before the morning is not mailed any more', async () => {
    const hall = await atNight();
    const caseId = await arrive(hall);
    await arrive(hall);
    await hall.say(caseId, {
      type: 'report-assessed',
      body: { incident: false, violation: false, reason: '訓練' },
    });
    hall.now = MORNING;
    await tick(hall);
    expect(hall.mail.to('desk-1@city.example')).toMatchObject([
      { subject: expect.not.stringContaining('まとめ') },
    ]);
    expect(await hall.types(caseId)).toContain('notice-withdrawn');
  });

  test('mail that fails in the morning is tried again, and only then done', async () => {
    const hall = await atNight();
    const cases = [await arrive(hall), await arrive(hall)];
    hall.now = MORNING;
    hall.mail.failing = () => true;
    await tick(hall);
    hall.mail.failing = () => false;
    hall.pass(1);
    await tick(hall);
    expect(hall.mail.to('desk-1@city.example')).toHaveLength(1);
    for (const caseId of cases) expect(await hall.cases.errands(caseId)).toEqual([]);
  });

  test('after a long holiday a failure is not the last at once', async () => {
    const hall = await Hall.open();
    hall.now = japan('2026-12-28T18:00');
    const caseId = await arrive(hall);
    hall.now = japan('2027-01-04T08:30');
    hall.mail.failing = () => true;
    await tick(hall);
    expect((await hall.cases.errands(caseId)).length).toBeGreaterThan(0);
  });

  test('a death at any commit of the morning loses nothing: each case is told, some perhaps twice', async () => {
    for (let dies = 1; dies <= 8; dies += 1) {
      const hall = await atNight();
      const cases = [await arrive(hall), await arrive(hall), await arrive(hall)];
      hall.now = MORNING;
      let commits = 0;
      hall.cases.before = () => {
        commits += 1;
        if (commits >= dies) throw new Error('the power is gone');
        return undefined;
      };
      await tick(hall).catch(() => {});
      hall.cases.before = () => undefined;
      for (let minute = 0; minute < 5; minute += 1) {
        hall.pass(1);
        await tick(hall);
      }
      for (const caseId of cases) {
        expect(await hall.cases.errands(caseId), `death at ${dies}`).toEqual([]);
        const told = hall.mail
          .to('desk-1@city.example')
          .filter(({ subject, text }) => (subject + text).includes(caseId));
        expect(told.length, `death at ${dies}`).toBeGreaterThan(0);
      }
    }
  });
});

describe('R41 in a storm', () => {
  test('a thousand reports in ten minutes are ten mails and a few letters to each, and one alarm', async () => {
    const hall = await byDay();
    const cases: string[] = [];
    for (let number = 0; number < 1000; number += 1) {
      cases.push(await arrive(hall, { section: '' }));
      if (number % 100 === 99) {
        hall.pass(1);
        await tick(hall);
      }
    }
    for (let minute = 0; minute < 10; minute += 1) {
      hall.pass(1);
      await tick(hall);
    }
    const letters = hall.mail.to('desk-1@city.example');
    expect(letters.filter(({ subject }) => !subject.includes('まとめ'))).toHaveLength(SINGLE_MAILS);
    expect(letters.length).toBeLessThanOrEqual(SINGLE_MAILS + 5);
    const said = letters.map(({ subject, text }) => subject + text).join('\n');
    expect(cases.filter((caseId) => !said.includes(caseId))).toEqual([]);
    expect(hall.alarms).toEqual(['MailFolded', 'MailFolded']);
    const left = await Promise.all(cases.map((caseId) => hall.cases.errands(caseId)));
    expect(left.flat().filter(({ errand }) => errand === 'mail')).toEqual([]);
  }, 60_000);

  test('urgent mails and mails of a high level are never folded', async () => {
    const hall = await byDay();
    for (let number = 0; number < SINGLE_MAILS + 5; number += 1) await arrive(hall, { kind: 'ransomware' });
    expect(hall.mail.to('desk-1@city.example')).toHaveLength(SINGLE_MAILS + 5);
    expect(hall.alarms).toEqual([]);
  });

  test('what is folded goes out at the end of the ten minutes, and then single mails begin again', async () => {
    const hall = await byDay();
    for (let number = 0; number < SINGLE_MAILS + 2; number += 1) await arrive(hall);
    expect(hall.mail.to('desk-1@city.example')).toHaveLength(SINGLE_MAILS);
    hall.pass(FOLD_MINUTES - 1);
    await tick(hall);
    expect(hall.mail.to('desk-1@city.example')).toHaveLength(SINGLE_MAILS);
    hall.pass(1);
    await tick(hall);
    expect(hall.mail.to('desk-1@city.example').at(-1)?.subject).toContain('2件（まとめ）');
    await arrive(hall);
    expect(hall.mail.to('desk-1@city.example')).toHaveLength(SINGLE_MAILS + 2);
  });
});
