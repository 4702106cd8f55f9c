import { afterAll, beforeAll, expect, test } from 'vitest';
import { type LocalServer, listen, readBody } from '#/local/servers.ts';

const lines: string[] = [];
let server: LocalServer;
beforeAll(async () => {
  server = await listen(0);
  server.serve(
    (req, res) => {
      if (req.url === '/throws') throw new Error('thrown');
      if (req.url === '/rejects') return Promise.reject(new Error('rejected'));
      if (req.url === '/header') return res.writeHead(200, { 'x-name': '火消し' });
      if (req.url === '/late') {
        res.writeHead(200, { 'content-length': 5 }).write('ab');
        throw new Error('late');
      }
      return readBody(req, 10).then((body) => res.writeHead(body ? 200 : 413).end(body));
    },
    (line) => lines.push(line),
  );
});
afterAll(() => server.close());

test.each([
  ['/throws', 'thrown'],
  ['/rejects', 'rejected'],
  ['/header', 'Invalid character'],
])('a handler that fails at %s is answered 500 and logged', async (path, said) => {
  expect((await fetch(server.url + path)).status).toBe(500);
  expect(lines.at(-1)).toContain(said);
});

test('an answer that breaks off ends the connection', async () => {
  const answer = fetch(`${server.url}/late`).then((response) => response.text());
  await expect(answer).rejects.toThrow();
  expect(lines.at(-1)).toContain('late');
});

test('a body is read up to the limit, and what is longer can be answered', async () => {
  const send = (body: string) => fetch(server.url, { method: 'POST', body });
  expect(await (await send('0123456789')).text()).toBe('0123456789');
  expect((await send('x'.repeat(1_000_000))).status).toBe(413);
});
