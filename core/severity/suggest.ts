import type { Facts } from '#/core/case/facts.ts';
import { higher, type Level, type Policy, type SeverityRule } from '#/core/policy/policy.ts';

/** A level with the rules it follows from, and the rules that an unknown fact still keeps open. */
export interface Suggestion {
  level: Level;
  rules: string[];
  wouldRaise: string[];
  policyHash: string;
}

type Verdict = 'holds' | 'open' | 'fails';

export function suggestSeverity(
  policy: Policy,
  about: { kind: string; personalData: string; facts?: Facts },
): Suggestion {
  const judged = policy.profile.severity.map((rule) => ({ rule, verdict: judge(rule, about) }));
  const holding = judged.filter(({ verdict }) => verdict === 'holds').map(({ rule }) => rule);
  const level = holding.reduce<Level>((highest, rule) => higher(rule.level, highest), 0);
  const open = judged.filter(({ rule, verdict }) => verdict === 'open' && rule.level > level);
  return {
    level,
    rules: holding.filter((rule) => rule.level === level).map((rule) => rule.id),
    wouldRaise: open.map(({ rule }) => rule.id),
    policyHash: policy.hash,
  };
}

function judge(rule: SeverityRule, about: { kind: string; personalData: string; facts?: Facts }): Verdict {
  const { kinds, personsOver, sensitive, personalData } = rule.when;
  const verdicts = [
    kinds && (kinds.includes(about.kind) ? 'holds' : 'fails'),
    personsOver !== undefined && exceeds(about.facts?.persons ?? null, personsOver),
    sensitive && answer(about.facts?.sensitive ?? 'unknown', sensitive),
    personalData && answer(anyPersons(about), personalData),
  ];
  if (verdicts.includes('fails')) return 'fails';
  return verdicts.includes('open') ? 'open' : 'holds';
}

/** Counted persons are personal data, whatever the reporter thought. */
const anyPersons = ({ personalData, facts }: { personalData: string; facts?: Facts }): string =>
  (facts?.persons ?? 0) > 0 ? 'yes' : personalData;

const exceeds = (known: number | null, limit: number): Verdict =>
  known === null ? 'open' : known > limit ? 'holds' : 'fails';

const answer = (given: string, asked: string): Verdict =>
  given === 'unknown' ? 'open' : given === asked ? 'holds' : 'fails';
