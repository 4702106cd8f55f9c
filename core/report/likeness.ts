import type { Facts } from '#/core/case/facts.ts';
import { sha256, toHex } from '#/core/evidence/hash.ts';
import type { MailFacts } from '#/core/report/mail.ts';
import { saysNoMore } from '#/core/report/own-words.ts';
import { isRestricted } from '#/core/report/reaches.ts';
import type { Report } from '#/core/report/report.ts';
import { isOwn } from '#/core/report/sender.ts';
import { ANSWERED, FORWARDED, IN_BRACKETS, LINK, SUBJECT_LINE, TAGS } from '#/core/text/quoted.ts';

/** In what two reports can be alike. */
export const LIKENESSES = ['message', 'url', 'file', 'sender-subject', 'subject', 'place'] as const;
export type Likeness = (typeof LIKENESSES)[number];

/** What makes a report more than one more of the same. */
export const STANDS_OUT = ['opened', 'danger', 'personal-data', 'overlay', 'told', 'level'] as const;
export type StandsOut = (typeof STANDS_OUT)[number];

/** A likeness and the hash of what is the same, in one word: two reports with one key are alike in it. */
export type LikenessKey = `${Likeness}:${string}`;

export const likenessOf = (key: LikenessKey): Likeness => key.slice(0, key.indexOf(':')) as Likeness;

const WEAK: readonly Likeness[] = ['subject', 'place'];
/** Enough to take two reports for one wave, once a person has confirmed the wave. */
export const isStrong = (keys: readonly LikenessKey[]): boolean =>
  keys.some((key) => !WEAK.includes(likenessOf(key)));

/** Each is a row, and all of them may have to go in one transaction. */
export const MOST_OF_EACH = 4;
const SHORTEST_SUBJECT = 4;

/** The keys of a report. A restricted one is likened to nothing. */
export async function likenessKeys(
  report: Report,
  ownDomains: readonly string[],
  mail?: MailFacts,
): Promise<LikenessKey[]> {
  if (isRestricted(report)) return [];
  const text = textOf(report);
  const subjects = some(
    [mail?.subject ?? '', ...quoted(text, SUBJECT_LINE), ...quoted(text, IN_BRACKETS)].map(skeleton),
  );
  const strangers = [mail?.fromAddress ?? '', ...addresses(text)];
  const senders = some(
    strangers.filter((address) => !isOwn(address, ownDomains) && !isOfGovernment(address)),
  );
  const place = plain(report.place);
  return Promise.all([
    ...some([...idsOf(mail), ...quoted(text, MESSAGE_ID)]).map((id) => keyOf('message', id)),
    ...some(
      [...urls(text), ...urls((mail?.urls ?? []).join('\n'))].filter(
        (url) => !isOwn(`@${url.split('/')[0]}`, ownDomains),
      ),
    ).map((url) => keyOf('url', url)),
    ...some(senders.flatMap((sender) => subjects.map((subject) => `${sender} ${subject}`))).map((both) =>
      keyOf('sender-subject', both),
    ),
    ...subjects.map((subject) => keyOf('subject', subject)),
    ...(place === '' ? [] : [keyOf('place', `${report.kind} ${place}`)]),
  ]);
}

/** Whoever passes a mail on refers to it. Answers to a mail of ours refer to that. */
const idsOf = (mail: MailFacts | undefined): string[] =>
  mail === undefined ? [] : [mail.messageId, ...(FORWARDED.test(mail.subject) ? mail.references : [])];

async function keyOf(likeness: Likeness, value: string): Promise<LikenessKey> {
  return `${likeness}:${toHex(await sha256(value)).slice(0, 24)}`;
}

/** The same file, by the hash under which it is kept. */
export const fileKey = (sha256Hex: string): LikenessKey => `file:${sha256Hex.slice(0, 24)}`;

/** What in a report must not drown among a thousand of the same. */
export function standingOut(report: Report, mail?: MailFacts): StandsOut[] {
  const { danger, personalData, overlays = [], told = {} } = report;
  return [
    ...(saysNoMore(report, mail) ? [] : (['opened'] as const)),
    ...(danger === 'yes' ? (['danger'] as const) : []),
    ...(personalData === 'yes' ? (['personal-data'] as const) : []),
    ...(overlays.length > 0 ? (['overlay'] as const) : []),
    ...(tellsHarm(told) ? (['told'] as const) : []),
  ];
}

const tellsHarm = (told: Facts): boolean =>
  Object.values(told).some(
    (value) => !['no', 'none', 'unknown', undefined].includes(value as string | undefined),
  );

const textOf = ({ happened, done, answers = {} }: Report): string =>
  [happened, done, ...Object.values(answers)].join('\n');

const some = (values: readonly string[]): string[] =>
  [...new Set(values.filter((value) => value !== ''))].slice(0, MOST_OF_EACH);

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[\s\p{P}\p{S}\p{N}\p{Cf}]+/gu, '');

/** What is left of a subject when all that changes from one copy to the next is taken away. */
export function skeleton(subject: string): string {
  let rest = subject.normalize('NFKC');
  while (ANSWERED.test(rest)) rest = rest.replace(ANSWERED, '');
  const bones = plain(rest.replaceAll(TAGS, ' '));
  const all = bones === '' ? plain(rest) : bones;
  return all.length < SHORTEST_SUBJECT ? '' : all;
}

const MESSAGE_ID = /message-id\s*[:\uff1a]\s*<?([^\s<>]{5,200})>?/gi;

const quoted = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)].map(([, found = '']) => found.trim());

const ADDRESS = /[\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+/g;
const addresses = (text: string): string[] => text.normalize('NFKC').toLowerCase().match(ADDRESS) ?? [];

/** Public bodies write and are quoted everywhere: what they share says nothing. */
const isOfGovernment = (name: string): boolean => /(?:^|[.@])(?:lg|go)\.jp$/.test(name);

/** Whose front page says nothing. */
const COMMON = [
  'google.com',
  'google.co.jp',
  'microsoft.com',
  'office.com',
  'apple.com',
  'yahoo.co.jp',
  'youtube.com',
  'zoom.us',
  'line.me',
  'w3.org',
];

/** Host and path: what comes after is different for each who got it. */
export function urls(text: string): string[] {
  const found = text.normalize('NFKC').replaceAll('[.]', '.').match(LINK) ?? [];
  return found.flatMap((written) => {
    const url = URL.parse(written.replace(/^hxxp/i, 'http'));
    if (url === null || isOfGovernment(url.hostname)) return [];
    const host = url.hostname.replace(/^www\./, '');
    const path = url.pathname.replace(/\/+$/, '');
    return path === '' && COMMON.includes(host) ? [] : [`${host}${path}`];
  });
}
