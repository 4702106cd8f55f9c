import { carry } from '#/core/case/carry.ts';
import type { Happening } from '#/core/case/events.ts';
import type { Postman, Sendable } from '#/core/mail/letters.ts';
import { addMinutes } from '#/core/time.ts';

/** Doubled with every attempt. The shortest is longer than the function that sends may run. */
const PAUSE_MINUTES = 1;
const LONGEST_PAUSE_MINUTES = 30;
/** A mail service may be away for a weekend. */
const GIVEN_UP_AFTER_MINUTES = 72 * 60;
/** Attempts of which nobody knows how they ended: each may have been a mail. */
const UNMARKED = 5;

export type Outcome =
  | { how: 'sent'; messageId: string; digest?: true }
  | { how: 'failed'; reason: string; last: boolean }
  | { how: 'withheld'; why: 'cap' | 'outside' | 'over' };

/** Takes an errand for as long as the next attempt shall wait; the number of this attempt. */
export function claim({ cases, moment }: Postman, errand: Sendable): Promise<number | undefined> {
  const minutes = Math.min(PAUSE_MINUTES * 2 ** errand.attempts, LONGEST_PAUSE_MINUTES);
  return cases.claim(errand.caseId, errand.key, moment.now(), addMinutes(moment.now(), minutes));
}

/** Better silent, and loud in the alarm, than the same mail for ever. */
export const isUnmarked = ({ attempts, refused }: Sendable): boolean => attempts - refused >= UNMARKED;
export const NOT_MARKED: Outcome = { how: 'failed', reason: 'NotMarked', last: true };
export const NO_SUCH_PERSON: Outcome = { how: 'failed', reason: 'NoSuchPerson', last: true };

/** The name of an error, and not its words. */
export function failure(
  { moment }: Postman,
  { dueAt, heldUntil = dueAt }: Sendable,
  error: unknown,
): Outcome {
  const reason = error instanceof Error ? error.name : 'unknown';
  return { how: 'failed', reason, last: moment.now() >= addMinutes(heldUntil, GIVEN_UP_AFTER_MINUTES) };
}

/** An attempt, and how it ended. */
export interface Ended {
  errand: Sendable;
  outcome: Outcome;
  attempt: number;
}

const isOpen = ({ outcome }: Ended): boolean => outcome.how === 'failed' && !outcome.last;
const isNews = ({ attempt }: Ended): boolean => attempt === 3 || attempt % 8 === 0;
/** A failure in between says nothing that the one before has not said. */
const isSaid = (ended: Ended): boolean => !isOpen(ended) || ended.attempt < 3 || isNews(ended);

/** As many as one change can hold. */
const MARKED_AT_ONCE = 25;

/** Writes down how attempts about one case ended. What is sent, or will never be, is done. */
export async function mark(postman: Postman, caseId: string, all: readonly Ended[]): Promise<void> {
  const { cases, moment } = postman;
  const failed = all.filter(({ outcome }) => outcome.how === 'failed');
  if (failed.some((ended) => !isOpen(ended) || isNews(ended))) moment.alarm('MailFailed');
  for (const { errand } of all.filter(isOpen)) await cases.noteRefused(caseId, errand.key);
  const said = all.filter(isSaid);
  for (let at = 0; at < said.length; at += MARKED_AT_ONCE) {
    const some = said.slice(at, at + MARKED_AT_ONCE);
    const finished = some.filter((ended) => !isOpen(ended)).map(({ errand }) => errand.key);
    await carry(postman, { caseId, actor: 'step:send-mail' }, () => ({
      happenings: some.map(happeningOf),
      errands: [],
      finished,
    }));
  }
}

const happeningOf = ({ errand, outcome, attempt }: Ended): Happening =>
  errand.errand === 'mail' ? noticed(errand, outcome, attempt) : replied(errand, outcome, attempt);

function noticed(
  { key, person }: Sendable & { errand: 'mail' },
  outcome: Outcome,
  attempt: number,
): Happening {
  const notice = { noticeId: key, person };
  switch (outcome.how) {
    case 'sent': {
      const { messageId, digest } = outcome;
      return { type: 'notice-sent', body: { ...notice, attempt, messageId, ...(digest && { digest }) } };
    }
    case 'failed':
      return { type: 'notice-failed', body: { ...notice, attempt, reason: outcome.reason } };
    case 'withheld':
      return { type: 'notice-withdrawn', body: notice };
  }
}

function replied({ text }: Sendable & { errand: 'reply' }, outcome: Outcome, attempt: number): Happening {
  switch (outcome.how) {
    case 'sent':
      return { type: 'reply-sent', body: { text, attempt, messageId: outcome.messageId } };
    case 'failed':
      return { type: 'reply-failed', body: { text, attempt, reason: outcome.reason } };
    case 'withheld':
      return { type: 'reply-withheld', body: { text, why: outcome.why } };
  }
}
