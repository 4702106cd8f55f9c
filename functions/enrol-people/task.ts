import * as z from 'zod';
import type { Carrier } from '#/core/case/carry.ts';
import { personSchema } from '#/core/escalation/network.ts';
import { Fault } from '#/core/fault.ts';

export const input = z.object({ people: z.array(personSchema).min(1) });

/** Enters people into the contact network. The operator calls it; there is no way to it from the web. */
export async function enrolPeople(
  { cases, policy }: Pick<Carrier, 'cases' | 'policy'>,
  { people }: z.infer<typeof input>,
): Promise<{ enrolled: number }> {
  const { posts, sections } = policy.profile;
  const unknown = people.flatMap((person) => [
    ...person.posts
      .filter(({ post }) => posts[post] === undefined)
      .map(({ post }) => `${person.id}: ${post}`),
    ...(person.section === '' || sections.some(({ id }) => id === person.section)
      ? []
      : [`${person.id}: ${person.section}`]),
  ]);
  // All or none: a misspelt post would be one that nobody is found to hold.
  if (unknown.length > 0) throw new Fault('InputInvalid', { unknown: unknown.join(', ') });
  for (const person of people) await cases.enrol(person);
  return { enrolled: people.length };
}
