import * as z from 'zod';
import type { Policy } from '#/core/policy/policy.ts';
import { fileSchema, reportSchema } from '#/core/report/report.ts';
import { isOwn } from '#/core/report/sender.ts';

/** A file that is to be sent ahead. Its name is content, and not told here. */
export const uploadSchema = fileSchema.omit({ name: true });

/** What a signed-in person or another system sends. Whoever is signed in is not anonymous. */
export const sentReportSchema = ({ kinds, overlays, profile }: Policy) => {
  const section = z.enum(['', ...profile.sections.map(({ id }) => id)]).default('');
  return reportSchema.omit({ reportId: true, anonymous: true }).extend({
    kind: z.enum(kinds.map(({ id }) => id)),
    section,
    behalf: reportSchema.shape.behalf.unwrap().extend({ section }).optional(),
    overlays: z
      .array(z.enum(overlays.map(({ id }) => id)))
      .max(5)
      .optional(),
    mail: reportSchema.shape.mail.refine(
      (address) => address === undefined || isOwn(address, profile.mail.ownDomains),
    ),
  });
};
export type SentReport = z.infer<ReturnType<typeof sentReportSchema>>;
