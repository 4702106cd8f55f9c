import PostalMime from 'postal-mime';
import type { MailFile } from '#/core/report/mail-parts.ts';

const MOST_FILES = 50;
const MOST_BYTES = 40 * 1024 * 1024;

export interface Attachments {
  files: (MailFile & { content: Uint8Array })[];
  /** Seen, but left in the mail as it arrived. */
  left: MailFile[];
}

/** The files of a mail, as bytes that nobody opens. */
export async function attachmentsOf(mail: Uint8Array): Promise<Attachments> {
  const { attachments } = await PostalMime.parse(mail, { maxNestingDepth: 100, maxRfc822NestingDepth: 0 });
  const found: Attachments = { files: [], left: [] };
  let total = 0;
  for (const { filename, mimeType, content } of attachments) {
    const bytes = typeof content === 'string' ? Buffer.from(content) : new Uint8Array(content);
    const file: MailFile = { name: filename ?? '', mediaType: mimeType, bytes: bytes.length, marks: [] };
    total += bytes.length;
    if (found.files.length < MOST_FILES && total <= MOST_BYTES) found.files.push({ ...file, content: bytes });
    else found.left.push(file);
  }
  return found;
}
