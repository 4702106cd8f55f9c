import type { SignedRequest } from '#/local/gateway/sigv4.ts';

const BY_PARAMETER: Record<string, Record<string, string>> = {
  retention: { GET: 'GetObjectRetention', PUT: 'PutObjectRetention' },
  'legal-hold': { GET: 'GetObjectLegalHold', PUT: 'PutObjectLegalHold' },
};

const ON_OBJECT: Record<string, string> = {
  GET: 'GetObject',
  HEAD: 'HeadObject',
  PUT: 'PutObject',
  DELETE: 'DeleteObject',
};

const ON_BUCKET: Record<string, string> = { GET: 'ListObjectsV2', POST: 'PostObject', OPTIONS: 'Preflight' };

/** The SDK's name of the operation that this request is; S3 tells them apart by method, path and query. */
export function s3Action({ method, path, query, headers }: SignedRequest): string {
  for (const [parameter, byMethod] of Object.entries(BY_PARAMETER)) {
    const action = byMethod[method];
    if (query.has(parameter) && action !== undefined) return action;
  }
  const onObject = path.split('/').filter(Boolean).length > 1;
  if (onObject && method === 'PUT' && headers['x-amz-copy-source'] !== undefined) return 'CopyObject';
  return (onObject ? ON_OBJECT : ON_BUCKET)[method] ?? `${method} ${path}`;
}
