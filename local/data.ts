import { createHmac, randomBytes } from 'node:crypto';
import { existsSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makeFolder } from '#/local/durable.ts';
import { StartError } from '#/local/start-error.ts';
import { text } from '#/local/text.ts';

const DATABASE = 'hikeshi.sqlite';

export interface Data {
  folder: string;
  database: DatabaseSync;
  setting(key: string): string | undefined;
  setSetting(key: string, value: string): void;
  /** A key that is the same at every start with this data folder. */
  secret(purpose: string): string;
  transaction<T>(work: () => T): T;
  close(): void;
}

export function openData(folder: string): Data {
  return dataIn(openDatabase(folder), folder);
}

export function dataIn(database: DatabaseSync, folder: string): Data {
  database.exec('CREATE TABLE IF NOT EXISTS setting (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT');
  const get = database.prepare('SELECT value FROM setting WHERE key = ?');
  const put = database.prepare(
    'INSERT INTO setting VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  );
  const setting = (key: string) => get.get(key)?.value as string | undefined;
  if (setting('secret') === undefined) put.run('secret', randomBytes(32).toString('hex'));
  const root = setting('secret') ?? '';
  return {
    folder,
    database,
    setting,
    setSetting: (key, value) => void put.run(key, value),
    secret: (purpose) => createHmac('sha256', root).update(purpose).digest('hex'),
    transaction(work) {
      database.exec('BEGIN IMMEDIATE');
      try {
        const result = work();
        database.exec('COMMIT');
        return result;
      } catch (error) {
        // On a full disk SQLite has rolled back by itself.
        if (database.isTransaction) database.exec('ROLLBACK');
        throw error;
      }
    },
    close: () => database.close(),
  };
}

/** The exclusive lock is what keeps two runtimes off one folder; the system drops it however the process ends. */
function openDatabase(folder: string): DatabaseSync {
  try {
    if (isForeign(folder)) throw new StartError(text.foreignFolder(folder));
    makeFolder(folder, 0o700);
    const database = new DatabaseSync(join(folder, DATABASE), { timeout: 0 });
    database.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL');
    // What is deleted (an event that a function has taken names a sender) must not lie on in free pages.
    database.exec('PRAGMA secure_delete = ON');
    database.exec('BEGIN IMMEDIATE; COMMIT');
    return database;
  } catch (error) {
    if (error instanceof StartError) throw error;
    if (String(error).includes('locked')) throw new StartError(text.alreadyRunning(folder));
    throw new StartError(text.unreadableData(folder, (error as Error).message));
  }
}

/** What one municipality recorded is never shown as another's: a folder belongs to whoever was first to use it. */
export function claimData(folder: string, owner: string): void {
  const data = openData(folder);
  const first = data.setting('owner') ?? owner;
  data.setSetting('owner', first);
  data.close();
  if (first !== owner) throw new StartError(text.belongsTo(folder, first, owner));
}

/** All that is ever put into a data folder. */
const OWN = /^(hikeshi\.sqlite|dynamodb\.sqlite)(-\w+)?$|^(objects|mail|keys|log|log\.1|run\.json)$/;

/** Files of somebody else's must not come to lie where --fresh erases. */
const isForeign = (folder: string): boolean =>
  existsSync(folder) && !existsSync(join(folder, DATABASE)) && readdirSync(folder).length > 0;

/** Erases nothing but what was recorded, and not while it is in use. */
export function eraseData(folder: string): void {
  if (!existsSync(folder)) return;
  if (!existsSync(join(folder, DATABASE))) throw new StartError(text.notADataFolder(folder));
  openDatabase(folder).close();
  const records = readdirSync(folder).filter((name) => OWN.test(name) && name !== DATABASE);
  for (const name of records) rmSync(join(folder, name), { recursive: true });
  // It marks the folder as ours, also where people have put something beside it: emptied last, never removed.
  writeFileSync(join(folder, DATABASE), '');
}
