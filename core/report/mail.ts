import { sha256, toHex } from '#/core/evidence/hash.ts';
import type { Report } from '#/core/report/report.ts';

export const CHECKS = ['spam', 'virus', 'spf', 'dkim', 'dmarc'] as const;
export type Check = (typeof CHECKS)[number];

/** What the mail service found. Only PASS speaks for a mail. */
export const VERDICTS = ['PASS', 'FAIL', 'GRAY', 'PROCESSING_FAILED', 'DISABLED'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What is known of a report besides its text when it came by mail. `from` is a claim and stands for no person. */
export interface MailFacts {
  from: string;
  subject: string;
  /** How much of the mail its case shows. */
  read: 'whole' | 'part' | 'empty' | 'unreadable';
  attachments: number;
  verdicts: Record<Check, Verdict>;
}

/** What a parser made of a mail. */
export interface MailParts {
  from: string;
  subject: string;
  text: string;
  attachments: number;
}

const LONGEST_TEXT = 4000;
const LONGEST_LINE = 200;
/** The kind of whoever does not know the kind; the desk chooses when it assesses. */
const KIND = 'other';

/** A mail as the report that it is meant to be. Every mail is one, whatever is in it. */
export async function reportOfMail(
  messageId: string,
  parts: MailParts | undefined,
  { complete, verdicts }: { complete: boolean; verdicts: MailFacts['verdicts'] },
): Promise<{ report: Report; mail: MailFacts }> {
  const text = (parts?.text ?? '').replaceAll('\r\n', '\n').trim();
  const report: Report = {
    reportId: toHex(await sha256(`mail ${messageId}`)).slice(0, 32),
    kind: KIND,
    callback: '',
    noticedAt: '',
    section: '',
    place: '',
    happened: cut(text, LONGEST_TEXT),
    done: '',
    personalData: 'unknown',
    reporter: '',
  };
  const mail: MailFacts = {
    from: line(parts?.from),
    subject: line(parts?.subject),
    read: howRead(parts, text, complete),
    attachments: parts?.attachments ?? 0,
    verdicts,
  };
  return { report, mail };
}

function howRead(parts: MailParts | undefined, text: string, complete: boolean): MailFacts['read'] {
  if (parts === undefined) return 'unreadable';
  if (!complete || text.length > LONGEST_TEXT) return 'part';
  return text === '' ? 'empty' : 'whole';
}

/** Marks that turn the direction of text could show one address and mean another. */
const line = (text = ''): string => cut(text.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim(), LONGEST_LINE);

/** Half a character could never be sealed into the chain. */
const cut = (text: string, longest: number): string => text.slice(0, longest).toWellFormed();
