import { readFileSync } from 'node:fs';
import type { Policy } from '#/core/policy/policy.ts';

/** The compiled policy lies beside the bundle; it was checked when it was compiled. */
export const policy: Policy = JSON.parse(readFileSync(new URL('policy.json', import.meta.url), 'utf8'));
