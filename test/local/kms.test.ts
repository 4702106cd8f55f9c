import { createPublicKey, verify } from 'node:crypto';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import * as kms from '@aws-sdk/client-kms';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createKms } from '#/local/kms.ts';
import { serve, temporaryFolder } from './service-server.ts';

const keys = [
  { id: 'DataKey', spec: 'SYMMETRIC_DEFAULT', usage: 'ENCRYPT_DECRYPT' },
  { id: 'TimelineKey', spec: 'ECC_NIST_EDWARDS25519', usage: 'SIGN_VERIFY' },
  { id: 'CodeKey', spec: 'HMAC_256', usage: 'GENERATE_VERIFY_MAC' },
] as const;
const { folder, remove } = temporaryFolder();
let client: kms.KMSClient;
let close: () => void;
beforeAll(async () => {
  const server = await serve('kms', createKms({ folder, keys }).service);
  client = new kms.KMSClient(server.settings);
  close = server.close;
});
afterAll(() => {
  close();
  remove();
});

const Message = Buffer.from('hikeshi timeline\n1\n');
const SigningAlgorithm = 'ED25519_SHA_512';
const MacAlgorithm = 'HMAC_SHA_256';
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: Error) => error.name,
  );

test('an outsider verifies a signature with the public key alone', async () => {
  const signing = new kms.SignCommand({
    KeyId: 'TimelineKey',
    Message,
    MessageType: 'RAW',
    SigningAlgorithm,
  });
  const { Signature = new Uint8Array() } = await client.send(signing);
  const found = await client.send(new kms.GetPublicKeyCommand({ KeyId: 'arn:aws:kms:x:1:key/TimelineKey' }));
  expect(found).toMatchObject({ KeySpec: 'ECC_NIST_EDWARDS25519', SigningAlgorithms: [SigningAlgorithm] });
  const key = createPublicKey({ key: Buffer.from(found.PublicKey ?? []), type: 'spki', format: 'der' });
  expect(verify(null, Message, key, Signature)).toBe(true);
  expect(verify(null, Buffer.from('other'), key, Signature)).toBe(false);
});

test('a code is the same for the same message and another for another', async () => {
  const macOf = async (text: Buffer) =>
    (await client.send(new kms.GenerateMacCommand({ KeyId: 'CodeKey', MacAlgorithm, Message: text }))).Mac;
  expect(await macOf(Message)).toHaveLength(32);
  expect(await macOf(Message)).toEqual(await macOf(Message));
  expect(await macOf(Buffer.from('other'))).not.toEqual(await macOf(Message));
});

test('keys survive a restart in files that only their owner reads', async () => {
  const mac = new kms.GenerateMacCommand({ KeyId: 'CodeKey', MacAlgorithm, Message });
  const server = await serve('kms', createKms({ folder, keys }).service);
  const again = await new kms.KMSClient(server.settings).send(mac);
  server.close();
  expect(again.Mac).toEqual((await client.send(mac)).Mac);
  const files = readdirSync(join(folder, 'keys'));
  expect(files).toHaveLength(2);
  expect(files.map((file) => statSync(join(folder, 'keys', file)).mode & 0o777)).toEqual([0o600, 0o600]);
});

test('another key, use, algorithm, message type or action is refused', async () => {
  const sign = (more: object) =>
    refusal(client.send(new kms.SignCommand({ KeyId: 'TimelineKey', Message, SigningAlgorithm, ...more })));
  expect(await sign({ KeyId: 'Nothing' })).toBe('NotFoundException');
  expect(await sign({ KeyId: 'CodeKey' })).toBe('InvalidKeyUsageException');
  expect(await sign({ SigningAlgorithm: 'ECDSA_SHA_256' })).toBe('InvalidKeyUsageException');
  expect(await sign({ MessageType: 'DIGEST' })).toBe('ValidationException');
  expect(await sign({ Message: Buffer.alloc(4097) })).toBe('ValidationException');
  expect(await sign({ KeyId: 'DataKey' })).toBe('NotFoundException');
  const direct = client.send(new kms.GenerateDataKeyCommand({ KeyId: 'DataKey', KeySpec: 'AES_256' }));
  expect(await refusal(direct)).toBe('UnsupportedOperationException');
});

test('a parameter that is not known is refused by its name', async () => {
  const sign = { KeyId: 'TimelineKey', Message, SigningAlgorithm } as const;
  const refused = (more: object) => client.send(new kms.SignCommand({ ...sign, ...more }));
  await expect(refused({ GrantTokens: ['a'] })).rejects.toThrow('Sign with GrantTokens is not implemented');
  await expect(refused({ DryRun: true })).rejects.toThrow('Sign with DryRun is not implemented');
});
