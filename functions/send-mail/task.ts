import * as z from 'zod';
import { type Carrier, carry, casesOf, forEachCase } from '#/core/case/carry.ts';
import type { Case } from '#/core/case/case.ts';
import type { Happening } from '#/core/case/events.ts';
import { isWanted } from '#/core/case/notices.ts';
import { noticeMessage, noticeSecrets } from '#/core/escalation/notice-code.ts';
import type { Mail, PendingErrand, Signer } from '#/core/ports.ts';
import { noticeWords } from '#/core/text/mail.ts';
import { addMinutes, addSeconds } from '#/core/time.ts';

/** From a machine: the mail of one case. From the schedule: whatever mail was left anywhere. */
export const input = z.union([z.object({ caseId: z.string() }), z.object({ schedule: z.string() })]);

export interface Ports extends Carrier {
  mail: Mail;
  signer: Pick<Signer, 'mac'>;
  publicUrl: string;
}

type MailErrand = Extract<PendingErrand, { errand: 'mail' }>;

/** Doubled with every attempt. The shortest is longer than this function may run. */
const PAUSE_MINUTES = 1;
const LONGEST_PAUSE_MINUTES = 30;
/** A mail service may be away for a weekend. */
const GIVEN_UP_AFTER_MINUTES = 72 * 60;
/** What is begun by then is over before this function is stopped, so that every attempt is told as what it was. */
const BEGINS_SECONDS = 30;
/** Attempts of which nobody knows how they ended: each may have been a mail. */
const UNMARKED = 5;

export async function sendMail(ports: Ports, given: z.infer<typeof input>): Promise<{ sent: number }> {
  let sent = 0;
  const latest = addSeconds(ports.moment.now(), BEGINS_SECONDS);
  await forEachCase(ports.moment, await casesOf(ports, given, 'mail'), async (caseId) => {
    const waiting = (await ports.cases.errands(caseId)).filter((errand) => errand.errand === 'mail');
    for (const errand of waiting) {
      if (ports.moment.now() > latest) return;
      if (await deliver(ports, errand, waiting)) sent += 1;
    }
  });
  return { sent };
}

type Outcome =
  | { type: 'notice-sent'; messageId: string }
  | { type: 'notice-failed'; reason: string; last: boolean }
  | { type: 'notice-withdrawn' };

const pauseMinutes = ({ attempts }: MailErrand): number =>
  Math.min(PAUSE_MINUTES * 2 ** attempts, LONGEST_PAUSE_MINUTES);

/** Claim, send, mark. Only a death between the mail service's answer and the mark sends twice, and the timeline says so. */
async function deliver(ports: Ports, errand: MailErrand, waiting: readonly MailErrand[]): Promise<boolean> {
  const { cases, moment } = ports;
  const { caseId, key: noticeId } = errand;
  const until = addMinutes(moment.now(), pauseMinutes(errand));
  const attempt = await cases.claim(caseId, noticeId, moment.now(), until);
  if (attempt === undefined) return false;
  const outcome = await attemptOnce(ports, errand, isRepeated(errand, waiting));
  const failed = outcome.type === 'notice-failed';
  const open = failed && !outcome.last;
  if (failed && (!open || attempt === 3 || attempt % 8 === 0)) moment.alarm('MailFailed');
  if (open) await cases.noteRefused(caseId, noticeId);
  // A failure in between says nothing that the one before has not said.
  if (open && attempt > 3 && attempt % 8 !== 0) return false;
  await carry(ports, { caseId, actor: 'step:send-mail' }, () => ({
    happenings: [happened(outcome, { noticeId, person: errand.person }, attempt)],
    errands: [],
    finished: open ? [] : [noticeId],
  }));
  return outcome.type === 'notice-sent';
}

/** After hours without mail nobody shall be asked for one thing once for every hour: the newest is enough. */
const isRepeated = (errand: MailErrand, waiting: readonly MailErrand[]): boolean =>
  errand.taskId !== undefined &&
  waiting.some(
    ({ person, text, taskId, dueAt }) =>
      person === errand.person && text === errand.text && taskId === errand.taskId && dueAt > errand.dueAt,
  );

async function attemptOnce(ports: Ports, errand: MailErrand, repeated: boolean): Promise<Outcome> {
  const { moment } = ports;
  if (repeated) return { type: 'notice-withdrawn' };
  try {
    return await send(ports, errand);
  } catch (error) {
    moment.warn('mail not sent', error);
    const reason = error instanceof Error ? error.name : 'unknown';
    const last = moment.now() >= addMinutes(errand.dueAt, GIVEN_UP_AFTER_MINUTES);
    return { type: 'notice-failed', reason, last };
  }
}

async function send(ports: Ports, errand: MailErrand): Promise<Outcome> {
  const { cases, mail, policy, publicUrl } = ports;
  const { caseId, key, post, text: notice, taskId, attempts, refused } = errand;
  const [subject, people] = await Promise.all([cases.load(caseId), cases.people()]);
  const person = people.find((candidate) => candidate.id === errand.person);
  if (subject === undefined || person === undefined)
    return { type: 'notice-failed', reason: 'NoSuchPerson', last: true };
  if (!isWanted(subject, errand)) return { type: 'notice-withdrawn' };
  // Better silent, and loud in the alarm, than the same mail for ever.
  if (attempts - refused >= UNMARKED) return { type: 'notice-failed', reason: 'NotMarked', last: true };
  const answer = await answerTo(ports, subject, taskId);
  const words = noticeWords(subject, policy, {
    text: notice,
    post,
    publicUrl,
    ...(taskId && { taskId }),
    ...(answer && { answer }),
  });
  const messageId = await mail.send({ to: person.mail, ...words, noticeId: `${caseId}.${key}` });
  return { type: 'notice-sent', messageId };
}

/** The page and the code that answer a call. */
async function answerTo(
  { signer, publicUrl }: Ports,
  { caseId, tasks }: Case,
  taskId = '',
): Promise<{ url: string; code: string } | undefined> {
  if (tasks[taskId]?.ask !== 'acknowledge') return undefined;
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
