import * as crypto from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { writeDurably } from '#/local/durable.ts';
import { AwsError, type AwsResponse, json, type Service } from '#/local/gateway/aws-request.ts';
import type { PropertiesOf } from '#/local/template/properties.ts';

type Properties = PropertiesOf<'AWS::KMS::Key'>;
type OwnSpec = Exclude<Properties['KeySpec'], 'SYMMETRIC_DEFAULT'>;

export interface KeyDescription {
  id: string;
  spec: Properties['KeySpec'];
  usage: Properties['KeyUsage'];
}

type OwnKey = KeyDescription & { spec: OwnSpec };
type Key = OwnKey & { material: crypto.KeyObject };

/** A symmetric key is used by other services on the caller's behalf, which here encrypts nothing: it has no material. */
const KINDS: Record<OwnSpec, { usage: string; algorithm: string }> = {
  ECC_NIST_EDWARDS25519: { usage: 'SIGN_VERIFY', algorithm: 'ED25519_SHA_512' },
  HMAC_256: { usage: 'GENERATE_VERIFY_MAC', algorithm: 'HMAC_SHA_256' },
};

const bytes = z.base64().transform((text) => Buffer.from(text, 'base64'));
const REQUEST = z.object({
  KeyId: z.string(),
  Message: bytes.optional(),
  MessageType: z.string().default('RAW'),
  SigningAlgorithm: z.string().optional(),
  MacAlgorithm: z.string().optional(),
});
type Request = z.infer<typeof REQUEST>;

export interface KmsOptions {
  folder: string;
  keys: readonly KeyDescription[];
}

export function createKms({ folder, keys }: KmsOptions): { service: Service } {
  const own = keys.filter((key): key is OwnKey => key.spec !== 'SYMMETRIC_DEFAULT');
  const pathOf = (id: string) => join(folder, 'keys', `${id}.key`);
  const opened = own.map((key) => ({ ...key, material: openMaterial(pathOf(key.id), key.spec) }));
  const find = (id: string) => {
    const key = opened.find((one) => one.id === id || id.endsWith(`:key/${one.id}`));
    if (key) return key;
    throw new AwsError('NotFoundException', `Key '${id}' does not exist or is not for signing or MACs`);
  };
  return {
    async service({ action, body }) {
      const operation = OPERATIONS[action];
      if (!operation) throw notHere(action);
      const given = JSON.parse(body.toString()) as object;
      const unknown = Object.keys(given).find((name) => !Object.hasOwn(REQUEST.shape, name));
      if (unknown !== undefined) throw notHere(`${action} with ${unknown}`);
      const parsed = REQUEST.safeParse(given);
      if (!parsed.success) throw new AwsError('ValidationException', z.prettifyError(parsed.error));
      return operation(parsed.data, find);
    },
  };
}

const notHere = (what: string): AwsError =>
  new AwsError('UnsupportedOperationException', `KMS: ${what} is not implemented here`);

function openMaterial(path: string, spec: OwnSpec): crypto.KeyObject {
  const signs = spec === 'ECC_NIST_EDWARDS25519';
  if (!existsSync(path)) {
    const { privateKey } = crypto.generateKeyPairSync('ed25519');
    writeDurably(path, signs ? privateKey.export({ type: 'pkcs8', format: 'pem' }) : crypto.randomBytes(32));
  }
  const stored = readFileSync(path);
  return signs ? crypto.createPrivateKey(stored) : crypto.createSecretKey(stored);
}

/** The key, when it serves for this and the algorithm is its own. */
function use(key: Key, usage: string, algorithm?: string): Key {
  const kind = KINDS[key.spec];
  if (key.usage !== usage || kind.usage !== usage || (algorithm ?? kind.algorithm) !== kind.algorithm) {
    throw new AwsError(
      'InvalidKeyUsageException',
      `${key.id} is for ${key.usage}, not ${usage} with ${algorithm}`,
    );
  }
  return key;
}

function message({ Message = Buffer.alloc(0), MessageType }: Request): Buffer {
  if (MessageType !== 'RAW')
    throw new AwsError('ValidationException', 'ED25519_SHA_512 takes MessageType RAW');
  if (Message.length >= 1 && Message.length <= 4096) return Message;
  throw new AwsError('ValidationException', "'message' must have a length between 1 and 4096");
}

const OPERATIONS: Record<string, (request: Request, find: (id: string) => Key) => AwsResponse> = {
  Sign(request, find) {
    const key = use(find(request.KeyId), 'SIGN_VERIFY', request.SigningAlgorithm ?? '');
    const Signature = crypto.sign(null, message(request), key.material).toString('base64');
    return json({ KeyId: key.id, Signature, SigningAlgorithm: request.SigningAlgorithm });
  },

  GetPublicKey({ KeyId }, find) {
    const key = use(find(KeyId), 'SIGN_VERIFY');
    const exported = crypto.createPublicKey(key.material).export({ type: 'spki', format: 'der' });
    const PublicKey = exported.toString('base64');
    const { id, spec: KeySpec, usage: KeyUsage } = key;
    return json({ KeyId: id, PublicKey, KeySpec, KeyUsage, SigningAlgorithms: [KINDS[key.spec].algorithm] });
  },

  GenerateMac(request, find) {
    const key = use(find(request.KeyId), 'GENERATE_VERIFY_MAC', request.MacAlgorithm ?? '');
    const Mac = crypto.createHmac('sha256', key.material).update(message(request)).digest('base64');
    return json({ KeyId: key.id, Mac, MacAlgorithm: request.MacAlgorithm });
  },
};
