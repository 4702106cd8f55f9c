import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eraseData, openData } from '#/local/data.ts';
import { writeDurably } from '#/local/durable.ts';
import { openStore } from '#/local/s3/store.ts';
import { temporaryFolder } from '#/test/local/service-server.ts';

let folder: string;
let remove: () => void;
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
});
afterEach(() => remove());

test('a transaction that SQLite itself rolled back fails for its own reason', () => {
  const data = openData(folder);
  data.setSetting('taken', 'first');
  const work = () => data.database.exec("INSERT OR ROLLBACK INTO setting VALUES ('taken', 'second')");
  expect(() => data.transaction(work)).toThrow('UNIQUE constraint failed');
  expect(data.transaction(() => data.setting('taken'))).toBe('first');
  data.close();
});

test('a file that could not be written leaves nothing behind', () => {
  const path = join(folder, 'a', 'b', 'file');
  writeDurably(path, 'content');
  expect(readFileSync(path, 'utf8')).toBe('content');
  const taken = join(folder, 'taken');
  mkdirSync(taken);
  expect(() => writeDurably(taken, 'content')).toThrow('EISDIR');
  expect(existsSync(`${taken}.part`)).toBe(false);
});

test('an object without its row is swept at the next start, but not where all rows are gone', () => {
  const objects = join(folder, 'objects');
  const data = openData(folder);
  const file = openStore(data.database, objects).write(Buffer.from('kept'));
  openStore(data.database, objects);
  expect(readdirSync(objects)).toEqual([file]);
  const record = {
    file,
    checksums: {},
    headers: {},
    lock: {},
    marker: false,
    etag: '',
    modified: '',
    size: 4,
  };
  openStore(data.database, objects).add({ ...record, bucket: 'b', key: 'k', id: 'null' });
  for (const left of ['without-row', 'half.part']) writeFileSync(join(objects, left), 'x');
  openStore(data.database, objects);
  expect(readdirSync(objects)).toEqual([file]);
  data.close();
});

test('files of somebody else are neither joined nor erased', () => {
  const theirs = join(folder, 'theirs');
  mkdirSync(theirs);
  writeFileSync(join(theirs, 'important.txt'), 'theirs');
  expect(() => openData(theirs)).toThrow('ほかのファイル');
  expect(() => eraseData(theirs)).toThrow('データフォルダーではない');

  const ours = join(folder, 'ours');
  openData(ours).close();
  writeFileSync(join(ours, 'added.txt'), 'theirs');
  mkdirSync(join(ours, 'mail'));
  eraseData(ours);
  expect(readdirSync(ours)).toEqual(['added.txt', 'hikeshi.sqlite']);
  openData(ours).close();
  expect(readdirSync(theirs)).toEqual(['important.txt']);
});
