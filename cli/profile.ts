import { flagsOf } from '#/cli/flags.ts';
import { overlayFile, readPolicy } from '#/cli/policy-files.ts';
import { text } from '#/cli/text.ts';
import type { Source } from '#/core/policy/source.ts';
import { StartError } from '#/local/start-error.ts';

const FLAGS = { overlay: { type: 'string' }, list: { type: 'boolean', default: false } } as const;

/** `hikeshi profile check <file>`: whether a municipality's data can be worked with, and what it has still to settle. */
export async function profile([action, file = '-', ...flags]: string[]): Promise<number> {
  if (action !== 'check' || file.startsWith('-')) throw new StartError(text.profileUsage);
  const { overlay, list } = flagsOf(flags, FLAGS, text.profileUsage);
  const { profile } = await readPolicy(file, overlayFile(overlay, file));
  const values = valuesIn(profile);
  const confirm = values.filter(({ source }) => source.confirm);
  const defaults = values.filter(({ source }) => source.basis === 'default');
  console.log(text.profileFine(profile.municipality, defaults.length, confirm.length));
  if (list) console.log(text.profileList(confirm, defaults));
  return 0;
}

/** A value by its place in the file, with where it comes from. */
export interface Sourced {
  path: string[];
  source: Source;
}

function valuesIn(value: unknown, path: string[] = []): Sourced[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    key === 'source'
      ? [{ path, source: part as Source }]
      : valuesIn(part, [...path, Array.isArray(value) ? entryName(part, Number(key)) : key]),
  );
}

type Entry = Partial<Record<'id' | 'item' | 'name' | 'words' | 'what', string>>;

const entryName = ({ id, item, name, words, what }: Entry, index: number): string =>
  id ?? item ?? name ?? words ?? what ?? text.nth(index);
