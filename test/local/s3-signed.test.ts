import { createHmac } from 'node:crypto';
import * as s3 from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { expect, test } from 'vitest';
import { asked, client, fresh, head, put, read, setClock, settings, sha256, start } from './s3-fixture.ts';
import { credentials } from './service-server.ts';

test('a URL reads one object until it expires, under the name it was signed for', async () => {
  const Key = fresh();
  const { VersionId } = await put(Key);
  const ResponseContentDisposition = 'attachment; filename="1.eml"';
  const command = new s3.GetObjectCommand({
    Bucket: 'evidence',
    Key,
    VersionId,
    ResponseContentDisposition,
  });
  const url = await getSignedUrl(client, command, { expiresIn: 60, signingDate: start });
  const answer = await fetch(url);
  expect(answer.headers.get('content-disposition')).toBe(ResponseContentDisposition);
  expect(await answer.text()).toBe('通報');
  expect((await fetch(url.replace(Key.replace('/', '%2F'), 'other').replace(Key, 'other'))).status).toBe(403);
  expect((await fetch(url.replace('X-Amz-Expires=60', 'X-Amz-Expires=600'))).status).toBe(403);
  setClock(new Date(start.getTime() + 61_000));
  expect((await fetch(url)).status).toBe(403);
  setClock(start);
});

test('a URL takes no header of Amazon that it was not signed with', async () => {
  const Key = fresh();
  const command = new s3.PutObjectCommand({ Bucket: 'evidence', Key, Body: '通報' });
  const url = await getSignedUrl(client, command, { expiresIn: 60, signingDate: start });
  const upload = (headers: Record<string, string>) => fetch(url, { method: 'PUT', body: '通報', headers });
  const refused = await upload({ 'x-amz-copy-source': '/evidence/other', 'x-amz-meta-a': 'b' });
  expect(refused.status).toBe(403);
  const said = await refused.text();
  expect(said).toContain('<Code>AccessDenied</Code>');
  expect(said).toContain('<HeadersNotSigned>x-amz-copy-source, x-amz-meta-a</HeadersNotSigned>');
  expect((await upload({ 'content-type': 'text/plain', 'x-other': 'a' })).status).toBe(200);
});

test('a URL that asks for a header which HTTP cannot carry is refused', async () => {
  const Key = fresh();
  await put(Key);
  const ResponseContentDisposition = 'attachment; filename="報告.eml"';
  const command = new s3.GetObjectCommand({ Bucket: 'evidence', Key, ResponseContentDisposition });
  const answer = await fetch(await getSignedUrl(client, command, { signingDate: start }));
  expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('InvalidArgument')]);
});

const credential = `${credentials.accessKeyId}/20261120/ap-northeast-1/s3/aws4_request`;
function form(
  fields: Record<string, string>,
  body: string,
  conditions: unknown[],
  secret = credentials.secretAccessKey,
) {
  const document = { expiration: new Date(start.getTime() + 60_000), conditions };
  const policy = Buffer.from(JSON.stringify(document)).toString('base64');
  const hmac = (key: string | Buffer, part: string) => createHmac('sha256', key).update(part).digest();
  const parts = [...credential.split('/').slice(1), policy];
  const signature = Buffer.from(parts.reduce<string | Buffer>(hmac, `AWS4${secret}`)).toString('hex');
  const data = new FormData();
  const all = {
    ...fields,
    'x-amz-credential': credential,
    policy,
    'x-amz-signature': signature,
  };
  for (const [name, value] of Object.entries(all)) data.set(name, value);
  data.set('file', new File([body], 'proof.pdf'));
  return fetch(`${settings.endpoint}/evidence`, { method: 'POST', body: data });
}
const conditions = [
  { bucket: 'evidence' },
  ['starts-with', '$key', 'post/'],
  { 'x-amz-credential': credential },
  ['content-length-range', 1, 10],
];

test('a form uploads within its policy and not outside it', async () => {
  const key = 'post/${' + 'filename}';
  expect((await form({ key }, 'proof', conditions)).status).toBe(204);
  expect(await read('post/proof.pdf')).toBe('proof');
  const { accessKeyId: accessKey } = credentials;
  const caller = { accessKey, role: 'operator' };
  expect(asked.at(-1)).toMatchObject({ action: 'PutObject', path: '/evidence/post%2Fproof.pdf', caller });
  expect((await form({ key }, 'much too long', conditions)).status).toBe(400);
  expect((await form({ key }, '', conditions)).status).toBe(400);
  expect((await form({ key: 'elsewhere' }, 'proof', conditions)).status).toBe(403);
  expect((await form({ key, 'content-type': 'text/html' }, 'proof', conditions)).status).toBe(403);
  expect((await form({ key }, 'proof', conditions, 'another secret')).status).toBe(403);
  setClock(new Date(start.getTime() + 60_000));
  expect((await form({ key }, 'proof', conditions)).status).toBe(403);
  setClock(start);
});

test('what follows the signature in a chunked body is a checksum or nothing', async () => {
  const Key = fresh();
  const command = new s3.PutObjectCommand({ Bucket: 'evidence', Key });
  const chunked = { 'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER' };
  command.middlewareStack.add(
    (next) => (args) => {
      Object.assign((args.request as { headers: object }).headers, chunked);
      return next(args);
    },
    { step: 'build' },
  );
  const unhoistableHeaders = new Set(Object.keys(chunked));
  const plain = new s3.S3Client({ ...settings, requestChecksumCalculation: 'WHEN_REQUIRED' });
  const url = await getSignedUrl(plain, command, { signingDate: start, unhoistableHeaders });
  const trailers = `x-amz-meta-a:smuggled\r\nx-amz-checksum-sha256:${sha256('通報')}\r\n`;
  const body = `6\r\n通報\r\n0\r\n${trailers}\r\n`;
  const answer = await fetch(url, { method: 'PUT', headers: chunked, body });
  expect([answer.status, await answer.text()]).toEqual([200, '']);
  expect(await read(Key)).toBe('通報');
  const { Metadata, ChecksumSHA256 } = await head(Key);
  expect([Metadata, ChecksumSHA256]).toEqual([{}, sha256('通報')]);
});
