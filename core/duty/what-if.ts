import { type FactSheet, firstKnownAt } from '#/core/case/facts.ts';
import { type DutyFinding, type DutyResult, deriveDuties } from '#/core/duty/derive.ts';
import type { Policy } from '#/core/policy/policy.ts';
import type { Statute } from '#/core/policy/statute.ts';
import { type Suggestion, suggestSeverity } from '#/core/severity/suggest.ts';
import { derivationLines, type Line, owing, questionLines } from '#/core/text/derivation.ts';
import { resultWords } from '#/core/text/words.ts';
import type { Instant } from '#/core/time.ts';

/** What given facts come to. The shape is a public one: docs/what-if.md describes it, and it only ever grows. */
export interface WhatIf {
  profile: string;
  policyHash: string;
  at: Instant;
  firstKnownAt: Instant;
  severity: Suggestion;
  duties: WhatIfDuty[];
}

export interface WhatIfDuty {
  id: string;
  name: string;
  body: string;
  addressee: string;
  law: string;
  force: Statute['force'];
  result: DutyResult;
  resultWords: string;
  confidence: Statute['confidence'];
  confirm: boolean;
  finding: DutyFinding;
  questions: { words: string; of: string }[];
  derivation: Line[];
}

const ORDER: Record<DutyResult, number> = { due: 0, undecided: 1, none: 2 };

/** Severity and duties for given facts at an instant, without a case: what is due, then what is open; the law first, the soonest first. */
export function whatIf(policy: Policy, sheet: FactSheet, at: Instant): WhatIf {
  const known = sheet.known.filter((statement) => statement.at <= at);
  const duties = known.length === 0 ? [] : deriveDuties(policy, sheet, { at, factsRevision: 0 });
  return {
    profile: policy.profile.id,
    policyHash: policy.hash,
    at,
    firstKnownAt: firstKnownAt(sheet),
    severity: suggestSeverity(policy, sheet, at),
    duties: duties.flatMap((finding) => dutyOf(policy, sheet, at, finding)).sort(byWeight),
  };
}

const FORCE: Record<Statute['force'], number> = { law: 0, rule: 1, guidance: 2, voluntary: 3 };
const limitOf = ({ finding }: WhatIfDuty): string => finding.stages[0]?.limitDay ?? '';
const byWeight = (one: WhatIfDuty, other: WhatIfDuty): number =>
  ORDER[one.result] - ORDER[other.result] ||
  FORCE[one.force] - FORCE[other.force] ||
  limitOf(one).localeCompare(limitOf(other));

function dutyOf(policy: Policy, sheet: FactSheet, at: Instant, finding: DutyFinding): WhatIfDuty[] {
  const statute = policy.statutes.find(({ id }) => id === finding.statute);
  if (statute === undefined) return [];
  const { name, addressee, law, force, confidence, confirm } = statute;
  return [
    {
      id: finding.dutyId,
      name,
      body: owing(policy, statute, finding.body),
      addressee,
      law,
      force,
      result: finding.result,
      resultWords: resultWords(finding.result, force),
      confidence,
      confirm,
      finding,
      questions: questionLines(policy, finding),
      derivation: derivationLines(policy, finding, { sheet, at }),
    },
  ];
}
