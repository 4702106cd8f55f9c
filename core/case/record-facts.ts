import * as z from 'zod';
import {
  bodySchema,
  type FactSheet,
  type Facts,
  factsSchema,
  firstKnownAt,
  instantSchema,
  knownAt,
  type Statement,
} from '#/core/case/facts.ts';
import type { Instant } from '#/core/time.ts';

/**
 * What somebody enters into the fact sheet. `learned`: something became known at `at`. `corrected`: what stands there
 * was written down wrongly; it was never so, and `at` is the moment anybody first knew.
 */
export const learnedSchema = z.strictObject({
  mode: z.enum(['learned', 'corrected']).default('learned'),
  at: instantSchema,
  /** Of one body alone, or of the whole case. */
  body: bodySchema.optional(),
  /** The bodies concerned; null while nobody can say. */
  bodies: z.array(bodySchema).min(1).max(20).nullable().optional(),
  facts: factsSchema,
});
export type Learned = z.infer<typeof learnedSchema>;

const LATEST: Instant = '9999-12-31T23:59:59.999Z';

/** The sheet with what was entered; the same sheet if that is nothing new. */
export function recordFacts(sheet: FactSheet | undefined, kind: string, learned: Learned): FactSheet {
  const { at, facts, body: of, bodies, mode } = learned;
  const concerned = bodies === null ? {} : { bodies: bodies ?? sheet?.bodies };
  const head = { kind, ...(concerned.bodies && { bodies: concerned.bodies }) };
  if (sheet === undefined) return { ...head, known: [statement(at, of, facts)] };
  const news = changesIn(facts, knownAt(sheet, LATEST, of));
  if (mode === 'corrected') return { ...head, known: movedTo(at, corrected(sheet, of, news)) };
  const known = Object.keys(news).length === 0 ? sheet.known : [...sheet.known, statement(at, of, news)];
  return { ...head, known };
}

const statement = (at: Instant, of: string | undefined, facts: Facts): Statement => ({
  at,
  ...(of && { body: of }),
  ...facts,
});

const changesIn = (facts: Facts, before: Facts): Facts =>
  Object.fromEntries(
    Object.entries(facts).filter(([key, value]) => {
      const known = before[key as keyof Facts] ?? 'unknown';
      return value !== undefined && JSON.stringify(value) !== JSON.stringify(known);
    }),
  ) as Facts;

/** Puts each value where the wrong one stood, so that it counts from the instant at which the wrong one counted. */
function corrected(sheet: FactSheet, of: string | undefined, news: Facts): FactSheet {
  const left = { ...news } as Record<string, unknown>;
  const known = [...sheet.known]
    .sort((one, other) => other.at.localeCompare(one.at))
    .map((it) => {
      if (it.body !== of) return it;
      const here = Object.keys(left).filter((key) => it[key as keyof Facts] !== undefined);
      const values = Object.fromEntries(here.map((key) => [key, left[key]]));
      for (const key of here) delete left[key];
      return { ...it, ...values };
    });
  // What nobody had written down at all was known from the beginning.
  const start = firstKnownAt(sheet, of);
  const added = Object.keys(left).length > 0 ? [statement(start, of, left as Facts)] : [];
  return { ...sheet, known: [...known, ...added].sort((one, other) => one.at.localeCompare(other.at)) };
}

/** Moves the beginning of the sheet: nothing can have been known before anybody first knew. */
function movedTo(at: Instant, sheet: FactSheet): Statement[] {
  const start = firstKnownAt(sheet);
  return sheet.known.map((it) => (it.at === start || it.at < at ? { ...it, at } : it));
}
