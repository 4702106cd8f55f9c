import { describe, expect, test } from 'vitest';
import { MOST_ADDED, MOST_AUTOMATIC, receiptView } from '#/core/case/reporter.ts';
import { threadAddress, threadMarks, threadMessage } from '#/core/report/thread.ts';
import { sendMail } from '#/functions/send-mail/task.ts';
import { answersOn, arrives, DESK } from '#/test/functions/accept-mail/door.ts';
import { calledCase, Hall } from '#/test/functions/hall.ts';
import { demoPeople } from '#/test/simulation/policy.ts';

const threadTo = async (hall: Hall, caseId: string) =>
  threadAddress(DESK, caseId, threadMarks(await hall.signer.mac(threadMessage(caseId))));

async function called() {
  const hall = await Hall.open();
  const caseId = await calledCase(hall);
  await sendMail(hall.ports, { caseId });
  const [letter] = hall.mail.to('executive@city.example');
  const code = /確認番号　(\d{6})/.exec(letter?.text ?? '')?.[1] ?? '';
  const { replyTo: to = '' } = letter ?? {};
  return { hall, caseId, code, written: { from: 'executive@city.example', to, text: code } };
}

test('the right code of somebody whose post has ended is an answer like any, and taken in', async () => {
  const { hall, caseId, written } = await called();
  for (const person of demoPeople)
    if (person.id === 'executive') await hall.cases.enrol({ ...person, posts: [] });
  expect(await arrives(hall, 'm1', written)).toBe(caseId);
  expect(await answersOn(hall, caseId)).toMatchObject([{ text: '（確認番号）', person: 'executive' }]);
  expect((await hall.case(caseId)).tasks['call-1-executive']).toMatchObject({ state: 'open' });
  expect(hall.inbox.waiting.size).toBe(0);
});

test('what an officer writes is not for the page of the receipt, and no number in it for anybody', async () => {
  const { hall, caseId, code, written } = await called();
  await arrives(hall, 'm1', { ...written, text: '現地へ向かいます' });
  await arrives(hall, 'm2', { ...written, text: `${code}\r\n-- \r\n執行 まもる` });
  const timeline = await hall.cases.timeline(caseId);
  const page = receiptView(await hall.case(caseId), timeline, { receiptId: '', code: '' });
  expect(page.letters).toEqual([]);
  expect(JSON.stringify(await answersOn(hall, caseId))).not.toContain(code);
  const told = (await hall.cases.errands(caseId)).flatMap((it) =>
    it.errand === 'mail' ? [`${it.text} ${it.person}`] : [],
  );
  expect(told).toEqual(expect.arrayContaining(['notice-answered desk-1', 'code-accepted executive']));
});

test('a wrong number is answered, so that nobody believes to be known', async () => {
  const { hall, caseId, code, written } = await called();
  const wrong = code === '000000' ? '111111' : '000000';
  await arrives(hall, 'm1', { ...written, text: wrong });
  await sendMail(hall.ports, { caseId });
  expect(hall.mail.to('executive@city.example').at(-1)?.subject).toContain('記録できませんでした');
  expect((await hall.case(caseId)).tasks['call-1-executive']).toMatchObject({
    state: 'open',
    refusedCodes: 1,
  });
});

test('a case that everybody writes to at once is tried again', async () => {
  const { hall, caseId, written } = await called();
  let commits = 0;
  hall.cases.before = () => {
    commits += 1;
    return commits > 1 ? 'lost' : undefined;
  };
  await expect(arrives(hall, 'm1', written)).rejects.toMatchObject({ code: 'TooBusy' });
  hall.cases.before = () => undefined;
  await arrives(hall, 'm1', written);
  expect((await hall.case(caseId)).tasks['call-1-executive']).toMatchObject({ state: 'done' });
  expect(await answersOn(hall, caseId)).toHaveLength(1);
});

describe('what programs send back', () => {
  const AUTOMATIC = { headers: ['Auto-Submitted: auto-replied'] };

  test('takes no room from what the reporter corrects, adds, or answers', async () => {
    const hall = await Hall.open();
    const caseId = await hall.report({ mail: 'yamada@city.example' });
    const to = await threadTo(hall, caseId);
    for (let number = 0; number < MOST_ADDED; number += 1)
      await arrives(hall, `auto${number}`, { to, ...AUTOMATIC });
    expect(await hall.report({ happened: '書き足し' })).toBe(caseId);
    expect(await arrives(hall, 'm1', { to })).toBe(caseId);
    expect((await hall.case(caseId)).supplements).toMatchObject({
      reports: 1,
      additions: 1,
      automatic: MOST_ADDED,
    });
  });

  test('ends on its case when it is full, is kept all the same, and opens none', async () => {
    const hall = await Hall.open();
    const caseId = await hall.report({ mail: 'yamada@city.example' });
    const to = await threadTo(hall, caseId);
    for (let number = 0; number <= MOST_AUTOMATIC; number += 1)
      await arrives(hall, `auto${number}`, { to, ...AUTOMATIC });
    expect(await answersOn(hall, caseId)).toHaveLength(MOST_AUTOMATIC);
    expect(await hall.cases.open()).toHaveLength(1);
    expect(hall.objects.stored.size).toBe(MOST_AUTOMATIC + 2);
    expect(hall.inbox.waiting.size).toBe(0);
  });
});

test('what the reporter answers takes no room from a correction of the report', async () => {
  const hall = await Hall.open();
  const caseId = await hall.report({ mail: 'yamada@city.example' });
  const to = await threadTo(hall, caseId);
  for (let number = 0; number < 10; number += 1) await arrives(hall, `m${number}`, { to });
  expect(await hall.report({ happened: '書き足し' })).toBe(caseId);
});
