import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { temporaryFolder } from '#/test/local/service-server.ts';

const MEGABYTES = 4;
const WRITER = `
  import { writeDurably } from '#/local/durable.ts';
  for (let at = 0; ; at += 1) {
    writeDurably(process.argv[1], Buffer.alloc(${MEGABYTES} * 2 ** 20, 65 + (at % 26)));
    if (at === 1) process.stdout.write('twice');
  }`;

let folder: string;
let remove: () => void;
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
});
afterEach(() => remove());

test('a file that is being replaced is the old one or the new one, whole, whenever it is read and after a kill', async () => {
  const path = join(folder, 'file');
  const expectWhole = () => {
    const content = readFileSync(path);
    expect(content.length).toBe(MEGABYTES * 2 ** 20);
    expect(content.every((byte) => byte === content[0])).toBe(true);
  };
  const flags = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', WRITER, path];
  const child = spawn(process.execPath, flags, { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  for (let read = 0; read < 40; read += 1) expectWhole();
  child.kill('SIGKILL');
  await once(child, 'exit');
  expectWhole();
  expect(readdirSync(folder).filter((name) => name !== 'file' && name !== 'file.part')).toEqual([]);
});
