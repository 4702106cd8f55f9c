import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** When this returns, the file survives a crash whole; before that, it does not exist. */
export function writeDurably(path: string, bytes: Uint8Array | string, mode = 0o600): void {
  const folder = dirname(path);
  const temporary = `${path}.part`;
  makeFolder(folder);
  const content = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
  try {
    synced(openSync(temporary, 'w', mode), (file) => {
      for (let written = 0; written < content.length; ) written += writeSync(file, content, written);
    });
    renameSync(temporary, path);
  } catch (error) {
    rmSync(temporary, { force: true });
    throw error;
  }
  synced(openSync(folder, 'r'));
}

/** Every folder that is new is an entry of the one above, which must be on disk too. */
export function makeFolder(folder: string, mode?: number): void {
  const path = resolve(folder);
  const first = mkdirSync(path, { recursive: true, mode });
  const top = first === undefined ? path : dirname(first);
  for (let at = path; at !== top; ) {
    at = dirname(at);
    synced(openSync(at, 'r'));
  }
}

function synced(file: number, write: (file: number) => void = () => {}): void {
  try {
    write(file);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}
