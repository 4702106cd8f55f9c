import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Metrics } from '#/local/alarms/metrics.ts';
import type { Banner } from '#/local/api/banner.ts';
import { findRoute, type Method, type Route, readMethods } from '#/local/api/routes.ts';
import type { Iam } from '#/local/iam/iam.ts';
import type { Lambdas } from '#/local/lambda/lambda.ts';
import { type Handler, readBody } from '#/local/servers.ts';
import { ACCOUNT, REGION } from '#/local/template/resources.ts';
import type { Template } from '#/local/template/template.ts';

export type Claims = Record<string, unknown>;

export interface ApiOptions {
  template: Template;
  lambdas: Lambdas;
  metrics: Metrics;
  banner: Banner;
  iam: Iam;
  now(): number;
  verify(token: string): Promise<Claims>;
  log(line: string): void;
}

interface ProxyAnswer {
  statusCode: number;
  headers?: Record<string, string | number | boolean>;
  multiValueHeaders?: Record<string, (string | number | boolean)[]>;
  body?: string;
  isBase64Encoded?: boolean;
}

class Refusal extends Error {
  readonly status: number;
  readonly type: string;
  constructor(status: number, message: string, type: string) {
    super(message);
    this.status = status;
    this.type = type;
  }
}

const LONGEST_BODY = 10 * 1024 * 1024;
const LONGEST_WAIT = 29_000;

const unauthorized = (message = 'Unauthorized') => new Refusal(401, message, 'UnauthorizedException');
const broken = (status: number) =>
  new Refusal(status, 'Internal server error', 'InternalServerErrorException');

/** The REST API of the template: Lambda proxy integration, with the Cognito authorizer where a method asks for it. */
export function createApi(options: ApiOptions): Handler {
  const { template, lambdas, metrics, banner, iam, log } = options;
  const methods = readMethods(template);
  const api = template.ofType('AWS::ApiGateway::RestApi')[0];
  const stage = template.ofType('AWS::ApiGateway::Stage')[0]?.name ?? '';

  async function answer(req: IncomingMessage): Promise<ProxyAnswer> {
    const began = performance.now();
    const url = new URL(`http://localhost${req.url}`);
    const file = banner.file(url.pathname);
    if (file !== undefined) return file;
    const route = findRoute(methods, req.method ?? 'GET', url.pathname);
    if (route === undefined)
      throw new Refusal(403, 'Missing Authentication Token', 'MissingAuthenticationTokenException');
    const answered = await call(req, url, route);
    // The route, never the path: the path of a link in a mail holds the tag that opens it.
    const line = `[api] ${req.method} ${route.method.resource} ${answered.statusCode}`;
    if (req.method !== 'GET' || answered.statusCode >= 400)
      log(`${line} ${Math.round(performance.now() - began)} ms`);
    return answered;
  }

  async function call(req: IncomingMessage, url: URL, route: Route): Promise<ProxyAnswer> {
    const claims = await authorise(route.method, req, options);
    const body = await readBody(req, LONGEST_BODY);
    if (body === undefined) throw new Refusal(413, 'Request Too Long', 'RequestTooLargeException');
    const { functionArn, httpMethod, resource } = route.method;
    const sourceArn = `arn:aws:execute-api:${REGION}:${ACCOUNT}:${api?.name}/${stage}/${httpMethod}${starred(resource)}`;
    const need = { action: 'lambda:InvokeFunction', resource: functionArn };
    if (!iam.admits('apigateway.amazonaws.com', sourceArn, need)) throw broken(500);
    const event = proxyEvent({ req, url, route, claims, body, now: options.now(), api: api?.name, stage });
    const result = await withinTime(lambdas.invoke(functionArn, event));
    if (!result.ok) throw broken(502);
    const answered = JSON.parse(result.payload) as ProxyAnswer | null;
    if (typeof answered?.statusCode !== 'number') throw broken(502);
    return answered;
  }

  return (req, res) =>
    answer(req)
      .then((answered) => send(res, answered, banner))
      .catch((error: unknown) => {
        if (!(error instanceof Refusal)) log(`[api] ${(error as Error).stack}`);
        const { status, message, type } = error instanceof Refusal ? error : broken(500);
        if (status >= 500) {
          log(`[api] ${req.method} ${status} ${message}`);
          metrics.add('AWS/ApiGateway', '5XXError', 1, { ApiName: api?.properties.Name ?? '' });
        }
        const headers = { 'content-type': 'application/json', 'x-amzn-errortype': type };
        send(res, { statusCode: status, headers, body: JSON.stringify({ message }) }, banner);
        req.resume();
      });
}

const starred = (resource: string) => resource.replace(/\{[^}]*\}/g, '*');

async function authorise(
  method: Method,
  req: IncomingMessage,
  { verify }: ApiOptions,
): Promise<Claims | undefined> {
  if (!method.authorized) return undefined;
  const token = req.headers.authorization?.replace(/^Bearer /i, '');
  if (token === undefined || token === '') throw unauthorized();
  const claims = await verify(token).catch((error: Error) => {
    throw unauthorized(
      /expired|"exp"/.test(error.message) ? 'The incoming token has expired' : 'Unauthorized',
    );
  });
  const granted = String(claims.scope ?? '').split(' ');
  const kind = method.scopes.length > 0 ? 'access' : 'id';
  if (
    claims.token_use !== kind ||
    (kind === 'access' && !method.scopes.some((scope) => granted.includes(scope)))
  ) {
    throw unauthorized();
  }
  return claims;
}

async function withinTime<T>(work: Promise<T>): Promise<T> {
  let patience: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    const refusal = new Refusal(504, 'Endpoint request timed out', 'InternalServerErrorException');
    patience = setTimeout(() => reject(refusal), LONGEST_WAIT);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(patience));
}

interface Call {
  req: IncomingMessage;
  url: URL;
  route: Route;
  claims: Claims | undefined;
  body: Buffer;
  now: number;
  api: string | undefined;
  stage: string;
}

const nullIfEmpty = <T extends object>(value: T) => (Object.keys(value).length > 0 ? value : null);

/** The event of payload version 1.0. Every media type counts as binary, so a body is always base64. */
function proxyEvent({ req, url, route, claims, body, now, api, stage }: Call): unknown {
  const values: Record<string, string[]> = {};
  for (let at = 0; at < req.rawHeaders.length; at += 2) {
    const name = req.rawHeaders[at] ?? '';
    values[name] = [...(values[name] ?? []), req.rawHeaders[at + 1] ?? ''];
  }
  const queries = [...new Set(url.searchParams.keys())].map(
    (key) => [key, url.searchParams.getAll(key)] as const,
  );
  const requestId = randomUUID();
  const claimed = Object.entries(claims ?? {}).map(([key, value]) => [key, [value].flat().join(' ')]);
  const path = url.pathname;
  return {
    resource: route.method.resource,
    path,
    httpMethod: req.method,
    headers: lastOf(Object.entries(values)),
    multiValueHeaders: values,
    queryStringParameters: nullIfEmpty(lastOf(queries)),
    multiValueQueryStringParameters: nullIfEmpty(Object.fromEntries(queries)),
    pathParameters: nullIfEmpty(route.parameters),
    stageVariables: null,
    requestContext: {
      accountId: ACCOUNT,
      apiId: api,
      stage,
      resourcePath: route.method.resource,
      httpMethod: req.method,
      path: `/${stage}${path}`,
      protocol: `HTTP/${req.httpVersion}`,
      requestId,
      extendedRequestId: requestId,
      requestTimeEpoch: now,
      domainName: req.headers.host,
      identity: { sourceIp: req.socket.remoteAddress, userAgent: req.headers['user-agent'] ?? null },
      ...(claims && { authorizer: { claims: Object.fromEntries(claimed) } }),
    },
    body: body.length > 0 ? body.toString('base64') : null,
    isBase64Encoded: body.length > 0,
  };
}

function lastOf(entries: (readonly [string, string[]])[]): Record<string, string> {
  return Object.fromEntries(entries.map(([key, all]) => [key, all.at(-1) ?? '']));
}

function send(res: ServerResponse, answered: ProxyAnswer, banner: Banner): void {
  const headers = new Map<string, string | string[]>();
  for (const [name, value] of Object.entries(answered.headers ?? {}))
    headers.set(name.toLowerCase(), String(value));
  for (const [name, all] of Object.entries(answered.multiValueHeaders ?? {}))
    headers.set(name.toLowerCase(), all.map(String));
  if (!headers.has('content-type')) headers.set('content-type', 'application/json');
  headers.delete('connection');
  const bytes = Buffer.from(answered.body ?? '', answered.isBase64Encoded ? 'base64' : 'utf8');
  const isPage = String(headers.get('content-type')).startsWith('text/html');
  const body = isPage ? Buffer.from(banner.into(bytes.toString())) : bytes;
  headers.set('content-length', String(body.length));
  res.writeHead(answered.statusCode, Object.fromEntries(headers));
  res.end(res.req.method === 'HEAD' ? undefined : body);
}
