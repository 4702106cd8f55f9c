import { toHex } from '#/core/evidence/hash.ts';
import type { Signer } from '#/core/ports.ts';
import { type MailFile, type MailParts, PROBLEMS, type Problem } from '#/core/report/mail-parts.ts';
import type { Report } from '#/core/report/report.ts';
import {
  addressOf,
  type Check,
  type Doubt,
  doubtsOf,
  type Envelope,
  isAutomatic,
  isOwn,
  type Standing,
  standingOf,
  type Verdict,
} from '#/core/report/sender.ts';

/** What is known of a report besides its text when it came by mail. `from` is a claim and stands for no person. */
export interface MailFacts {
  from: string;
  /** Of the only sender, in small letters; empty where there is no such address. */
  fromAddress: string;
  standing: Standing;
  doubts: Doubt[];
  /** Written by a program: none of ours may answer. */
  automatic: boolean;
  /** The addresses of ours that it was sent to, labels included. */
  to: string[];
  subject: string;
  messageId: string;
  inReplyTo: string;
  references: string[];
  urls: string[];
  problems: Problem[];
  attachments: MailFile[];
  verdicts: Record<Check, Verdict>;
  /** The case whose number it carries without proof that it belongs there. */
  claimed?: string;
}

const LONGEST_TEXT = 4000;
const LONGEST_LINE = 200;
const MOST_URLS = 20;
const MOST_REFERENCES = 20;
/** The kind of whoever does not know the kind; the desk chooses when it assesses. */
export const UNKNOWN_KIND = 'other';

/** The server of a sender is told the number under which we took a mail; whoever has the id of a report may add to it. */
export const mailReportId = async (signer: Pick<Signer, 'mac'>, messageId: string): Promise<string> =>
  toHex(await signer.mac(`mail ${messageId}`)).slice(0, 32);

/** A mail as the report that it is meant to be. Every mail is one, whatever is in it. */
export function reportOfMail(
  reportId: string,
  parts: MailParts,
  envelope: Envelope,
  ownDomains: readonly string[],
): { report: Report; mail: MailFacts } {
  const text = parts.text.replaceAll('\r\n', '\n').trim();
  const mail = factsOf(parts, text, envelope, ownDomains);
  const report: Report = {
    reportId,
    kind: UNKNOWN_KIND,
    callback: '',
    noticedAt: '',
    section: '',
    place: '',
    happened: cut(text, LONGEST_TEXT),
    done: '',
    personalData: 'unknown',
    reporter: '',
    ...(mayBeAnswered(mail, ownDomains) && { mail: mail.fromAddress }),
  };
  return { report, mail };
}

/** Only addresses of our own are ever written to, so that nobody outside can be made to get mail by us. */
const mayBeAnswered = ({ fromAddress, standing, automatic }: MailFacts, ownDomains: readonly string[]) =>
  standing !== 'suspicious' && !automatic && isOwn(fromAddress, ownDomains);

function factsOf(
  parts: MailParts,
  text: string,
  envelope: Envelope,
  ownDomains: readonly string[],
): MailFacts {
  const doubts = doubtsOf(parts.from, envelope, ownDomains);
  return {
    from: line(parts.from.map(shown).join(', ')),
    fromAddress: addressOf(parts.from),
    standing: standingOf(doubts, envelope.verdicts),
    doubts,
    automatic: isAutomatic(parts.fields, envelope.sender),
    to: envelope.to,
    subject: line(parts.subject),
    messageId: line(parts.messageId),
    inReplyTo: line(parts.inReplyTo),
    references: parts.references.slice(-MOST_REFERENCES).map(line),
    urls: urlsIn(text),
    problems: problemsOf(parts, text),
    attachments: parts.files.map((file) => ({
      ...file,
      name: line(file.name),
      mediaType: line(file.mediaType),
    })),
    verdicts: envelope.verdicts,
  };
}

const shown = ({ name, address }: MailParts['from'][number]): string =>
  name && address ? `${name} <${address}>` : name || address;

function problemsOf({ subject, problems }: MailParts, text: string): Problem[] {
  const found = new Set<Problem>(problems);
  if (text === '' && !found.has('unreadable')) found.add('no-text');
  if (text.length > LONGEST_TEXT) found.add('long-text');
  if (subject.trim() === '') found.add('no-subject');
  if (subject.includes('\uFFFD')) found.add('lost-characters');
  return PROBLEMS.filter((problem) => found.has(problem));
}

const urlsIn = (text: string): string[] =>
  [...new Set(text.match(/https?:\/\/[\w.:/?#@!$&'*+,;=%~[\]-]{1,1000}/gi))].slice(0, MOST_URLS);

/** Words that somebody else chose, as one line. Marks that turn the direction of text could show one address and mean another. */
export const line = (text: string): string =>
  cut(text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim(), LONGEST_LINE);

/** Half a character could never be sealed into the chain. */
const cut = (text: string, longest: number): string => text.slice(0, longest).toWellFormed();
