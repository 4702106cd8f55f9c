import { answerWithCode } from '#/core/case/answer.ts';
import { type Carrier, carry } from '#/core/case/carry.ts';
import type { Case, Task } from '#/core/case/case.ts';
import { both, nothing, tell, type World } from '#/core/case/decision.ts';
import type { Happening } from '#/core/case/events.ts';
import { added, MOST_ADDED, MOST_AUTOMATIC } from '#/core/case/reporter.ts';
import { noticeMessage, noticeSecrets, sameText } from '#/core/escalation/notice-code.ts';
import { Fault } from '#/core/fault.ts';
import type { Signer } from '#/core/ports.ts';
import type { MailFacts } from '#/core/report/mail.ts';
import {
  claimOf,
  DIGEST,
  isProven,
  labelsIn,
  type ThreadMarks,
  threadAddress,
  threadMarks,
  threadMessage,
} from '#/core/report/thread.ts';
import { codeIn, newPart, withoutCodes } from '#/core/text/new-part.ts';

type Ports = Carrier & { signer: Pick<Signer, 'mac'>; mailFrom: string };

/** A mail that was kept and read. */
export interface Arrived {
  /** The key under which it is taken in once. */
  once: string;
  original: Extract<Happening, { type: 'evidence-preserved' }>;
  mail: MailFacts;
  text: string;
}

interface Thread {
  /** The case whose thread a mail is proven to be on. */
  on?: string;
  /** The one that it names without proof. */
  claimed?: string;
  /** A program sent it back to a mail of ours, and of no one case: it opens none. */
  astray?: true;
}

export async function threadOf(
  ports: Ports,
  { mail, bytes }: { mail: MailFacts; bytes: Uint8Array },
): Promise<Thread> {
  // Out of a notice that comes back the whole of its head does: it is known again, and opens no case that would send more.
  const recipients = mail.automatic ? labelsIn(bytes) : mail.to;
  const claim = claimOf(recipients, mail.subject);
  const named = claim === 'disputed' ? undefined : claim;
  if (named && isProven(named, await marksOf(ports, named.caseId))) return { on: named.caseId };
  if (mail.automatic && (await isSentBack(ports, mail, recipients))) return { astray: true };
  return named ? { claimed: named.caseId } : {};
}

const marksOf = async ({ signer }: Ports, caseId: string): Promise<ThreadMarks> =>
  threadMarks(await signer.mac(threadMessage(caseId)));

/** Nobody reports to the address that our mail is from: there, and to a letter about several cases, programs answer. */
async function isSentBack(ports: Ports, { to }: MailFacts, labels: readonly string[]): Promise<boolean> {
  const toSender = to.length > 0 && to.every((address) => address.toLowerCase() === ports.mailFrom);
  return toSender || labels.includes(threadAddress('@', DIGEST, await marksOf(ports, DIGEST)));
}

/** Puts an answer on the timeline of its case; `false` where there is no such case, or no room: then it opens one. What a program wrote is then only kept. */
export async function addAnswer(ports: Ports, caseId: string, arrived: Arrived): Promise<boolean> {
  const subject = await ports.cases.load(caseId);
  const { once, original, mail } = arrived;
  if (subject === undefined) return false;
  const { additions = 0, automatic = 0 } = subject.supplements ?? {};
  if (mail.automatic && automatic >= MOST_AUTOMATIC) return true;
  if (!mail.automatic && additions >= MOST_ADDED) return false;
  const text = newPart(arrived.text);
  await carry(ports, { caseId, actor: 'sender', once }, (now, world) =>
    added(now, world, original, answered(now, world, mail, text)),
  );
  if (!mail.automatic && mail.standing !== 'suspicious')
    await answerCall(ports, subject, { once, from: mail.fromAddress, text });
  return true;
}

/** What answers our mail is the reporter's only where it comes from the reporter: what officers write is not for the receipt's page. */
function answered(subject: Case, { people }: World, mail: MailFacts, text: string): Happening {
  const from = mail.fromAddress;
  if (from !== '' && from === subject.reporterMail?.toLowerCase())
    return { type: 'reporter-added', body: { channel: 'mail', text, mail } };
  const person = people.find((one) => one.mail.toLowerCase() === from)?.id;
  const coded = codeIn(text) !== undefined;
  return {
    type: 'notice-answered',
    body: { ...(person && { person }), text: withoutCodes(text), ...(coded && { coded }), mail },
  };
}

/** The code of somebody's own call, sent from their address: they know of it. More than that no mail can do. */
async function answerCall(
  ports: Ports,
  subject: Case,
  { once, from, text }: { once: string; from: string; text: string },
): Promise<void> {
  const code = codeIn(text);
  const person = (await ports.cases.people()).find(({ mail }) => mail.toLowerCase() === from);
  if (code === undefined || person === undefined) return;
  const calls = Object.values(subject.tasks).filter(
    (task) => task.ask === 'acknowledge' && task.person === person.id && task.state !== 'done',
  );
  const meant = await callOf(ports, subject.caseId, calls, code);
  const taskId = (meant ?? calls.at(-1))?.taskId;
  if (taskId === undefined) return;
  const right = meant !== undefined;
  const work = {
    caseId: subject.caseId,
    actor: right ? `person:${person.id}` : 'sender',
    once: `${once} code`,
  };
  await carry(ports, work, (now, world) => {
    try {
      const { decision } = answerWithCode(now, world, taskId, { right, charge: false, how: 'mail' });
      const post = now.tasks[taskId]?.post ?? '';
      const words = right ? 'code-accepted' : 'code-wrong';
      return both(decision, tell([{ person, post }], words, `code-${now.seq}`));
    } catch (error) {
      // Somebody whose post has ended: the desk reads what they wrote, and the call stays open.
      if (error instanceof Fault) return nothing;
      throw error;
    }
  });
}

async function callOf(
  { signer }: Ports,
  caseId: string,
  calls: readonly Task[],
  code: string,
): Promise<Task | undefined> {
  for (const call of calls) {
    const secrets = noticeSecrets(await signer.mac(noticeMessage(caseId, call.taskId)));
    if (sameText(code, secrets.code)) return call;
  }
  return undefined;
}
