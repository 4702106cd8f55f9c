import type { Case } from '#/core/case/case.ts';
import { isRepeated, isWanted } from '#/core/case/notices.ts';
import type { Person } from '#/core/escalation/network.ts';
import {
  claim,
  failure,
  isUnmarked,
  mark,
  NO_SUCH_PERSON,
  NOT_MARKED,
  type Outcome,
} from '#/core/mail/delivery.ts';
import { type MailErrand, noticeLetter, type Postman, threadOf } from '#/core/mail/letters.ts';
import type { DueItem, Letter } from '#/core/ports.ts';
import { DIGEST } from '#/core/report/thread.ts';
import { digestWords } from '#/core/text/digest.ts';
import type { Instant } from '#/core/time.ts';

/** As many cases as one round can read and mark. What is over goes out a minute later. */
const MOST_CASES = 250;
const AT_ONCE = 10;

interface Waiting {
  subject: Case;
  errand: MailErrand;
  repeated: boolean;
}

interface Round {
  postman: Postman;
  /** No letter is begun after that. */
  latest: Instant;
  /** What went wrong, each with one case; the others go on. */
  faults: unknown[];
}

/** What was kept back until now, as one letter to each person. It ends as a fault where something was left out. */
export async function sendDigests(
  postman: Postman,
  due: readonly DueItem[],
  latest: Instant,
): Promise<number> {
  const { cases, moment } = postman;
  const now = moment.now();
  const round: Round = { postman, latest, faults: [] };
  const held = due.filter(({ heldUntil }) => heldUntil !== undefined && heldUntil <= now);
  const caseIds = someOf([...new Set(held.map(({ caseId }) => caseId))], now);
  if (caseIds.length === 0 || now > latest) return 0;
  const people = await cases.people();
  const waiting = await together(round, caseIds, (caseId) => waitingIn(postman, caseId));
  let sent = 0;
  for (const [id, theirs] of Map.groupBy(waiting.flat(), ({ errand }) => errand.person)) {
    if (moment.now() > latest) break;
    const person = people.find((candidate) => candidate.id === id);
    sent += await sendTo(round, person, theirs);
  }
  if (round.faults.length > 0) throw round.faults[0];
  return sent;
}

/** Of very many each minute takes others: those whose mails fail must not stand before the rest for days. */
function someOf(caseIds: readonly string[], now: Instant): string[] {
  if (caseIds.length <= MOST_CASES) return [...caseIds];
  const first = (Math.floor(Date.parse(now) / 60_000) * MOST_CASES) % caseIds.length;
  return [...caseIds.slice(first), ...caseIds.slice(0, first)].slice(0, MOST_CASES);
}

async function waitingIn({ cases, moment }: Postman, caseId: string): Promise<Waiting[]> {
  const [subject, errands] = await Promise.all([cases.load(caseId), cases.errands(caseId)]);
  const mails = errands.filter((errand): errand is MailErrand => errand.errand === 'mail');
  return mails
    .filter(({ heldUntil }) => subject && heldUntil !== undefined && heldUntil <= moment.now())
    .map((errand) => ({ subject: subject as Case, errand, repeated: isRepeated(errand, mails) }));
}

async function sendTo(
  round: Round,
  person: Person | undefined,
  waiting: readonly Waiting[],
): Promise<number> {
  const { postman } = round;
  const taken = await together(round, waiting, async (one) => {
    const attempt = await claim(postman, one.errand);
    return attempt === undefined ? [] : [{ ...one, attempt, over: overBefore(one, person) }];
  });
  const all = taken.flat();
  const lines = all.filter(({ over }) => over === undefined);
  const outcomeOf = await send(postman, person, lines);
  const ended = all.map(({ errand, attempt, over }) => ({
    errand,
    attempt,
    outcome: over ?? outcomeOf(errand),
  }));
  // All that is about one case in one change: several at the same time would only be in each other's way.
  const byCase = [...Map.groupBy(ended, ({ errand }) => errand.caseId)];
  await together(round, byCase, ([caseId, some]) => mark(postman, caseId, some));
  return ended.some(({ outcome }) => outcome.how === 'sent') ? 1 : 0;
}

/** What becomes of a mail that is not sent. */
function overBefore({ subject, errand, repeated }: Waiting, person: Person | undefined): Outcome | undefined {
  if (person === undefined) return NO_SUCH_PERSON;
  if (repeated || !isWanted(subject, errand)) return { how: 'withheld', why: 'over' };
  return isUnmarked(errand) ? NOT_MARKED : undefined;
}

/** Gives how it ended for each thing that the letter says. */
async function send(
  postman: Postman,
  person: Person | undefined,
  lines: readonly Waiting[],
): Promise<(errand: MailErrand) => Outcome> {
  const [first, ...others] = lines;
  if (person === undefined || first === undefined) return () => NO_SUCH_PERSON;
  try {
    const letter = await letterOf(postman, person, [first, ...others]);
    const messageId = await postman.mail.send(letter);
    return () => ({ how: 'sent', messageId, ...(others.length > 0 && { digest: true }) });
  } catch (error) {
    postman.moment.warn('mail not sent', error);
    return (errand) => failure(postman, errand, error);
  }
}

async function letterOf(
  postman: Postman,
  person: Person,
  lines: readonly [Waiting, ...Waiting[]],
): Promise<Letter> {
  const [{ subject, errand }] = lines;
  if (lines.length === 1) return noticeLetter(postman, subject, errand, person.mail);
  const inOrder = lines.toSorted((one, other) => one.errand.dueAt.localeCompare(other.errand.dueAt));
  const said = inOrder.map((one) => ({ subject: one.subject, ...one.errand }));
  const words = digestWords(postman.policy, said, postman.publicUrl);
  const { replyTo } = await threadOf(postman, DIGEST);
  return { to: person.mail, replyTo, ...words, noticeId: `digest.${errand.caseId}.${errand.key}` };
}

/** Does each, some at a time. What fails is left out, and keeps nothing from the others. */
async function together<T, R>(
  { postman, faults }: Round,
  items: readonly T[],
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  for (let at = 0; at < items.length; at += AT_ONCE)
    for (const one of await Promise.allSettled(items.slice(at, at + AT_ONCE).map(work)))
      if (one.status === 'fulfilled') results.push(one.value);
      else {
        postman.moment.warn('left out of a letter', one.reason);
        faults.push(one.reason);
      }
  return results;
}
