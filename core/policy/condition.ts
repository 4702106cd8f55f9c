import * as z from 'zod';
import {
  answersTo,
  CHOICE_FACTS,
  type Facts,
  livingPersons,
  RANGE_FACTS,
  type RangeFact,
  SECTORS,
  type Sector,
} from '#/core/case/facts.ts';

/** Whether something holds. Unknown is neither: it is a question. */
export type Verdict = 'holds' | 'fails' | 'unknown';

const choice = z
  .strictObject({
    fact: z.enum(CHOICE_FACTS),
    is: z.array(z.string()).min(1),
    /** A "no" here is somebody's judgement, never a ticked box: it leaves the question open. */
    judged: z.boolean().default(false),
    /** Counts only once it is told: what nobody answered does not keep the question open. */
    onlyIfTold: z.boolean().optional(),
  })
  .refine(({ fact, is }) => is.every((value) => answersTo(fact).includes(value)), {
    error: 'NoSuchAnswer',
    path: ['is'],
  });
/** `persons` counts living natural persons. An upper end above the limit, or none, counts: "may be more" is enough. */
const over = z.strictObject({
  fact: z.enum(RANGE_FACTS as [RangeFact, ...RangeFact[]]),
  over: z.int().nonnegative(),
  /** What an upper end that nobody can name comes to; it counts as above unless said otherwise. */
  openEnd: z.enum(['holds', 'unknown']).optional(),
});
const kinds = z.strictObject({ kinds: z.array(z.string()).min(1) });
const sector = z.strictObject({ sector: z.enum(SECTORS) });

export type Leaf =
  | z.infer<typeof choice>
  | z.infer<typeof over>
  | z.infer<typeof kinds>
  | z.infer<typeof sector>;
export type Condition = Leaf | { all: Condition[] } | { any: Condition[] };

/** A condition over the facts. There is no "not": a graver fact can only make more of them hold. */
export const conditionSchema: z.ZodType<Condition> = z.lazy(() =>
  z.union([
    choice,
    over,
    kinds,
    sector,
    z.strictObject({ all: z.array(conditionSchema).min(1) }),
    z.strictObject({ any: z.array(conditionSchema).min(1) }),
  ]),
);

/** The facts of one body at one instant, with the kind of the incident. */
export interface Known {
  kind: string;
  facts: Facts;
  /** What the body itself is: a hospital's case is a hospital's, whether or not anybody ticks it. */
  sectors?: readonly Sector[];
}

/** One fact as a condition met it. */
export interface Finding {
  leaf: Leaf;
  verdict: Verdict;
}

export const leavesOf = (condition: Condition): Leaf[] => {
  if ('all' in condition) return condition.all.flatMap(leavesOf);
  return 'any' in condition ? condition.any.flatMap(leavesOf) : [condition];
};

export function judge(condition: Condition, known: Known): Verdict {
  if ('all' in condition) return allOf(condition.all.map((part) => judge(part, known)));
  if ('any' in condition) return anyOf(condition.any.map((part) => judge(part, known)));
  return judgeLeaf(condition, known);
}

export const allOf = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.includes('fails') ? 'fails' : verdicts.includes('unknown') ? 'unknown' : 'holds';

export const anyOf = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.includes('holds') ? 'holds' : verdicts.includes('unknown') ? 'unknown' : 'fails';

export const findingsOf = (condition: Condition, known: Known): Finding[] =>
  leavesOf(condition).map((leaf) => ({ leaf, verdict: judgeLeaf(leaf, known) }));

const holdsIf = (holds: boolean): Verdict => (holds ? 'holds' : 'fails');

function judgeLeaf(leaf: Leaf, known: Known): Verdict {
  if ('kinds' in leaf) return holdsIf(leaf.kinds.includes(known.kind));
  if ('sector' in leaf) return touches(leaf.sector, known);
  return 'over' in leaf ? exceeds(leaf, known.facts) : answers(leaf, known.facts);
}

function touches(sector: Sector, { facts, sectors = [] }: Known): Verdict {
  if (sectors.includes(sector)) return 'holds';
  return facts.sectors === undefined ? 'unknown' : holdsIf(facts.sectors.includes(sector));
}

function answers({ fact, is, judged, onlyIfTold }: z.infer<typeof choice>, facts: Facts): Verdict {
  const value: string = facts[fact] ?? 'unknown';
  if (is.includes(value)) return 'holds';
  if (value === 'unknown') return onlyIfTold ? 'fails' : 'unknown';
  return judged ? 'unknown' : 'fails';
}

function exceeds({ fact, over: limit, openEnd = 'holds' }: z.infer<typeof over>, facts: Facts): Verdict {
  const count = fact === 'persons' ? livingPersons(facts) : facts[fact];
  if (count === undefined) return 'unknown';
  if (count.min > limit) return 'holds';
  return count.max === null ? openEnd : holdsIf(count.max > limit);
}
