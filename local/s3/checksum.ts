import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { AwsError } from '#/local/gateway/aws-request.ts';

type Headers = Record<string, string>;

const PREFIX = 'x-amz-checksum-';

const hash = (algorithm: string, bytes: Buffer) => createHash(algorithm).update(bytes).digest('base64');

const CHECKSUMS: Record<string, (bytes: Buffer) => string> = {
  [`${PREFIX}crc32`]: (bytes) =>
    Buffer.from(crc32(bytes).toString(16).padStart(8, '0'), 'hex').toString('base64'),
  [`${PREFIX}sha256`]: (bytes) => hash('sha256', bytes),
};

/** The checksums sent along, each verified against the bytes. */
export function verifiedChecksums(bytes: Buffer, headers: Headers): Headers {
  const sent = Object.entries(headers).filter(([name]) => name in CHECKSUMS);
  const wrong = sent.find(([name, value]) => CHECKSUMS[name]?.(bytes) !== value)?.[0];
  const md5 = headers['content-md5'];
  const bad = md5 !== undefined && md5 !== hash('md5', bytes) ? 'Content-MD5' : wrong;
  if (bad) {
    const name = bad.replace(PREFIX, '').toUpperCase();
    throw new AwsError('BadDigest', `The ${name} you specified did not match the calculated checksum.`);
  }
  return Object.fromEntries(sent);
}

export function checksum(algorithm: string, bytes: Buffer): Headers {
  const name = PREFIX + algorithm.toLowerCase();
  const compute = CHECKSUMS[name];
  if (!compute) throw new AwsError('NotImplemented', `Checksum algorithm ${algorithm}`, 501);
  return { [name]: compute(bytes) };
}
