import { createHmac } from 'node:crypto';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  ListObjectsV2Command,
  type S3Client,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import type { Uploads } from '#/core/ports.ts';
import { bytesOf } from '#/functions/shared/aws/s3-objects.ts';
import { UPLOAD_PREFIX } from '#/functions/shared/env.ts';

/** Long enough for 25 MB over a slow line: S3 asks when the upload begins and again when it ends. */
const FORM_MINUTES = 30;

/** The bucket to which browsers send files straight, and where they wait until they are kept. */
export function s3Uploads(client: S3Client, bucket: string): Uploads {
  const keyOf = (fileId: string) => `${UPLOAD_PREFIX}${fileId}`;
  return {
    async offer(fileId, mostBytes) {
      const key = keyOf(fileId);
      const fields = await signedFields(client, { bucket, key, mostBytes, now: new Date() });
      return { url: await addressOf(client, bucket), fields };
    },

    async read(fileId) {
      const Key = keyOf(fileId);
      // To whoever may not list them all, S3 does not say that a key is missing; it answers as to a stranger.
      const { KeyCount } = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: Key }));
      if (!KeyCount) return undefined;
      return bytesOf(await client.send(new GetObjectCommand({ Bucket: bucket, Key })));
    },

    async remove(fileId) {
      await client.send(new DeleteObjectCommand({ Bucket: bucket, Key: keyOf(fileId) }));
    },
  };
}

/** Where the SDK itself would go for this bucket. */
export async function addressOf(client: S3Client, bucket: string): Promise<string> {
  const url = new URL(await getSignedUrl(client, new HeadBucketCommand({ Bucket: bucket })));
  return `${url.origin}${url.pathname}`;
}

interface Allowed {
  bucket: string;
  key: string;
  mostBytes: number;
  now: Date;
}

/** The fields that let a browser post one object: a policy and its signature, as S3 checks them (SigV4). */
async function signedFields(
  { config }: S3Client,
  { bucket, key, mostBytes, now }: Allowed,
): Promise<Record<string, string>> {
  const [{ accessKeyId, secretAccessKey, sessionToken }, region] = await Promise.all([
    config.credentials(),
    config.region(),
  ]);
  const time = now.toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = [time.slice(0, 8), region, 's3', 'aws4_request'];
  const signed = {
    key,
    'x-amz-algorithm': 'AWS4-HMAC-SHA256',
    'x-amz-credential': [accessKeyId, ...scope].join('/'),
    'x-amz-date': time,
    ...(sessionToken && { 'x-amz-security-token': sessionToken }),
  };
  const document = {
    expiration: new Date(now.getTime() + FORM_MINUTES * 60_000).toISOString(),
    conditions: [
      { bucket },
      ...Object.entries(signed).map(([name, value]) => ({ [name]: value })),
      ['content-length-range', 0, mostBytes],
    ],
  };
  const policy = Buffer.from(JSON.stringify(document)).toString('base64');
  const signature = [...scope, policy].reduce<Buffer | string>(
    (secret, part) => createHmac('sha256', secret).update(part).digest(),
    `AWS4${secretAccessKey}`,
  );
  return { ...signed, policy, 'x-amz-signature': Buffer.from(signature).toString('hex') };
}
