import * as z from 'zod';
import { type Instant, toInstant } from '#/core/time.ts';

const instant = z.iso.datetime().transform((given) => toInstant(Date.parse(given)));
const span = z.strictObject({ from: instant, until: instant.optional() });

/** A person of the contact network, with the posts held and the times away. */
export const personSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,40}$/),
  name: z.string().min(1).max(60),
  mail: z.email(),
  telephone: z.string().max(30),
  section: z.string().default(''),
  posts: z.array(span.extend({ post: z.string() })),
  absences: z.array(span).default([]),
});
export type Person = z.infer<typeof personSchema>;

const holdsAt = (when: { from: Instant; until?: Instant | undefined }, at: Instant): boolean =>
  when.from <= at && (when.until === undefined || at < when.until);

export const postsOf = (person: Person, at: Instant): string[] =>
  person.posts.filter((held) => holdsAt(held, at)).map((held) => held.post);

export const isAway = (person: Person, at: Instant): boolean =>
  person.absences.some((away) => holdsAt(away, at));

/** Who holds a post now, in the order of the network. A section narrows posts that every section has. */
export const holders = (people: readonly Person[], post: string, at: Instant, section?: string): Person[] =>
  people.filter(
    (person) => postsOf(person, at).includes(post) && (section === undefined || person.section === section),
  );
