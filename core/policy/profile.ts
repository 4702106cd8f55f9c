import * as z from 'zod';
import { bodySchema, SECTORS } from '#/core/case/facts.ts';
import { conditionSchema } from '#/core/policy/condition.ts';
import { kindChangesSchema } from '#/core/policy/kind.ts';
import { levelSchema, minutesPerLevel, minutesSchema, sourceSchema } from '#/core/policy/source.ts';
import { REGIMES } from '#/core/policy/statute.ts';

const source = sourceSchema;
const words = z.string().min(1);
const id = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
const post = z.string();
const clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);

/** What somebody in a post may do here: work at the desk, lead, answer for personal information, audit, or be told. */
const ROLES = ['desk', 'lead', 'section', 'privacy', 'audit', 'share'] as const;
export type Role = (typeof ROLES)[number];

const postEntry = z.strictObject({
  name: words,
  /** Who holds it, in the words of the policy. */
  holder: words.optional(),
  actsFor: post.optional(),
  /** Every section, or every bureau, has one of its own. */
  each: z.enum(['section', 'bureau', 'system']).optional(),
  roles: z.array(z.enum(ROLES)).default([]),
  note: words.optional(),
  source,
});
export type Post = z.infer<typeof postEntry>;

/** A rule holds when its condition does; the highest level of the rules that hold is suggested. */
const severityRule = z.strictObject({ id: words, level: levelSchema, when: conditionSchema, words, source });
export type SeverityRule = z.infer<typeof severityRule>;

const call = z.strictObject({ post, answerMinutes: minutesSchema, deputy: post.optional() });

const escalation = z.strictObject({
  level: levelSchema,
  calls: z.array(call),
  /** Minutes after which everybody is called when nobody has taken charge, and again after each such time. */
  everybodyMinutes: minutesSchema,
  source,
});
export type Escalation = z.infer<typeof escalation>;

/** By when somebody is told: so many minutes on, on the next office days at a time, in a list, or when a post says so. */
const term = z.union([
  z.strictObject({ minutes: minutesSchema }),
  z.strictObject({ officeDays: z.int().nonnegative(), at: clock }),
  z.strictObject({ sameDay: z.literal(true) }),
  z.strictObject({ list: z.enum(['daily', 'weekly']) }),
  z.strictObject({ every: minutesSchema }),
  z.strictObject({ everyOfficeDay: z.literal(true) }),
  z.strictObject({ decidedBy: post }),
]);
export type Term = z.infer<typeof term>;
const cell = z.strictObject({ open: term, closed: term.optional() }).nullable();

/** One line of the table of who is told by when, a column for each level. */
const telling = z.strictObject({
  id,
  what: words,
  posts: z.array(post).default([]),
  from: z.enum(['accepted', 'level']),
  levels: z.strictObject({ 0: cell, 1: cell, 2: cell, 3: cell, 4: cell }),
  source,
});
export type Telling = z.infer<typeof telling>;

const line = z.strictObject({ words, source });
const lines = z.array(line);

/** Who must tell whom, in the words of a policy that names no minutes; the tellings put times to it. */
const reporting = z.strictObject({ words, by: z.array(post), to: z.array(post), source });

export const profileSchema = z.strictObject({
  id,
  municipality: words,
  prefecture: z.strictObject({
    name: words,
    /** Whether the national ministry is reached by way of the prefecture. A designated city's own route is to be confirmed. */
    route: z.enum(['by-prefecture', 'own-route']),
    source,
  }),
  /** The documents this profile is made from, and which of them are public. */
  documents: z.array(
    z.strictObject({
      name: words,
      issued: words.optional(),
      published: z.enum(['yes', 'no', 'partly', 'unknown']),
      source,
    }),
  ),
  contactUnit: z.strictObject({ name: words, telephone: words, source }),
  /** Whose mail counts as that of staff: these domains and what is below them. Nobody else is ever written to by itself. */
  mail: z.strictObject({
    ownDomains: z.array(z.string().regex(/^([a-z0-9-]+\.)+[a-z0-9-]+$/)),
    source,
  }),
  incident: z.strictObject({ words, source }),
  /** The bodies the policy covers. The first stands for the whole while nobody can say which is concerned. */
  bodies: z
    .array(
      z.strictObject({
        id: bodySchema,
        name: words,
        regime: z.enum(REGIMES),
        sectors: z.array(z.enum(SECTORS)).default([]),
        note: words.optional(),
        source,
      }),
    )
    .min(1),
  reporters: z.strictObject({ who: z.array(words).min(1), others: words.optional(), source }),
  /** Whether somebody may report without a name and a number to call back. */
  anonymous: z.strictObject({ allowed: z.boolean(), source }),
  zones: z.array(
    z.strictObject({ id: z.enum(['my-number', 'lgwan', 'internet']), name: words, words, source }),
  ),
  classes: z.array(z.strictObject({ id, name: words, words, source })),
  /** How the handling of classified information may be restricted. */
  handling: lines,
  posts: z.record(id, postEntry),
  /** Who decides in whose stead, in order. */
  succession: z.array(z.strictObject({ of: post, next: z.array(words).min(1), source })),
  committee: z.strictObject({
    name: words,
    members: z.array(post).min(1),
    chair: post,
    secretariat: post,
    decides: words,
    source,
  }),
  actingWord: z.strictObject({ word: words, source }),
  sections: z.array(z.strictObject({ id, name: words })),
  office: z.strictObject({ opens: clock, closes: clock, closed: z.array(words), source }),
  /** Up to which level nobody is woken, and when what waited for the morning goes out as one letter. */
  quiet: z.strictObject({ upTo: levelSchema, digestAt: clock, source }),
  levels: z.strictObject({
    0: z.strictObject({ name: words, source }),
    1: z.strictObject({ name: words, source }),
    2: z.strictObject({ name: words, source }),
    3: z.strictObject({ name: words, source }),
    4: z.strictObject({ name: words, source }),
  }),
  severity: z.array(severityRule).min(1),
  /** Who may take a case down from a level. Nobody but a person ever does. */
  lowering: z.strictObject({
    1: z.array(post),
    2: z.array(post),
    3: z.array(post),
    4: z.array(post),
    source,
  }),
  escalations: z.array(escalation),
  reporting: z.array(reporting),
  tellings: z.array(telling),
  limits: z.strictObject({ assess: minutesPerLevel, severity: minutesPerLevel, close: minutesPerLevel }),
  /** Who hears of a case, and works on it, where it is about the holder of a post: the first of these that somebody holds. */
  instead: z.array(z.strictObject({ of: post, posts: z.array(post).min(1), source })),
  /** Where work goes that its own post leaves undone: one post further each time. */
  raise: z.array(post),
  /** Who is called when all that has failed. */
  everybody: z.array(post),
  decisions: z.array(
    z.strictObject({ id, matter: words, decides: words, posts: z.array(post).default([]), source }),
  ),
  /** When something is made public, who approves it, and in which order people learn of it. Each part has a source of its own. */
  publication: z.strictObject({
    criteria: z.array(z.strictObject({ item: words, words, when: conditionSchema, source })).min(1),
    exceptions: lines,
    approves: z.strictObject({ posts: z.array(post).min(1), source }),
    order: z.strictObject({ words: z.array(words).min(1), source }),
    periodic: line,
  }),
  retention: z.array(z.strictObject({ what: words, period: words, source })),
  laws: z.array(z.strictObject({ name: words, source })),
  /** What the plan for emergencies must hold besides the above. */
  plan: z.strictObject({ report: lines, measures: lines, prevention: lines }),
  kinds: kindChangesSchema.default({ reword: {}, add: [], remove: [] }),
});
export type Profile = z.infer<typeof profileSchema>;

/** Keys whose entries are taken over one by one where a layer gives only some of them. */
export const BY_ENTRY = ['posts', 'levels', 'limits', 'publication', 'plan'];

export type Layer = Record<string, unknown>;
export const isLayer = (value: unknown): value is Layer =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Lays what a municipality says over the product's defaults, key by key; what it leaves out stays a default and is marked as one. */
export const layer = (under: Layer, over: Layer): Layer =>
  Object.fromEntries(
    [...new Set([...Object.keys(under), ...Object.keys(over)])].map((key) => {
      const [below, above] = [under[key], over[key]];
      if (above === undefined) return [key, below];
      return [
        key,
        BY_ENTRY.includes(key) && isLayer(below) && isLayer(above) ? { ...below, ...above } : above,
      ];
    }),
  );
