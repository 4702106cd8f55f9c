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

/** The people of an overlay, or else those of the demo. */
export function enrolled(overlay?: string): Enrolled[] {
  const own = overlay === undefined ? undefined : resolve(overlay, 'people.json');
  const path = own && existsSync(own) ? own : join(ROOT, 'policies/demo/people.json');
  return JSON.parse(readFileSync(path, 'utf8'));
}
