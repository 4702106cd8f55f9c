import { describe, expect, test } from 'vitest';
import type { Errand } from '#/core/ports.ts';
import { sendMail } from '#/functions/send-mail/task.ts';
import { Hall } from '#/test/functions/hall.ts';

const MORNING = '2026-11-23T23:30:00.000Z';
const PERSON = { 'desk-1': 'contact-unit', 'desk-2': 'contact-unit' } as const;

/** Mails about one case that wait for the morning. */
async function waiting(hall: Hall, number: number, each = 1): Promise<string> {
  const caseId = await hall.report({ reportId: number.toString(16).padStart(32, '0') });
  const errands = Object.entries(PERSON).flatMap(([person, post]) =>
    Array.from(
      { length: each },
      (_, at): Errand => ({ key: `${person}-${at}`, errand: 'mail', person, post, text: 'charge-taken' }),
    ),
  );
  const queued = errands.map(({ key }) => ({ noticeId: key, person: 'desk-1', post: 'contact-unit' }));
  await hall.decide(caseId, {
    happenings: [{ type: 'notices-queued', body: { text: 'charge-taken', to: queued } }],
    errands,
  });
  for (const { key } of errands) await hall.cases.hold(caseId, key, MORNING);
  return caseId;
}

async function inTheMorning(cases: number, each = 1) {
  const hall = await Hall.open();
  const caseIds: string[] = [];
  for (let number = 1; number <= cases; number += 1) caseIds.push(await waiting(hall, number, each));
  hall.now = MORNING;
  return { hall, caseIds, tick: () => sendMail(hall.ports, { schedule: 'minute' }) };
}

const mailsOf = async (hall: Hall, caseId: string) =>
  (await hall.cases.errands(caseId)).filter(({ errand }) => errand === 'mail');
const of = (hall: Hall, caseId: string, type: string) =>
  hall.types(caseId).then((types) => types.filter((one) => one === type));

describe('a letter that says several things', () => {
  test('marks all that it said of a case in one change', async () => {
    const { hall, caseIds, tick } = await inTheMorning(2, 12);
    hall.cases.commits = 0;
    await tick();
    expect(hall.cases.commits).toBe(4);
    for (const caseId of caseIds) {
      expect(await mailsOf(hall, caseId)).toEqual([]);
      expect(await of(hall, caseId, 'notice-sent')).toHaveLength(24);
    }
    hall.pass(30);
    await tick();
    expect(hall.mail.sent).toHaveLength(2);
  });

  test('marks more than one change can hold', async () => {
    const { hall, caseIds, tick } = await inTheMorning(1, 40);
    await tick();
    expect(await mailsOf(hall, caseIds[0] ?? '')).toEqual([]);
  });
});

describe('a case that cannot be read', () => {
  test('keeps its own mails, and no others', async () => {
    const { hall, caseIds, tick } = await inTheMorning(3);
    const [broken = '', ...others] = caseIds;
    hall.cases.broken.add(broken);
    await expect(tick()).rejects.toThrow('unreadable');
    expect(hall.mail.sent.map(({ to }) => to)).toEqual(['desk-1@city.example', 'desk-2@city.example']);
    for (const caseId of others) expect(await mailsOf(hall, caseId)).toEqual([]);
    hall.cases.broken.clear();
    await tick();
    expect(await mailsOf(hall, broken)).toEqual([]);
  });

  test('whose own mail goes by itself keeps no letter back', async () => {
    const { hall, tick } = await inTheMorning(2);
    const broken = await hall.report({ reportId: 'f'.repeat(32) });
    await hall.decide(broken, {
      happenings: [{ type: 'notices-queued', body: { text: 'charge-taken', to: [] } }],
      errands: [{ key: 'a', errand: 'mail', person: 'desk-1', post: 'contact-unit', text: 'charge-taken' }],
    });
    hall.pass(2);
    hall.cases.broken.add(broken);
    await expect(tick()).rejects.toThrow('unreadable');
    expect(hall.mail.sent).toHaveLength(2);
  });
});

test('an errand that cannot be claimed leaves the others to be sent and marked', async () => {
  const { hall, caseIds, tick } = await inTheMorning(3);
  const [first = '', ...others] = caseIds;
  const claim = hall.cases.claim.bind(hall.cases);
  hall.cases.claim = async (caseId, ...rest) => {
    if (caseId === first) throw new Error('throttled');
    return claim(caseId, ...rest);
  };
  await expect(tick()).rejects.toThrow('throttled');
  expect(hall.mail.sent).toHaveLength(2);
  for (const caseId of others) expect(await mailsOf(hall, caseId)).toEqual([]);
  expect((await mailsOf(hall, first)).map(({ attempts }) => attempts)).toEqual([0, 0]);
});

test('a letter that failed is given up for what has waited too long, and not for the rest', async () => {
  const { hall, caseIds, tick } = await inTheMorning(1);
  hall.mail.failing = () => true;
  hall.pass(72 * 60);
  const late = await waiting(hall, 9);
  for (const { key } of await mailsOf(hall, late)) await hall.cases.hold(late, key, hall.now);
  await tick();
  expect(await mailsOf(hall, caseIds[0] ?? '')).toEqual([]);
  expect(await mailsOf(hall, late)).toHaveLength(2);
});

describe('a round has its end', () => {
  /** Every mail takes so many seconds. */
  const slow = (hall: Hall, seconds: number) => {
    hall.mail.failing = () => {
      hall.now = new Date(Date.parse(hall.now) + seconds * 1000).toISOString();
      return false;
    };
  };
  const letters = (hall: Hall) => hall.mail.sent.filter(({ subject }) => subject.includes('まとめ'));

  test('a thousand mails that go by themselves leave a part of it to the letters', async () => {
    const { hall, tick } = await inTheMorning(2);
    for (let number = 100; number < 140; number += 1) {
      const caseId = await hall.report({ reportId: number.toString(16).padStart(32, '0') });
      const errand = { errand: 'mail', person: 'desk-1', post: 'contact-unit', text: 'code-locked' } as const;
      await hall.decide(caseId, {
        happenings: [{ type: 'notices-queued', body: { text: 'code-locked', to: [] } }],
        errands: [{ key: 'a', ...errand }],
      });
    }
    hall.pass(2);
    slow(hall, 1);
    await tick();
    expect(letters(hall)).toHaveLength(2);
    expect(hall.mail.sent.length).toBeLessThan(42);
  });

  test('and no letter is begun that could not be marked', async () => {
    const { hall, tick } = await inTheMorning(2);
    slow(hall, 31);
    await tick();
    expect(letters(hall)).toHaveLength(1);
    await tick();
    expect(letters(hall)).toHaveLength(2);
  });
});

test('hundreds of cases whose mails fail do not stand before the others', async () => {
  const { hall, caseIds, tick } = await inTheMorning(260);
  hall.mail.failing = ({ to }) => to === 'desk-1@city.example';
  for (let minute = 0; minute < 3; minute += 1) {
    await tick();
    hall.pass(1);
  }
  const said = hall.mail
    .to('desk-2@city.example')
    .map(({ subject, text }) => subject + text)
    .join('\n');
  expect(caseIds.filter((caseId) => !said.includes(caseId))).toEqual([]);
});
