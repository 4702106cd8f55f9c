import type { MailFile } from '#/core/report/mail-parts.ts';
import { type Entity, entitiesOf } from '#/functions/shared/mail/entities.ts';
import { paramText } from '#/functions/shared/mail/field.ts';
import { marksOf } from '#/functions/shared/mail/marks.ts';
import { undo } from '#/functions/shared/mail/transfer.ts';

export interface Attachment extends MailFile {
  /** Never opened, and never trusted to be what its name and type say. */
  content: Uint8Array;
}

export interface Attachments {
  files: Attachment[];
  /** Seen, and left in the mail as it arrived. */
  left: MailFile[];
}

const MOST_FILES = 50;
/** As large as a mail can be. */
const MOST_BYTES = 40 * 1024 * 1024;

/** The files of a mail, in their order. The same bytes give the same files. */
export function attachmentsOf(mail: Uint8Array): Attachments {
  const found: Attachments = { files: [], left: [] };
  let total = 0;
  for (const { file } of filesOf(entitiesOf(mail).entities)) {
    const { content, ...facts } = file;
    const fits = found.files.length < MOST_FILES && total + content.length <= MOST_BYTES;
    if (fits) total += content.length;
    if (fits) found.files.push(file);
    else found.left.push(facts);
  }
  return found;
}

/** One at a time, so that nobody has to hold them all. */
export function* filesOf(entities: readonly Entity[]): Generator<{ file: Attachment; broken: boolean }> {
  for (const entity of entities) {
    if (isText(entity)) continue;
    const name = nameOf(entity);
    const mediaType = entity.type.value;
    const { bytes: content, broken } = undo(entity.encoding, entity.body);
    if (name === '' && content.length === 0) continue;
    const marks = marksOf(name, mediaType, content);
    yield { file: { name, mediaType, bytes: content.length, marks, content }, broken };
  }
}

/** Whether a part is what the sender wrote, rather than a file. */
export const isText = (entity: Entity): boolean =>
  /^(?:text\/(?:plain|html)|multipart\/.*)$/.test(entity.type.value) &&
  entity.disposition.value !== 'attachment' &&
  (entity.isRoot || nameOf(entity) === '');

const nameOf = ({ type, disposition }: Entity): string =>
  (paramText(disposition, 'filename') || paramText(type, 'name')).trim();
