import {
  GetObjectCommand,
  HeadObjectCommand,
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

/** Evidence on S3: each object under the hash of its bytes, locked when it is written, never written over. */
export function s3Objects(client: S3Client, bucket: string, lock: Lock = 'COMPLIANCE'): Objects {
  return {
    async preserve(prefix, bytes, retainUntil) {
      const hash = await sha256(bytes);
      const key = `${prefix}${toHex(hash)}`;
      const facts = { key, sha256: toHex(hash), bytes: bytes.length };
      try {
        const { VersionId = '' } = await client.send(
          new PutObjectCommand({
            Bucket: bucket,
            Key: key,
            Body: bytes,
            ChecksumSHA256: toBase64(hash),
            IfNoneMatch: '*',
            ObjectLockMode: lock,
            ObjectLockRetainUntilDate: new Date(retainUntil),
          }),
        );
        return { ...facts, versionId: VersionId, retainUntil };
      } catch (error) {
        if (!(error instanceof S3ServiceException) || error.name !== 'PreconditionFailed') throw error;
        const stored = await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
        const until = stored.ObjectLockRetainUntilDate?.toISOString() ?? retainUntil;
        return { ...facts, versionId: stored.VersionId ?? '', retainUntil: until };
      }
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
