import * as z from 'zod';
import { choicesSchema } from '#/core/case/facts.ts';
import { sha256, toHex } from '#/core/evidence/hash.ts';
import { LARGEST_FILE, MOST_FILES } from '#/core/report/files.ts';

/** Half a character can be written in JSON, and could never be sealed. */
const line = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .refine((given) => given.isWellFormed());
const localTime = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/)
  .refine((typed) => instantOf(typed) !== undefined);

/** Posts whose holder a report may be about: notices go past that person to the next one up. */
export const CONCERNED = ['section-manager', 'contact-unit', 'executive-officer', 'chief-officer'] as const;
export type Concerned = (typeof CONCERNED)[number];

/** The browser draws the id, so that a file keeps it however often it is sent. */
export const fileSchema = z.strictObject({
  fileId: z.string().regex(/^[0-9a-f]{32}$/),
  name: line(200).min(1),
  bytes: z.int().nonnegative().max(LARGEST_FILE),
});

/** What a report can say. Only a kind and a way to call back are demanded; the rest may be unknown at night. */
export const reportSchema = z.strictObject({
  reportId: z.string().regex(/^[0-9a-f]{32}$/),
  kind: z.string().regex(/^[a-z-]{1,40}$/),
  callback: line(100).min(1),
  noticedAt: z.union([localTime, z.literal('')]).default(''),
  section: line(40).default(''),
  place: line(200).default(''),
  happened: line(4000).default(''),
  done: line(4000).default(''),
  personalData: z.enum(['yes', 'no', 'unknown']).default('unknown'),
  reporter: line(100).default(''),
  /** To the questions of the kind, by the id of the question. */
  answers: z.partialRecord(z.string().regex(/^[a-z-]{1,40}$/), line(1000)).optional(),
  /** What those answers tell as facts, where the reporter chose one. */
  told: choicesSchema.optional(),
  /** What raises the level of its kind at once, in the words of the policy, as the reporter ticked it. */
  raised: z.array(line(60).min(1)).max(5).optional(),
  /** The overlays of the policy that the reporter ticked. */
  overlays: z
    .array(z.string().regex(/^[a-z-]{1,40}$/))
    .max(5)
    .optional(),
  /** Whom the report is about, where it is one of those it would be told to. */
  concerns: z.enum(CONCERNED).optional(),
  /** Whether anybody is in danger. */
  danger: z.enum(['yes', 'no', 'unknown']).optional(),
  /** Written by the night guard for somebody else. */
  nightWatch: z.literal('yes').optional(),
  /** Where the profile allows it: no call-back; questions and answers go by the code on the receipt. */
  anonymous: z.literal('yes').optional(),
  /** Where the receipt goes as well; an address of the municipality's own. */
  mail: z.email().max(200).optional(),
  /** Passed on for somebody else, who called at that time and said so much. `section`: of the one who passes it on. */
  behalf: z
    .strictObject({
      who: line(100).default(''),
      contact: line(100).default(''),
      calledAt: z.union([localTime, z.literal('')]).default(''),
      section: line(40).default(''),
    })
    .optional(),
  files: z.array(fileSchema).max(MOST_FILES).optional(),
});
/** Where the municipality takes reports without a name, they need not say whom to call back. */
export const anonymousReportSchema = reportSchema.extend({
  callback: line(100).default(''),
  anonymous: z.literal('yes'),
});
export type Report = z.infer<typeof reportSchema>;

/** What the receipt's address shows. The report id lets its holder add to the report, so it must not stand there. */
export const receiptIdOf = async (reportId: string): Promise<string> =>
  toHex(await sha256(`receipt ${reportId}`)).slice(0, 32);

/** The instant a time typed in Japan stands for; undefined if nothing was typed or it is not a real time. */
export function instantOf(local: string): string | undefined {
  const time = Date.parse(`${local}:00+09:00`);
  if (Number.isNaN(time)) return undefined;
  // A day that no month has (31 April) is read as one of the next month.
  const read = new Date(time + 9 * 3_600_000).toISOString().slice(0, 16);
  return read === local ? new Date(time).toISOString() : undefined;
}
