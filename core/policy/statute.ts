import * as z from 'zod';
import { conditionSchema } from '#/core/policy/condition.ts';
import { minutesSchema, sourceSchema } from '#/core/policy/source.ts';

/** Under which rules a body stands: a public body, the assembly (which the Act leaves out), or an operator such as a municipal hospital. */
export const REGIMES = ['public', 'assembly', 'operator'] as const;
export type Regime = (typeof REGIMES)[number];

const day = z.int().positive();

const article = { article: z.string().min(1), confirm: z.boolean().default(false) };

/** A question that only a named person may answer; no ticked box answers it. */
const question = z.strictObject({ words: z.string().min(1), of: z.string() });

const trigger = z.strictObject({
  item: z.string().min(1),
  words: z.string().min(1),
  when: conditionSchema,
  /** Asked while it is open. Where it is left out, the missing facts themselves are asked for. */
  question: question.optional(),
  ...article,
});
export type Trigger = z.infer<typeof trigger>;

/** A reason why nothing need be reported after all. It turns "due" into a question and nothing more. */
const exemption = z.strictObject({
  id: z.string().regex(/^[a-z-]+$/),
  words: z.string().min(1),
  when: conditionSchema,
  question,
  /** Claimed of one body, it counts for what the municipality owes once. */
  ofAnyBody: z.boolean().optional(),
  ...article,
});

const deadline = z.discriminatedUnion('rule', [
  /** "Without delay", with a yardstick in days. Day 1 is the day of knowing; no holiday moves it. */
  z.strictObject({ rule: z.literal('yardstick'), aimDay: day, limitDay: day }),
  /** A day by which it must be done. */
  z.strictObject({
    rule: z.literal('days'),
    days: day,
    /** A longer term that works only once its condition surely holds. */
    longer: z
      .strictObject({ days: day, item: z.string(), when: conditionSchema, words: z.string() })
      .optional(),
    /** `day-of-knowing`: that day is day 1. `day-after`: Civil Code 140, the next one is. */
    dayOne: z.enum(['day-of-knowing', 'day-after']),
    /** Whether a last day on a holiday of the national offices moves to the next working day. */
    roll: z.enum(['national-offices', 'none']),
    /** So many days before the last one it should be under way. */
    aimBefore: z.int().nonnegative(),
  }),
]);
export type Deadline = z.infer<typeof deadline>;

const stage = z.strictObject({
  id: z.string().regex(/^[a-z-]+$/),
  name: z.string().min(1),
  deadline,
  words: z.string().min(1),
  stepMinutes: z.strictObject({
    judge: minutesSchema,
    draft: minutesSchema,
    approve: minutesSchema,
    file: minutesSchema,
    source: sourceSchema,
  }),
  source: sourceSchema,
  ...article,
});
export type Stage = z.infer<typeof stage>;

/** A duty to report to somebody outside, or to tell somebody, as the law or another rule lays it down. */
export const statuteSchema = z.strictObject({
  /** Short, as it stands in the name of an execution. */
  id: z.string().regex(/^[a-z-]{1,24}$/),
  name: z.string().min(1),
  law: z.string().min(1),
  addressee: z.string().min(1),
  /** What stands behind it: a statute, a rule or contract that binds, guidance, or nothing but good sense. */
  force: z.enum(['law', 'rule', 'guidance', 'voluntary']),
  /** Which findings are worked off as tasks: whatever is not ruled out, only what is due, or none (it is only shown). */
  followed: z.enum(['always', 'when-due', 'never']),
  /** Whether each body owes it by itself, or the municipality once. */
  per: z.enum(['body', 'municipality']).default('body'),
  /** The statute whose judgement by a person is this one's too: a notice is due where its report is. */
  follows: z.string().optional(),
  /** How sure we are of our reading, and what it rests on. */
  confidence: z.enum(['high', 'medium', 'low']),
  confirm: z.boolean().default(false),
  source: z.string().min(1),
  validFrom: z.iso.date(),
  validUntil: z.iso.date().optional(),
  /** Whom it binds, and why it does not bind others. */
  binds: z.strictObject({
    regimes: z.array(z.enum(REGIMES)).min(1),
    otherwise: z.string().min(1),
    ...article,
  }),
  /** What must be so before any item is looked at. */
  scope: z.strictObject({
    words: z.string().min(1),
    when: conditionSchema,
    question: question.optional(),
    ...article,
  }),
  triggers: z.array(trigger).default([]),
  /** Instead of items of its own: the municipality's criteria for making something public, and who approves that. */
  criteria: z.literal('publication').optional(),
  exemptions: z.array(exemption).default([]),
  stages: z.array(stage).min(1),
  items: z.array(z.string().min(1)),
  channel: z.strictObject({ words: z.string().min(1), source: sourceSchema }),
  /** Who answers what the facts leave open; the author, the second person, and who sends it. */
  posts: z.strictObject({
    drafts: z.string(),
    approves: z.array(z.string()).min(1),
    files: z.string(),
    source: sourceSchema,
  }),
  notes: z.array(z.string()).default([]),
});
export type Statute = z.infer<typeof statuteSchema>;

/** The law's holidays of the national offices, each with its name, for whole years. */
export const calendarSchema = z.strictObject({
  source: z.string().min(1),
  firstYear: z.int(),
  lastYear: z.int(),
  holidays: z.record(z.iso.date(), z.string().min(1)),
});
export type Calendar = z.infer<typeof calendarSchema>;
