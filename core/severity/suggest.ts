import { type FactKey, type FactSheet, knownAt, namedBodies } from '#/core/case/facts.ts';
import { findingsOf, judge, type Known, type Verdict } from '#/core/policy/condition.ts';
import type { Policy } from '#/core/policy/policy.ts';
import type { SeverityRule } from '#/core/policy/profile.ts';
import { higher, type Level } from '#/core/policy/source.ts';
import type { Instant } from '#/core/time.ts';

/** A level with the rules that decided it, what is not known yet, and the rules that it might still make hold. */
export interface Suggestion {
  level: Level;
  rules: string[];
  /** Facts that nobody knows yet and that would raise the level. */
  missing: FactKey[];
  wouldRaise: string[];
  policyHash: string;
}

/** The level that the facts suggest. A person decides; no duty depends on it. */
export function suggestSeverity(policy: Policy, sheet: FactSheet, at: Instant): Suggestion {
  const views = viewsOf(sheet, at);
  const judged = policy.profile.severity.map((rule) => ({ rule, verdict: worst(rule, views) }));
  const holding = judged.filter(({ verdict }) => verdict === 'holds').map(({ rule }) => rule);
  const level = holding.reduce<Level>((highest, rule) => higher(rule.level, highest), 0);
  const open = judged
    .filter(({ rule, verdict }) => verdict === 'unknown' && rule.level > level)
    .map(({ rule }) => rule);
  return {
    level,
    rules: holding.filter((rule) => rule.level === level).map(({ id }) => id),
    missing: [...new Set(open.flatMap((rule) => missingFacts(rule, views)))],
    wouldRaise: open.map(({ id }) => id),
    policyHash: policy.hash,
  };
}

/** The case as a whole, and as each body knows its own part: the gravest counts. */
const viewsOf = (sheet: FactSheet, at: Instant): Known[] =>
  [undefined, ...namedBodies(sheet)].map((body) => ({ kind: sheet.kind, facts: knownAt(sheet, at, body) }));

function worst({ when }: SeverityRule, views: readonly Known[]): Verdict {
  const verdicts = views.map((known) => judge(when, known));
  if (verdicts.includes('holds')) return 'holds';
  return verdicts.includes('unknown') ? 'unknown' : 'fails';
}

const missingFacts = ({ when }: SeverityRule, views: readonly Known[]): FactKey[] =>
  views.flatMap((known) =>
    findingsOf(when, known)
      .filter(({ verdict }) => verdict === 'unknown')
      .flatMap(({ leaf }): FactKey[] =>
        'kinds' in leaf ? [] : 'sector' in leaf ? ['sectors'] : [leaf.fact],
      ),
  );
