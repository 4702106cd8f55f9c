import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** What is made or fetched, not written. */
const MADE = ['node_modules', 'build', 'cdk.out', 'coverage', '.hikeshi', '.git', 'package-lock.json'];
const TEXT = /\.(ts|tsx|mjs|css|html|svg|json|md|txt|eml)$/;

function filesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => !MADE.includes(name))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesIn(path) : [relative(ROOT, path)];
    });
}

/** Every file that somebody wrote, by its path from the root. */
export const FILES = filesIn(ROOT)
  .filter((path) => TEXT.test(path))
  .sort();

export const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

/** The lines on which something stands, as `path:line what`. */
export function found(paths: readonly string[], pattern: RegExp): string[] {
  return paths.flatMap((path) =>
    read(path)
      .split('\n')
      .flatMap((line, at) =>
        [...line.matchAll(pattern)].slice(0, 1).map(([what]) => `${path}:${at + 1} ${what}`),
      ),
  );
}
