import * as z from 'zod';
import { CHOICE_FACTS, choicesSchema } from '#/core/case/facts.ts';
import { levelSchema, sourceSchema } from '#/core/policy/source.ts';

/** One line on a phone. */
const line = z.string().min(1).max(40);

const question = z.strictObject({
  id: z.string().regex(/^[a-z-]+$/),
  words: line,
  /** The facts of the sheet that the answer tells; they are asked as choices, each with "not known yet". */
  facts: z.array(z.enum(CHOICE_FACTS)).default([]),
});

const first = { steps: z.array(line).max(5), never: z.array(line).max(3), source: sourceSchema };

/** Somebody who must act at once: a post, under the name the municipality gives it, or whoever else it is. */
const act = z.union([
  z.strictObject({ post: z.string(), does: z.string().min(1).optional() }),
  z.strictObject({ who: z.string().min(1), does: z.string().min(1).optional() }),
]);

/** Whether a report of this kind wakes people at night; `stop` wakes only those who can stop it. */
const night = z.enum(['wake', 'stop', 'morning', 'call']);

const written = z.strictObject({
  id: z.string().regex(/^[a-z-]+$/),
  number: z.string().regex(/^K\d{2}$/),
  name: z.string().min(1),
  group: z.string(),
  provisionalLevel: levelSchema,
  /** What raises the provisional level at once, as the reporter answers. */
  raisedBy: z.array(z.strictObject({ words: z.string().min(1), level: levelSchema })).default([]),
  night,
  /** What wakes people although this kind does not. */
  nightUnless: z.string().optional(),
  acts: z.array(act).min(1),
  ...first,
  questions: z.array(question).min(1).max(6),
});
/** As compiled. */
export const kindSchema = written.extend({
  /** Set where a municipality put some of it in other words: its clause stands beside the source, not in its place. */
  rewordedBy: sourceSchema.optional(),
});
export type Kind = z.infer<typeof kindSchema>;

/** What is shown above the kind's own lines where the answers say so. */
const overlaySchema = z.strictObject({
  id: z.string().regex(/^[a-z-]+$/),
  number: z.string().regex(/^O\d$/),
  name: z.string().min(1),
  provisionalLevel: levelSchema.optional(),
  night: night.optional(),
  /** What ticking it tells as facts. */
  tells: choicesSchema.optional(),
  ...first,
});
export type Overlay = z.infer<typeof overlaySchema>;

export const kindsSchema = z.strictObject({
  /** The first screen asks for one of these. */
  groups: z.array(z.strictObject({ id: z.string().regex(/^[a-z-]+$/), name: z.string().min(1) })).min(1),
  /** Asked of every kind. */
  always: z.array(line),
  kinds: z.array(written).min(1),
  overlays: z.array(overlaySchema),
});
export type Kinds = z.infer<typeof kindsSchema>;

/** What a municipality changes in the common list: other words, kinds of its own, kinds it does without. */
export const kindChangesSchema = z.strictObject({
  reword: z
    .record(z.string(), written.omit({ id: true, number: true }).partial().required({ source: true }))
    .default({}),
  add: z.array(written).default([]),
  remove: z.array(z.string()).default([]),
});
export type KindChanges = z.infer<typeof kindChangesSchema>;
