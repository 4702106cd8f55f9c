import { randomUUID } from 'node:crypto';

export interface Caller {
  accessKey: string;
  /** Logical id of the function or machine, or 'operator'. */
  role: string;
  /** Milliseconds since the request was signed. */
  signatureAge?: number;
}

export interface AwsRequest {
  service: string;
  action: string;
  caller: Caller;
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Record<string, string>;
  body: Buffer;
}

export interface AwsResponse {
  status: number;
  headers?: Record<string, string>;
  body?: Buffer | string;
}

export type Service = (request: AwsRequest) => Promise<AwsResponse>;

/** Thrown by a service; the gateway turns it into the shape of the service's protocol. */
export class AwsError extends Error {
  readonly status: number;
  readonly details: Record<string, unknown>;
  constructor(code: string, message: string, status = 400, details: Record<string, unknown> = {}) {
    super(message);
    this.name = code;
    this.status = status;
    this.details = details;
  }
}

export function json(body: unknown, status = 200): AwsResponse {
  return { status, headers: { 'content-type': 'application/x-amz-json-1.1' }, body: JSON.stringify(body) };
}

export function xml(body: string, status = 200): AwsResponse {
  return {
    status,
    headers: { 'content-type': 'text/xml' },
    body: `<?xml version="1.0" encoding="UTF-8"?>\n${body}`,
  };
}

export function escapeXml(text: string): string {
  return text.replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

export function errorResponse(service: string, error: AwsError): AwsResponse {
  if (service === 's3') return s3Error(error);
  if (service === 'ses') return queryError(error);
  return {
    status: error.status,
    headers: { 'content-type': 'application/x-amz-json-1.1', 'x-amzn-errortype': error.name },
    body: JSON.stringify({ __type: error.name, message: error.message, ...error.details }),
  };
}

function queryError(error: AwsError): AwsResponse {
  const type = error.status < 500 ? 'Sender' : 'Receiver';
  const code = `<Type>${type}</Type><Code>${error.name}</Code><Message>${escapeXml(error.message)}</Message>`;
  const response = xml(
    `<ErrorResponse><Error>${code}</Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`,
    error.status,
  );
  return response;
}

function s3Error(error: AwsError): AwsResponse {
  const extra = Object.entries(error.details).map(
    ([key, value]) => `<${key}>${escapeXml(String(value))}</${key}>`,
  );
  const code = `<Code>${error.name}</Code><Message>${escapeXml(error.message)}</Message>`;
  return xml(`<Error>${code}${extra.join('')}<RequestId>${randomUUID()}</RequestId></Error>`, error.status);
}
