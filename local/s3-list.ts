import { escapeXml } from '#/local/aws-request.ts';
import type { Listed, Store, Version } from '#/local/s3-store.ts';

type Values = Record<string, string | number | boolean | undefined>;

export function elements(values: Values): string {
  const known = Object.entries(values).filter(([, value]) => value !== undefined);
  return known.map(([name, value]) => `<${name}>${escapeXml(String(value))}</${name}>`).join('');
}

export function root(name: string, content: string): string {
  return `<${name} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${content}</${name}>`;
}

const limitOf = (query: URLSearchParams) => Math.min(Number(query.get('max-keys') ?? 1000), 1000);
const object = ({ etag, size }: Version) => elements({ ETag: etag, Size: size, StorageClass: 'STANDARD' });

export function listObjects(store: Store, bucket: string, query: URLSearchParams): string {
  const prefix = query.get('prefix') ?? '';
  const token = query.get('continuation-token') ?? undefined;
  const after = token ? Buffer.from(token, 'base64url').toString() : (query.get('start-after') ?? '');
  const rows = store
    .list(bucket, prefix, after)
    .filter((row) => row.latest && !row.marker && row.key !== after);
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
  const content = page.map((row) => {
    return `<Contents>${elements({ Key: row.key, LastModified: row.modified })}${object(row)}</Contents>`;
  });
  const tokens = { ContinuationToken: token, NextContinuationToken: next };
  return root('ListBucketResult', elements({ ...facts, ...tokens }) + content.join(''));
}

export function listVersions(store: Store, bucket: string, query: URLSearchParams): string {
  const prefix = query.get('prefix') ?? '';
  const keyMarker = query.get('key-marker') ?? '';
  const versionMarker = query.get('version-id-marker');
  const all = store.list(bucket, prefix, keyMarker);
  const passed = (row: Listed) => row.key === keyMarker && (!versionMarker || row.id === versionMarker);
  const rows = all.slice(all.findLastIndex(passed) + 1);
  const page = rows.slice(0, limitOf(query));
  const last = rows.length > page.length ? page.at(-1) : undefined;
  const facts = { Name: bucket, Prefix: prefix, MaxKeys: limitOf(query), IsTruncated: last !== undefined };
  const next = { KeyMarker: keyMarker, NextKeyMarker: last?.key, NextVersionIdMarker: last?.id };
  const content = page.map((row) => {
    const { key: Key, id: VersionId, latest: IsLatest, modified: LastModified } = row;
    const common = elements({ Key, VersionId, IsLatest, LastModified });
    return row.marker
      ? `<DeleteMarker>${common}</DeleteMarker>`
      : `<Version>${common}${object(row)}</Version>`;
  });
  return root('ListVersionsResult', elements({ ...facts, ...next }) + content.join(''));
}
