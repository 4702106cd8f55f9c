import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Inbox } from '#/core/ports.ts';
import { INGEST_PREFIX } from '#/functions/shared/env.ts';
import { parseMail } from '#/functions/shared/mail/parse-mail.ts';

/** The bucket in which SES lays what it receives. */
export function s3Inbox(client: S3Client, bucket: string): Inbox {
  return {
    async read(messageId) {
      const get = new GetObjectCommand({ Bucket: bucket, Key: `${INGEST_PREFIX}${messageId}` });
      const { Body } = await client.send(get);
      if (Body === undefined) throw new Error('S3 gave no body');
      return Body.transformToByteArray();
    },
    parse: parseMail,
  };
}
