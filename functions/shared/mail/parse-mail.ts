import { addressParser } from 'postal-mime';
import type { Inbox } from '#/core/ports.ts';
import { ANSWER_FIELDS, type MailParts } from '#/core/report/mail-parts.ts';
import { filesOf } from '#/functions/shared/mail/attachments.ts';
import { entitiesOf } from '#/functions/shared/mail/entities.ts';
import { fieldInUtf8, fieldText } from '#/functions/shared/mail/field.ts';
import { fieldIn, type Header } from '#/functions/shared/mail/header.ts';
import { textOf } from '#/functions/shared/mail/text.ts';

const MOST_FILES = 50;

export const parseMail: Inbox['parse'] = async (mail) => {
  const { header, entities, problems } = entitiesOf(mail);
  const text = textOf(entities, problems);
  const files: MailParts['files'] = [];
  for (const { file, broken } of filesOf(entities)) {
    const { content: _, ...facts } = file;
    if (broken) problems.add('broken-encoding');
    if (files.length < MOST_FILES) files.push(facts);
    else problems.add('many-files');
  }
  return { ...headerParts(header), text, files, problems: [...problems] };
};

function headerParts(header: Header): Omit<MailParts, 'text' | 'files' | 'problems'> {
  const value = (name: string) => fieldIn(header, name) ?? '';
  return {
    from: header.flatMap(([name, written]) => (name === 'from' ? mailboxes(written) : [])),
    subject: fieldText(value('subject')),
    messageId: value('message-id'),
    inReplyTo: value('in-reply-to'),
    references: value('references').match(/<[^<>\s]+>/g) ?? [],
    fields: Object.fromEntries(
      ANSWER_FIELDS.flatMap((name) => {
        const written = fieldIn(header, name);
        return written === undefined ? [] : [[name, written]];
      }),
    ),
  };
}

const mailboxes = (written: string): MailParts['from'] =>
  addressParser(fieldInUtf8(written), { flatten: true }).map(({ name, address = '' }) => ({ name, address }));
