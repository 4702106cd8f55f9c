import { describe, expect, test } from 'vitest';
import { carry } from '#/core/case/carry.ts';
import { both, say } from '#/core/case/decision.ts';
import { openCase } from '#/core/case/open.ts';
import { reply } from '#/core/case/reporter.ts';
import { reviewCase } from '#/core/case/review.ts';
import { receiptCode, receiptMessage } from '#/core/report/receipt-code.ts';
import type { Report } from '#/core/report/report.ts';
import { sendMail } from '#/functions/send-mail/task.ts';
import { theReport } from '#/test/core/stage.ts';
import { arrives } from '#/test/functions/accept-mail/door.ts';
import { Hall } from '#/test/functions/hall.ts';

const REPORTER = 'yamada@city.example';

const review = (hall: Hall, caseId: string) =>
  carry(hall.carrier, { caseId, actor: 'step:review-case' }, reviewCase);

let reports = 0;
async function reported(hall: Hall, fields: Partial<Report> = { mail: REPORTER }): Promise<string> {
  reports += 1;
  const report = { ...theReport, ...fields };
  const once = { once: `report:${reports}`, actor: 'reporter' };
  const accepted = { type: 'report-accepted', body: { report, channel: 'form' } } as const;
  const { caseId } = await openCase(hall.ports, once, accepted);
  await review(hall, caseId);
  await sendMail(hall.ports, { caseId });
  return caseId;
}

const replies = async (hall: Hall, caseId: string) =>
  (await hall.cases.timeline(caseId)).flatMap(({ type, body }) =>
    type.startsWith('reply-') ? [{ type, ...body }] : [],
  );

describe('R03 the receipt by mail', () => {
  test('has the number, the code of the page, and answers that find the case', async () => {
    const hall = await Hall.open();
    const caseId = await reported(hall);
    const code = receiptCode(await hall.signer.mac(receiptMessage(caseId)));
    const [letter, ...others] = hall.mail.to(REPORTER);
    expect(others).toEqual([]);
    expect(letter?.text).toContain(`事案番号　${caseId}　　受付コード　${code}`);
    expect(letter?.replyTo).toMatch(
      new RegExp(`^incident\\+${caseId}\\.[0-9a-f]{16}@hikeshi\\.city\\.example$`),
    );
    expect(letter).not.toHaveProperty('answers');
    expect(await replies(hall, caseId)).toEqual([
      { type: 'reply-sent', text: 'receipt', attempt: 1, messageId: expect.any(String) },
    ]);
    expect((await hall.cases.errands(caseId)).filter(({ errand }) => errand === 'reply')).toEqual([]);
  });

  test('of a mail is an answer to that mail', async () => {
    const hall = await Hall.open();
    const caseId = await arrives(hall, 'm1', { from: REPORTER });
    await review(hall, caseId);
    await sendMail(hall.ports, { caseId });
    expect(hall.mail.to(REPORTER)).toMatchObject([{ answers: { messageId: '<m1@city.example>' } }]);
  });

  test('an answer to it is on the case', async () => {
    const hall = await Hall.open();
    const caseId = await reported(hall);
    const [{ replyTo: to = '', subject = '' } = {}] = hall.mail.to(REPORTER);
    expect(await arrives(hall, 'm1', { from: REPORTER, to, subject: `Re: ${subject}` })).toBe(caseId);
  });

  test.each([
    ['without an address', {}],
    ['outside the municipality', { mail: 'somebody@elsewhere.example' }],
  ])('is not sent %s', async (_what, fields) => {
    const hall = await Hall.open();
    const caseId = await reported(hall, fields);
    expect(hall.mail.sent.map(({ to }) => to).filter((to) => !to.endsWith('@city.example'))).toEqual([]);
    const withheld = { type: 'reply-withheld', text: 'receipt', why: 'outside' };
    expect(await replies(hall, caseId)).toEqual('mail' in fields ? [withheld] : []);
  });

  test.each([
    ['a suspicious sender', { verdicts: { virus: 'FAIL' } }],
    ['a program', { headers: ['Auto-Submitted: auto-generated'] }],
    ['a list', { headers: ['List-Id: <news.city.example>'] }],
    ['somebody outside', { from: 'somebody@elsewhere.example' }],
  ])('is not sent to %s', async (_whom, written) => {
    const hall = await Hall.open();
    const caseId = await arrives(hall, 'm1', written);
    await review(hall, caseId);
    await sendMail(hall.ports, { caseId });
    expect(await replies(hall, caseId)).toEqual([]);
    expect(hall.mail.sent.map(({ to }) => to)).toEqual(['desk-1@city.example', 'desk-2@city.example']);
  });

  test('that cannot be sent is tried again', async () => {
    const hall = await Hall.open();
    hall.mail.failing = () => true;
    const caseId = await reported(hall);
    hall.mail.failing = () => false;
    hall.pass(1);
    await sendMail(hall.ports, { schedule: 'minute' });
    expect(await replies(hall, caseId)).toMatchObject([
      { type: 'reply-failed', attempt: 1, reason: 'MessageRejected' },
      { type: 'reply-sent', attempt: 2 },
    ]);
  });
});

describe('no loop and no flood', () => {
  test('five receipts an hour go to one address; the rest stand on the page', async () => {
    const hall = await Hall.open();
    for (let number = 0; number < 6; number += 1) await reported(hall);
    const seventh = await reported(hall, { mail: REPORTER.toUpperCase() });
    expect(hall.mail.to(REPORTER)).toHaveLength(5);
    expect(hall.mail.to(REPORTER.toUpperCase())).toEqual([]);
    expect(await replies(hall, seventh)).toEqual([{ type: 'reply-withheld', text: 'receipt', why: 'cap' }]);
    await reported(hall, { mail: 'tanaka@city.example' });
    expect(hall.mail.to('tanaka@city.example')).toHaveLength(1);
    hall.pass(60);
    await reported(hall);
    expect(hall.mail.to(REPORTER)).toHaveLength(6);
  });

  test('twenty a day', async () => {
    const hall = await Hall.open();
    hall.now = '2026-11-20T00:00:00.000Z';
    for (let number = 0; number < 24; number += 1) {
      await reported(hall);
      hall.pass(30);
    }
    expect(hall.mail.to(REPORTER)).toHaveLength(20);
  });

  test('a receipt that failed is not counted again when it is tried again', async () => {
    const hall = await Hall.open();
    for (let number = 0; number < 4; number += 1) await reported(hall);
    hall.mail.failing = ({ to }) => to === REPORTER;
    const caseId = await reported(hall);
    for (let attempt = 0; attempt < 6; attempt += 1) {
      hall.pass(8);
      await sendMail(hall.ports, { caseId });
    }
    hall.mail.failing = () => false;
    hall.pass(30);
    await sendMail(hall.ports, { caseId });
    expect(hall.mail.to(REPORTER)).toHaveLength(5);
  });
});

test('what the desk writes, and the end, are told without what was written', async () => {
  const hall = await Hall.open();
  const caseId = await reported(hall);
  for (const text of ['written', 'closed'] as const) {
    const written = say({ type: 'reporter-written', body: { text: '秘密の質問' } });
    await hall.decide(caseId, both(written, reply(await hall.case(caseId), text, text)));
  }
  await sendMail(hall.ports, { caseId });
  const letters = hall.mail.to(REPORTER);
  expect(letters.map(({ subject }) => subject.replace(/【.*】/, ''))).toEqual([
    '報告を受け付けました',
    '報告された事案は終結しました',
    '窓口から、報告についての連絡があります',
  ]);
  expect(JSON.stringify(letters)).not.toContain('秘密');
});
