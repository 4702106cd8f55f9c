import { expect, test } from 'vitest';
import { sendMail } from '#/functions/send-mail/task.ts';
import { answersOn, arrives } from '#/test/functions/accept-mail/door.ts';
import { calledCase, Hall } from '#/test/functions/hall.ts';
import { demoPeople } from '#/test/simulation/policy.ts';

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
