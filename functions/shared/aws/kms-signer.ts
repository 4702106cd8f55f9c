import { GenerateMacCommand, GetPublicKeyCommand, type KMSClient, SignCommand } from '@aws-sdk/client-kms';
import type { Signer } from '#/core/ports.ts';

/** KMS: an Ed25519 key for timelines, an HMAC key for the codes in mails. Neither ever leaves it. */
export function kmsSigner(client: KMSClient, keys: { timeline?: string; code?: string }): Signer {
  return {
    async sign(message) {
      const { Signature } = await client.send(
        new SignCommand({
          KeyId: keys.timeline,
          Message: message,
          MessageType: 'RAW',
          SigningAlgorithm: 'ED25519_SHA_512',
        }),
      );
      return bytes(Signature);
    },
    async publicKey() {
      return bytes((await client.send(new GetPublicKeyCommand({ KeyId: keys.timeline }))).PublicKey);
    },
    async mac(message) {
      const { Mac } = await client.send(
        new GenerateMacCommand({
          KeyId: keys.code,
          MacAlgorithm: 'HMAC_SHA_256',
          Message: new TextEncoder().encode(message),
        }),
      );
      return bytes(Mac);
    },
  };
}

function bytes(value: Uint8Array | undefined): Uint8Array {
  if (value === undefined) throw new Error('KMS answered without a value');
  return value;
}
