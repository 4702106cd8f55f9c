import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import * as s3 from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import {
  client,
  erase,
  folder,
  fresh,
  head,
  locked,
  open,
  put,
  read,
  refusal,
  sha256,
} from './s3-fixture.ts';

test('a body comes back byte for byte with its type, metadata and verified SHA-256', async () => {
  const Key = '案件/1 (原本)+#?.eml';
  await put(Key, {
    ContentType: 'message/rfc822',
    Metadata: { class: 'original' },
    ChecksumSHA256: sha256('通報'),
  });
  expect(await read(Key)).toBe('通報');
  const found = await head(Key);
  expect(found).toMatchObject({
    ContentType: 'message/rfc822',
    Metadata: { class: 'original' },
    ContentLength: 6,
  });
  expect(found.ChecksumSHA256).toBe(sha256('通報'));
});

test('a body that does not match its checksum is refused and leaves nothing behind', async () => {
  const Key = fresh();
  const before = readdirSync(join(folder, 'objects')).length;
  expect(await refusal(put(Key, { ChecksumSHA256: sha256('another') }))).toBe('BadDigest');
  expect(await refusal(head(Key))).toBe('NotFound');
  expect(readdirSync(join(folder, 'objects'))).toHaveLength(before);
});

test('a stream of unknown checksum arrives by aws-chunked with a trailer', async () => {
  const Key = fresh();
  await put(Key, {
    Body: Readable.from([Buffer.from('first '), Buffer.from('second')]),
    ContentLength: 12,
  });
  expect(await read(Key)).toBe('first second');
  expect((await head(Key)).ChecksumCRC32).toBeDefined();
});

test('an old version stays readable', async () => {
  const Key = fresh();
  const first = await put(Key, { Body: 'first' });
  await put(Key, { Body: 'second' });
  expect([await read(Key), await read(Key, first.VersionId)]).toEqual(['second', 'first']);
});

test('If-None-Match refuses a second object under the same key', async () => {
  const Key = fresh();
  await put(Key, { IfNoneMatch: '*' });
  expect(await refusal(put(Key, { IfNoneMatch: '*', Body: 'other' }))).toBe('PreconditionFailed');
  expect(await read(Key)).toBe('通報');
});

test('a copy carries bytes, metadata and checksum and takes its own lock', async () => {
  const Key = fresh();
  const from = { Bucket: 'plain', Key: 'mail/あ.eml', Body: 'raw', Metadata: { class: 'mail' } };
  await client.send(new s3.PutObjectCommand({ ...from, ChecksumSHA256: sha256('raw') }));
  const CopySource = `plain/${encodeURIComponent(from.Key)}`;
  await client.send(
    new s3.CopyObjectCommand({ Bucket: 'evidence', Key, CopySource, ...locked('COMPLIANCE', 90) }),
  );
  const copied = await head(Key);
  expect(copied).toMatchObject({ Metadata: { class: 'mail' }, ObjectLockMode: 'COMPLIANCE' });
  expect([await read(Key), copied.ChecksumSHA256]).toEqual(['raw', sha256('raw')]);
});

test('a bucket without versions keeps the newest body only', async () => {
  const plain = { Bucket: 'plain', Key: 'once' };
  const before = readdirSync(join(folder, 'objects')).length;
  await client.send(new s3.PutObjectCommand({ ...plain, Body: 'first' }));
  await client.send(new s3.PutObjectCommand({ ...plain, Body: 'second' }));
  expect(await read('once', undefined, 'plain')).toBe('second');
  expect(readdirSync(join(folder, 'objects'))).toHaveLength(before + 1);
  await client.send(new s3.DeleteObjectCommand(plain));
  expect(await refusal(read('once', undefined, 'plain'))).toBe('NoSuchKey');
});

test('lists give current objects page by page', async () => {
  for (const name of ['a', 'b', 'b', 'c']) await put(`list/${name}`);
  await erase('list/c');
  const query = { Bucket: 'evidence', Prefix: 'list/', MaxKeys: 1 };
  const keys: unknown[] = [];
  for await (const page of s3.paginateListObjectsV2({ client }, query)) {
    keys.push(...(page.Contents ?? []).map((one) => one.Key));
  }
  expect(keys).toEqual(['list/a', 'list/b']);
});

test('what was stored is there after a restart, and what was cut off is swept', async () => {
  const Key = fresh();
  const { VersionId } = await put(Key, locked('COMPLIANCE', 1));
  writeFileSync(join(folder, 'objects', 'cut-off.part'), 'half');
  const { client: again, close: closeAgain } = await open();
  const target = { Bucket: 'evidence', Key, VersionId };
  const found = await again.send(new s3.GetObjectCommand(target));
  expect(await found.Body?.transformToString()).toBe('通報');
  expect(await refusal(again.send(new s3.DeleteObjectCommand(target)))).toBe('AccessDenied');
  closeAgain();
  expect(readdirSync(join(folder, 'objects'))).not.toContain('cut-off.part');
});

test('what is not written here is refused by name', async () => {
  const target = { Bucket: 'evidence', Key: fresh() };
  await put(target.Key);
  const commands = [
    new s3.GetObjectTaggingCommand(target),
    new s3.GetObjectAclCommand(target),
    new s3.GetObjectCommand({ ...target, Range: 'bytes=0-1' }),
    new s3.PutObjectCommand({ ...target, Body: 'a', StorageClass: 'GLACIER' }),
    new s3.PutObjectCommand({ ...target, Body: 'a', ChecksumAlgorithm: 'SHA1' }),
    new s3.PutObjectCommand({ ...target, Body: 'a', IfNoneMatch: '"etag"' }),
    new s3.ListObjectsV2Command({ Bucket: 'evidence', Delimiter: '/' }),
    new s3.ListObjectsCommand({ Bucket: 'evidence' }),
    new s3.DeleteObjectsCommand({ Bucket: 'evidence', Delete: { Objects: [{ Key: 'a' }] } }),
    new s3.CreateMultipartUploadCommand(target),
    new s3.ListBucketsCommand({}),
  ];
  for (const command of commands)
    expect(await refusal(client.send(command as s3.GetObjectCommand))).toBe('NotImplemented');
  expect(await refusal(read('a', undefined, 'nowhere'))).toBe('NoSuchBucket');
});
