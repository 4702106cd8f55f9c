import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { makeFolder, writeDurably } from '#/local/durable.ts';

export interface Lock {
  mode?: string;
  until?: string;
  hold?: boolean;
}

export interface Version {
  bucket: string;
  key: string;
  id: string;
  marker: boolean;
  file: string;
  size: number;
  etag: string;
  modified: string;
  headers: Record<string, string>;
  checksums: Record<string, string>;
  lock: Lock;
}

export interface Store {
  latest(bucket: string, key: string): Version | undefined;
  find(bucket: string, key: string, id: string): Version | undefined;
  /** The newest version of each key. */
  list(bucket: string, prefix: string, from: string): Version[];
  write(bytes: Buffer): string;
  read(version: Version): Buffer;
  add(version: Version): void;
  update(version: Version): void;
  remove(version: Version): void;
}

const SCHEMA = `CREATE TABLE IF NOT EXISTS s3_versions (
  seq INTEGER PRIMARY KEY AUTOINCREMENT, bucket TEXT NOT NULL, key TEXT NOT NULL, version TEXT NOT NULL,
  record TEXT NOT NULL, UNIQUE (bucket, key, version)) STRICT`;

export const newVersionId = () => randomBytes(24).toString('base64url');

export function openStore(database: DatabaseSync, folder: string): Store {
  database.exec(SCHEMA);
  makeFolder(folder);
  const one = 'SELECT record FROM s3_versions WHERE bucket = ? AND key = ?';
  const latest = database.prepare(`${one} ORDER BY seq DESC LIMIT 1`);
  const find = database.prepare(`${one} AND version = ?`);
  const add = database.prepare(
    'INSERT OR REPLACE INTO s3_versions (bucket, key, version, record) VALUES (?, ?, ?, ?)',
  );
  const same = 'WHERE bucket = ? AND key = ? AND version = ?';
  const update = database.prepare(`UPDATE s3_versions SET record = ? ${same}`);
  const remove = database.prepare(`DELETE FROM s3_versions ${same}`);
  const range = database.prepare(`SELECT record, max(seq) FROM s3_versions
    WHERE bucket = ? AND key >= ? AND substr(key, 1, length(?)) = ? GROUP BY key ORDER BY key`);
  const parse = (row: unknown): Version | undefined => row && JSON.parse((row as { record: string }).record);

  const discard = (file: string) => file && rmSync(join(folder, file), { force: true });
  const files = database.prepare("SELECT record ->> 'file' AS file FROM s3_versions").all();
  const kept = new Set(files.map(({ file }) => file));
  // A kill may leave a file without its row. Where there is no row at all, the database may be what was lost.
  if (kept.size > 0) for (const file of readdirSync(folder)) if (!kept.has(file)) discard(file);

  return {
    latest: (bucket, key) => parse(latest.get(bucket, key)),
    find: (bucket, key, id) => parse(find.get(bucket, key, id)),
    list: (bucket, prefix, from) =>
      range.all(bucket, from, prefix, prefix).flatMap((row) => parse(row) ?? []),
    write(bytes) {
      const file = newVersionId();
      writeDurably(join(folder, file), bytes);
      return file;
    },
    read: (version) => readFileSync(join(folder, version.file)),
    add(version) {
      const replaced = parse(find.get(version.bucket, version.key, version.id));
      add.run(version.bucket, version.key, version.id, JSON.stringify(version));
      if (replaced) discard(replaced.file);
    },
    update: (version) => void update.run(JSON.stringify(version), version.bucket, version.key, version.id),
    remove(version) {
      remove.run(version.bucket, version.key, version.id);
      discard(version.file);
    },
  };
}
