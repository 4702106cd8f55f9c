import { is } from '#/core/case/events.ts';
import { mailReportId } from '#/core/report/mail.ts';
import { receiptIdOf } from '#/core/report/report.ts';
import { acceptMail, input } from '#/functions/accept-mail/task.ts';
import type { Hall } from '#/test/functions/hall.ts';

export const DESK = 'incident@hikeshi.city.example';
const PASSED = { spam: 'PASS', virus: 'PASS', spf: 'PASS', dkim: 'PASS', dmarc: 'PASS' };

export interface Written {
  from?: string;
  to?: string;
  subject?: string;
  text?: string;
  headers?: string[];
  verdicts?: Partial<typeof PASSED> | Record<string, string>;
}

/** A mail comes in by SES; the case that it opened or was added to. */
export async function arrives(hall: Hall, messageId: string, written: Written = {}): Promise<string> {
  const { from = 'yamada@city.example', to = DESK, subject = '件名', text = '本文', headers = [] } = written;
  const mail = [
    `From: ${from}`,
    `To: ${to}`,
    `Subject: =?utf-8?B?${Buffer.from(subject).toString('base64')}?=`,
    `Message-ID: <${messageId}@city.example>`,
    ...headers,
    'Content-Type: text/plain; charset=utf-8',
    '',
    text,
  ].join('\r\n');
  hall.inbox.waiting.set(messageId, Buffer.from(mail));
  const verdicts = Object.entries({ ...PASSED, ...written.verdicts });
  const receipt = Object.fromEntries(verdicts.map(([check, status]) => [`${check}Verdict`, { status }]));
  const ses = { mail: { messageId, source: from }, receipt: { ...receipt, recipients: [to] } };
  await acceptMail(hall.ports, input.parse({ Records: [{ ses }] }));
  const reportId = await mailReportId(hall.signer, messageId);
  return (await hall.cases.caseOfOnce(`report:${await receiptIdOf(reportId)}`)) ?? '';
}

/** What was added to a case by mail. */
export const answersOn = async (hall: Hall, caseId: string) =>
  (await hall.cases.timeline(caseId)).flatMap((event) =>
    is(event, 'notice-answered') || (is(event, 'reporter-added') && event.body.channel === 'mail')
      ? [event.body]
      : [],
  );
