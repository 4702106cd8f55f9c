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
  const checked = { KeyId: 'TimelineKey', Signature, SigningAlgorithm } as const;
  expect((await client.send(new kms.VerifyCommand({ ...checked, Message }))).SignatureValid).toBe(true);
  const other = client.send(new kms.VerifyCommand({ ...checked, Message: Buffer.from('other') }));
  expect(await refusal(other)).toBe('KMSInvalidSignatureException');
});

test('a code is the same for the same message and wrong for another', async () => {
  const code = { KeyId: 'CodeKey', MacAlgorithm } as const;
  const { Mac } = await client.send(new kms.GenerateMacCommand({ ...code, Message }));
  expect(Mac).toHaveLength(32);
  expect((await client.send(new kms.VerifyMacCommand({ ...code, Message, Mac }))).MacValid).toBe(true);
  const other = new kms.VerifyMacCommand({ ...code, Message: Buffer.from('other'), Mac });
  expect(await refusal(client.send(other))).toBe('KMSInvalidMacException');
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
