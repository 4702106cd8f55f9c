import { AwsError, type AwsRequest } from '#/local/gateway/aws-request.ts';

const PARAMETERS =
  /^(x-id|list-type|retention|legal-hold|versionId|prefix|max-keys|start-after|continuation-token|response-content-(type|disposition)|X-Amz-(Algorithm|Credential|Date|Expires|SignedHeaders|Signature|Content-Sha256)|x-amz-.*)$/;

const HEADERS =
  /^x-amz-(date|content-sha256|user-agent|meta-.+|checksum-(crc32|sha256|mode|algorithm)|sdk-checksum-algorithm|trailer|decoded-content-length|object-lock-(mode|retain-until-date|legal-hold)|bypass-governance-retention|copy-source|metadata-directive)$/;

const REFUSED = ['range', 'if-match', 'if-unmodified-since'];

const isForeign = (name: string) =>
  REFUSED.includes(name) || (name.startsWith('x-amz-') && !HEADERS.test(name));

/** A parameter or header that this S3 does not know may change what is asked for, so it is never passed over. */
export function assertKnown(request: AwsRequest): void {
  const headers = headersOf(request);
  const foreign = [
    ...[...request.query.keys()].filter((name) => !PARAMETERS.test(name)),
    ...Object.keys(headers).filter((name) => isForeign(name)),
  ];
  if (request.action === 'ListObjectsV2' && request.query.get('list-type') !== '2') foreign.push('version 1');
  if (request.method === 'PUT' && ![undefined, '*'].includes(headers['if-none-match']))
    foreign.push('if-none-match');
  if (foreign.length) throw notImplemented(`${request.action} with ${foreign.join(', ')}`);
}

export const notImplemented = (what: string) =>
  new AwsError('NotImplemented', `S3: ${what} is not implemented here`, 501);

/** A presigned URL carries some of its headers in the query. */
export function headersOf({ query, headers }: AwsRequest): Record<string, string> {
  return { ...headers, ...Object.fromEntries([...query].filter(([name]) => name.startsWith('x-amz-'))) };
}

/** Bucket and key of a path-style path or of a copy source, both percent-encoded. */
export function placeOf(path: string): { bucket: string; key: string } {
  try {
    const [, bucket = '', key = ''] = /^\/?([^/]*)\/?(.*)$/s.exec(decodeURIComponent(path)) ?? [];
    return { bucket, key };
  } catch {
    throw new AwsError('InvalidURI', "Couldn't parse the specified URI.");
  }
}
