import {
  GetObjectCommand,
  type GetObjectCommandOutput,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { sha256, toBase64, toHex } from '#/core/evidence/hash.ts';
import type { Objects } from '#/core/ports.ts';

const LINK_SECONDS = 60;

type Lock = 'COMPLIANCE' | 'GOVERNANCE';

/** Only what says GOVERNANCE, in a test deployment, gets the weaker lock. */
export const lockOf = (mode: string): Lock => (mode === 'GOVERNANCE' ? 'GOVERNANCE' : 'COMPLIANCE');

/** Evidence on S3: each object locked when it is written, never written over. */
export function s3Objects(client: S3Client, bucket: string, lock: Lock = 'COMPLIANCE'): Objects {
  const preserveAs: Objects['preserveAs'] = async (key, bytes, retainUntil) => {
    const hash = await sha256(bytes);
    const facts = { key, sha256: toHex(hash), bytes: bytes.length };
    const put = new PutObjectCommand({
      Bucket: bucket,
      Key: key,
      Body: bytes,
      ChecksumSHA256: toBase64(hash),
      IfNoneMatch: '*',
      ObjectLockMode: lock,
      ObjectLockRetainUntilDate: new Date(retainUntil),
    });
    const written = await unlessThere(client, put);
    if (written !== undefined) return { ...facts, versionId: written, retainUntil };
    const stored = await client.send(
      new HeadObjectCommand({ Bucket: bucket, Key: key, ChecksumMode: 'ENABLED' }),
    );
    if (stored.ChecksumSHA256 !== toBase64(hash)) throw new Error(`other bytes are kept as ${key}`);
    // S3 leaves the date out for whoever may not read it; the wished date would then be a guess.
    const until = stored.ObjectLockRetainUntilDate;
    if (until === undefined) throw new Error(`S3 did not say until when ${key} is locked`);
    return { ...facts, versionId: stored.VersionId ?? '', retainUntil: until.toISOString() };
  };

  return {
    preserveAs,

    async preserve(prefix, bytes, retainUntil) {
      return preserveAs(`${prefix}${toHex(await sha256(bytes))}`, bytes, retainUntil);
    },

    async read({ key, versionId }) {
      const get = new GetObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId });
      return bytesOf(await client.send(get));
    },

    async list(prefix) {
      const keys: string[] = [];
      let next: string | undefined;
      do {
        const page = await client.send(
          new ListObjectsV2Command({ Bucket: bucket, Prefix: prefix, ContinuationToken: next }),
        );
        keys.push(...(page.Contents ?? []).flatMap(({ Key }) => Key ?? []));
        next = page.NextContinuationToken;
      } while (next !== undefined);
      return keys;
    },

    handOut({ key, versionId }, fileName) {
      const command = new GetObjectCommand({
        Bucket: bucket,
        Key: key,
        VersionId: versionId,
        ResponseContentType: 'application/octet-stream',
        ResponseContentDisposition: `attachment; filename="${fileName}"`,
      });
      return getSignedUrl(client, command, { expiresIn: LINK_SECONDS });
    },
  };
}

export async function bytesOf({ Body }: GetObjectCommandOutput): Promise<Uint8Array> {
  if (Body === undefined) throw new Error('S3 gave no body');
  return Body.transformToByteArray();
}

const ATTEMPTS = 4;

/** The version written, or undefined where the key exists. Two at once (a double click) make S3 ask one to come again. */
async function unlessThere(
  client: S3Client,
  put: PutObjectCommand,
  attempt = 1,
): Promise<string | undefined> {
  try {
    return (await client.send(put)).VersionId ?? '';
  } catch (error) {
    const name = error instanceof S3ServiceException ? error.name : '';
    if (name === 'PreconditionFailed') return undefined;
    if (name === 'ConditionalRequestConflict' && attempt < ATTEMPTS)
      return unlessThere(client, put, attempt + 1);
    throw error;
  }
}
