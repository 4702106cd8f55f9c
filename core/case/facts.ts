import * as z from 'zod';

/** What is known of the case's extent. `null` and 'unknown' mean "still being looked into" and are never read as "no". */
export const factsSchema = z.strictObject({
  /** The moment any employee first knew: this starts the law's clock. */
  firstKnownAt: z.iso.datetime(),
  /** The upper end of the estimate; persons, not records. */
  persons: z.int().nonnegative().max(100_000_000).nullable(),
  /** Data of the kind that the law asks special care for is among it. */
  sensitive: z.enum(['yes', 'no', 'unknown']),
});
export type Facts = z.infer<typeof factsSchema>;
