import { createHash, createHmac } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { checkSignature, readSignature, type SignedRequest } from '#/local/gateway/sigv4.ts';

const SECRET = 'a secret of the test';
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Signed over these headers alone, whatever others it has. */
function check(service: string, signedHeaders: string[], presigned = false) {
  const headers: Record<string, string> = { host: 'localhost', 'x-amz-target': 'Service.Action' };
  const scope = `20261120/ap-northeast-1/${service}/aws4_request`;
  const time = '20261120T000000Z';
  const query = presigned
    ? {
        'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
        'X-Amz-Credential': `AKIATEST/${scope}`,
        'X-Amz-Date': time,
        'X-Amz-Expires': '60',
        'X-Amz-SignedHeaders': signedHeaders.join(';'),
      }
    : {};
  if (!presigned) headers['x-amz-date'] = time;
  const sorted = Object.entries(query).map((pair) => pair.map(encodeURIComponent).join('='));
  const canonical = [
    'POST',
    '/',
    sorted.join('&'),
    ...signedHeaders.map((name) => `${name}:${headers[name]}`),
    '',
    signedHeaders.join(';'),
    presigned ? 'UNSIGNED-PAYLOAD' : sha256('{}'),
  ].join('\n');
  const hmac = (key: string | Buffer, part: string) => createHmac('sha256', key).update(part).digest();
  const key = scope.split('/').reduce<string | Buffer>(hmac, `AWS4${SECRET}`);
  const made = hmac(key, ['AWS4-HMAC-SHA256', time, scope, sha256(canonical)].join('\n')).toString('hex');
  headers.authorization = `AWS4-HMAC-SHA256 Credential=AKIATEST/${scope}, SignedHeaders=${signedHeaders.join(';')}, Signature=${made}`;
  const request: SignedRequest = {
    method: 'POST',
    path: '/',
    query: new URLSearchParams(presigned ? { ...query, 'X-Amz-Signature': made } : {}),
    headers,
    body: Buffer.from('{}'),
  };
  checkSignature(request, readSignature(request), SECRET);
}

const NOT_SIGNED = 'There were headers present in the request which were not signed';

describe.each([
  ['in its headers', false, ['host', 'x-amz-date', 'x-amz-target']],
  ['in its query', true, ['host', 'x-amz-target']],
])('a request signed %s', (_, presigned, all) => {
  test.each([
    ['s3', 'AccessDenied', 403],
    ['ses', 'SignatureDoesNotMatch', 403],
    ['dynamodb', 'InvalidSignatureException', 400],
  ])('to %s covers its host and all headers of Amazon', (service, name, status) => {
    expect(() => check(service, all, presigned)).not.toThrow();
    for (const left of all) {
      const some = all.filter((one) => one !== left);
      expect(() => check(service, some, presigned), left).toThrow(
        expect.objectContaining({ name, status, message: expect.stringContaining(NOT_SIGNED) }),
      );
    }
  });
});
