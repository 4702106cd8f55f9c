import type { IncomingMessage } from 'node:http';
import type { Clock } from '#/local/clock.ts';
import {
  AwsError,
  type AwsRequest,
  type AwsResponse,
  type Caller,
  errorResponse,
  type Service,
} from '#/local/gateway/aws-request.ts';
import {
  ageOf,
  checkSignature,
  readSignature,
  type Signature,
  type SignedRequest,
  unknownKey,
} from '#/local/gateway/sigv4.ts';
import type { Principals } from '#/local/iam/principals.ts';
import { s3Action } from '#/local/s3/action.ts';
import { type Handler, readBody } from '#/local/servers.ts';

export interface GatewayOptions {
  services: Record<string, Service>;
  principals: Principals;
  clock: Clock;
  /** Throws AccessDenied unless the caller's policies allow the request. */
  authorise(request: AwsRequest): void;
  log(line: string): void;
}

const NOBODY: Caller = { accessKey: '', role: '' };
const LONGEST_BODY = 64 * 1024 * 1024;

export function createGateway(options: GatewayOptions): Handler {
  async function answer(req: IncomingMessage): Promise<AwsResponse> {
    let service = 's3';
    try {
      const signed = await readRequest(req);
      const signature = isUnsigned(signed) ? undefined : readSignature(signed);
      service = signature?.service ?? 's3';
      const caller = signature === undefined ? NOBODY : identify(signed, signature, options);
      const handle = options.services[service];
      if (handle === undefined) throw new AwsError('UnknownService', `${service} is not emulated`, 501);
      const request = { ...signed, caller, service, action: actionOf(service, signed) };
      unchunk(request);
      options.authorise(request);
      const response = await handle(request);
      assertSendable(response);
      return response;
    } catch (error) {
      if (error instanceof AwsError) return errorResponse(service, error);
      options.log(`[${service}] ${(error as Error).stack}`);
      return errorResponse(service, new AwsError('InternalFailure', 'The service failed.', 500));
    }
  }

  return async (req, res) => {
    const response = await answer(req);
    const body = Buffer.from(response.body ?? '');
    // The SDK corrects its own clock by this header, so it must follow the driven one.
    const date = new Date(options.clock.now()).toUTCString();
    res.writeHead(response.status, { 'content-length': body.length, ...response.headers, date });
    res.end(req.method === 'HEAD' ? undefined : body);
  };
}

/** What a presigned link asks for, as `response-content-disposition` does, may be in no charset of headers. */
function assertSendable({ headers = {} }: AwsResponse): void {
  if (Object.values(headers).some((value) => /[^\t -~\u0080-\u00ff]/.test(value)))
    throw new AwsError('InvalidArgument', 'Header value cannot be represented using ISO-8859-1.');
}

/** A presigned form carries its signature inside, where S3 looks for it; a browser that asks first has none. */
function isUnsigned({ method, headers }: SignedRequest): boolean {
  const isForm = method === 'POST' && headers['content-type']?.startsWith('multipart/form-data');
  return isForm || method === 'OPTIONS';
}

function identify(
  signed: SignedRequest,
  signature: Signature,
  { principals, clock }: GatewayOptions,
): Caller {
  const principal = principals.byKey(signature.accessKey);
  if (principal === undefined) throw unknownKey(signature);
  checkSignature(signed, signature, principal.secretAccessKey);
  const { accessKey } = signature;
  return { accessKey, role: principal.role, signatureAge: ageOf(signature, clock.now()) };
}

async function readRequest(req: IncomingMessage): Promise<SignedRequest> {
  const body = await readBody(req, LONGEST_BODY);
  if (body === undefined) throw new AwsError('EntityTooLarge', 'Your proposed upload is too large');
  const [path = '/', ...query] = (req.url ?? '/').split('?');
  const headers = Object.entries(req.headers).map(([name, value]) => [
    name,
    Array.isArray(value) ? value.join(',') : (value ?? ''),
  ]);
  return {
    method: req.method ?? 'GET',
    path,
    query: new URLSearchParams(query.join('?')),
    headers: Object.fromEntries(headers),
    body,
  };
}

function actionOf(service: string, request: SignedRequest): string {
  if (service === 's3') return s3Action(request);
  const target = request.headers['x-amz-target'];
  if (target !== undefined) return target.split('.').at(-1) ?? '';
  return new URLSearchParams(request.body.toString()).get('Action') ?? '';
}

/** Undoes aws-chunked, which the SDK uses for a body whose length or checksum it cannot know beforehand. */
function unchunk(request: AwsRequest): void {
  if (!request.headers['x-amz-content-sha256']?.startsWith('STREAMING-')) return;
  const parts: Buffer[] = [];
  let at = 0;
  for (;;) {
    const end = request.body.indexOf('\r\n', at);
    const size = Number.parseInt(request.body.toString('latin1', at, end), 16);
    at = end + 2;
    if (size === 0) break;
    if (end < 0 || Number.isNaN(size)) throw new AwsError('IncompleteBody', 'The chunked body does not end.');
    parts.push(request.body.subarray(at, at + size));
    at += size + 2;
  }
  for (const line of request.body.toString('latin1', at).split('\r\n')) {
    const [name = '', value] = line.split(/:(.*)/s);
    // What comes after the signature may say what it sums up to, and nothing else.
    if (value !== undefined && /^x-amz-checksum-/i.test(name))
      request.headers[name.toLowerCase()] = value.trim();
  }
  request.body = Buffer.concat(parts);
}
