import { describe, expect, test } from 'vitest';
import { carry } from '#/core/case/carry.ts';
import { reviewCase } from '#/core/case/review.ts';
import { threadAddress, threadMarks, threadMessage } from '#/core/report/thread.ts';
import { sendMail } from '#/functions/send-mail/task.ts';
import { answersOn, arrives, DESK } from '#/test/functions/accept-mail/door.ts';
import { Hall } from '#/test/functions/hall.ts';

const AUTOMATIC = ['Auto-Submitted: auto-replied'];
const BOUNCE = { from: 'MAILER-DAEMON@city.example', subject: 'Undelivered Mail' };

/** In the morning the desk has one letter about two cases of the night. */
async function letterOfTwo() {
  const hall = await Hall.open();
  hall.now = '2026-11-20T13:00:00.000Z';
  for (const reportId of ['1', '2'].map((digit) => digit.repeat(32))) {
    const caseId = await hall.report({ kind: 'suspicious-mail', personalData: 'unknown', reportId });
    await carry(hall.carrier, { caseId, actor: 'step:review-case' }, reviewCase);
    await sendMail(hall.ports, { caseId });
  }
  hall.now = '2026-11-23T23:30:00.000Z';
  await sendMail(hall.ports, { schedule: 'minute' });
  const [letter] = hall.mail.to('desk-1@city.example');
  expect(letter?.subject).toContain('まとめ');
  return { hall, replyTo: letter?.replyTo ?? '', ours: hall.ports.mailFrom };
}

const casesOf = async (hall: Hall) => (await hall.cases.open()).length;

describe('to a letter about several cases', () => {
  test('a person answers like anybody: with a case', async () => {
    const { hall, replyTo } = await letterOfTwo();
    expect(replyTo).toMatch(/^incident\+digest\.[0-9a-f]{16}@hikeshi\.city\.example$/);
    expect(await arrives(hall, 'm1', { to: replyTo })).not.toBe('');
    expect(await casesOf(hall)).toBe(3);
  });

  test.each([
    ['an absence', (to: string) => ({ to, headers: AUTOMATIC })],
    ['a bounce', (to: string) => ({ ...BOUNCE, text: `Undelivered.\r\n\r\nReply-To: ${to}\r\n` })],
  ])('%s opens no case, and its bytes are kept', async (_what, written) => {
    const { hall, replyTo } = await letterOfTwo();
    const kept = hall.objects.stored.size;
    expect(await arrives(hall, 'm1', written(replyTo))).toBe('');
    expect(await casesOf(hall)).toBe(2);
    expect(hall.objects.stored.size).toBe(kept + 1);
    expect(hall.inbox.waiting.size).toBe(0);
  });

  test('a program that only guesses the address opens a case', async () => {
    const { hall } = await letterOfTwo();
    const to = 'incident+digest.0123456789abcdef@hikeshi.city.example';
    expect(await arrives(hall, 'm1', { to, headers: AUTOMATIC })).not.toBe('');
  });
});

describe('to the address that our mail is sent from', () => {
  test('a bounce goes on the case of the mail that it quotes', async () => {
    const hall = await Hall.open();
    const caseId = await hall.report();
    const address = threadAddress(DESK, caseId, threadMarks(await hall.signer.mac(threadMessage(caseId))));
    const text = `Undelivered.\r\n\r\nReply-To: ${address}\r\n`;
    expect(await arrives(hall, 'm1', { ...BOUNCE, to: hall.ports.mailFrom, text })).toBe(caseId);
    expect(await answersOn(hall, caseId)).toHaveLength(1);
  });

  test('what a program sends back without saying to what opens no case, else the mail about it would come back too', async () => {
    const hall = await Hall.open();
    const written = { ...BOUNCE, to: hall.ports.mailFrom.toUpperCase(), headers: AUTOMATIC };
    expect(await arrives(hall, 'm1', written)).toBe('');
    expect(await casesOf(hall)).toBe(0);
    expect(hall.objects.stored.size).toBe(1);
    expect(await arrives(hall, 'm2', { ...written, to: DESK })).not.toBe('');
  });

  test('a person’s mail is a case', async () => {
    const hall = await Hall.open();
    expect(await arrives(hall, 'm1', { to: hall.ports.mailFrom })).not.toBe('');
  });
});
