import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { findEngine } from '#/local/dynamodb.ts';
import { temporaryFolder } from '#/test/local/service-server.ts';
import { City } from '#/test/simulation/city.ts';

let folder: string;
let remove: () => void;
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
});
afterEach(() => remove());

function hikeshi(...args: string[]): ChildProcess & { said: () => string } {
  const child = spawn(process.execPath, ['cli/main.ts', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (part) => (text += part));
  return Object.assign(child, { said: () => text });
}

async function ended(child: ReturnType<typeof hikeshi>): Promise<{ code: number; said: string }> {
  const [code] = await once(child, 'close');
  return { code: code as number, said: child.said() };
}

/** The last line of what was said, and that nothing else stands below it: no stack, no second sentence. */
const lastLine = (said: string) => said.trimEnd().split('\n').at(-1) ?? '';

describe('a start that cannot succeed says one sentence and ends', () => {
  test('the port is in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const { code, said } = await ended(
      hikeshi('start', '--port', String(port), '--data', join(folder, 'data')),
    );
    expect(code).toBe(1);
    expect(lastLine(said)).toMatch(new RegExp(`^ポート ${port} はほかのプログラムが使っています。.*--port`));
    expect(said).not.toMatch(/^\s+at /m);
  });

  test('the data folder cannot be used', async () => {
    const data = join(folder, 'file');
    writeFileSync(data, 'not a folder');
    const { code, said } = await ended(hikeshi('start', '--port', '0', '--data', data));
    expect(code).toBe(1);
    expect(lastLine(said)).toMatch(/^データフォルダー .*--data/);
    expect(said).not.toMatch(/^\s+at /m);
  });

  test('the database engine is missing', () => {
    const nowhere = () => {
      throw new Error('not installed');
    };
    expect(() => findEngine({ PATH: folder }, nowhere)).toThrow('dynoxide がありません');
  });
});

test('Ctrl-C ends everything that was started', async () => {
  const data = join(folder, 'data');
  const child = hikeshi('start', '--port', '0', '--data', data);
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    if (line.includes('止める')) break;
  }
  const engine = Number(readFileSync(join(data, 'dynamodb.pid'), 'utf8'));
  expect(existsSync(`/proc/${engine}`)).toBe(true);
  child.kill('SIGINT');
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
  expect(existsSync(`/proc/${engine}`)).toBe(false);
});

describe('hikeshi verify', () => {
  async function exported(change: (text: string) => string = (text) => text): Promise<string> {
    const city = await City.open();
    const accepted = await city.report();
    if (!accepted.ok) throw new Error('not accepted');
    const { caseId } = accepted;
    const events = await city.cases.timeline(caseId);
    const path = join(folder, 'timeline.json');
    writeFileSync(
      path,
      change(JSON.stringify({ format: 'hikeshi-timeline/1', caseId, exportedAt: city.now, events })),
    );
    return path;
  }

  test('says that a timeline is as it was recorded', async () => {
    const { code, said } = await ended(hikeshi('verify', await exported()));
    expect(code).toBe(0);
    expect(said).toContain('正しい時系列です');
    expect(said).toContain('署名はまだありません');
  });

  test('says which event is not', async () => {
    const { code, said } = await ended(
      hikeshi('verify', await exported((text) => text.replace('内線1234', '内線9999'))),
    );
    expect(code).toBe(1);
    expect(said).toMatch(/正しくありません。\n\s+✗ 2件目/);
  });

  test('says what to do with a file that is none', async () => {
    const { code, said } = await ended(hikeshi('verify', join(folder, 'nothing.json')));
    expect(code).toBe(1);
    expect(said).toContain('読めません');
  });
});
