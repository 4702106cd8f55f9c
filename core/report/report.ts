import * as z from 'zod';
import { sha256, toHex } from '#/core/evidence/hash.ts';

const line = (max: number) => z.string().trim().max(max);
const localTime = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}$/);

/** What the staff form asks. Only a kind and a way to call back are demanded; the rest may be unknown at night. */
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
});
export type Report = z.infer<typeof reportSchema>;
export type ReportField = keyof Report;

export type ReadReport =
  | { ok: true; report: Report }
  | { ok: false; values: Partial<Record<ReportField, string>>; wrong: ReportField[] };

/** What the receipt's address shows. The report id lets its holder add to the report, so it must not stand there. */
export const receiptIdOf = async (reportId: string): Promise<string> =>
  toHex(await sha256(`receipt ${reportId}`)).slice(0, 32);

const FIELDS = Object.keys(reportSchema.shape) as ReportField[];

/** Reads a form body. What cannot be accepted is given back with everything that was entered. */
export function readReport(body: string): ReadReport {
  const form = new URLSearchParams(body);
  const values: Partial<Record<ReportField, string>> = {};
  for (const field of FIELDS) {
    const value = form.get(field);
    // Browsers send CR LF; one form of line end keeps a retried report byte-equal to the first.
    if (value !== null) values[field] = value.replaceAll('\r\n', '\n');
  }
  const result = reportSchema.safeParse(values);
  if (result.success) return { ok: true, report: result.data };
  return {
    ok: false,
    values,
    wrong: [...new Set(result.error.issues.map((issue) => issue.path[0] as ReportField))],
  };
}

/** The instant a time typed in Japan stands for; undefined if nothing was typed or it is not a real time. */
export function instantOf(local: string): string | undefined {
  const time = Date.parse(`${local}:00+09:00`);
  if (Number.isNaN(time)) return undefined;
  // A day that no month has (31 April) is read as one of the next month.
  const read = new Date(time + 9 * 3_600_000).toISOString().slice(0, 16);
  return read === local ? new Date(time).toISOString() : undefined;
}
