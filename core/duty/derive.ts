import {
  type FactKey,
  type FactSheet,
  firstKnownAt,
  knownAt,
  momentsOf,
  namedBodies,
} from '#/core/case/facts.ts';
import { type Counted, count } from '#/core/duty/count.ts';
import { allOf, findingsOf, judge, type Known, type Leaf, type Verdict } from '#/core/policy/condition.ts';
import type { Policy } from '#/core/policy/policy.ts';
import type { Profile } from '#/core/policy/profile.ts';
import type { Stage, Statute, Trigger } from '#/core/policy/statute.ts';
import { type Day, dayInJapan, type Instant } from '#/core/time.ts';

/** Undecided is a question that a named person must answer. */
export type DutyResult = 'due' | 'none' | 'undecided';

/** How one item of the law stands to the facts. Words and article stand in the statute, under the item. */
export interface ItemFinding {
  item: string;
  verdict: Verdict;
  /** From here on it could no longer be ruled out: the safe side. */
  since?: Instant;
  /** From here on it surely held. */
  heldSince?: Instant;
}

export interface StageFinding extends Counted {
  stage: string;
  /** Other days that one might count, and why the working one is another. */
  others: (Counted & { why: 'surely-known-later' | 'open-since-earlier' | 'longer-unless-confirmed' })[];
}

export interface DutyFinding {
  /** The statute, and the body where each owes it by itself. */
  dutyId: string;
  statute: string;
  body: string;
  result: DutyResult;
  /** False where the rule does not bind this body at all. */
  binds: boolean;
  scope: Verdict;
  items: ItemFinding[];
  /** Reasons that would end the duty, claimed but never believed without a person's answer. */
  claimed: string[];
  /** Facts that would decide what is open. */
  missing: FactKey[];
  /** What only a named person may answer: items, exemptions or the scope, by name. */
  asked: string[];
  startsAt: Instant;
  startDay: Day;
  stages: StageFinding[];
  /** Nobody has said yet which body is concerned; this one stands for the whole. */
  bodyAssumed: boolean;
  /** Somebody is asked to do something about it. */
  followed: boolean;
  factsRevision: number;
  policyHash: string;
}

type Body = Profile['bodies'][number];

/** The bodies concerned: those that are named, and those of which something is said. While nobody can say, the first stands for the whole. */
function concernedBodies(bodies: readonly Body[], sheet: FactSheet): Body[] {
  const named = namedBodies(sheet);
  return bodies.filter(({ id }, index) => named.includes(id) || (sheet.bodies === undefined && index === 0));
}

/** Which duties the facts known by an instant give. Severity plays no part, and an unknown fact never ends a duty. */
export function deriveDuties(
  policy: Policy,
  sheet: FactSheet,
  { at, factsRevision }: { at: Instant; factsRevision: number },
): DutyFinding[] {
  const views = concernedBodies(policy.profile.bodies, sheet)
    .filter(({ id }) => firstKnownAt(sheet, id) <= at)
    .map((body) => ({ body, moments: viewsOf(sheet, at, body) }));
  return policy.statutes.flatMap((statute) => {
    const findings = views
      .filter(({ body }) => isInForce(statute, dayInJapan(firstKnownAt(sheet, body.id))))
      .map((view) => deriveOne(policy, sheet, { ...view, statute, factsRevision }));
    return statute.per === 'body' ? findings : once(findings, statute);
  });
}

/** What one body knew at each instant at which anything new became known. */
const viewsOf = (sheet: FactSheet, at: Instant, body: Body): Moment[] =>
  momentsOf(sheet, at, body.id).map((instant) => ({ instant, known: knownBy(sheet, instant, body) }));

const WEIGHT: Record<DutyResult, number> = { due: 0, undecided: 1, none: 2 };

/** What the municipality owes once, it owes by the body whose case is the gravest and the oldest. */
function once(findings: DutyFinding[], statute: Statute): DutyFinding[] {
  const [gravest] = findings.sort(
    (one, other) => WEIGHT[one.result] - WEIGHT[other.result] || one.startsAt.localeCompare(other.startsAt),
  );
  if (gravest === undefined) return [];
  // A danger to somebody is the danger of all; that a part is encrypted says nothing of the rest.
  const ofAny = statute.exemptions.filter(({ ofAnyBody }) => ofAnyBody).map(({ id }) => id);
  const more = findings.flatMap(({ claimed }) => claimed.filter((id) => ofAny.includes(id)));
  const claimed = [...new Set([...gravest.claimed, ...more])];
  const isClaimed = gravest.result === 'due' && claimed.length > 0;
  const result = isClaimed ? 'undecided' : gravest.result;
  const asked = [...new Set([...gravest.asked, ...(isClaimed ? claimed : [])])];
  return [{ ...gravest, claimed, result, asked, followed: isFollowed(statute, result, gravest.items) }];
}

const isInForce = ({ validFrom, validUntil = '9999-12-31' }: Statute, day: Day): boolean =>
  validFrom <= day && day <= validUntil;

interface Asked {
  statute: Statute;
  body: Body;
  moments: readonly Moment[];
  factsRevision: number;
}

function deriveOne(policy: Policy, sheet: FactSheet, asked: Asked): DutyFinding {
  const { statute, body, moments, factsRevision } = asked;
  const binds = statute.binds.regimes.includes(body.regime);
  const now = moments.at(-1)?.known ?? { kind: sheet.kind, facts: {} };
  const items = statute.triggers.map((trigger) => itemFinding(statute, trigger, moments));
  const claimed = binds ? claims(statute, now) : [];
  const result = binds ? resultOf(items, claimed) : 'none';
  const startsAt = clockOf(items, 'since') ?? firstKnownAt(sheet, body.id);
  return {
    dutyId: statute.per === 'body' ? `${statute.id}.${body.id}` : statute.id,
    statute: statute.id,
    body: body.id,
    result,
    binds,
    scope: judge(statute.scope.when, now),
    items,
    claimed,
    ...(result === 'undecided' ? open(statute, items, claimed, now) : { missing: [], asked: [] }),
    startsAt,
    startDay: dayInJapan(startsAt),
    stages: statute.stages.map((stage) => stageFinding(policy, stage, { items, now, startsAt })),
    bodyAssumed: isAssumed(policy, sheet, body),
    followed: isFollowed(statute, result, items),
    factsRevision,
    policyHash: policy.hash,
  };
}

/** The facts as one body knows them. */
export const knownBy = (
  sheet: FactSheet,
  at: Instant,
  { id, sectors }: Pick<Body, 'id' | 'sectors'>,
): Known => ({
  kind: sheet.kind,
  facts: knownAt(sheet, at, id),
  sectors,
});

/** What the facts leave open is asked of somebody only if the law demands it; what is due but for a claim, always. */
const isFollowed = ({ followed }: Statute, result: DutyResult, items: readonly ItemFinding[]): boolean => {
  const holds = items.some(({ verdict }) => verdict === 'holds');
  if (result === 'none' || followed === 'never') return false;
  return result === 'due' || holds || followed === 'always';
};

const isAssumed = ({ profile }: Policy, { bodies, known }: FactSheet, { id }: Body): boolean =>
  bodies === undefined && profile.bodies.length > 1 && known.every(({ body }) => body !== id);

type Moment = { instant: Instant; known: Known };

const verdictOf = ({ scope }: Statute, trigger: Trigger, known: Known): Verdict =>
  allOf([judge(scope.when, known), judge(trigger.when, known)]);

/** Follows one item through time: what was ruled out and came back counts from its return, what once held from then on. */
function itemFinding(statute: Statute, trigger: Trigger, known: readonly Moment[]): ItemFinding {
  const verdicts = known.map((moment) => verdictOf(statute, trigger, moment.known));
  const verdict = verdicts.at(-1) ?? 'unknown';
  const firstHeld = verdicts.indexOf('holds');
  const open = verdicts.lastIndexOf('fails') + 1;
  const first = firstHeld >= 0 ? Math.min(firstHeld, open) : open;
  return {
    item: trigger.item,
    verdict,
    ...(verdict !== 'fails' && { since: known[first]?.instant ?? '' }),
    ...(verdict === 'holds' && { heldSince: known[firstHeld]?.instant ?? '' }),
  };
}

const claims = ({ exemptions }: Statute, now: Known): string[] =>
  exemptions.filter(({ when }) => judge(when, now) === 'holds').map(({ id }) => id);

function resultOf(items: readonly ItemFinding[], claimed: readonly string[]): DutyResult {
  if (items.every(({ verdict }) => verdict === 'fails')) return 'none';
  return items.some(({ verdict }) => verdict === 'holds') && claimed.length === 0 ? 'due' : 'undecided';
}

/** Items that hold set the clock; while none does, those that are not ruled out. */
function clockOf(items: readonly ItemFinding[], which: 'since' | 'heldSince'): Instant | undefined {
  const holding = items.filter(({ verdict }) => verdict === 'holds');
  return (holding.length > 0 ? holding : items).flatMap((item) => item[which] ?? []).sort()[0];
}

/** What would decide an open duty: facts still missing, and questions for a named person. */
function open(
  statute: Statute,
  items: readonly ItemFinding[],
  claimed: readonly string[],
  now: Known,
): Pick<DutyFinding, 'missing' | 'asked'> {
  const unknown = statute.triggers.filter(
    ({ item, when }) =>
      items.some((found) => found.item === item && found.verdict === 'unknown') &&
      judge(when, now) === 'unknown',
  );
  // Where something holds already, only the claim against it is open.
  const holds = items.some(({ verdict }) => verdict === 'holds');
  const triggers = holds ? [] : unknown;
  const scopeOpen = !holds && judge(statute.scope.when, now) === 'unknown';
  const conditions = [...(scopeOpen ? [statute.scope.when] : []), ...triggers.map(({ when }) => when)];
  const leaves = conditions
    .flatMap((when) => findingsOf(when, now))
    .filter(({ verdict }) => verdict === 'unknown')
    .map(({ leaf }) => leaf);
  return {
    missing: [...new Set(leaves.flatMap((leaf) => missingFact(leaf, now)))],
    asked: [
      ...claimed,
      ...triggers.filter((trigger) => trigger.question).map(({ item }) => item),
      ...(scopeOpen && statute.scope.question ? ['scope'] : []),
    ],
  };
}

/** The fact a condition waits for; none where it is told and only a person's judgement is open. */
function missingFact(leaf: Leaf, { facts }: Known): FactKey[] {
  if ('kinds' in leaf) return [];
  if ('sector' in leaf) return ['sectors'];
  return (facts[leaf.fact] ?? 'unknown') === 'unknown' || 'over' in leaf ? [leaf.fact] : [];
}

function stageFinding(
  { calendar }: Policy,
  stage: Stage,
  { items, now, startsAt }: { items: readonly ItemFinding[]; now: Known; startsAt: Instant },
): StageFinding {
  const start = dayInJapan(startsAt);
  const { deadline } = stage;
  const longer = deadline.rule === 'days' ? deadline.longer : undefined;
  const isLonger =
    longer !== undefined && holdsLonger(longer.item, items) && judge(longer.when, now) === 'holds';
  const counted = (day: Day, long: boolean) => count(deadline, day, long, calendar);
  const heldAt = clockOf(items, 'heldSince');
  const heldDay = heldAt === undefined ? start : dayInJapan(heldAt);
  const openAt = items.flatMap(({ since }) => since ?? []).sort()[0];
  const openDay = openAt === undefined ? start : dayInJapan(openAt);
  const mayBeLonger = longer !== undefined && !isLonger && mayHold(longer.item, items);
  return {
    stage: stage.id,
    ...counted(start, isLonger),
    others: [
      ...(openDay < start ? [{ ...counted(openDay, isLonger), why: 'open-since-earlier' as const }] : []),
      ...(heldDay > start ? [{ ...counted(heldDay, isLonger), why: 'surely-known-later' as const }] : []),
      ...(mayBeLonger ? [{ ...counted(start, true), why: 'longer-unless-confirmed' as const }] : []),
    ],
  };
}

const holdsLonger = (item: string, items: readonly ItemFinding[]): boolean =>
  items.some((found) => found.item === item && found.verdict === 'holds');
const mayHold = (item: string, items: readonly ItemFinding[]): boolean =>
  items.some((found) => found.item === item && found.verdict !== 'fails');
