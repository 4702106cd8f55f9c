import * as z from 'zod';
import { type Carrier, carry } from '#/core/case/carry.ts';
import { noticeMessage, noticeSecrets } from '#/core/escalation/notice-code.ts';
import type { Mail, PendingErrand, Signer } from '#/core/ports.ts';
import { noticeWords } from '#/core/text/mail.ts';
import { addSeconds } from '#/core/time.ts';

/** From a machine: the mail of one case. From the schedule: whatever mail was left anywhere. */
export const input = z.union([z.object({ caseId: z.string() }), z.object({ schedule: z.string() })]);

export interface Ports extends Carrier {
  mail: Mail;
  signer: Pick<Signer, 'mac'>;
  publicUrl: string;
}

type MailErrand = Extract<PendingErrand, { errand: 'mail' }>;

const CLAIM_SECONDS = 120;
const ATTEMPTS = 5;

export async function sendMail(ports: Ports, given: z.infer<typeof input>): Promise<{ sent: number }> {
  const { cases, moment } = ports;
  const late = 'caseId' in given ? [] : await cases.due(moment.now());
  const caseIds =
    'caseId' in given
      ? [given.caseId]
      : [...new Set(late.filter((item) => item.what === 'errand').map((item) => item.caseId))];
  let sent = 0;
  for (const caseId of caseIds) {
    for (const errand of await cases.errands(caseId)) {
      if (errand.errand === 'mail' && (await deliver(ports, errand))) sent += 1;
    }
  }
  return { sent };
}

/** Claim, send, mark. Only a death between the mail service's answer and the mark sends twice, and the timeline says so. */
async function deliver(ports: Ports, errand: MailErrand): Promise<boolean> {
  const { cases, moment, mail, policy } = ports;
  const { caseId, key: noticeId } = errand;
  const attempt = await cases.claim(caseId, noticeId, moment.now(), addSeconds(moment.now(), CLAIM_SECONDS));
  if (attempt === undefined) return false;
  const mark = (type: 'sent' | 'failed' | 'withdrawn', detail = '', finished = true) =>
    carry(ports, { caseId, actor: 'step:send-mail' }, () => ({
      happenings: [happened(type, noticeId, attempt, detail)],
      errands: [],
      finished: finished ? [noticeId] : [],
    }));

  const subject = await cases.load(caseId);
  const person = (await cases.people()).find((candidate) => candidate.id === errand.person);
  if (subject === undefined || person === undefined) {
    moment.alarm('MailFailed');
    await mark('failed', 'no such person');
    return false;
  }
  const task = errand.taskId === undefined ? undefined : subject.tasks[errand.taskId];
  const over = task !== undefined && task.state !== 'open' && task.state !== 'unanswered';
  if (over) {
    await mark('withdrawn');
    return false;
  }
  const answer = task?.ask === 'acknowledge' ? await answerTo(ports, caseId, task.taskId) : undefined;
  const { subject: title, text } = noticeWords(subject, policy, {
    text: errand.text,
    post: errand.post,
    publicUrl: ports.publicUrl,
    now: moment.now(),
    ...(errand.taskId && { taskId: errand.taskId }),
    ...(answer && { answer }),
  });
  let messageId: string;
  try {
    messageId = await mail.send({ to: person.mail, subject: title, text, noticeId: `${caseId}.${noticeId}` });
  } catch (error) {
    moment.warn('mail not sent', error);
    const last = attempt >= ATTEMPTS;
    if (last) moment.alarm('MailFailed');
    await mark('failed', error instanceof Error ? error.name : 'unknown', last);
    return false;
  }
  await mark('sent', messageId);
  return true;
}

async function answerTo(
  { signer, publicUrl }: Ports,
  caseId: string,
  taskId: string,
): Promise<{ url: string; code: string }> {
  const { code, tag } = noticeSecrets(await signer.mac(noticeMessage(caseId, taskId)));
  return { code, url: `${publicUrl}/notices/${caseId}/${taskId}/${tag}` };
}

function happened(type: 'sent' | 'failed' | 'withdrawn', noticeId: string, attempt: number, detail: string) {
  if (type === 'sent')
    return { type: 'notice-sent' as const, body: { noticeId, attempt, messageId: detail } };
  if (type === 'failed')
    return { type: 'notice-failed' as const, body: { noticeId, attempt, reason: detail } };
  return { type: 'notice-withdrawn' as const, body: { noticeId } };
}
