import { createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { replay } from '#/core/case/fold.ts';
import { input } from '#/functions/accept-mail/task.ts';
import { Hall } from '#/test/functions/hall.ts';
import { HOSTILE } from './mails.ts';
import { accepted, PASSED, receive, sesEvent } from './receive.ts';

const MAIL = [
  'From: =?utf-8?B?5bGx55Sw?= <yamada@city.example>',
  'Subject: =?utf-8?B?56uv5pyr44KS57Sb5aSx?=',
  'Content-Type: text/plain; charset=utf-8',
  '',
  'けさ、電車に置き忘れました。',
].join('\r\n');

describe('R01 a report by mail', () => {
  test('is kept byte for byte before it is a case, and its machine is started', async () => {
    const hall = await Hall.open();
    const caseId = await receive(hall, MAIL);
    expect(await hall.types(caseId)).toEqual(['evidence-preserved', 'report-accepted', 'likeness-noted']);
    const [kept] = [...hall.objects.stored.values()];
    expect(kept?.content).toEqual(Buffer.from(MAIL));
    expect(kept?.key).toBe(`mails/${kept?.sha256}`);
    expect(hall.started).toEqual([`${caseId} 1`]);
    expect(await hall.case(caseId)).toEqual(replay(caseId, await hall.cases.timeline(caseId)));
    expect(await hall.cases.open()).toMatchObject([{ caseId, byMail: true }]);
  });

  test('says what it says, of the kind nobody knows yet; its sender is a claim and no person', async () => {
    const hall = await Hall.open();
    const { report, mail, actor } = await accepted(hall, await receive(hall, MAIL));
    expect(report).toMatchObject({ kind: 'other', happened: 'けさ、電車に置き忘れました。', reporter: '' });
    expect(hall.ports.policy.kinds.map(({ id }) => id)).toContain(report.kind);
    expect(mail).toEqual({
      from: '山田 <yamada@city.example>',
      fromAddress: 'yamada@city.example',
      standing: 'confirmed',
      doubts: [],
      automatic: false,
      to: ['incident@hikeshi.city.example'],
      subject: '端末を紛失',
      messageId: '',
      inReplyTo: '',
      references: [],
      urls: [],
      problems: [],
      attachments: [],
      verdicts: PASSED,
    });
    expect(actor).toBe('sender');
  });

  test('handed over twice is one case; the same words in another mail are another', async () => {
    const hall = await Hall.open();
    const first = await receive(hall, MAIL);
    expect(await receive(hall, MAIL)).toBe(first);
    const [again, other] = await Promise.all([receive(hall, MAIL), receive(hall, MAIL, { messageId: 'm2' })]);
    expect(again).toBe(first);
    expect(other).not.toBe(first);
    expect(await hall.types(first)).toHaveLength(3);
    expect(await hall.cases.open()).toHaveLength(2);
  });

  test('has an id that follows from our key: its number alone, which its sender may know, gives nobody the receipt', async () => {
    const reportIdBy = async (key: string) => {
      const hall = await Hall.open();
      hall.signer.mac = async (message) => createHmac('sha256', key).update(message).digest();
      return (await accepted(hall, await receive(hall, MAIL))).report.reportId;
    };
    expect(await reportIdBy('one')).not.toBe(await reportIdBy('two'));
    expect(await reportIdBy('one')).toBe(await reportIdBy('one'));
    expect(await reportIdBy('one')).toMatch(/^[0-9a-f]{32}$/);
  });

  test('is answered by nobody, and wakes nobody by itself', async () => {
    const hall = await Hall.open();
    await receive(hall, MAIL);
    expect(hall.mail.sent).toEqual([]);
    expect(hall.woken).toEqual([]);
  });

  test('that cannot be kept is no case, and Lambda calls again', async () => {
    const hall = await Hall.open();
    hall.objects.preserve = async () => {
      throw new Error('no store');
    };
    await expect(receive(hall, MAIL)).rejects.toThrow('no store');
    expect(await hall.cases.open()).toEqual([]);
  });

  test('that no parser can take is a case all the same', async () => {
    const hall = await Hall.open();
    hall.inbox.parse = () => Promise.reject(new Error('unreadable'));
    const { report, mail } = await accepted(hall, await receive(hall, MAIL));
    expect(report).toMatchObject({ happened: '' });
    expect(mail).toMatchObject({
      problems: ['unreadable', 'no-subject'],
      standing: 'suspicious',
    });
    expect(hall.warnings).toEqual(['a mail that cannot be read']);
  });

  test('keeps what the mail service found, and what it did not say speaks for nothing', async () => {
    const hall = await Hall.open();
    const verdicts = { spam: 'DISABLED', virus: 'FAIL', spf: 'GRAY', dkim: 'NEW_WORD' };
    const { mail } = await accepted(hall, await receive(hall, MAIL, { verdicts }));
    const failed = 'PROCESSING_FAILED';
    expect(mail.verdicts).toEqual({ ...verdicts, dkim: failed, dmarc: failed });
  });

  test('shows the text of its markup where it has no other, and as many files as it brings', async () => {
    const hall = await Hall.open();
    const part = (type: string, body: string) => `--b\r\nContent-Type: ${type}\r\n\r\n${body}\r\n`;
    const body = part('text/html', '<style>p{}</style><p>一&lt;二</p><script>x()</script><p>三</p>');
    const head = 'From: a@b.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n';
    const files = part('image/png', 'x') + part('application/pdf', 'y');
    const { report, mail } = await accepted(hall, await receive(hall, `${head}${body}${files}--b--\r\n`));
    expect(report.happened).toMatch(/^一<二\s+三$/);
    expect(mail).toMatchObject({
      problems: ['no-subject'],
      attachments: [{ mediaType: 'image/png' }, { mediaType: 'application/pdf' }],
    });
  });

  test('shows no marks that turn an address around, and no endless subject', async () => {
    const hall = await Hall.open();
    const mail = `From: "\u202Eelpmaxe" <a@b.example>\r\nSubject: ${'長'.repeat(300)}\r\n\r\nx`;
    const { mail: facts } = await accepted(hall, await receive(hall, mail));
    expect(facts.from).toBe('elpmaxe <a@b.example>');
    expect(facts.subject).toBe('長'.repeat(200));
  });
});

describe('R25 every mail is a case:', () => {
  test.each(HOSTILE)('%s', async (_name, mail, problems, happened) => {
    const hall = await Hall.open();
    const caseId = await receive(hall, mail);
    const body = await accepted(hall, caseId);
    expect(body.mail.problems).toEqual(problems);
    expect(body.report.happened).toMatch(happened);
    expect([...hall.objects.stored.values()][0]?.bytes).toBe(mail.length);
  });
});

test('an event that names no mail, or a place, is refused', () => {
  for (const messageId of ['', '../reports/x', 'a/b', 'x'.repeat(101)]) {
    expect(input.safeParse(sesEvent({ messageId })).success).toBe(false);
  }
});
