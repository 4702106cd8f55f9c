import { closeSync, fsyncSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

/** When this returns, the file survives a crash whole; before that, it does not exist. */
export function writeDurably(path: string, bytes: Uint8Array | string, mode = 0o600): void {
  const folder = dirname(path);
  const temporary = `${path}.part`;
  mkdirSync(folder, { recursive: true });
  const content = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
  const file = openSync(temporary, 'w', mode);
  try {
    for (let written = 0; written < content.length; ) written += writeSync(file, content, written);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  renameSync(temporary, path);
  const directory = openSync(folder, 'r');
  try {
    fsyncSync(directory);
  } finally {
    closeSync(directory);
  }
}
