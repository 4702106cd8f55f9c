import { readFileSync } from 'node:fs';
import { readPolicy } from '#/cli/policy-files.ts';
import { type Person, personSchema } from '#/core/escalation/network.ts';
import type { Policy } from '#/core/policy/policy.ts';

/** The policy that ships, compiled as the build compiles it. */
export const wakayama = await readPolicy('wakayama');

/** With a single duty to follow: enough to see how one is followed. */
export const oneDuty: Policy = {
  ...wakayama,
  statutes: wakayama.statutes.filter(({ id }) => id === 'ppc-report'),
};

const people: unknown = JSON.parse(
  readFileSync(new URL('../../policies/demo/people.json', import.meta.url), 'utf8'),
);
export const demoPeople: Person[] = personSchema.array().parse(people);
