import { type FactKey, type FactSheet, firstKnownAt } from '#/core/case/facts.ts';
import { type DutyFinding, deriveDuties, type StageFinding } from '#/core/duty/derive.ts';
import { kindOf, type Policy, postName } from '#/core/policy/policy.ts';
import type { Level, Source } from '#/core/policy/source.ts';
import type { Statute } from '#/core/policy/statute.ts';
import { suggestSeverity } from '#/core/severity/suggest.ts';
import { derivationLines, type Line, owing, questionLines } from '#/core/text/derivation.ts';
import { resultWords } from '#/core/text/words.ts';
import type { Instant } from '#/core/time.ts';

/** Whether a value is the product's own choice, and whether somebody should check it. */
interface Origin {
  isDefault: boolean;
  confirm: boolean;
}

interface Named {
  id: string;
  name: string;
}

/** What given facts come to. The shape is a public one: docs/what-if.md describes it, and it only ever grows. */
export interface WhatIf {
  profile: Named;
  policyHash: string;
  at: Instant;
  firstKnownAt: Instant;
  /** So many statements became known only after `at`; nothing is made of them. */
  laterStatements: number;
  kind: Named;
  /** Whose case it is; empty while nobody can say. */
  bodies: Named[];
  severity: WhatIfSeverity;
  duties: WhatIfDuty[];
}

interface WhatIfSeverity {
  level: Level;
  name: string;
  rules: WhatIfRule[];
  wouldRaise: WhatIfRule[];
  missing: FactKey[];
}

export interface WhatIfRule extends Origin {
  id: string;
  level: Level;
  words: string;
  source: string;
}

type FromFinding =
  | 'statute'
  | 'body'
  | 'bodyAssumed'
  | 'result'
  | 'followed'
  | 'binds'
  | 'scope'
  | 'items'
  | 'claimed'
  | 'missing'
  | 'startsAt';
type FromStatute = 'name' | 'addressee' | 'law' | 'force' | 'confidence' | 'confirm' | 'notes';

export interface WhatIfDuty extends Pick<DutyFinding, FromFinding>, Pick<Statute, FromStatute> {
  /** The statute, and the body where each owes it by itself. */
  id: string;
  owedBy: string;
  resultWords: string;
  /** None where there is no duty. */
  stages: WhatIfStage[];
  questions: ReturnType<typeof questionLines>;
  posts: { drafts: Named; approves: Named[]; files: Named } & Origin;
  channel: { words: string } & Origin;
  report: string[];
  derivation: Line[];
}

export interface WhatIfStage extends StageFinding, Origin {
  name: string;
}

/** Severity and duties for given facts at an instant, without a case: what is due, then what is open; the law first, the soonest first. */
export function whatIf(policy: Policy, sheet: FactSheet, at: Instant): WhatIf {
  const { profile } = policy;
  const { id, name } = kindOf(policy, sheet.kind);
  return {
    profile: { id: profile.id, name: profile.municipality },
    policyHash: policy.hash,
    at,
    firstKnownAt: firstKnownAt(sheet),
    laterStatements: sheet.known.filter((statement) => statement.at > at).length,
    kind: { id, name },
    bodies: profile.bodies
      .filter((body) => sheet.bodies?.includes(body.id))
      .map((body) => ({ id: body.id, name: body.name })),
    severity: severityOf(policy, sheet, at),
    duties: deriveDuties(policy, sheet, { at, factsRevision: 0 })
      .flatMap((finding) => dutyOf(policy, finding, { sheet, at }))
      .sort(byWeight),
  };
}

function severityOf(policy: Policy, sheet: FactSheet, at: Instant): WhatIfSeverity {
  const { level, missing, ...ids } = suggestSeverity(policy, sheet, at);
  const named = (wanted: readonly string[]): WhatIfRule[] =>
    policy.profile.severity
      .filter(({ id }) => wanted.includes(id))
      .map(({ id, level: to, words, source }) => ({
        id,
        level: to,
        words,
        source: source.at,
        ...originOf(source),
      }));
  const { name } = policy.profile.levels[level];
  return { level, name, rules: named(ids.rules), wouldRaise: named(ids.wouldRaise), missing };
}

const originOf = ({ basis, confirm }: Source): Origin => ({ isDefault: basis === 'default', confirm });

const ORDER: Record<DutyFinding['result'], number> = { due: 0, undecided: 1, none: 2 };
const FORCE: Record<Statute['force'], number> = { law: 0, rule: 1, guidance: 2, voluntary: 3 };
const limitOf = ({ stages }: WhatIfDuty): string => stages[0]?.limitDay ?? '';
const byWeight = (one: WhatIfDuty, other: WhatIfDuty): number =>
  ORDER[one.result] - ORDER[other.result] ||
  FORCE[one.force] - FORCE[other.force] ||
  limitOf(one).localeCompare(limitOf(other));

function dutyOf(policy: Policy, finding: DutyFinding, on: { sheet: FactSheet; at: Instant }): WhatIfDuty[] {
  const statute = policy.statutes.find(({ id }) => id === finding.statute);
  if (statute === undefined) return [];
  const { name, addressee, law, force, confidence, confirm, notes, channel, items: report } = statute;
  const { drafts, approves, files, source } = statute.posts;
  const post = (id: string): Named => ({ id, name: postName(policy, id) });
  return [
    {
      id: finding.dutyId,
      statute: statute.id,
      name,
      body: finding.body,
      bodyAssumed: finding.bodyAssumed,
      owedBy: owing(policy, statute, finding.body),
      result: finding.result,
      resultWords: resultWords(finding.result, force),
      followed: finding.followed,
      addressee,
      law,
      force,
      confidence,
      confirm,
      startsAt: finding.startsAt,
      stages: finding.result === 'none' ? [] : finding.stages.flatMap((stage) => stageOf(statute, stage)),
      binds: finding.binds,
      scope: finding.scope,
      items: finding.items,
      claimed: finding.claimed,
      missing: finding.missing,
      questions: questionLines(policy, finding),
      posts: { drafts: post(drafts), approves: approves.map(post), files: post(files), ...originOf(source) },
      channel: { words: channel.words, ...originOf(channel.source) },
      report,
      notes,
      derivation: derivationLines(policy, finding, on),
    },
  ];
}

const stageOf = ({ stages }: Statute, { stage, ...counted }: StageFinding): WhatIfStage[] =>
  stages
    .filter(({ id }) => id === stage)
    .map(({ name, confirm, source }) => ({
      stage,
      name,
      ...counted,
      isDefault: source.basis === 'default',
      confirm: confirm || counted.beyondTable,
    }));
