import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { UploadForm } from '#/core/ports.ts';
import { LARGEST_FILE } from '#/core/report/files.ts';
import { Town } from '#/test/acceptance/town.ts';

let town: Town;
beforeAll(async () => {
  town = await Town.open();
});
afterAll(() => town.close());

const newFileId = () => randomBytes(16).toString('hex');
const ask = (body: unknown) =>
  fetch(`${town.running.productUrl}/reports/files`, { method: 'POST', body: JSON.stringify(body) });

async function offered(bytes: number, fileId = newFileId()): Promise<UploadForm> {
  const answer = await ask({ fileId, bytes });
  expect(answer.status).toBe(200);
  return (await answer.json()) as UploadForm;
}

function send(
  { url, fields }: UploadForm,
  content: Uint8Array<ArrayBuffer>,
  headers = {},
): Promise<Response> {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('file', new Blob([content]));
  return fetch(url, { method: 'POST', body: form, headers });
}

const code = async (answer: Response) => /<Code>(\w+)/.exec(await answer.text())?.[1];

describe('a file goes straight to the bucket', () => {
  test('of 25 MB, and not a byte more', async () => {
    const content = new Uint8Array(LARGEST_FILE);
    expect((await send(await offered(content.length), content)).status).toBe(204);
    const more = await send(await offered(content.length), new Uint8Array(LARGEST_FILE + 1));
    expect([more.status, await code(more)]).toEqual([400, 'EntityTooLarge']);
    expect((await ask({ fileId: newFileId(), bytes: LARGEST_FILE + 1 })).status).toBe(422);
  });

  test('and nowhere else, whatever the browser makes of the form', async () => {
    const { url, fields } = await offered(5);
    const content = new TextEncoder().encode('proof');
    for (const changed of [
      { key: 'mail/another' },
      { 'x-amz-signature': '0'.repeat(64) },
      { acl: 'public-read' },
    ])
      expect((await send({ url, fields: { ...fields, ...changed } }, content)).status).toBe(403);
    expect((await send({ url, fields }, content)).status).toBe(204);
  });

  test('as long as the form is valid', async () => {
    const form = await offered(5);
    await town.minutes(31);
    const late = await send(form, new TextEncoder().encode('proof'));
    expect([late.status, await code(late)]).toEqual([403, 'AccessDenied']);
  });

  test.each([{}, { fileId: 'x', bytes: 1 }, { fileId: '0'.repeat(32), bytes: -1 }, 'a text'])(
    'but not for %j',
    async (body) => expect((await ask(body)).status).toBe(422),
  );

  test('from a page of the product, and from no other', async () => {
    const { url } = await offered(5);
    const preflight = (origin: string) =>
      fetch(url, { method: 'OPTIONS', headers: { origin, 'access-control-request-method': 'POST' } });
    const own = await preflight(town.running.productUrl);
    expect([own.status, own.headers.get('access-control-allow-origin')]).toEqual([
      200,
      town.running.productUrl,
    ]);
    expect((await preflight('https://elsewhere.example')).status).toBe(403);
    // A refusal is told to the page as well.
    const refused = await send({ url, fields: {} }, new Uint8Array(), { origin: town.running.productUrl });
    expect([refused.status, refused.headers.get('access-control-allow-origin')]).toEqual([
      403,
      town.running.productUrl,
    ]);
  });
});
