import PostalMime, { type Address, type Email } from 'postal-mime';
import type { Inbox } from '#/core/ports.ts';
import { ANSWER_FIELDS, type MailParts } from '#/core/report/mail-parts.ts';

/**
 * The parser keeps an object for every line, and decodes long lists of encoded words in quadratic time. Unbounded,
 * one mail of 40 MB could take the function down at each retry, and so never become a case.
 */
const MOST_BYTES = 1024 * 1024;
const MOST_LINES = 20_000;
const LIMITS = { maxHeadersSize: 256 * 1024, maxNestingDepth: 100, maxRfc822NestingDepth: 3 };

const NOTHING: MailParts = {
  from: [],
  subject: '',
  text: '',
  messageId: '',
  inReplyTo: '',
  references: [],
  fields: {},
  files: [],
  problems: [],
};

export const parseMail: Inbox['parse'] = async (mail) => {
  const head = startOf(mail);
  const problems: MailParts['problems'] = head.length === mail.length ? [] : ['too-large'];
  try {
    return { ...(await partsOf(await PostalMime.parse(head, LIMITS))), problems };
  } catch {
    return { ...NOTHING, problems: [...problems, 'unreadable'] };
  }
};

async function partsOf(email: Email): Promise<MailParts> {
  const fields = Object.fromEntries(
    ANSWER_FIELDS.flatMap((name) => {
      const value = email.headers.find(({ key }) => key === name)?.value;
      return value === undefined ? [] : [[name, value]];
    }),
  );
  return {
    from: email.from ? mailboxes(email.from) : [],
    subject: email.subject ?? '',
    text: email.text ?? (await textOf(email.html ?? '')),
    messageId: email.messageId ?? '',
    inReplyTo: email.inReplyTo ?? '',
    references: email.references?.split(/\s+/) ?? [],
    fields,
    files: email.attachments.map(({ filename, mimeType, content }) => ({
      name: filename ?? '',
      mediaType: mimeType,
      bytes: typeof content === 'string' ? content.length : content.byteLength,
      marks: [],
    })),
    problems: [],
  };
}

const mailboxes = ({ name, address, group }: Address) => group ?? [{ name, address: address ?? '' }];

function startOf(mail: Uint8Array): Uint8Array {
  let end = 0;
  for (let lines = 0; lines < MOST_LINES && end < MOST_BYTES; lines += 1) {
    end = mail.indexOf(0x0a, end) + 1;
    if (end === 0) return mail.subarray(0, MOST_BYTES);
  }
  return mail.subarray(0, Math.min(end, MOST_BYTES));
}

/** The parser turns markup into text only beside another part that is text, and takes style sheets for text. */
async function textOf(html: string): Promise<string> {
  if (html === '') return '';
  const shown = html.split(/<\/style[^>]*>?/i).map((piece) => piece.split(/<style\b/i, 1));
  const boundary = crypto.randomUUID();
  const mixed = [
    `Content-Type: multipart/mixed; boundary=${boundary}\n`,
    `--${boundary}\n\n\n--${boundary}`,
    `Content-Type: text/html; charset=utf-8\n\n${shown.join('')}`,
  ].join('\n');
  return (await PostalMime.parse(mixed, LIMITS)).text ?? '';
}
