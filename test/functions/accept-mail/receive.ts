import { is } from '#/core/case/events.ts';
import { mailReportId } from '#/core/report/mail.ts';
import { receiptIdOf } from '#/core/report/report.ts';
import { acceptMail, input } from '#/functions/accept-mail/task.ts';
import type { Hall } from '#/test/functions/hall.ts';

export const PASSED = { spam: 'PASS', virus: 'PASS', spf: 'PASS', dkim: 'PASS', dmarc: 'PASS' };

export interface Received {
  messageId?: string;
  verdicts?: object;
  dmarcPolicy?: string;
  envelope?: string;
  to?: string;
}

export function sesEvent({ messageId = 'm1', verdicts = PASSED, ...more }: Received) {
  const {
    envelope: source = 'bounce@city.example',
    to = 'incident@hikeshi.city.example',
    dmarcPolicy,
  } = more;
  const found = Object.fromEntries(
    Object.entries(verdicts).map(([check, status]) => [`${check}Verdict`, { status }]),
  );
  const receipt = { ...found, recipients: [to], ...(dmarcPolicy && { dmarcPolicy }) };
  const mail = { messageId, source, subject: 'not used' };
  return { Records: [{ eventSource: 'aws:ses', ses: { mail, receipt } }] };
}

/** Takes a mail in, and gives the number of its case. */
export async function receive(hall: Hall, mail: string | Uint8Array, received: Received = {}) {
  const { messageId = 'm1' } = received;
  hall.inbox.waiting.set(messageId, Buffer.from(mail));
  await acceptMail(hall.ports, input.parse(sesEvent(received)));
  const reportId = await mailReportId(hall.signer, messageId);
  return (await hall.cases.caseOfOnce(`report:${await receiptIdOf(reportId)}`)) ?? '';
}

/** How a case by mail began. */
export async function accepted(hall: Hall, caseId: string) {
  const event = (await hall.cases.timeline(caseId)).find((each) => each.type === 'report-accepted');
  if (!event || !is(event, 'report-accepted') || event.body.channel !== 'mail') throw new Error('no mail');
  return { ...event.body, actor: event.actor };
}
