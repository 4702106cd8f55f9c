import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { text } from '#/cli/text.ts';
import { StartError } from '#/local/start-error.ts';

export const ROOT = fileURLToPath(new URL('../', import.meta.url));
export const DATA = '.hikeshi';
export const PROFILE = 'wakayama';

export function readJson<T>(path: string): T {
  return JSON.parse(readFileSync(join(ROOT, path), 'utf8'));
}

/** A person of the demo, as policies/demo/people.json enters them. */
export interface Enrolled {
  id: string;
  name: string;
  posts: { post: string }[];
}

export const enrolled = (): Enrolled[] => readJson('policies/demo/people.json');

/** Every file in policies/ is a municipality, but for the kinds of incident that all have in common. */
export function checkProfile(profile: string): void {
  const files = readdirSync(join(ROOT, 'policies')).filter((name) => /^(?!kinds\.).+\.json$/.test(name));
  const known = files.map((name) => name.replace('.json', '')).sort();
  if (!known.includes(profile)) throw new StartError(text.unknownProfile(profile, known));
}
