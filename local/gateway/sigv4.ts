import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { AwsError } from '#/local/gateway/aws-request.ts';

export interface SignedRequest {
  method: string;
  /** As it stood in the request line, percent-encoded, without the query. */
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  body: Buffer;
}

export interface Signature {
  accessKey: string;
  date: string;
  region: string;
  service: string;
  signedHeaders: string[];
  signature: string;
  time: string;
  /** Seconds a presigned request is valid. */
  expires?: number;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}

const isXml = ({ service }: Signature) => service === 's3' || service === 'ses';

/** The key in the signature is nobody's. */
export function unknownKey(signature: Signature): AwsError {
  const { service } = signature;
  if (service === 's3') {
    const message = 'The AWS Access Key Id you provided does not exist in our records.';
    return new AwsError('InvalidAccessKeyId', message, 403);
  }
  const message = 'The security token included in the request is invalid.';
  return isXml(signature)
    ? new AwsError('InvalidClientTokenId', message, 403)
    : new AwsError('UnrecognizedClientException', message, 400);
}

export function readSignature({ query, headers }: SignedRequest): Signature {
  const presigned = query.get('X-Amz-Algorithm') === ALGORITHM;
  const header = /^AWS4-HMAC-SHA256 Credential=([^,]+), ?SignedHeaders=([^,]+), ?Signature=([0-9a-f]+)$/.exec(
    headers.authorization ?? '',
  );
  const [credential, signedHeaders, signature] = presigned
    ? [query.get('X-Amz-Credential'), query.get('X-Amz-SignedHeaders'), query.get('X-Amz-Signature')]
    : (header?.slice(1) ?? []);
  const [accessKey, date, region, service, last] = (credential ?? '').split('/');
  if (!accessKey || !date || !region || !service || last !== 'aws4_request' || !signedHeaders || !signature) {
    throw new AwsError('MissingAuthenticationToken', 'Request is missing Authentication Token', 403);
  }
  const time = (presigned ? query.get('X-Amz-Date') : headers['x-amz-date']) ?? '';
  const scope = {
    accessKey,
    date,
    region,
    service,
    signedHeaders: signedHeaders.split(';'),
    signature,
    time,
  };
  return presigned ? { ...scope, expires: Number(query.get('X-Amz-Expires')) } : scope;
}

/** Unsigned, a header could be added to somebody else's link, or a request be sent to another host. */
function refuseUnsigned({ headers }: SignedRequest, signature: Signature): void {
  const amazons = Object.keys(headers).filter((name) => name.startsWith('x-amz-'));
  const unsigned = ['host', ...amazons].filter((name) => !signature.signedHeaders.includes(name));
  if (unsigned.length === 0) return;
  const message = 'There were headers present in the request which were not signed';
  if (signature.service !== 's3') throw mismatch(signature, `${message}: ${unsigned.join(', ')}`);
  throw new AwsError('AccessDenied', message, 403, { HeadersNotSigned: unsigned.join(', ') });
}

const mismatch = (signature: Signature, message: string): AwsError =>
  isXml(signature)
    ? new AwsError('SignatureDoesNotMatch', message, 403)
    : new AwsError('InvalidSignatureException', message, 400);

/** Throws unless the request was signed with this secret. Skew is not checked: the driven clock moves the callers. */
export function checkSignature(request: SignedRequest, signature: Signature, secret: string): void {
  refuseUnsigned(request, signature);
  const declared = request.headers['x-amz-content-sha256'];
  const payload =
    signature.expires === undefined ? (declared ?? sha256(request.body)) : (declared ?? 'UNSIGNED-PAYLOAD');
  if (/^[0-9a-f]{64}$/.test(payload) && payload !== sha256(request.body)) {
    throw new AwsError(
      'XAmzContentSHA256Mismatch',
      'The provided x-amz-content-sha256 header does not match what was computed.',
    );
  }
  const canonical = [
    request.method,
    signature.service === 's3' ? request.path : request.path.split('/').map(encodeURIComponent).join('/'),
    canonicalQuery(request.query),
    ...signature.signedHeaders.map(
      (name) => `${name}:${(request.headers[name] ?? '').trim().replace(/ +/g, ' ')}`,
    ),
    '',
    signature.signedHeaders.join(';'),
    payload,
  ].join('\n');
  const scope = `${signature.date}/${signature.region}/${signature.service}/aws4_request`;
  const toSign = [ALGORITHM, signature.time, scope, sha256(canonical)].join('\n');
  const key = scope.split('/').reduce<string | Buffer>((made, part) => hmac(made, part), `AWS4${secret}`);
  const expected = hmac(key, toSign);
  const given = Buffer.from(signature.signature, 'hex');
  if (given.length !== expected.length || !timingSafeEqual(given, expected)) {
    const message =
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.';
    throw mismatch(signature, message);
  }
}

/** Milliseconds since the request was signed; a presigned one has its time limit. */
export function ageOf({ time, expires }: Signature, now: number): number {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(time) ?? [];
  const age = now - Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  if (expires !== undefined && !(age < expires * 1000))
    throw new AwsError('AccessDenied', 'Request has expired', 403);
  return age;
}

function canonicalQuery(query: URLSearchParams): string {
  return [...query]
    .filter(([name]) => name !== 'X-Amz-Signature')
    .map(([name, value]) => `${encode(name)}=${encode(value)}`)
    .sort()
    .join('&');
}

function encode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
