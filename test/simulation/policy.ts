import { readdirSync, readFileSync } from 'node:fs';
import { type Person, personSchema } from '#/core/escalation/network.ts';
import { compilePolicy } from '#/core/policy/compile.ts';

const read = (name: string) => ({
  name,
  content: JSON.parse(readFileSync(new URL(`../../policies/${name}`, import.meta.url), 'utf8')) as unknown,
});
const statutes = readdirSync(new URL('../../policies/statutes/', import.meta.url)).sort();

/** The policy that ships, compiled as the build compiles it. */
export const wakayama = await compilePolicy({
  profile: read('wakayama.json'),
  kinds: read('kinds.json'),
  statutes: statutes.map((name) => read(`statutes/${name}`)),
});

export const demoPeople: Person[] = personSchema.array().parse(read('demo/people.json').content);
