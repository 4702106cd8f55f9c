import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../', import.meta.url));
export const DATA = '.hikeshi';
export const PROFILE = 'wakayama';

/** A person as the contact network enters them. */
export interface Enrolled {
  id: string;
  name: string;
  section?: string;
  posts: { post: string }[];
}

/** The file with the people of an overlay, if it names them. */
export function ownPeople(overlay?: string): string | undefined {
  const own = overlay === undefined ? undefined : resolve(overlay, 'people.json');
  return own && existsSync(own) ? own : undefined;
}

/** The people of an overlay, or else those of the demo. */
export const enrolled = (overlay?: string): Enrolled[] =>
  JSON.parse(readFileSync(ownPeople(overlay) ?? join(ROOT, 'policies/demo/people.json'), 'utf8'));
