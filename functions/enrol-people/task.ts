import * as z from 'zod';
import { personSchema } from '#/core/escalation/network.ts';
import type { Cases } from '#/core/ports.ts';

export const input = z.object({ people: z.array(personSchema).min(1) });

/** Enters people into the contact network. The operator calls it; there is no way to it from the web. */
export async function enrolPeople(
  { cases }: { cases: Cases },
  { people }: z.infer<typeof input>,
): Promise<{ enrolled: number }> {
  for (const person of people) await cases.enrol(person);
  return { enrolled: people.length };
}
