import * as z from 'zod';
import type { Policy } from '#/core/policy/policy.ts';
import { reportSchema } from '#/core/report/report.ts';

/** What a signed-in person or another system sends. Whoever is signed in is not anonymous, and files have a way of their own. */
export const sentReportSchema = ({ kinds, overlays, profile }: Policy) =>
  reportSchema.omit({ reportId: true, anonymous: true, files: true }).extend({
    kind: z.enum(kinds.map(({ id }) => id)),
    section: z.enum(['', ...profile.sections.map(({ id }) => id)]).default(''),
    overlays: z
      .array(z.enum(overlays.map(({ id }) => id)))
      .max(5)
      .optional(),
  });
export type SentReport = z.infer<ReturnType<typeof sentReportSchema>>;
