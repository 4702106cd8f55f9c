import * as z from 'zod';

/** Where a value comes from. `default` is the product's choice, not the municipality's rule, and is shown as such. */
const source = z.strictObject({
  basis: z.enum(['policy', 'law', 'default']),
  at: z.string(),
  confirm: z.boolean().default(false),
});
export type Source = z.infer<typeof source>;

export const LEVELS = [0, 1, 2, 3, 4] as const;
export type Level = (typeof LEVELS)[number];
export const higher = (one: Level, other: Level): Level => Math.max(one, other) as Level;
export const levelSchema = z.union(LEVELS.map((level) => z.literal(level)));

const minutes = z.int().positive();
const minutesPerLevel = z.strictObject({
  0: minutes,
  1: minutes,
  2: minutes,
  3: minutes,
  4: minutes,
  source,
});

const kind = z.strictObject({
  id: z.string().regex(/^[a-z-]+$/),
  number: z.string(),
  name: z.string(),
  group: z.string(),
  provisionalLevel: levelSchema,
  steps: z.array(z.string().max(40)).max(5),
  never: z.array(z.string().max(40)).max(3),
  source,
});
export type Kind = z.infer<typeof kind>;

/** A rule holds when every fact it names has the value it asks for; the highest level of the rules that hold is suggested. */
const severityRule = z.strictObject({
  id: z.string(),
  level: levelSchema,
  when: z.strictObject({
    kinds: z.array(z.string()).optional(),
    personsOver: z.int().nonnegative().optional(),
    sensitive: z.literal('yes').optional(),
    personalData: z.enum(['yes', 'no']).optional(),
  }),
  words: z.string(),
  source,
});
export type SeverityRule = z.infer<typeof severityRule>;

const call = z.strictObject({
  post: z.string(),
  answerMinutes: minutes,
  deputy: z.string().optional(),
});

const escalation = z.strictObject({
  level: levelSchema,
  calls: z.array(call),
  /** Minutes after which everybody is called when nobody has taken charge, and again after each such time. */
  everybodyMinutes: minutes,
  source,
});
export type Escalation = z.infer<typeof escalation>;

export const profileSchema = z.strictObject({
  id: z.string(),
  municipality: z.string(),
  prefecture: z.string(),
  contactUnit: z.strictObject({ name: z.string(), telephone: z.string(), source }),
  posts: z.record(z.string(), z.strictObject({ name: z.string(), actsFor: z.string().optional(), source })),
  actingWord: z.strictObject({ word: z.string(), source }),
  sections: z.array(z.strictObject({ id: z.string(), name: z.string() })),
  levels: z.record(z.string(), z.strictObject({ name: z.string(), source })),
  severity: z.array(severityRule),
  escalations: z.array(escalation),
  limits: z.strictObject({ assess: minutesPerLevel, severity: minutesPerLevel, close: minutesPerLevel }),
  /** Where work goes that its own post leaves undone: one post further each time. */
  raise: z.array(z.string()),
  /** Who is called when all that has failed. */
  everybody: z.array(z.string()),
});
export type Profile = z.infer<typeof profileSchema>;

/** A duty to report to somebody outside. The two facts of its trigger, its clock and its counting rule are data. */
export const statuteSchema = z.strictObject({
  id: z.string().regex(/^[a-z-]+$/),
  name: z.string(),
  law: z.string(),
  addressee: z.string(),
  stage: z.string(),
  validFrom: z.iso.date(),
  validUntil: z.iso.date().optional(),
  trigger: z.array(
    z.strictObject({
      item: z.string(),
      article: z.string(),
      words: z.string(),
      personsOver: z.int().nonnegative().optional(),
      sensitive: z.literal('yes').optional(),
      /** No fact is asked for it yet: a person judges it, wherever there are personal data at all. */
      judged: z.literal(true).optional(),
      confirm: z.boolean().default(false),
    }),
  ),
  deadline: z.strictObject({
    words: z.string(),
    aimDay: z.int().positive(),
    limitDay: z.int().positive(),
    article: z.string(),
    confirm: z.boolean(),
  }),
  items: z.array(z.string()),
  channel: z.strictObject({ words: z.string(), source }),
  posts: z.strictObject({ drafts: z.string(), approves: z.array(z.string()), files: z.string(), source }),
  stepMinutes: z.strictObject({ judge: minutes, draft: minutes, approve: minutes, file: minutes, source }),
});
export type Statute = z.infer<typeof statuteSchema>;

export const policySchema = z.strictObject({
  hash: z.string(),
  profile: profileSchema,
  kinds: z.array(kind),
  statutes: z.array(statuteSchema),
});
export type Policy = z.infer<typeof policySchema>;

export const kindOf = (policy: Policy, id: string): Kind =>
  policy.kinds.find((candidate) => candidate.id === id) ?? (policy.kinds.at(-1) as Kind);

export const postName = (policy: Policy, post: string): string => policy.profile.posts[post]?.name ?? post;
