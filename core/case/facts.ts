import * as z from 'zod';
import { type Instant, toInstant } from '#/core/time.ts';

const answer = <const V extends readonly [string, ...string[]]>(...values: V) => z.enum(values).optional();

/**
 * Every question of the fact sheet that is answered by choosing. The answers stand in the order of their weight,
 * the gravest last: of two answers known at one instant the graver counts. 'unknown' means "still being looked into".
 */
const choiceShape = {
  personalData: answer('no', 'unknown', 'yes'),
  heldByBody: answer('no', 'unknown', 'yes'),
  sensitive: answer('no', 'unknown', 'yes'),
  ordinanceSensitive: answer('no', 'unknown', 'yes'),
  financial: answer('no', 'unknown', 'yes'),
  myNumber: answer('no', 'unknown', 'yes'),
  myNumberPlace: answer('paper', 'unknown', 'related-system', 'use-system', 'network-system'),
  myNumberMisuse: answer('no', 'unknown', 'used', 'provided'),
  protectedPersons: answer('no', 'unknown', 'included', 'reached'),
  importantData: answer('no', 'unknown', 'yes'),
  leak: answer('no', 'unknown', 'suspected', 'occurred'),
  damage: answer('no', 'unknown', 'suspected', 'occurred'),
  publicView: answer('no', 'unknown', 'yes'),
  encryption: answer('strong', 'unknown', 'weak', 'none'),
  keyApart: answer('yes', 'unknown', 'no'),
  unlocked: answer('no', 'unknown', 'yes'),
  remoteWipe: answer('done', 'unknown', 'failed', 'none'),
  recovery: answer('proven', 'unopened', 'unknown', 'claimed-deleted', 'none', 'opened'),
  malice: answer('no', 'unknown', 'suspected', 'confirmed'),
  crime: answer('no', 'unknown', 'yes'),
  insider: answer('no', 'unknown', 'yes'),
  whistle: answer('no', 'unknown', 'yes'),
  attack: answer('none', 'unknown', 'other', 'ddos', 'ransomware'),
  spread: answer('none', 'unknown', 'terminal', 'server', 'network'),
  outward: answer('no', 'unknown', 'yes'),
  zone: answer('none', 'unknown', 'internet', 'lgwan', 'my-number'),
  residentNetwork: answer('no', 'unknown', 'yes'),
  lgwan: answer('no', 'unknown', 'yes'),
  securityCloud: answer('no', 'unknown', 'yes'),
  service: answer('none', 'unknown', 'limited', 'stopped', 'prolonged', 'whole'),
  criticalPeriod: answer('no', 'unknown', 'yes'),
  safety: answer('no', 'unknown', 'yes'),
  wrongData: answer('none', 'unknown', 'correctable', 'rights'),
  contractor: answer('none', 'unknown', 'contractor', 'subcontractor'),
  otherBodies: answer('no', 'unknown', 'yes'),
  designatedWater: answer('no', 'unknown', 'yes'),
  publicity: answer('none', 'unknown', 'known'),
  notice: answer('substituted', 'unknown', 'possible'),
  undisclosable: answer('yes', 'unknown', 'no'),
};

/** Some answers to those questions. */
export const choicesSchema = z.strictObject(choiceShape);

/** Numbers, always as a range: an upper end of null means that nobody can say yet how many it may be at most. */
const RANGES = ['persons', 'records', 'deceased', 'legalPersons'] as const;
/** The clocks besides the law's own, which is the earliest `at` of the sheet. */
const CLOCKS = ['occurredAt', 'reportedAt', 'judgedAt'] as const;
const WORDS = ['encryptionMethod', 'contractorChain', 'published', 'knownBy'] as const;

/** What sort of place is touched; each has reporting routes of its own. */
export const SECTORS = [
  'school',
  'hospital',
  'waterworks',
  'fire',
  'family-register',
  'resident-register',
  'election',
  'welfare',
] as const;
export type Sector = (typeof SECTORS)[number];

export const RANGE_FACTS: readonly RangeFact[] = RANGES;
export type ChoiceFact = keyof typeof choiceShape;
export const CHOICE_FACTS = Object.keys(choiceShape) as [ChoiceFact, ...ChoiceFact[]];
/** The answers to a question, the gravest last. */
export const answersTo = (fact: ChoiceFact): readonly string[] => choiceShape[fact].unwrap().options;
const isChoice = (key: string): key is ChoiceFact => key in choiceShape;
export type RangeFact = (typeof RANGES)[number];
export type FactKey = keyof Facts;

const count = z.int().nonnegative().max(100_000_000);
const range = z
  .strictObject({ min: count.default(0), max: count.nullable() })
  .refine(({ min, max }) => max === null || min <= max, { error: 'RangeTurned', path: ['max'] });
export type Range = z.infer<typeof range>;

const isRealDay = (day: string): boolean => {
  const time = Date.parse(`${day}T00:00:00Z`);
  return !Number.isNaN(time) && toInstant(time).startsWith(day);
};

/** Any ISO 8601 instant with its offset, as 2026-12-01T09:00+09:00; kept in UTC. */
export const instantSchema = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})$/)
  // A day that no month has (30 February) is read as one of the next month.
  .refine((given) => isRealDay(given.slice(0, 10)) && !Number.isNaN(Date.parse(given)))
  .transform((given): Instant => toInstant(Date.parse(given)));

const words = z
  .string()
  .trim()
  .max(200)
  .refine((given) => given.isWellFormed());

const each = <K extends string, S extends z.ZodType>(keys: readonly K[], of: (key: K) => S) =>
  Object.fromEntries(keys.map((key) => [key, of(key).optional()])) as { [P in K]: z.ZodOptional<S> };

const factShape = {
  ...choiceShape,
  ...each(RANGES, () => range),
  ...each(CLOCKS, () => instantSchema),
  ...each(WORDS, () => words),
  sectors: z.array(z.enum(SECTORS)).optional(),
};
/** Some facts. One that is left out is unknown yet and is never read as "no". */
export const factsSchema = z.strictObject(factShape);
export type Facts = z.infer<typeof factsSchema>;

/** Short, as it stands in the name of an execution. */
export const bodySchema = z.string().regex(/^[a-z][a-z0-9-]{0,15}$/);

/** What became known at one instant, to any employee: of the whole case, or of one body alone. */
const statementSchema = z.strictObject({
  at: instantSchema,
  body: bodySchema.optional(),
  ...factShape,
});
export type Statement = z.infer<typeof statementSchema>;

/** More would not fit into one row of the store. */
export const MOST_STATEMENTS = 100;

/**
 * All that is known of a case, and since when. The earliest `at` is the moment somebody first knew, which starts the
 * law's clock. The order of the statements means nothing.
 */
export const factSheetSchema = z.strictObject({
  /** The kind of incident, as the reporter or the desk named it. */
  kind: z
    .string()
    .regex(/^[a-z-]{1,40}$/)
    .default('other'),
  /** The bodies concerned; left out while nobody can say. */
  bodies: z.array(bodySchema).min(1).max(20).optional(),
  known: z.array(statementSchema).min(1).max(MOST_STATEMENTS),
});
export type FactSheet = z.infer<typeof factSheetSchema>;

/** The moment any employee first knew. What is said of the whole every body knows; of its own case one may have known before. */
export function firstKnownAt({ known }: FactSheet, ofBody?: string): Instant {
  const heard = known.filter(({ body }) => body === undefined || body === ofBody);
  return (heard.length > 0 ? heard : known).map(({ at }) => at).sort()[0] ?? '';
}

/** The bodies that are named, as concerned or in what is said of them alone. */
export const namedBodies = ({ bodies = [], known }: FactSheet): string[] => [
  ...new Set([...bodies, ...known.flatMap(({ body }) => body ?? [])]),
];

/** The more of them are dead or no persons at all, the fewer the law protects. */
const MILDER: readonly string[] = ['deceased', 'legalPersons'];
const MOST = 9_999_999_999;
const padded = (count: number): string => String(count).padStart(10, '0');

function weightOf(key: string, value: unknown): string {
  if (isChoice(key)) return padded(answersTo(key).indexOf(String(value)));
  const { min, max } = (value ?? {}) as Partial<Range>;
  if (min === undefined) return `${padded(Array.isArray(value) ? value.length : 0)} ${JSON.stringify(value)}`;
  const [upper, lower] = [max === null ? MOST : (max ?? 0), min];
  return MILDER.includes(key)
    ? `${padded(MOST - lower)} ${padded(MOST - upper)}`
    : `${padded(upper)} ${padded(lower)}`;
}

/** All answers that are given; of two to one question the graver. */
export const graverOf = (one: Facts, other: Facts): Facts => {
  const graver = Object.entries(other).filter(
    ([key, value]) => weightOf(key, value) > weightOf(key, one[key as FactKey]),
  );
  return { ...one, ...Object.fromEntries(graver) };
};

/** What was known at an instant: of each fact the latest value, and of two at one instant the graver. */
export function knownAt({ known }: FactSheet, at: Instant, ofBody?: string): Facts {
  const pairs = known
    .filter((it) => it.at <= at && (it.body === undefined || it.body === ofBody))
    .flatMap(({ at: since, body: own, ...facts }) =>
      Object.entries(facts)
        .filter(([, value]) => value !== undefined)
        // What a body says of itself at the same instant goes before what is said of the whole.
        .map(([key, value]) => ({ key, value, rank: `${since} ${own ? 1 : 0} ${weightOf(key, value)}` })),
    )
    .sort((one, other) => (one.rank < other.rank ? -1 : 1));
  return withImplied(Object.fromEntries(pairs.map(({ key, value }) => [key, value])) as Facts);
}

/** Counted persons, or data of a certain kind, are personal data, whatever was ticked. */
function withImplied(facts: Facts): Facts {
  const { sensitive, ordinanceSensitive, financial, myNumber, protectedPersons } = facts;
  const told =
    (livingPersons(facts)?.min ?? 0) > 0 ||
    [sensitive, ordinanceSensitive, financial, myNumber].includes('yes') ||
    protectedPersons === 'included' ||
    protectedPersons === 'reached';
  return told ? { ...facts, personalData: 'yes' } : facts;
}

/** The instants at which something new became known, up to one, oldest first. */
export const momentsOf = (sheet: FactSheet, until: Instant, ofBody?: string): Instant[] => {
  const start = firstKnownAt(sheet, ofBody);
  const told = sheet.known.filter((it) => it.body === undefined || it.body === ofBody).map(({ at }) => at);
  return [...new Set([start, ...told.map((at) => (at < start ? start : at))])]
    .filter((at) => at <= until)
    .sort();
};

/** Living natural persons, whom the law protects: the dead and legal persons do not count. */
export function livingPersons({ persons, deceased, legalPersons }: Facts): Range | undefined {
  if (persons === undefined) return undefined;
  const surely = (deceased?.min ?? 0) + (legalPersons?.min ?? 0);
  const atMost = [deceased, legalPersons].reduce<number>(
    (sum, others) => sum + (others === undefined ? 0 : (others.max ?? Number.POSITIVE_INFINITY)),
    0,
  );
  return {
    min: Math.max(0, persons.min - atMost),
    max: persons.max === null ? null : Math.max(0, persons.max - surely),
  };
}
