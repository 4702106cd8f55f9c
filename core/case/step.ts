import * as z from 'zod';

/** What every machine hands to a step. More may come in later releases, so unknown keys are let through. */
export const stepSchema = z.object({
  caseId: z.string(),
  run: z.int().positive(),
  /** The execution's name, which says what it is for. */
  execution: z.string(),
});
export type Step = z.infer<typeof stepSchema>;
