import * as z from 'zod';

/** Where a value comes from. `default` is the product's choice, not the municipality's rule, and is shown as such. */
export const sourceSchema = z.strictObject({
  basis: z.enum(['policy', 'law', 'default']),
  /** Document and clause; for a default what it stands in for. */
  at: z.string().min(1),
  /** Why this default was chosen. */
  why: z.string().min(1).optional(),
  confirm: z.boolean().default(false),
});
export type Source = z.infer<typeof sourceSchema>;

export const LEVELS = [0, 1, 2, 3, 4] as const;
export type Level = (typeof LEVELS)[number];
export const higher = (one: Level, other: Level): Level => Math.max(one, other) as Level;
export const levelSchema = z.union(LEVELS.map((level) => z.literal(level)));

const minutes = z.int().positive();
export const minutesSchema = minutes;
export const minutesPerLevel = z.strictObject({
  0: minutes,
  1: minutes,
  2: minutes,
  3: minutes,
  4: minutes,
  source: sourceSchema,
});
