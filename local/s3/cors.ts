import { AwsError, type AwsRequest, type AwsResponse, errorResponse } from '#/local/gateway/aws-request.ts';

export interface CorsRule {
  AllowedMethods: string[];
  AllowedOrigins: string[];
}

type Headers = Record<string, string>;
type Asking = Pick<AwsRequest, 'method' | 'headers'>;

/** What a browser wants to hear before it lets a page of another origin know the answer. */
export function corsHeaders(
  rules: readonly CorsRule[] = [],
  { method, headers }: Asking,
): Headers | undefined {
  const { origin = '', 'access-control-request-method': wanted = method } = headers;
  const rule = rules.find(
    (one) => one.AllowedOrigins.includes(origin) && one.AllowedMethods.includes(wanted),
  );
  return (
    rule && {
      'access-control-allow-origin': origin,
      'access-control-allow-methods': rule.AllowedMethods.join(', '),
      vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
    }
  );
}

export function preflight(rules: readonly CorsRule[] | undefined, asking: Asking): AwsResponse {
  if (corsHeaders(rules, asking) && !asking.headers['access-control-request-headers']) return { status: 200 };
  throw new AwsError('AccessForbidden', 'CORSResponse: This CORS request is not allowed.', 403);
}

/** The page may know of a refusal as well. */
export async function withCors(
  headers: Headers | undefined,
  answer: () => AwsResponse | Promise<AwsResponse>,
): Promise<AwsResponse> {
  if (headers === undefined) return answer();
  try {
    const response = await answer();
    return { ...response, headers: { ...response.headers, ...headers } };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const refused = errorResponse('s3', error);
    return { ...refused, headers: { ...refused.headers, ...headers } };
  }
}
