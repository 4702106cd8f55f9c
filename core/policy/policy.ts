import * as z from 'zod';
import { type Kind, kindSchema, kindsSchema } from '#/core/policy/kind.ts';
import { profileSchema } from '#/core/policy/profile.ts';
import { calendarSchema, type Statute, statuteSchema } from '#/core/policy/statute.ts';

/** All the rules one installation runs on, compiled to one JSON. */
export const policySchema = z.strictObject({
  hash: z.string(),
  profile: profileSchema,
  groups: kindsSchema.shape.groups,
  always: kindsSchema.shape.always,
  kinds: z.array(kindSchema),
  overlays: kindsSchema.shape.overlays,
  statutes: z.array(statuteSchema),
  calendar: calendarSchema,
});
export type Policy = z.infer<typeof policySchema>;

/** The statute of a duty, which is named after it and the body. */
export const statuteOf = ({ statutes }: Policy, dutyId: string | undefined): Statute | undefined =>
  statutes.find(({ id }) => id === dutyId?.split('.')[0]);

export const kindOf = (policy: Policy, id: string): Kind =>
  policy.kinds.find((candidate) => candidate.id === id) ?? (policy.kinds.at(-1) as Kind);

export const postName = (policy: Policy, post: string): string => policy.profile.posts[post]?.name ?? post;
