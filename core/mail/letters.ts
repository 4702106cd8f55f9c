import type { Carrier } from '#/core/case/carry.ts';
import type { Case } from '#/core/case/case.ts';
import { is } from '#/core/case/events.ts';
import { noticeMessage, noticeSecrets } from '#/core/escalation/notice-code.ts';
import type { Letter, Mail, PendingErrand, Signer } from '#/core/ports.ts';
import { receiptCode, receiptMessage } from '#/core/report/receipt-code.ts';
import { type ThreadMarks, threadAddress, threadMarks, threadMessage } from '#/core/report/thread.ts';
import { noticeWords } from '#/core/text/mail.ts';
import { replyWords } from '#/core/text/reply.ts';

/** What the one step that sends mail works with. */
export interface Postman extends Carrier {
  mail: Mail;
  signer: Pick<Signer, 'mac'>;
  publicUrl: string;
  reportAddress: string;
}

export type MailErrand = Extract<PendingErrand, { errand: 'mail' }>;
export type ReplyErrand = Extract<PendingErrand, { errand: 'reply' }>;
export type Sendable = MailErrand | ReplyErrand;

export const isSendable = (errand: PendingErrand): errand is Sendable =>
  errand.errand === 'mail' || errand.errand === 'reply';

const noticeIdOf = ({ caseId, key }: Sendable): string => `${caseId}.${key}`;

/** Answers go where they are found to be on this case. */
export async function threadOf(
  { signer, reportAddress }: Postman,
  caseId: string,
): Promise<ThreadMarks & { replyTo: string }> {
  const marks = threadMarks(await signer.mac(threadMessage(caseId)));
  return { ...marks, replyTo: threadAddress(reportAddress, caseId, marks) };
}

/** To a person of the network. */
export async function noticeLetter(
  postman: Postman,
  subject: Case,
  errand: MailErrand,
  to: string,
): Promise<Letter> {
  const { text, post, taskId } = errand;
  const { check, replyTo } = await threadOf(postman, subject.caseId);
  const answer = await answerTo(postman, subject, taskId);
  const words = noticeWords(subject, postman.policy, {
    text,
    post,
    check,
    publicUrl: postman.publicUrl,
    ...(taskId && { taskId }),
    ...(answer && { answer }),
  });
  return { to, replyTo, ...words, noticeId: noticeIdOf(errand) };
}

/** The page and the code that answer a call. */
async function answerTo(
  { signer, publicUrl }: Postman,
  { caseId, tasks }: Case,
  taskId = '',
): Promise<{ url: string; code: string } | undefined> {
  if (tasks[taskId]?.ask !== 'acknowledge') return undefined;
  const { code, tag } = noticeSecrets(await signer.mac(noticeMessage(caseId, taskId)));
  return { code, url: `${publicUrl}/notices/${caseId}/${taskId}/${tag}` };
}

/** To whoever reported. A report by mail is answered as mail. */
export async function replyLetter(
  postman: Postman,
  subject: Case,
  errand: ReplyErrand,
  to: string,
): Promise<Letter> {
  const { caseId } = subject;
  const { check, replyTo } = await threadOf(postman, caseId);
  const code = receiptCode(await postman.signer.mac(receiptMessage(caseId)));
  const { publicUrl, policy } = postman;
  const words = replyWords(subject, policy, { text: errand.text, check, code, publicUrl });
  const asked = errand.text === 'receipt' ? await reportMail(postman, caseId) : undefined;
  const answers = asked && { messageId: asked.messageId };
  return { to, replyTo, ...words, noticeId: noticeIdOf(errand), ...(answers && { answers }) };
}

/** What is known of the mail that a case was opened by, if it was one. */
async function reportMail({ cases }: Postman, caseId: string) {
  for (const event of await cases.timeline(caseId))
    if (is(event, 'report-accepted') && event.body.channel === 'mail') return event.body.mail;
  return undefined;
}
