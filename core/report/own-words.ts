import type { MailFacts } from '#/core/report/mail.ts';
import type { Problem } from '#/core/report/mail-parts.ts';
import type { Report } from '#/core/report/report.ts';
import {
  CONTACT,
  DENIED,
  DOUBTED,
  HARMLESS,
  SIGNATURE_LINE,
  SIGNATURE_STARTS,
  SIGNED_BY,
} from '#/core/text/harmless.ts';
import {
  FIELD_LINE,
  FIELDS,
  FORWARD_STARTS,
  FORWARDED,
  HAS_DONE,
  IN_BRACKETS,
  OWNS_UP,
} from '#/core/text/quoted.ts';

/** Mails of whose text something may be missing. */
const UNREAD: readonly Problem[] = [
  'unreadable',
  'too-large',
  'too-deep',
  'too-many-parts',
  'lost-characters',
];

/**
 * Whether a report surely says no more than that something came. No list holds every way of owning up, so what is
 * looked for is what is harmless, and all other words are for the desk to read.
 */
export function saysNoMore({ happened, done, answers = {} }: Report, mail?: MailFacts): boolean {
  const { opened = '', ...others } = answers;
  const texts = [happened, done, ...Object.values(others), mail?.subject ?? ''].map(normal);
  if (mail?.problems.some((problem) => UNREAD.includes(problem))) return false;
  if (texts.some((text) => OWNS_UP.test(tight(text)))) return false;
  const own = (mail && FORWARDED.test(mail.subject) ? texts.slice(0, -1) : texts).map(ownPart);
  if (opened.trim() === '') return own.every(isHarmless);
  return isDenial(opened) && !own.some((text) => HAS_DONE.test(tight(text)));
}

export const isDenial = (answer: string): boolean =>
  DENIED.test(bare(normal(answer))) && !DOUBTED.test(bare(normal(answer)));

const normal = (text = ''): string => text.normalize('NFKC');
const tight = (text: string): string => text.replaceAll(/\s/g, '');
const bare = (text: string): string => text.toLowerCase().replaceAll(/[\s\p{P}\p{S}\p{N}\p{Cf}]+/gu, '');

/** Without what is quoted or passed on. What people copy of its fields is not theirs either. */
function ownPart(text: string): string {
  const lines = text.split('\n');
  const start = lines.findIndex(
    (line, at) => FORWARD_STARTS.test(line) || isMailHead(lines.slice(at, at + 8)),
  );
  return lines
    .slice(0, start < 0 ? undefined : start)
    .filter((line) => !/^\s*>/.test(line) && !FIELD_LINE.test(line))
    .join('\n');
}

const isMailHead = ([first = '', ...next]: readonly string[]): boolean =>
  FIELDS.some((field) => field.test(first)) &&
  FIELDS.every((field) => [first, ...next].some((line) => field.test(line)));

/** What follows without a space is not part of it: whoever writes so may own up there. */
const PAGE = /h(?:tt|xx)ps?:\/\/[!-~]+/gi;
const MAILBOX = /[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+/g;

function isHarmless(text: string): boolean {
  const lines = text.split('\n').map((line) => line.trim());
  const end = lines.findIndex((line) => SIGNATURE_STARTS.test(line));
  const cut = end < 0 ? lines.length : end;
  const said = lines
    .slice(0, cut)
    .flatMap((line) => line.split('。'))
    .filter((line) => !SIGNED_BY.test(line.trim()));
  const signed = lines.slice(cut + 1).filter((line) => !SIGNATURE_LINE.test(withoutContact(line).trim()));
  const words = bare(withoutContact([...said, ...signed].join('\n')).replaceAll(IN_BRACKETS, ''));
  return !DOUBTED.test(words) && words.replaceAll(HARMLESS, '') === '';
}

const withoutContact = (text: string): string =>
  text.replaceAll(PAGE, '').replaceAll(MAILBOX, '').replaceAll(CONTACT, '');
