import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { clock } from '#/cli/clock.ts';

let data: string;
beforeEach(() => {
  data = mkdtempSync(join(tmpdir(), 'hikeshi-'));
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(data, { recursive: true });
});

describe('hikeshi clock', () => {
  test('says what to do when nothing is running', async () => {
    await expect(clock(['--advance', '3d', '--data', data])).rejects.toThrow(/npm start/);
    writeFileSync(join(data, 'run.json'), JSON.stringify({ pid: process.pid, tools: 1 }));
    await expect(clock(['--advance', '3d', '--data', data])).rejects.toThrow(/npm start/);
  });

  test('does not take what has the port by now for the one that was killed', async () => {
    const server = createServer((_, res) => res.end('{}')).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    writeFileSync(join(data, 'run.json'), JSON.stringify({ pid: spawnSync('true').pid, tools: port }));
    await expect(clock(['--data', data])).rejects.toThrow(/npm start/);
    server.close();
  });

  test('asks the running one to advance and prints its time', async () => {
    const asked: string[] = [];
    const server = createServer(async (req, res) => {
      for await (const chunk of req) asked.push(String(chunk));
      res.end('{"now":"2026-11-20T00:00:00Z","ahead":259200000}');
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    writeFileSync(join(data, 'run.json'), JSON.stringify({ pid: process.pid, tools: port }));
    const print = vi.spyOn(console, 'log').mockReturnValue();
    expect(await clock(['--advance', '3d', '--data', data])).toBe(0);
    expect(asked).toEqual(['{"advance":"3d"}']);
    expect(print.mock.calls.flat().join()).toMatch(/2026年11月20日.*3日進んで/);
    server.closeAllConnections();
    server.close();
  });

  test('refuses arguments that make no sense', async () => {
    await expect(clock(['--backwards'])).rejects.toThrow(/--advance 20m/);
  });
});
