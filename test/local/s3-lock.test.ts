import * as s3 from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';
import {
  client,
  erase,
  fresh,
  head,
  inDays,
  locked,
  put,
  read,
  refusal,
  setClock,
  settings,
  start,
} from './s3-fixture.ts';

const retain = (
  Key: string,
  Mode: s3.ObjectLockRetentionMode,
  days: number,
  BypassGovernanceRetention?: boolean,
) =>
  client.send(
    new s3.PutObjectRetentionCommand({
      Bucket: 'evidence',
      Key,
      Retention: { Mode, RetainUntilDate: inDays(days) },
      BypassGovernanceRetention,
    }),
  );

test('a locked version cannot be deleted in either mode, and its data stays', async () => {
  for (const mode of ['COMPLIANCE', 'GOVERNANCE'] as const) {
    const Key = fresh();
    const { VersionId } = await put(Key, locked(mode, 1));
    expect(await refusal(erase(Key, VersionId))).toBe('AccessDenied');
    expect(await read(Key, VersionId)).toBe('通報');
  }
});

test('only governance can be bypassed', async () => {
  const [strict, loose] = [fresh(), fresh()];
  const one = await put(strict, locked('COMPLIANCE', 1));
  const other = await put(loose, locked('GOVERNANCE', 1));
  expect(await refusal(erase(strict, one.VersionId, true))).toBe('AccessDenied');
  expect(await refusal(erase(loose, other.VersionId, true))).toBe('done');
  expect(await refusal(read(loose, other.VersionId))).toBe('NoSuchVersion');
});

test('a plain delete of a locked key writes a marker over data that stays', async () => {
  const Key = fresh();
  const { VersionId } = await put(Key, locked('COMPLIANCE', 1));
  const marker = await erase(Key);
  expect(marker.DeleteMarker).toBe(true);
  expect(await refusal(read(Key))).toBe('NoSuchKey');
  expect(await refusal(read(Key, marker.VersionId))).toBe('MethodNotAllowed');
  expect(await read(Key, VersionId)).toBe('通報');
  await erase(Key, marker.VersionId);
  expect(await read(Key)).toBe('通報');
});

test('the lock is of the version, not of the key', async () => {
  const Key = fresh();
  const first = await put(Key, locked('COMPLIANCE', 1));
  const second = await put(Key, { Body: 'second' });
  expect(await refusal(erase(Key, first.VersionId))).toBe('AccessDenied');
  expect(await refusal(erase(Key, second.VersionId))).toBe('done');
});

test('a lock ends by the driven clock', async () => {
  const Key = fresh();
  const { VersionId } = await put(Key, locked('COMPLIANCE', 1));
  setClock(inDays(1));
  expect(await refusal(erase(Key, VersionId))).toBe('done');
  setClock(start);
});

test('compliance grows and never shrinks, weakens or goes', async () => {
  const Key = fresh();
  const { VersionId } = await put(Key, locked('COMPLIANCE', 10));
  expect(await refusal(retain(Key, 'COMPLIANCE', 9, true))).toBe('AccessDenied');
  expect(await refusal(retain(Key, 'GOVERNANCE', 20, true))).toBe('AccessDenied');
  const lifted = new s3.PutObjectRetentionCommand({ Bucket: 'evidence', Key, Retention: {} });
  expect(await refusal(client.send(lifted))).toBe('AccessDenied');
  expect(await refusal(retain(Key, 'COMPLIANCE', 20))).toBe('done');
  const { Retention } = await client.send(
    new s3.GetObjectRetentionCommand({ Bucket: 'evidence', Key, VersionId }),
  );
  expect(Retention).toEqual({ Mode: 'COMPLIANCE', RetainUntilDate: inDays(20) });
});

test('governance shrinks only with the bypass', async () => {
  const Key = fresh();
  await put(Key, locked('GOVERNANCE', 10));
  expect(await refusal(retain(Key, 'GOVERNANCE', 9))).toBe('AccessDenied');
  expect(await refusal(retain(Key, 'GOVERNANCE', 9, true))).toBe('done');
  expect(await refusal(retain(Key, 'COMPLIANCE', 9))).toBe('done');
});

test('a legal hold has no end and outlives a change of retention', async () => {
  const Key = fresh();
  const { VersionId } = await put(Key, { ...locked('GOVERNANCE', 1), ObjectLockLegalHoldStatus: 'ON' });
  await retain(Key, 'GOVERNANCE', 2);
  setClock(inDays(1000));
  expect(await refusal(erase(Key, VersionId, true))).toBe('AccessDenied');
  expect((await head(Key)).ObjectLockLegalHoldStatus).toBe('ON');
  const off = { Bucket: 'evidence', Key, VersionId, LegalHold: { Status: 'OFF' as const } };
  await client.send(new s3.PutObjectLegalHoldCommand(off));
  expect(await refusal(erase(Key, VersionId))).toBe('done');
  setClock(start);
});

test('the default of a bucket locks what asks for nothing', async () => {
  const target = { Bucket: 'ninety', Key: fresh() };
  await client.send(new s3.PutObjectCommand({ ...target, Body: 'a' }));
  const found = await client.send(new s3.HeadObjectCommand(target));
  expect([found.ObjectLockMode, found.ObjectLockRetainUntilDate]).toEqual(['GOVERNANCE', inDays(90)]);
});

test('a lock that makes no sense is refused as AWS refuses it', async () => {
  expect(await refusal(put(fresh(), locked('COMPLIANCE', -1)))).toBe('InvalidArgument');
  expect(await refusal(put(fresh(), { ObjectLockMode: 'COMPLIANCE' }))).toBe('InvalidArgument');
  expect(await refusal(put(fresh(), { Bucket: 'plain', ...locked('COMPLIANCE', 1) }))).toBe('InvalidRequest');
  const Key = fresh();
  await put(Key);
  const query = new s3.GetObjectRetentionCommand({ Bucket: 'evidence', Key });
  expect(await refusal(client.send(query))).toBe('NoSuchObjectLockConfiguration');
  const unchecked = new s3.S3Client({ ...settings, requestChecksumCalculation: 'WHEN_REQUIRED' });
  const bare = { Bucket: 'ninety', Key: fresh(), Body: 'a' };
  expect(await refusal(unchecked.send(new s3.PutObjectCommand(bare)))).toBe('InvalidRequest');
});
