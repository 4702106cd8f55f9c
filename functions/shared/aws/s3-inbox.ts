import {
  DeleteObjectCommand,
  GetObjectCommand,
  paginateListObjectsV2,
  type S3Client,
} from '@aws-sdk/client-s3';
import type { Inbox } from '#/core/ports.ts';
import { bytesOf } from '#/functions/shared/aws/s3-objects.ts';
import { INGEST_PREFIX } from '#/functions/shared/env.ts';
import { parseMail } from '#/functions/shared/mail/parse-mail.ts';
import { storedEnvelope } from '#/functions/shared/mail/stored-envelope.ts';

/** SES writes this when a rule is made, to see whether it may. */
const NO_MAIL = 'AMAZON_SES_SETUP_NOTIFICATION';

/** The bucket in which SES lays what it receives. */
export function s3Inbox(client: S3Client, bucket: string): Inbox {
  const list = async (start = '') => {
    const found: { messageId: string; since: string }[] = [];
    const query = { Bucket: bucket, Prefix: `${INGEST_PREFIX}${start}` };
    for await (const { Contents = [] } of paginateListObjectsV2({ client }, query)) {
      for (const { Key = '', LastModified } of Contents) {
        const messageId = Key.slice(INGEST_PREFIX.length);
        if (messageId === NO_MAIL || LastModified === undefined) continue;
        found.push({ messageId, since: LastModified.toISOString() });
      }
    }
    return found;
  };
  return {
    list: () => list(),
    async read(messageId) {
      // S3 says that an object is missing only to whoever may list the whole bucket.
      if (!(await list(messageId)).some((one) => one.messageId === messageId)) return undefined;
      const get = new GetObjectCommand({ Bucket: bucket, Key: `${INGEST_PREFIX}${messageId}` });
      return bytesOf(await client.send(get));
    },
    envelope: storedEnvelope,
    parse: parseMail,
    async remove(messageId) {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: `${INGEST_PREFIX}${messageId}` }));
    },
  };
}
