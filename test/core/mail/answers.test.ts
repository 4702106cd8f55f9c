import { describe, expect, test } from 'vitest';
import { MOST_ADDED, MOST_AUTOMATIC } from '#/core/case/reporter.ts';
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
  const { hall, caseId, code, written } = await called();
  for (const person of demoPeople)
    if (person.id === 'executive') await hall.cases.enrol({ ...person, posts: [] });
  expect(await arrives(hall, 'm1', written)).toBe(caseId);
  expect(await answersOn(hall, caseId)).toMatchObject([{ text: code }]);
  expect((await hall.case(caseId)).tasks['call-1-executive']).toMatchObject({ state: 'open' });
  expect(hall.inbox.waiting.size).toBe(0);
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
    const caseId = await hall.report();
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
    const caseId = await hall.report();
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
  const caseId = await hall.report();
  const to = await threadTo(hall, caseId);
  for (let number = 0; number < 10; number += 1) await arrives(hall, `m${number}`, { to });
  expect(await hall.report({ happened: '書き足し' })).toBe(caseId);
});
