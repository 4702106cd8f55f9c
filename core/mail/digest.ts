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
import { type MailErrand, noticeLetter, type Postman } from '#/core/mail/letters.ts';
import type { DueItem, Letter } from '#/core/ports.ts';
import { digestWords } from '#/core/text/digest.ts';

/** As many cases as one round can read and mark. What is over goes out a minute later. */
const MOST_CASES = 250;
const AT_ONCE = 10;

interface Waiting {
  subject: Case;
  errand: MailErrand;
  repeated: boolean;
}

/** What was kept back until now, as one letter to each person. */
export async function sendDigests(postman: Postman, due: readonly DueItem[]): Promise<number> {
  const now = postman.moment.now();
  const held = due.filter(({ heldUntil }) => heldUntil !== undefined && heldUntil <= now);
  const caseIds = [...new Set(held.map(({ caseId }) => caseId))].slice(0, MOST_CASES);
  if (caseIds.length === 0) return 0;
  const [people, waiting] = await Promise.all([
    postman.cases.people(),
    together(caseIds, (caseId) => waitingIn(postman, caseId)),
  ]);
  let sent = 0;
  for (const [id, theirs] of Map.groupBy(waiting.flat(), ({ errand }) => errand.person)) {
    const person = people.find((candidate) => candidate.id === id);
    sent += await sendTo(postman, person, theirs);
  }
  return sent;
}

async function waitingIn({ cases, moment }: Postman, caseId: string): Promise<Waiting[]> {
  const [subject, errands] = await Promise.all([cases.load(caseId), cases.errands(caseId)]);
  const mails = errands.filter((errand): errand is MailErrand => errand.errand === 'mail');
  return mails
    .filter(({ heldUntil }) => subject && heldUntil !== undefined && heldUntil <= moment.now())
    .map((errand) => ({ subject: subject as Case, errand, repeated: isRepeated(errand, mails) }));
}

async function sendTo(
  postman: Postman,
  person: Person | undefined,
  waiting: readonly Waiting[],
): Promise<number> {
  const taken = await together(waiting, async (one) => {
    const attempt = await claim(postman, one.errand);
    return attempt === undefined ? [] : [{ ...one, attempt, over: overBefore(one, person) }];
  });
  const all = taken.flat();
  const lines = all.filter(({ over }) => over === undefined);
  const outcome = await send(postman, person, lines);
  await together(all, ({ errand, attempt, over }) => mark(postman, errand, over ?? outcome, attempt));
  return outcome.how === 'sent' && lines.length > 0 ? 1 : 0;
}

/** What becomes of a mail that is not sent. */
function overBefore({ subject, errand, repeated }: Waiting, person: Person | undefined): Outcome | undefined {
  if (person === undefined) return NO_SUCH_PERSON;
  if (repeated || !isWanted(subject, errand)) return { how: 'withheld', why: 'over' };
  return isUnmarked(errand) ? NOT_MARKED : undefined;
}

async function send(
  postman: Postman,
  person: Person | undefined,
  lines: readonly Waiting[],
): Promise<Outcome> {
  const [first] = lines;
  if (person === undefined || first === undefined) return NO_SUCH_PERSON;
  try {
    const letter = await letterOf(postman, person, [first, ...lines.slice(1)]);
    const messageId = await postman.mail.send(letter);
    return { how: 'sent', messageId, ...(lines.length > 1 && { digest: true }) };
  } catch (error) {
    return failure(postman, first.errand, error);
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
  return { to: person.mail, ...words, noticeId: `digest.${errand.caseId}.${errand.key}` };
}

/** Does each, some at a time; a fault in one keeps nothing from the others, and still ends as a fault. */
async function together<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const faults: unknown[] = [];
  for (let at = 0; at < items.length; at += AT_ONCE) {
    const some = await Promise.allSettled(items.slice(at, at + AT_ONCE).map(work));
    for (const one of some)
      if (one.status === 'fulfilled') results.push(one.value);
      else faults.push(one.reason);
  }
  if (faults.length > 0) throw faults[0];
  return results;
}
