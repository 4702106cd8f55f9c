import * as z from 'zod';
import { forEachCase } from '#/core/case/carry.ts';
import type { Case } from '#/core/case/case.ts';
import { isRepeated, isWanted, mayWait, quietUntil } from '#/core/case/notices.ts';
import { countMail, FOLD_MINUTES, maySendReceipt, SINGLE_MAILS } from '#/core/mail/caps.ts';
import {
  claim,
  failure,
  isUnmarked,
  mark,
  NO_SUCH_PERSON,
  NOT_MARKED,
  type Outcome,
} from '#/core/mail/delivery.ts';
import { sendDigests } from '#/core/mail/digest.ts';
import {
  isSendable,
  type MailErrand,
  noticeLetter,
  type Postman,
  type ReplyErrand,
  replyLetter,
  type Sendable,
} from '#/core/mail/letters.ts';
import type { DueItem } from '#/core/ports.ts';
import { isOwn } from '#/core/report/sender.ts';
import { addMinutes, addSeconds, type Instant, windowEnd } from '#/core/time.ts';

/** From a machine: the mail of one case. From the schedule: whatever mail was left anywhere, and what waited to be said together. */
export const input = z.union([z.object({ caseId: z.string() }), z.object({ schedule: z.string() })]);

/** What is begun by then is over before this function is stopped, so that every attempt is told as what it was. */
const BEGINS_SECONDS = 30;
/** The last of them are for letters that say several things, however many mails go by themselves. */
const LETTERS_SECONDS = 10;

export async function sendMail(ports: Postman, given: z.infer<typeof input>): Promise<{ sent: number }> {
  const now = ports.moment.now();
  const latest = addSeconds(now, BEGINS_SECONDS);
  if ('caseId' in given) return { sent: await sendOf(ports, given.caseId, latest) };
  const due = await ports.cases.due(now);
  const caseIds = due.filter(goesByItself).map(({ caseId }) => caseId);
  let sent = 0;
  try {
    await forEachCase(ports.moment, caseIds, async (caseId) => {
      sent += await sendOf(ports, caseId, addSeconds(latest, -LETTERS_SECONDS));
    });
  } finally {
    sent += await sendDigests(ports, due, latest);
  }
  return { sent };
}

const goesByItself = ({ errand, heldUntil }: DueItem): boolean =>
  (errand === 'mail' || errand === 'reply') && heldUntil === undefined;

async function sendOf(ports: Postman, caseId: string, latest: Instant): Promise<number> {
  let sent = 0;
  if (ports.moment.now() > latest) return sent;
  const waiting = (await ports.cases.errands(caseId)).filter(isSendable);
  const subject = waiting.length === 0 ? undefined : await ports.cases.load(caseId);
  for (const errand of waiting) {
    if (ports.moment.now() > latest) break;
    if (subject && errand.errand === 'mail' && (await waits(ports, subject, errand))) continue;
    if (await deliver(ports, errand, waiting)) sent += 1;
  }
  return sent;
}

/** Whether a mail waits to be said together with others: through the night, or because the person gets very many. */
async function waits(ports: Postman, subject: Case, errand: MailErrand): Promise<boolean> {
  const { cases, moment, policy } = ports;
  const { caseId, key, text, heldUntil } = errand;
  const now = moment.now();
  const quiet = quietUntil(subject, { policy, now }, text);
  // What waited for the morning goes out as soon as the level rises.
  if (heldUntil !== undefined)
    return (
      quiet !== undefined || (mayWait(subject, policy, text) && heldUntil <= addMinutes(now, FOLD_MINUTES))
    );
  const until = quiet ?? (await foldedUntil(ports, subject, errand));
  if (until !== undefined) await cases.hold(caseId, key, until);
  return until !== undefined;
}

async function foldedUntil(ports: Postman, subject: Case, errand: MailErrand): Promise<Instant | undefined> {
  const { cases, moment, policy } = ports;
  const now = moment.now();
  if (errand.attempts > 0 || !mayWait(subject, policy, errand.text)) return undefined;
  const count = await countMail(cases, errand.person, now);
  if (count === SINGLE_MAILS + 1) moment.alarm('MailFolded');
  return count > SINGLE_MAILS ? windowEnd(now, FOLD_MINUTES) : undefined;
}

/** Claim, send, mark. Only a death between the mail service's answer and the mark sends twice, and the timeline says so. */
async function deliver(ports: Postman, errand: Sendable, waiting: readonly Sendable[]): Promise<boolean> {
  const attempt = await claim(ports, errand);
  if (attempt === undefined) return false;
  const outcome = await attemptOnce(ports, errand, waiting);
  await mark(ports, errand.caseId, [{ errand, outcome, attempt }]);
  return outcome.how === 'sent';
}

async function attemptOnce(ports: Postman, errand: Sendable, waiting: readonly Sendable[]): Promise<Outcome> {
  try {
    return await (errand.errand === 'mail'
      ? sendNotice(
          ports,
          errand,
          waiting.filter((one) => one.errand === 'mail'),
        )
      : sendReply(ports, errand));
  } catch (error) {
    ports.moment.warn('mail not sent', error);
    return failure(ports, errand, error);
  }
}

async function sendNotice(
  ports: Postman,
  errand: MailErrand,
  waiting: readonly MailErrand[],
): Promise<Outcome> {
  const { cases, mail } = ports;
  if (isRepeated(errand, waiting)) return { how: 'withheld', why: 'over' };
  const [subject, people] = await Promise.all([cases.load(errand.caseId), cases.people()]);
  const person = people.find((candidate) => candidate.id === errand.person);
  if (subject === undefined || person === undefined) return NO_SUCH_PERSON;
  if (!isWanted(subject, errand)) return { how: 'withheld', why: 'over' };
  if (isUnmarked(errand)) return NOT_MARKED;
  const letter = await noticeLetter(ports, subject, errand, person.mail);
  return { how: 'sent', messageId: await mail.send(letter) };
}

async function sendReply(ports: Postman, errand: ReplyErrand): Promise<Outcome> {
  const { cases, mail, policy } = ports;
  const subject = await cases.load(errand.caseId);
  if (subject?.reporterMail === undefined) return NO_SUCH_PERSON;
  if (isUnmarked(errand)) return NOT_MARKED;
  // Whatever a form let through: nobody outside can be made to get mail by us.
  if (!isOwn(subject.reporterMail, policy.profile.mail.ownDomains))
    return { how: 'withheld', why: 'outside' };
  const capped = errand.text === 'receipt' && errand.attempts === 0;
  if (capped && !(await maySendReceipt(ports, subject))) return { how: 'withheld', why: 'cap' };
  const letter = await replyLetter(ports, subject, errand, subject.reporterMail);
  return { how: 'sent', messageId: await mail.send(letter) };
}
