import { escapeXml } from '#/local/gateway/aws-request.ts';
import type { Store } from '#/local/s3/store.ts';

type Values = Record<string, string | number | boolean | undefined>;

export function elements(values: Values): string {
  const known = Object.entries(values).filter(([, value]) => value !== undefined);
  return known.map(([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`).join('');
}

export function root(name: string, content: string): string {
  return `<${name} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${content}</${name}>`;
}

const limitOf = (query: URLSearchParams) => Math.min(Number(query.get('max-keys') ?? 1000), 1000);

export function listObjects(store: Store, bucket: string, query: URLSearchParams): string {
  const prefix = query.get('prefix') ?? '';
  const token = query.get('continuation-token') ?? undefined;
  const after = token ? Buffer.from(token, 'base64url').toString() : (query.get('start-after') ?? '');
  const rows = store.list(bucket, prefix, after).filter((row) => !row.marker && row.key !== after);
  const page = rows.slice(0, limitOf(query));
  const more = rows.length > page.length;
  const next = more ? Buffer.from(page.at(-1)?.key ?? after).toString('base64url') : undefined;
  const facts = {
    Name: bucket,
    Prefix: prefix,
    KeyCount: page.length,
    MaxKeys: limitOf(query),
    IsTruncated: more,
  };
  const content = page.map(({ key, modified, etag, size }) => {
    const facts = { Key: key, LastModified: modified, ETag: etag, Size: size, StorageClass: 'STANDARD' };
    return `<Contents>${elements(facts)}</Contents>`;
  });
  const tokens = { ContinuationToken: token, NextContinuationToken: next };
  return root('ListBucketResult', elements({ ...facts, ...tokens }) + content.join(''));
}
