import { KMSClient } from '@aws-sdk/client-kms';
import { beforeEach, describe, expect, test } from 'vitest';
import { noticeMessage, noticeSecrets } from '#/core/escalation/notice-code.ts';
import type { Signer } from '#/core/ports.ts';
import { kmsSigner } from '#/functions/shared/aws/kms-signer.ts';
import { createKms } from '#/local/kms.ts';
import { keysOf } from '#/local/template/settings.ts';
import { MemorySigner } from '#/test/simulation/memory-ports.ts';
import { nameOf, serviceUp, template } from './local-aws.ts';

const TIMELINE = nameOf('AWS::KMS::Key', 'TimelineKey');
const CODE = nameOf('AWS::KMS::Key', 'CodeKey');

async function byKms(keys = { timeline: TIMELINE, code: CODE }): Promise<Signer> {
  const { settings } = await serviceUp('kms', ({ folder }) => {
    return createKms({ folder, keys: keysOf(template) }).service;
  });
  return kmsSigner(new KMSClient(settings), keys);
}

const SIGNERS: [name: string, open: () => Promise<Signer>][] = [
  ['in memory', async () => new MemorySigner()],
  ['by KMS', () => byKms()],
];

const message = new TextEncoder().encode('hikeshi/wakayama\n1\n火消し\n');

describe.each(SIGNERS)('%s', (_name, open) => {
  let signer: Signer;
  beforeEach(async () => {
    signer = await open();
  });
  const verify = async (signature: Uint8Array, signed: Uint8Array) => {
    const spki = new Uint8Array(await signer.publicKey());
    const key = await crypto.subtle.importKey('spki', spki, 'Ed25519', false, ['verify']);
    return crypto.subtle.verify('Ed25519', key, new Uint8Array(signature), new Uint8Array(signed));
  };

  test('a signature verifies with the public key, for this message alone', async () => {
    const signature = await signer.sign(message);
    expect(signature).toHaveLength(64);
    expect(await verify(signature, message)).toBe(true);
    expect(await verify(signature, message.with(0, 0))).toBe(false);
    expect(await verify(signature.with(0, (signature[0] ?? 0) ^ 1), message)).toBe(false);
  });

  test('the public key is the same each time: 44 bytes of SPKI', async () => {
    const [first, second] = [await signer.publicKey(), await signer.publicKey()];
    expect(first).toEqual(second);
    expect(first).toHaveLength(44);
    expect(Buffer.from(first).toString('base64')).toMatch(/^MCowBQYDK2VwAyEA/);
  });

  test('a MAC is 32 bytes, the same for the same message, and another for every other', async () => {
    const messages = [
      noticeMessage('20261120-00001', 'call-3-chief'),
      noticeMessage('20261120-00001', 'call-3-executive'),
      noticeMessage('20261120-00002', 'call-3-chief'),
      '火消し',
    ];
    const macs = await Promise.all([...messages, ...messages].map((one) => signer.mac(one)));
    const hex = macs.map((mac) => Buffer.from(mac).toString('hex'));
    expect(hex.slice(0, 4)).toEqual(hex.slice(4));
    expect(new Set(hex).size).toBe(4);
    for (const mac of macs) expect(mac).toHaveLength(32);
  });

  test('code and link can be made of a MAC, wherever its bytes lie in memory', async () => {
    const mac = await signer.mac('notice');
    const { code, tag } = noticeSecrets(mac);
    expect(code).toMatch(/^\d{6}$/);
    expect(tag).toMatch(/^[0-9a-f]{32}$/);
    expect(noticeSecrets(Uint8Array.from(mac))).toEqual({ code, tag });
  });
});

test('a key for one thing does not do the other', async () => {
  const signer = await byKms({ timeline: CODE, code: TIMELINE });
  await expect(signer.sign(message)).rejects.toMatchObject({ name: 'InvalidKeyUsageException' });
  await expect(signer.publicKey()).rejects.toThrow();
  await expect(signer.mac('notice')).rejects.toMatchObject({ name: 'InvalidKeyUsageException' });
});
