import { createHash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import * as s3 from '@aws-sdk/client-s3';
import { afterAll } from 'vitest';
import type { AwsRequest } from '#/local/gateway/aws-request.ts';
import { createS3 } from '#/local/s3/s3.ts';
import { iam, principals, serve, temporaryFolder } from './service-server.ts';

const DAY = 24 * 3600 * 1000;
const buckets = [
  { name: 'evidence', versioned: true, objectLock: true },
  { name: 'ninety', versioned: true, objectLock: true, defaultRetention: { Mode: 'GOVERNANCE', Days: 90 } },
  { name: 'plain', versioned: false, objectLock: false },
];

const { folder, remove } = temporaryFolder();
const database = new DatabaseSync(':memory:');

export { folder };
export const start = new Date('2026-11-20T00:00:00Z');
let now = start;
export const setClock = (time: Date) => {
  now = time;
};

/** What S3 asked whether its caller may do. */
export const asked: AwsRequest[] = [];
const doors = { principals, iam: { ...iam, authorise: (request: AwsRequest) => void asked.push(request) } };

/** The S3 under test; opened again, it is the same one after a restart. */
export async function open() {
  const { service } = createS3({ database, folder, buckets, now: () => now, ...doors });
  const { settings, close } = await serve('s3', service, () => now);
  return { settings, close, client: new s3.S3Client(settings) };
}
export const { settings, client, close } = await open();
afterAll(() => {
  close();
  remove();
});

export const sha256 = (text: string) => createHash('sha256').update(text).digest('base64');
export const inDays = (days: number) => new Date(now.getTime() + days * DAY);
export const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: Error) => error.name,
  );
let count = 0;
export const fresh = () => {
  count += 1;
  return `case/${count}.eml`;
};

export function put(Key: string, more: Partial<s3.PutObjectCommandInput> = {}) {
  return client.send(new s3.PutObjectCommand({ Bucket: 'evidence', Key, Body: '通報', ...more }));
}
export const locked = (mode: s3.ObjectLockMode, days: number) => ({
  ObjectLockMode: mode,
  ObjectLockRetainUntilDate: inDays(days),
});
export async function read(Key: string, VersionId?: string, Bucket = 'evidence') {
  const answer = await client.send(new s3.GetObjectCommand({ Bucket, Key, VersionId }));
  return answer.Body?.transformToString();
}
export const head = (Key: string, VersionId?: string) =>
  client.send(new s3.HeadObjectCommand({ Bucket: 'evidence', Key, VersionId, ChecksumMode: 'ENABLED' }));
export const erase = (Key: string, VersionId?: string, BypassGovernanceRetention?: boolean) =>
  client.send(new s3.DeleteObjectCommand({ Bucket: 'evidence', Key, VersionId, BypassGovernanceRetention }));
