import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import type { Uploads } from '#/core/ports.ts';
import { addressOf, s3Uploads } from '#/functions/shared/aws/s3-uploads.ts';
import { createS3 } from '#/local/s3/s3.ts';
import { bucketsOf } from '#/local/template/settings.ts';
import { iam, principals } from '#/test/local/service-server.ts';
import { MemoryUploads } from '#/test/simulation/memory-ports.ts';
import { nameOf, serviceUp, template } from './local-aws.ts';

const BUCKET = nameOf('AWS::S3::Bucket', 'Ingest');
const [ONE, OTHER] = ['1'.repeat(32), '2'.repeat(32)] as [string, string];
const proof = new TextEncoder().encode('proof');

interface Open {
  uploads: Uploads;
  arrive(fileId: string, bytes: Uint8Array): Promise<unknown>;
}

async function onS3(): Promise<Open & { client: S3Client }> {
  const { settings } = await serviceUp('s3', ({ database, folder }) => {
    const now = () => new Date();
    return createS3({ database, folder, buckets: bucketsOf(template), now, principals, iam }).service;
  });
  const client = new S3Client(settings);
  const arrive = (fileId: string, Body: Uint8Array) =>
    client.send(new PutObjectCommand({ Bucket: BUCKET, Key: `uploads/${fileId}`, Body }));
  return { client, uploads: s3Uploads(client, BUCKET), arrive };
}

async function inMemory(): Promise<Open> {
  const uploads = new MemoryUploads();
  return { uploads, arrive: async (fileId, bytes) => uploads.waiting.set(fileId, bytes) };
}

describe.each([
  ['in memory', inMemory],
  ['on S3', onS3],
])('%s', (_name, open) => {
  test('a file is read as it arrived until it is removed, and is not there before and after', async () => {
    const { uploads, arrive } = await open();
    expect(await uploads.read(ONE)).toBeUndefined();
    await arrive(ONE, proof);
    await arrive(OTHER, new Uint8Array());
    expect(new TextDecoder().decode(await uploads.read(ONE))).toBe('proof');
    await uploads.remove(ONE);
    await uploads.remove(ONE);
    expect(await uploads.read(ONE)).toBeUndefined();
    expect(await uploads.read(OTHER)).toEqual(new Uint8Array());
  });
});

test('on AWS a browser is sent to the host of the bucket, and shows the token of the role', async () => {
  const credentials = { accessKeyId: 'ASIA', secretAccessKey: 'secret', sessionToken: 'a token' };
  const client = new S3Client({ region: 'ap-northeast-1', credentials });
  expect(await addressOf(client, 'ingest')).toBe('https://ingest.s3.ap-northeast-1.amazonaws.com/');
  const { fields } = await s3Uploads(client, 'ingest').offer(ONE, 5);
  const { conditions } = JSON.parse(atob(fields.policy ?? ''));
  expect(fields['x-amz-security-token']).toBe('a token');
  expect(conditions).toContainEqual({ 'x-amz-security-token': 'a token' });
  expect(conditions).toContainEqual(['content-length-range', 0, 5]);
});
