import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, test } from 'vitest';
import type { Inbox } from '#/core/ports.ts';
import { s3Inbox } from '#/functions/shared/aws/s3-inbox.ts';
import { createS3 } from '#/local/s3/s3.ts';
import { bucketsOf } from '#/local/template/settings.ts';
import { iam, principals } from '#/test/local/service-server.ts';
import { MemoryInbox } from '#/test/simulation/memory-ports.ts';
import { nameOf, serviceUp, template } from './local-aws.ts';

const BUCKET = nameOf('AWS::S3::Bucket', 'Ingest');
const mail = new TextEncoder().encode('Subject: x\r\n\r\nhelp');

interface Open {
  inbox: Inbox;
  arrive(messageId: string): Promise<unknown>;
}

/** S3 with pages of two, so that a few mails are several pages. */
async function onS3(): Promise<Open> {
  const { settings } = await serviceUp('s3', ({ database, folder }) => {
    const now = () => new Date();
    return createS3({ database, folder, buckets: bucketsOf(template), now, principals, iam }).service;
  });
  const client = new S3Client(settings);
  client.middlewareStack.add((next) => (args) => next({ ...args, input: { ...args.input, MaxKeys: 2 } }), {
    step: 'initialize',
  });
  const arrive = (messageId: string) =>
    client.send(new PutObjectCommand({ Bucket: BUCKET, Key: `mail/${messageId}`, Body: mail }));
  return { inbox: s3Inbox(client, BUCKET), arrive };
}

async function inMemory(): Promise<Open> {
  const inbox = new MemoryInbox();
  return { inbox, arrive: async (messageId) => inbox.waiting.set(messageId, mail) };
}

describe.each([
  ['in memory', inMemory],
  ['on S3', onS3],
])('%s', (_name, open) => {
  test('every mail that lies there is listed, however many they are, and read until it is removed', async () => {
    const { inbox, arrive } = await open();
    const messageIds = ['m1', 'm10', 'm11', 'm2', 'm3'];
    expect(await inbox.list()).toEqual([]);
    for (const messageId of messageIds) await arrive(messageId);
    expect((await inbox.list()).map(({ messageId }) => messageId).toSorted()).toEqual(messageIds);
    for (const messageId of messageIds) {
      expect(await inbox.read(messageId)).toEqual(mail);
      await inbox.remove(messageId);
      expect(await inbox.read(messageId)).toBeUndefined();
    }
    expect(await inbox.list()).toEqual([]);
  });
});

test('what SES lays there to see whether it may is no mail', async () => {
  const { inbox, arrive } = await onS3();
  await arrive('AMAZON_SES_SETUP_NOTIFICATION');
  expect(await inbox.list()).toEqual([]);
});
