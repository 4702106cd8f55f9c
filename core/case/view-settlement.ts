import type { Case, Duty } from '#/core/case/case.ts';
import type { World } from '#/core/case/decision.ts';
import type { TimelineEvent } from '#/core/case/events.ts';
import type { FactKey } from '#/core/case/facts.ts';
import type { Learned } from '#/core/case/record-facts.ts';
import { foresee, isSmall } from '#/core/case/settle.ts';
import type { CaseView, Named, OwedView, ProspectView } from '#/core/case/view.ts';
import type { Person } from '#/core/escalation/network.ts';
import { type Policy, statuteOf } from '#/core/policy/policy.ts';
import { owing, questionLines } from '#/core/text/derivation.ts';
import { factLabel, factWords } from '#/core/text/facts.ts';
import { resultWords } from '#/core/text/words.ts';

/** What would follow from these facts, as it stands on the page before anybody proposes anything. */
export function prospectView(subject: Case, facts: Learned, world: World, by: Person): ProspectView {
  const prospect = foresee(subject, facts, world, by);
  const owed = ({ finding }: Duty) => owedView(finding, world.policy);
  return {
    level: prospect.suggested.level,
    quick: isSmall(prospect, world),
    open: prospect.open.flatMap(owed),
    shown: prospect.duties.filter(({ state }) => state === 'shown').flatMap(owed),
  };
}

function owedView(finding: Duty['finding'], policy: Policy): OwedView[] {
  const statute = statuteOf(policy, finding.statute);
  if (statute === undefined) return [];
  return [
    {
      dutyId: finding.dutyId,
      name: statute.name,
      bodyName: owing(policy, statute, finding.body),
      resultWords: resultWords(finding.result, statute.force),
      missing: finding.missing,
      questions: questionLines(policy, finding),
    },
  ];
}

/** The proposal as the second person reads it, with the duties as its facts give them at this moment. */
export function settlementView(
  subject: Case,
  timeline: readonly TimelineEvent[],
  world: World,
  { reader, named }: { reader: Person; named: (id: string) => Named },
): Pick<CaseView, 'settlement'> {
  if (subject.settlement === undefined) return {};
  const { facts, by, ...proposal } = subject.settlement;
  const event = timeline.find(({ seq }) => seq === proposal.seq);
  return {
    settlement: {
      ...proposal,
      by: named(by.replace('person:', '')),
      at: event?.recordedAt ?? '',
      firstKnownAt: facts.at,
      facts: Object.entries(facts.facts).map(
        ([key, value]) => `${factLabel(key as FactKey)}：${factWords(key as FactKey, value)}`,
      ),
      prospect: prospectView(subject, facts, world, reader),
    },
  };
}
