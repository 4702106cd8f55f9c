import type { Case } from '#/core/case/case.ts';
import { type Decision, nothing, say, type World } from '#/core/case/decision.ts';
import { type FactKey, type FactSheet, knownAt } from '#/core/case/facts.ts';
import { type Learned, recordFacts } from '#/core/case/record-facts.ts';
import { compareDuties } from '#/core/duty/compare.ts';
import { type DutyFinding, deriveDuties } from '#/core/duty/derive.ts';
import { canonical } from '#/core/evidence/hash.ts';
import { Fault } from '#/core/fault.ts';
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
export function learn(subject: Case, learned: Learned, world: World): Decision {
  const begins = subject.facts === undefined || (learned.mode === 'corrected' && learned.body === undefined);
  // The report itself shows that somebody knew: a later time would start the law's clock late.
  const at = begins
    ? past(learned.at, subject.receivedAt, 'KnownAfterReport')
    : past(learned.at, world.now, 'InTheFuture');
  demandBodies(learned, world);
  const sheet = recordFacts(subject.facts, subject.kind, { ...learned, at });
  // The same facts again are no news, and must not undo what was judged or approved on them.
  if (subject.facts && canonical(subject.facts) === canonical(sheet)) return nothing;
  demandEffect({ ...learned, at }, sheet);
  const revision = subject.factsRevision + 1;
  const derived = deriveDuties(world.policy, sheet, { at: world.now, factsRevision: revision });
  const before = Object.values(subject.duties).map(({ finding }) => finding);
  const findings = derived.filter(({ result, dutyId }) => result !== 'none' || subject.duties[dutyId]);
  return say(
    { type: 'facts-recorded', body: { revision, facts: sheet } },
    {
      type: 'duties-derived',
      body: {
        findings: [...findings, ...superseded(before, derived, revision)],
        none: derived.flatMap(({ result, dutyId }) => (result === 'none' ? dutyId : [])),
        changes: compareDuties(before, derived),
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

/** A duty of a body that turned out not to be concerned, or of a rule no longer in force, ends; its history stays. */
const superseded = (
  before: readonly DutyFinding[],
  derived: readonly DutyFinding[],
  factsRevision: number,
): DutyFinding[] =>
  before
    .filter(({ dutyId }) => derived.every((finding) => finding.dutyId !== dutyId))
    .map((finding) => ({ ...finding, result: 'none', followed: false, factsRevision }));

/** Only what the profile names can have duties. */
function demandBodies({ body, bodies }: Learned, { policy }: World): void {
  const known = policy.profile.bodies.map(({ id }) => id);
  const strange = [...(bodies ?? []), ...(body ? [body] : [])].find((id) => !known.includes(id));
  if (strange !== undefined) throw new Fault('InputInvalid', { body: strange });
}
