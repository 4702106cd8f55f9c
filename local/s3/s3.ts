import { createHash } from 'node:crypto';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import {
  AwsError,
  type AwsRequest,
  type AwsResponse,
  type Service,
  xml,
} from '#/local/gateway/aws-request.ts';
import type { Iam } from '#/local/iam/iam.ts';
import type { Principals } from '#/local/iam/principals.ts';
import { checksum, verifiedChecksums } from '#/local/s3/checksum.ts';
import { corsHeaders, preflight, withCors } from '#/local/s3/cors.ts';
import { elements, listObjects, root } from '#/local/s3/list.ts';
import * as lock from '#/local/s3/lock.ts';
import { allowedForm } from '#/local/s3/post.ts';
import { assertKnown, headersOf, notImplemented, placeOf } from '#/local/s3/request.ts';
import { newVersionId, openStore, type Store, type Version } from '#/local/s3/store.ts';

export interface S3Options {
  database: DatabaseSync;
  folder: string;
  buckets: readonly lock.Bucket[];
  now: () => Date;
  principals: Pick<Principals, 'byKey'>;
  iam: Pick<Iam, 'authorise' | 'demand' | 'allows'>;
}

type Headers = Record<string, string>;

interface Call extends Pick<S3Options, 'principals' | 'iam'> {
  request: AwsRequest;
  bucket: lock.Bucket;
  key: string;
  headers: Headers;
  store: Store;
  now: Date;
}

const KEPT = /^(content-(type|disposition|language|encoding)|cache-control|x-amz-meta-.+)$/;

const DELETED = { 'x-amz-delete-marker': 'true' };

export function createS3({ database, folder, buckets, now, ...doors }: S3Options): { service: Service } {
  const store = openStore(database, join(folder, 'objects'));
  return {
    async service(request) {
      const operation = OPERATIONS[request.action];
      if (!operation) throw notImplemented(request.action);
      assertKnown(request);
      const place = placeOf(request.path);
      const bucket = buckets.find((one) => one.name === place.bucket);
      if (!bucket) throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404);
      const headers = headersOf(request);
      const cors = corsHeaders(bucket.corsRules, request);
      const call = { request, bucket, key: place.key, headers, store, now: now(), ...doors };
      return withCors(cors, () => operation(call));
    },
  };
}

const OPERATIONS: Record<string, (call: Call) => AwsResponse | Promise<AwsResponse>> = {
  ListObjectsV2: ({ store, bucket, request }) => xml(listObjects(store, bucket.name, request.query)),

  PutObject(call) {
    const { etag, checksums, id } = put(call, call.request.body);
    return { status: 200, headers: { etag, ...versionHeader(call, id), ...checksums } };
  },

  async PostObject(call) {
    const { request, bucket, principals, iam, now } = call;
    const form = await allowedForm(request, bucket.name, principals, now);
    const caller = { accessKey: form.signer.accessKeyId, role: form.signer.role };
    const path = `/${bucket.name}/${encodeURIComponent(form.key)}`;
    iam.authorise({ ...request, action: 'PutObject', caller, path, headers: form.fields });
    const { etag, id } = put({ ...call, key: form.key, headers: form.fields }, form.bytes);
    const status = form.fields.success_action_status === '200' ? 200 : 204;
    return { status, headers: { etag, ...versionHeader(call, id) } };
  },

  Preflight: ({ bucket, request }) => preflight(bucket.corsRules, request),

  CopyObject(call) {
    const [path = '', id] = (call.headers['x-amz-copy-source'] ?? '').split('?versionId=');
    const { bucket, key } = placeOf(path);
    const source = existing(call, bucket, key, id);
    const bytes = call.store.read(source);
    const replace = call.headers['x-amz-metadata-directive'] === 'REPLACE';
    const own = Object.entries(call.headers).filter(([name]) => replace || !KEPT.test(name));
    const algorithm = call.headers['x-amz-checksum-algorithm'];
    const carried = Object.keys(source.checksums).length > 0 && !algorithm;
    const sums = carried ? source.checksums : checksum(algorithm ?? 'CRC32', bytes);
    const headers = { ...Object.fromEntries(own), ...(replace ? {} : source.headers), ...sums };
    const made = put({ ...call, headers }, bytes);
    const result = { LastModified: made.modified, ETag: made.etag };
    return { ...xml(root('CopyObjectResult', elements(result))), headers: versionHeader(call, made.id) };
  },

  GetObject(call) {
    const version = requested(call);
    const headers = objectHeaders(call, version);
    const unchanged = call.headers['if-none-match'] === version.etag;
    return unchanged ? { status: 304, headers } : { status: 200, headers, body: call.store.read(version) };
  },

  HeadObject(call) {
    const version = requested(call);
    const size = { 'content-length': String(version.size) };
    return { status: 200, headers: { ...objectHeaders(call, version), ...size } };
  },

  DeleteObject(call) {
    const { store, bucket, key, now, request } = call;
    const asked = request.query.get('versionId');
    if (bucket.versioned && !asked) {
      const id = newVersionId();
      const nothing = { file: '', size: 0, etag: '', headers: {}, checksums: {}, lock: {} };
      store.add({ bucket: bucket.name, key, id, marker: true, modified: now.toISOString(), ...nothing });
      return { status: 204, headers: { ...DELETED, ...versionHeader(call, id) } };
    }
    const version = store.find(bucket.name, key, asked ?? 'null');
    if (!version) return { status: 204 };
    lock.assertDeletable(version.lock, now, bypasses(call));
    store.remove(version);
    return { status: 204, headers: { ...(version.marker && DELETED), ...versionHeader(call, version.id) } };
  },

  PutObjectRetention(call) {
    const version = lockable(call);
    const [mode, until] = [textOf(call, 'Mode'), textOf(call, 'RetainUntilDate')];
    const wanted = mode || until ? lock.retention(mode, until, call.now) : {};
    const changed = lock.changedRetention(version.lock, wanted, call.now, bypasses(call));
    call.store.update({ ...version, lock: changed });
    return { status: 200 };
  },

  PutObjectLegalHold(call) {
    const version = lockable(call);
    const hold = lock.legalHold(textOf(call, 'Status'));
    call.store.update({ ...version, lock: { ...version.lock, hold } });
    return { status: 200 };
  },

  GetObjectRetention(call) {
    const { mode, until } = lockable(call).lock;
    if (mode) return xml(root('Retention', elements({ Mode: mode, RetainUntilDate: until })));
    const message = 'The specified object does not have a ObjectLock configuration';
    throw new AwsError('NoSuchObjectLockConfiguration', message, 404);
  },
};

function put({ store, bucket, key, headers, now }: Call, bytes: Buffer): Version {
  const checksums = verifiedChecksums(bytes, headers);
  const locked = lock.lockOfNew(headers, bucket, now);
  if (locked.mode && !Object.keys(checksums).length && !headers['content-md5']) {
    const needed =
      'Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters';
    throw new AwsError('InvalidRequest', needed);
  }
  const taken = store.latest(bucket.name, key);
  if (headers['if-none-match'] && taken && !taken.marker) {
    throw new AwsError(
      'PreconditionFailed',
      'At least one of the pre-conditions you specified did not hold',
      412,
    );
  }
  const kept = Object.entries(headers).filter(([name]) => KEPT.test(name));
  const version: Version = {
    bucket: bucket.name,
    key,
    id: bucket.versioned ? newVersionId() : 'null',
    marker: false,
    file: store.write(bytes),
    size: bytes.length,
    etag: `"${createHash('md5').update(bytes).digest('hex')}"`,
    modified: now.toISOString(),
    headers: { 'content-type': 'application/octet-stream', ...Object.fromEntries(kept) },
    checksums,
    lock: locked,
  };
  store.add(version);
  return version;
}

function requested(call: Call): Version {
  return existing(call, call.bucket.name, call.key, call.request.query.get('versionId'));
}

function lockable(call: Call): Version {
  lock.assertLockable(call.bucket);
  return requested(call);
}

function existing(call: Call, bucket: string, key: string, id: string | undefined | null): Version {
  const { store, request, iam } = call;
  const version = id ? store.find(bucket, key, id) : store.latest(bucket, key);
  if (version && !version.marker) return version;
  if (id && version) throw new AwsError('MethodNotAllowed', 'The specified method is not allowed', 405);
  // Whoever may not list learns not even that it is missing.
  const list = id ? 's3:ListBucketVersions' : 's3:ListBucket';
  iam.demand(request, { action: list, resource: `arn:aws:s3:::${bucket}` });
  if (id) throw new AwsError('NoSuchVersion', 'The specified version does not exist.', 404, { Key: key });
  throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404, { Key: key });
}

/** S3 leaves out what the caller may not read. */
function visibleLock(
  { iam, request, bucket, key }: Call,
  { lock: { hold, ...rest } }: Version,
): Version['lock'] {
  const may = (action: string) =>
    iam.allows(request, { action, resource: `arn:aws:s3:::${bucket.name}/${key}` });
  return {
    ...(may('s3:GetObjectRetention') ? rest : {}),
    ...(hold !== undefined && may('s3:GetObjectLegalHold') && { hold }),
  };
}

const bypasses = ({ headers }: Call) => headers['x-amz-bypass-governance-retention'] === 'true';

const textOf = ({ request }: Call, element: string) =>
  new RegExp(`<${element}>\\s*([^<]*?)\\s*</${element}>`).exec(request.body.toString())?.[1];

const versionHeader = ({ bucket }: Call, id: string): Headers =>
  bucket.versioned ? { 'x-amz-version-id': id } : {};

function objectHeaders(call: Call, version: Version): Headers {
  const asked = [...call.request.query].filter(([name]) => name.startsWith('response-'));
  return {
    ...version.headers,
    ...Object.fromEntries(asked.map(([name, value]) => [name.slice('response-'.length), value])),
    etag: version.etag,
    'last-modified': new Date(version.modified).toUTCString(),
    ...versionHeader(call, version.id),
    ...lock.lockHeaders(visibleLock(call, version)),
    ...(call.headers['x-amz-checksum-mode'] === 'ENABLED' ? version.checksums : {}),
  };
}
