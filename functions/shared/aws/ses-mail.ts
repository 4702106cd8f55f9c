import { type SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import type { Mail } from '#/core/ports.ts';
import { SENDER_NAME } from '#/core/text/mail.ts';

/** Sends by SES. One message, one person: recipients never see each other. */
export function sesMail(client: SESClient, from: string): Mail {
  const domain = from.slice(from.indexOf('@') + 1);
  return {
    async send({ to, subject, text, noticeId, replyTo, answers }) {
      const message = new MailComposer({
        from: { name: SENDER_NAME, address: from },
        to,
        subject,
        text,
        ...(replyTo && { replyTo }),
        ...(answers?.messageId && { inReplyTo: answers.messageId, references: answers.messageId }),
        messageId: `<${noticeId}@${domain}>`,
        // No machine shall answer, and no out-of-office reply shall come back as a report (RFC 3834).
        headers: {
          'Auto-Submitted': answers ? 'auto-replied' : 'auto-generated',
          'X-Auto-Response-Suppress': 'All',
          // SES gives every message an id of its own; this one stays the same when a notice is sent twice.
          'X-Hikeshi-Notice': noticeId,
        },
        textEncoding: 'base64',
      }).compile();
      const raw = await message.build();
      const { MessageId = '' } = await client.send(
        new SendRawEmailCommand({ Source: from, Destinations: [to], RawMessage: { Data: raw } }),
      );
      return MessageId;
    },
  };
}
