import * as z from 'zod';
import {
  bodySchema,
  type FactKey,
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
const entry = z.strictObject({
  mode: z.enum(['learned', 'corrected']).default('learned'),
  at: instantSchema,
  /** Of one body alone, or of the whole case. */
  body: bodySchema.optional(),
  /** The bodies concerned; null while nobody can say. */
  bodies: z.array(bodySchema).min(1).max(20).nullable().optional(),
  /** Another kind of incident than was thought. */
  kind: z
    .string()
    .regex(/^[a-z-]{1,40}$/)
    .optional(),
  facts: factsSchema,
  /** Why what stood there was wrong. */
  reason: z.string().trim().min(1).max(500).optional(),
});
export const learnedSchema = entry.refine(({ mode, reason }) => mode === 'learned' || reason !== undefined, {
  error: 'ReasonMissing',
  path: ['reason'],
});
export type Learned = z.infer<typeof learnedSchema>;

/** The sheet with what was entered; the same sheet if that is nothing new. */
export function recordFacts(sheet: FactSheet | undefined, knownKind: string, learned: Learned): FactSheet {
  const { at, facts, body: of, bodies, mode, kind = knownKind } = learned;
  const concerned = bodies === null ? {} : { bodies: bodies ?? sheet?.bodies };
  const head = { kind, ...(concerned.bodies && { bodies: concerned.bodies }) };
  if (sheet === undefined) return { ...head, known: [statement(at, of, facts)] };
  if (mode === 'corrected') return { ...head, known: movedTo(at, of, corrected(sheet, of, facts)) };
  // That it was known earlier than was thought is news too.
  const news = changesIn(facts, knownAt(sheet, at, of));
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

/** Later than anything that can be known. */
export const LATEST: Instant = '9999-12-31T23:59:59.999Z';

/** Puts each value where the wrong one stood, so that it counts from the instant at which the wrong one counted. */
function corrected(sheet: FactSheet, of: string | undefined, facts: Facts): FactSheet {
  const news = Object.entries(changesIn(facts, knownAt(sheet, LATEST, of)));
  const start = firstKnownAt(sheet, of);
  const own = (it: Statement) => it.body === of;
  const placed = news.map(([key, value]) => {
    const places = sheet.known
      .filter((it) => own(it) && it[key as FactKey] !== undefined)
      .map(({ at }) => at);
    // What nobody had written down at all was known from the beginning.
    return { key, value, at: places.sort().at(-1) };
  });
  const known = sheet.known.map((it) => {
    const here = placed.filter(({ key, at }) => own(it) && at === it.at && it[key as FactKey] !== undefined);
    return { ...it, ...Object.fromEntries(here.map(({ key, value }) => [key, value])) };
  });
  const added = Object.fromEntries(
    placed.flatMap(({ key, value, at }) => (at === undefined ? [[key, value]] : [])),
  );
  return { ...sheet, known: Object.keys(added).length > 0 ? [...known, statement(start, of, added)] : known };
}

/** Moves the beginning: of what was said of the whole, or of what one body alone knew. What falls together keeps its order. */
function movedTo(at: Instant, of: string | undefined, sheet: FactSheet): Statement[] {
  const own = sheet.known
    .filter(({ body }) => body === of)
    .sort((one, other) => one.at.localeCompare(other.at));
  const start = own[0]?.at;
  const early = own.filter((it) => it.at === start || it.at <= at);
  if (early.length === 0) return sheet.known;
  const begins: Statement = Object.assign({}, ...early, { at });
  return [begins, ...sheet.known.filter((it) => !early.includes(it))];
}
