import { createHash } from 'node:crypto';
import { DeleteObjectCommand, HeadObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Objects } from '#/core/ports.ts';
import { lockOf, s3Objects } from '#/functions/shared/aws/s3-objects.ts';
import { createS3 } from '#/local/s3/s3.ts';
import { bucketsOf } from '#/local/template/settings.ts';
import { iam, principals } from '#/test/local/service-server.ts';
import { MemoryObjects } from '#/test/simulation/memory-ports.ts';
import { nameOf, serviceUp, template } from './local-aws.ts';

const NOW = new Date('2026-11-20T08:23:00.000Z');
const UNTIL = '2027-02-18T08:23:00.000Z';
const BUCKET = nameOf('AWS::S3::Bucket', 'Evidence');
const bytesOf = (text: string) => new TextEncoder().encode(text);

// One driven clock for S3 and for whoever signs; nothing waits on it.
beforeEach(() => void vi.useFakeTimers({ toFake: ['Date'], now: NOW }));
afterEach(() => void vi.useRealTimers());

async function onS3() {
  const { settings } = await serviceUp('s3', ({ database, folder }) => {
    const now = () => new Date();
    return createS3({ database, folder, buckets: bucketsOf(template), now, principals, iam }).service;
  });
  const client = new S3Client(settings);
  return { client, objects: s3Objects(client, BUCKET) };
}

const STORES: [name: string, open: () => Promise<{ objects: Objects }>][] = [
  ['in memory', async () => ({ objects: new MemoryObjects() })],
  ['on S3', onS3],
];

describe.each(STORES)('%s', (_name, open) => {
  test('bytes are kept under their hash, and the answer says what was kept and until when', async () => {
    const { objects } = await open();
    expect(await objects.preserve('reports/', bytesOf('通報'), UNTIL)).toEqual({
      key: 'reports/d969baa5f1be63b9d3f517854bae486307b072a5c6e345c1975cbff6a94f98a1',
      sha256: 'd969baa5f1be63b9d3f517854bae486307b072a5c6e345c1975cbff6a94f98a1',
      bytes: 6,
      versionId: expect.stringMatching(/./),
      retainUntil: UNTIL,
    });
  });

  test('the same bytes again give the same object, with the lock it has', async () => {
    const { objects } = await open();
    const first = await objects.preserve('reports/', bytesOf('通報'), UNTIL);
    const again = await objects.preserve('reports/', bytesOf('通報'), '2030-01-01T00:00:00.000Z');
    expect(again).toEqual(first);
  });

  test('what was kept is read again by its version, and by nothing else', async () => {
    const { objects } = await open();
    const kept = await objects.preserve('mails/', bytesOf('通報'), UNTIL);
    expect(new TextDecoder().decode(await objects.read(kept))).toBe('通報');
    await expect(objects.read({ ...kept, key: 'mails/none' })).rejects.toThrow();
  });

  test('the same bytes many times at once are one object', async () => {
    const { objects } = await open();
    const kept = await Promise.all(
      Array.from({ length: 8 }, () => objects.preserve('reports/', bytesOf('通報'), UNTIL)),
    );
    expect(new Set(kept.map(({ versionId }) => versionId)).size).toBe(1);
  });

  test('other bytes, or the same for another purpose, are another object', async () => {
    const { objects } = await open();
    const kept = [
      await objects.preserve('reports/', bytesOf('通報'), UNTIL),
      await objects.preserve('reports/', bytesOf('通報 '), UNTIL),
      await objects.preserve('checkpoints/', bytesOf('通報'), UNTIL),
    ];
    expect(new Set(kept.map(({ key }) => key)).size).toBe(3);
    expect(new Set(kept.map(({ versionId }) => versionId)).size).toBe(3);
  });

  test('bytes can be kept under a key of their own, once, and other bytes never come under it', async () => {
    const { objects } = await open();
    const key = 'checkpoints/20261120-00001/0000000005-00';
    const first = await objects.preserveAs(key, bytesOf('署名'), UNTIL);
    expect(first).toMatchObject({ key, bytes: 6, retainUntil: UNTIL });
    expect(await objects.preserveAs(key, bytesOf('署名'), '2030-01-01T00:00:00.000Z')).toEqual(first);
    await expect(objects.preserveAs(key, bytesOf('別の署名'), UNTIL)).rejects.toThrow('other bytes');
  });

  test('what is kept under a prefix is listed, however much it is, and nothing else', async () => {
    const { objects } = await open();
    expect(await objects.list('checkpoints/1/')).toEqual([]);
    const keys = Array.from({ length: 3 }, (_, at) => `checkpoints/1/000000000${at}`);
    for (const key of [...keys, 'checkpoints/10/0', 'reports/1']) {
      await objects.preserveAs(key, bytesOf(key), UNTIL);
    }
    expect(await objects.list('checkpoints/1/')).toEqual(keys);
  });

  test('bytes of every value, and none at all, can be kept', async () => {
    const { objects } = await open();
    const all = Uint8Array.from({ length: 256 }, (_, value) => value);
    expect(await objects.preserve('reports/', all, UNTIL)).toMatchObject({ bytes: 256 });
    expect(await objects.preserve('reports/', new Uint8Array(0), UNTIL)).toMatchObject({ bytes: 0 });
  });

  test('a link names one version of one object and the file it becomes', async () => {
    const { objects } = await open();
    const kept = await objects.preserve('reports/', bytesOf('通報'), UNTIL);
    const link = new URL(await objects.handOut(kept, 'raw-1.bin'));
    expect(`${link.host}${link.pathname}`).toContain(kept.sha256);
    expect(link.searchParams.get('versionId')).toBe(kept.versionId);
    expect(decodeURIComponent(link.search)).toContain('raw-1.bin');
  });
});

describe('what S3 adds', () => {
  const refusal = (promise: Promise<unknown>) =>
    promise.then(
      () => 'done',
      (error: Error) => error.name,
    );

  test('nobody deletes a locked version before its time; a trial deployment can ask for the weaker lock', async () => {
    const { client, objects } = await onS3();
    const { key: Key, versionId: VersionId } = await objects.preserve('reports/', bytesOf('通報'), UNTIL);
    const head = await client.send(new HeadObjectCommand({ Bucket: BUCKET, Key, VersionId }));
    expect(head).toMatchObject({ ObjectLockMode: 'COMPLIANCE', ObjectLockRetainUntilDate: new Date(UNTIL) });
    const erase = (BypassGovernanceRetention: boolean, of = { Key, VersionId }) =>
      refusal(client.send(new DeleteObjectCommand({ Bucket: BUCKET, ...of, BypassGovernanceRetention })));
    expect(await erase(false)).toBe('AccessDenied');
    expect(await erase(true)).toBe('AccessDenied');
    vi.setSystemTime(new Date(UNTIL));
    expect(await erase(false)).toBe('done');

    const later = '2027-06-01T00:00:00.000Z';
    const weak = await s3Objects(client, BUCKET, lockOf('GOVERNANCE')).preserve('t/', bytesOf('x'), later);
    const trial = { Key: weak.key, VersionId: weak.versionId };
    expect(await erase(false, trial)).toBe('AccessDenied');
    expect(await erase(true, trial)).toBe('done');
    expect(['COMPLIANCE', '', 'governance'].map(lockOf)).toEqual(Array(3).fill('COMPLIANCE'));
  });

  test('keys are listed page after page', async () => {
    const pages: object[] = [
      { Contents: [{ Key: 'a' }, { Key: 'b' }], NextContinuationToken: 'more' },
      { Contents: [{ Key: 'c' }] },
    ];
    const asked: unknown[] = [];
    const send = async ({ input }: { input: { ContinuationToken?: string } }) => {
      asked.push(input.ContinuationToken);
      return pages.shift();
    };
    const objects = s3Objects({ send } as unknown as S3Client, BUCKET);
    expect(await objects.list('')).toEqual(['a', 'b', 'c']);
    expect(asked).toEqual([undefined, 'more']);
  });

  test('where S3 does not say until when an object is locked, nothing is guessed', async () => {
    const send = async (command: object) => {
      if (!(command instanceof HeadObjectCommand)) {
        const $metadata = {};
        throw new S3ServiceException({ name: 'PreconditionFailed', $fault: 'client', $metadata });
      }
      return { VersionId: 'v1', ChecksumSHA256: createHash('sha256').update('通報').digest('base64') };
    };
    const objects = s3Objects({ send } as unknown as S3Client, BUCKET);
    await expect(objects.preserve('reports/', bytesOf('通報'), UNTIL)).rejects.toThrow('until when');
  });

  test('a link serves the very bytes as a download, for a minute, to whoever has it', async () => {
    const { objects } = await onS3();
    const bytes = Uint8Array.from({ length: 1000 }, (_, at) => at % 256);
    const link = await objects.handOut(await objects.preserve('reports/', bytes, UNTIL), 'raw-1.bin');
    const answer = await fetch(link);
    expect(answer.status).toBe(200);
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(bytes);
    expect(answer.headers.get('content-type')).toBe('application/octet-stream');
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="raw-1.bin"');
    vi.setSystemTime(NOW.getTime() + 59_000);
    expect((await fetch(link)).status).toBe(200);
    vi.setSystemTime(NOW.getTime() + 60_000);
    expect((await fetch(link)).status).toBe(403);
  });

  test('a link that was changed opens nothing', async () => {
    const { objects } = await onS3();
    const link = await objects.handOut(await objects.preserve('reports/', bytesOf('x'), UNTIL), 'raw-1.bin');
    const changed = [
      link.replace('X-Amz-Expires=60', 'X-Amz-Expires=6000'),
      link.replace('raw-1.bin', 'raw-1.html'),
      link.replace('application%2Foctet-stream', 'text%2Fhtml'),
      link.replace(/versionId=[^&]+/, 'versionId=other'),
    ];
    for (const other of changed) {
      expect(other).not.toBe(link);
      expect((await fetch(other)).status).toBe(403);
    }
  });
});
