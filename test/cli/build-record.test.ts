import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BuildRecord } from '#/cli/build-record.ts';

describe('a step of the build', () => {
  let root: string;
  let taken: number;

  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'hikeshi-'));
    taken = 0;
    await writeFile(join(root, 'lock'), 'common');
    await writeFile(join(root, 'source'), 'first');
  });

  afterEach(() => rm(root, { recursive: true }));

  async function build({ after = [''], always = false, fails = false } = {}) {
    const record = new BuildRecord(root, 'hashes.json', ['lock'], () => {});
    await record.load();
    return record.step('only', { inputs: ['source'], after, output: 'made', always }, async () => {
      taken += 1;
      if (fails) throw new Error('broken');
      await writeFile(join(root, 'made'), '');
    });
  }

  test('is taken once while nothing changes', async () => {
    await build();
    await build();
    expect(taken).toBe(1);
  });

  test.each(['source', 'lock'])('is taken again when the content of its %s changes', async (file) => {
    await build();
    await writeFile(join(root, file), 'second');
    await build();
    expect(taken).toBe(2);
  });

  test('is taken again when a step before it came to something else', async () => {
    await build({ after: ['one'] });
    await build({ after: ['two'] });
    expect(taken).toBe(2);
  });

  test('is taken again when what it made is gone', async () => {
    await build();
    await rm(join(root, 'made'));
    await build();
    expect(taken).toBe(2);
  });

  test('is taken again after it has failed, even with what it was made from before', async () => {
    await build();
    await writeFile(join(root, 'source'), 'second');
    await expect(build({ fails: true })).rejects.toThrow('broken');
    await writeFile(join(root, 'source'), 'first');
    await build();
    expect(taken).toBe(3);
  });

  test('is taken whenever that is asked for', async () => {
    await build({ always: true });
    await build({ always: true });
    expect(taken).toBe(2);
  });
});
