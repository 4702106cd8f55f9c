import middy from '@middy/core';
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from 'aws-lambda';
import { Fault, type FaultCode } from '#/core/fault.ts';
import { FAULT_WORDS, UNEXPECTED_WORDS } from '#/core/text/faults.ts';
import { logger } from '#/functions/shared/logger.ts';
import { frames } from '#/functions/shared/task-handler.ts';

/** What a door hands to its task. */
export interface HttpRequest {
  method: string;
  path: string;
  parameters: Record<string, string>;
  query: Record<string, string>;
  body: Uint8Array;
  /** By their names in small letters. */
  headers: Record<string, string>;
  /** Where the request came from, as the gateway saw it; no header can change it. */
  sourceIp: string;
  /** The signed-in person, as the authorizer says; empty where there is none. */
  personId: string;
}

export interface HttpResponse {
  status: number;
  type?: string;
  location?: string;
  cache?: string;
  body: string | Uint8Array;
}

const STATUS: Partial<Record<FaultCode, number>> = {
  CaseNotFound: 404,
  EvidenceNotFound: 404,
  LinkUnknown: 404,
  NotAllowed: 403,
  InputInvalid: 422,
  TooBusy: 503,
};

const HEADERS = {
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=()',
};

const contentSecurity = (connect: string): string =>
  `default-src 'self'; connect-src 'self' ${connect}; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'`;

export const json = (value: unknown, status = 200): HttpResponse => ({
  status,
  type: 'application/json; charset=utf-8',
  body: JSON.stringify(value),
});

export const jsonOf = (body: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder().decode(body));
  } catch {
    throw new Fault('InputInvalid', { fields: 'body' });
  }
};

export const fieldsOf = (body: Uint8Array): Record<string, string> =>
  Object.fromEntries(new URLSearchParams(new TextDecoder().decode(body)));

export const seeOther = (location: string): HttpResponse => ({ status: 303, location, body: '' });

/** A refusal as the screens show it: a code for the program, and words that say what to do. */
export function refusal(error: unknown): HttpResponse {
  if (error instanceof Fault) {
    return json(
      { code: error.code, message: FAULT_WORDS[error.code], detail: error.detail },
      STATUS[error.code] ?? 409,
    );
  }
  logger.error('request failed', {
    error: error instanceof Error ? error.name : 'unknown',
    at: frames(error),
  });
  return json({ code: 'Unexpected', message: UNEXPECTED_WORDS }, 500);
}

/** The shell of a door. `onError` gives the page for people; without it the answer is JSON. */
export const httpHandler = (
  answer: (request: HttpRequest) => Promise<HttpResponse>,
  {
    connect = '',
    onError = refusal,
  }: { connect?: string; onError?: (error: unknown, request: HttpRequest) => HttpResponse } = {},
) =>
  middy<APIGatewayProxyEvent, APIGatewayProxyResult>()
    .before(({ context }: { context: Context }) => logger.addContext(context))
    .handler(async (event: APIGatewayProxyEvent): Promise<APIGatewayProxyResult> => {
      const request = requestOf(event);
      const response = await answer(request).catch((error: unknown) => onError(error, request));
      return resultOf(response, connect);
    });

const requestOf = (event: APIGatewayProxyEvent): HttpRequest => ({
  method: event.httpMethod,
  path: event.path,
  parameters: Object.fromEntries(
    Object.entries(event.pathParameters ?? {}).map(([name, value]) => [name, value ?? '']),
  ),
  query: Object.fromEntries(
    Object.entries(event.queryStringParameters ?? {}).map(([name, value]) => [name, value ?? '']),
  ),
  headers: Object.fromEntries(
    Object.entries(event.headers ?? {}).map(([name, value]) => [name.toLowerCase(), value ?? '']),
  ),
  body: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
  sourceIp: event.requestContext.identity.sourceIp,
  personId: String(event.requestContext.authorizer?.claims?.username ?? ''),
});

const resultOf = (
  { status, type, location, cache, body }: HttpResponse,
  connect: string,
): APIGatewayProxyResult => ({
  statusCode: status,
  headers: {
    ...HEADERS,
    'content-security-policy': contentSecurity(connect),
    'cache-control': cache ?? 'no-store',
    'content-type': type ?? 'text/html; charset=utf-8',
    ...(location !== undefined && { location }),
  },
  body: Buffer.from(body).toString('base64'),
  isBase64Encoded: true,
});
