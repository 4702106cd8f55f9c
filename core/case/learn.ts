import type { Case } from '#/core/case/case.ts';
import { type Decision, nothing, say, type World } from '#/core/case/decision.ts';
import type { Entered } from '#/core/case/events.ts';
import { type FactKey, type FactSheet, firstKnownAt, knownAt, MOST_STATEMENTS } from '#/core/case/facts.ts';
import { LATEST, type Learned, recordFacts } from '#/core/case/record-facts.ts';
import { compareDuties, type DutyChange } from '#/core/duty/compare.ts';
import { type DutyFinding, deriveDuties } from '#/core/duty/derive.ts';
import { dutyAfter } from '#/core/duty/state.ts';
import { type Person, postsOf } from '#/core/escalation/network.ts';
import { canonical } from '#/core/evidence/hash.ts';
import { Fault } from '#/core/fault.ts';
import { statuteOf } from '#/core/policy/policy.ts';
import { suggestSeverity } from '#/core/severity/suggest.ts';
import { addMinutes, type Instant, toInstant } from '#/core/time.ts';

const CLOCK_MINUTES = 5;

/** What is said to have happened cannot lie in the future. */
export function past(at: string, limit: Instant, fault: 'InTheFuture' | 'KnownAfterReport'): Instant {
  const instant = toInstant(Date.parse(at));
  // A clock on a desk may be some minutes fast; what it says is then taken for now.
  if (instant > addMinutes(limit, CLOCK_MINUTES)) throw new Fault(fault);
  return instant < limit ? instant : limit;
}

/** New facts, and every duty that follows from them. */
export function learn(subject: Case, learned: Learned, world: World, by: Person): Decision {
  const begins = subject.facts === undefined || (learned.mode === 'corrected' && learned.body === undefined);
  // The report itself shows that somebody knew: a later time would start the law's clock late.
  const at = begins
    ? past(learned.at, subject.receivedAt, 'KnownAfterReport')
    : past(learned.at, world.now, 'InTheFuture');
  demandNames(learned, world);
  demandConfirmer(subject.facts, learned, world, by);
  const sheet = recordFacts(subject.facts, subject.kind, { ...learned, at });
  // The same facts again are no news, and must not undo what was judged or approved on them.
  if (subject.facts && canonical(subject.facts) === canonical(sheet)) return nothing;
  demandEffect({ ...learned, at }, sheet);
  // A correction of one body must not carry the whole past the report either.
  past(firstKnownAt(sheet), subject.receivedAt, 'KnownAfterReport');
  if (sheet.known.length > MOST_STATEMENTS)
    throw new Fault('InputInvalid', { known: String(MOST_STATEMENTS) });
  const revision = subject.factsRevision + 1;
  const suggested = suggestSeverity(world.policy, sheet, world.now).level;
  const derived = deriveDuties(world.policy, sheet, { at: world.now, factsRevision: revision });
  const before = Object.values(subject.duties).map(({ finding }) => finding);
  const findings = derived.filter(({ result, dutyId }) => result !== 'none' || subject.duties[dutyId]);
  return say(
    {
      type: 'facts-recorded',
      body: { revision, facts: sheet, entered: entered(subject, { ...learned, at }), suggested },
    },
    {
      type: 'duties-derived',
      body: {
        findings: [...findings, ...superseded(subject, derived, world, revision)],
        none: derived.flatMap(({ result, dutyId }) => (result === 'none' ? dutyId : [])),
        changes: [...compareDuties(before, derived), ...setAside(subject, derived)],
      },
    },
  );
}

/** Of two answers for one instant the graver counts: a lighter one would be taken in and change nothing, unseen. */
function demandEffect({ mode, at, body, facts }: Learned, sheet: FactSheet): void {
  if (mode === 'corrected') return;
  const now = knownAt(sheet, at, body);
  const hidden = Object.keys(facts).find(
    // Counted persons are personal data, whatever was ticked: that is no loss.
    (key) =>
      key !== 'personalData' &&
      canonical(now[key as FactKey] ?? 'unknown') !== canonical(facts[key as FactKey] ?? 'unknown'),
  );
  if (hidden !== undefined) throw new Fault('FactOutweighed', { fact: hidden });
}

/** What this entry changed, and from what: the sheet itself shows only what stands now. */
function entered({ facts: before, kind: kindBefore }: Case, learned: Learned): Entered {
  const { mode, at, body, facts, reason, kind = kindBefore } = learned;
  const known = before ? knownAt(before, mode === 'corrected' ? LATEST : at, body) : {};
  const began = before && mode === 'corrected' ? firstKnownAt(before, body) : undefined;
  return {
    mode,
    at,
    ...(body && { body }),
    ...(reason && { reason }),
    ...(kind !== kindBefore && { kindBefore }),
    ...(began && began !== at && { beganBefore: began }),
    changes: (Object.keys(facts) as FactKey[])
      .filter(
        (fact) => facts[fact] !== undefined && canonical(known[fact] ?? null) !== canonical(facts[fact]),
      )
      .map((fact) => ({ fact, ...(known[fact] !== undefined && { from: known[fact] }), to: facts[fact] })),
  };
}

/** A text that somebody wrote or approved on other facts must be looked at anew, and that is said. */
const setAside = (subject: Case, derived: readonly DutyFinding[]): DutyChange[] =>
  derived.flatMap((finding) => {
    const known = subject.duties[finding.dutyId];
    const written = known?.state === 'approving' || known?.state === 'filing';
    return written && dutyAfter(known, finding).state === 'drafting'
      ? [{ dutyId: finding.dutyId, change: 'draft-set-aside' }]
      : [];
  });

/** The longer term rests on this one word: only those who answer for personal information may say it. */
function demandConfirmer(
  before: FactSheet | undefined,
  { facts, at, body }: Learned,
  world: World,
  by: Person,
): void {
  if (facts.malice !== 'confirmed' || (before && knownAt(before, at, body).malice === 'confirmed')) return;
  const { posts } = world.policy.profile;
  if (!postsOf(by, world.now).some((post) => posts[post]?.roles.includes('privacy')))
    throw new Fault('NeedsPrivacyOfficer');
}

/** A duty of a body that turned out not to be concerned ends; its history stays. What has left the policy is left to a person. */
const superseded = (
  subject: Case,
  derived: readonly DutyFinding[],
  { policy }: World,
  factsRevision: number,
): DutyFinding[] =>
  Object.values(subject.duties)
    .map(({ finding }) => finding)
    .filter(({ dutyId }) => derived.every((finding) => finding.dutyId !== dutyId))
    .filter(({ statute }) => statuteOf(policy, statute) !== undefined)
    .filter(({ body }) => policy.profile.bodies.some(({ id }) => id === body))
    .map((finding) => ({ ...finding, result: 'none', followed: false, factsRevision }));

/** Only what the policy names can have duties, or be a kind. */
function demandNames({ body, bodies, kind }: Learned, { policy }: World): void {
  if (kind !== undefined && policy.kinds.every(({ id }) => id !== kind))
    throw new Fault('InputInvalid', { kind });
  const known = policy.profile.bodies.map(({ id }) => id);
  const strange = [...(bodies ?? []), ...(body ? [body] : [])].find((id) => !known.includes(id));
  if (strange !== undefined) throw new Fault('InputInvalid', { body: strange });
}
