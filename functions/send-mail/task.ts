import * as z from 'zod';
import { type Carrier, carry, forEachCase } from '#/core/case/carry.ts';
import type { Happening } from '#/core/case/events.ts';
import { isWanted } from '#/core/case/notices.ts';
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
  let sent = 0;
  await forEachCase(ports.moment, await casesOf(ports, given), async (caseId) => {
    for (const errand of await ports.cases.errands(caseId)) {
      if (errand.errand === 'mail' && (await deliver(ports, errand))) sent += 1;
    }
  });
  return { sent };
}

async function casesOf({ cases, moment }: Ports, given: z.infer<typeof input>): Promise<string[]> {
  if ('caseId' in given) return [given.caseId];
  return (await cases.due(moment.now())).filter((item) => item.what === 'errand').map((item) => item.caseId);
}

type Outcome =
  | { type: 'notice-sent'; messageId: string }
  | { type: 'notice-failed'; reason: string; last: boolean }
  | { type: 'notice-withdrawn' };

/** Claim, send, mark. Only a death between the mail service's answer and the mark sends twice, and the timeline says so. */
async function deliver(ports: Ports, errand: MailErrand): Promise<boolean> {
  const { cases, moment } = ports;
  const { caseId, key: noticeId } = errand;
  const attempt = await cases.claim(caseId, noticeId, moment.now(), addSeconds(moment.now(), CLAIM_SECONDS));
  if (attempt === undefined) return false;
  const outcome = await send(ports, errand, attempt);
  const open = outcome.type === 'notice-failed' && !outcome.last;
  if (outcome.type === 'notice-failed' && outcome.last) moment.alarm('MailFailed');
  await carry(ports, { caseId, actor: 'step:send-mail' }, () => ({
    happenings: [happened(outcome, { noticeId, person: errand.person }, attempt)],
    errands: [],
    finished: open ? [] : [noticeId],
  }));
  return outcome.type === 'notice-sent';
}

async function send(ports: Ports, errand: MailErrand, attempt: number): Promise<Outcome> {
  const { cases, mail, moment, policy, publicUrl } = ports;
  const { caseId, key, post, text: notice, taskId } = errand;
  const [subject, people] = await Promise.all([cases.load(caseId), cases.people()]);
  const person = people.find((candidate) => candidate.id === errand.person);
  if (subject === undefined || person === undefined)
    return { type: 'notice-failed', reason: 'NoSuchPerson', last: true };
  if (!isWanted(subject, errand)) return { type: 'notice-withdrawn' };
  // Sent so often without being marked: better silent and loud in the alarm than a mail every two minutes.
  if (attempt > ATTEMPTS) return { type: 'notice-failed', reason: 'NotMarked', last: true };
  const task = taskId === undefined ? undefined : subject.tasks[taskId];
  const answer = task?.ask === 'acknowledge' ? await answerTo(ports, caseId, task.taskId) : undefined;
  const words = noticeWords(subject, policy, {
    text: notice,
    post,
    publicUrl,
    ...(taskId && { taskId }),
    ...(answer && { answer }),
  });
  try {
    const messageId = await mail.send({ to: person.mail, ...words, noticeId: `${caseId}.${key}` });
    return { type: 'notice-sent', messageId };
  } catch (error) {
    moment.warn('mail not sent', error);
    const reason = error instanceof Error ? error.name : 'unknown';
    return { type: 'notice-failed', reason, last: attempt >= ATTEMPTS };
  }
}

async function answerTo(
  { signer, publicUrl }: Ports,
  caseId: string,
  taskId: string,
): Promise<{ url: string; code: string }> {
  const { code, tag } = noticeSecrets(await signer.mac(noticeMessage(caseId, taskId)));
  return { code, url: `${publicUrl}/notices/${caseId}/${taskId}/${tag}` };
}

function happened(
  outcome: Outcome,
  notice: { noticeId: string; person: string },
  attempt: number,
): Happening {
  switch (outcome.type) {
    case 'notice-sent':
      return { type: outcome.type, body: { ...notice, attempt, messageId: outcome.messageId } };
    case 'notice-failed':
      return { type: outcome.type, body: { ...notice, attempt, reason: outcome.reason } };
    case 'notice-withdrawn':
      return { type: outcome.type, body: notice };
  }
}
