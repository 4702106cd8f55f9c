import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { webForm } from '#/functions/shared/web-form.ts';

/** A form that answers so; what was sent to it. */
async function served(pageStatus: number, status: number, location?: string) {
  const sent: string[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    sent.push(`${request.method} ${request.url} ${body}`);
    if (request.method === 'GET') response.writeHead(pageStatus).end();
    else response.writeHead(status, location ? { location } : {}).end();
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const accepted = await webForm(`http://127.0.0.1:${port}`).submit({ callback: '内線1' });
  server.close();
  return { accepted, sent };
}

test('a form is accepted when it leads on to a receipt, and its page can be opened', async () => {
  const { accepted, sent } = await served(200, 303, '/receipts/1');
  expect(accepted).toBe(true);
  expect(sent).toEqual(['GET /report ', `POST /reports ${new URLSearchParams({ callback: '内線1' })}`]);
});

test.each([
  ['the page fails', 503, 303, '/receipts/1'],
  ['the form comes back', 200, 422, undefined],
  ['the form leads elsewhere', 200, 302, '/'],
])('it is not where %s', async (_name, page, status, location) => {
  expect((await served(page, status, location)).accepted).toBe(false);
});

test('nobody answering is a fault', async () => {
  await expect(webForm('http://127.0.0.1:1').submit({})).rejects.toThrow();
});
