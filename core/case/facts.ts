import * as z from 'zod';

/** What is known of the case's extent. `null` and 'unknown' mean 調査中 and are never read as "no". */
export const factsSchema = z.strictObject({
  /** The moment any employee first knew: this starts the law's clock. */
  firstKnownAt: z.iso.datetime(),
  /** The upper end of the estimate; persons, not records. */
  persons: z.int().nonnegative().max(100_000_000).nullable(),
  /** 要配慮個人情報 among the data. */
  sensitive: z.enum(['yes', 'no', 'unknown']),
});
export type Facts = z.infer<typeof factsSchema>;
