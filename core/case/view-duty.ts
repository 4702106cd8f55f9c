import type { Case, Duty } from '#/core/case/case.ts';
import { openTask } from '#/core/case/case.ts';
import type { CommandName } from '#/core/case/commands.ts';
import type { World } from '#/core/case/decision.ts';
import { type Ask, is, type TimelineEvent } from '#/core/case/events.ts';
import { hatFor } from '#/core/case/rights.ts';
import type { DutyView, Named } from '#/core/case/view.ts';
import { type DutyFinding, deriveDuties } from '#/core/duty/derive.ts';
import { isSupplement, mayBeTakenUp, stageIdOf } from '#/core/duty/state.ts';
import type { Person } from '#/core/escalation/network.ts';
import { type Policy, postName, statuteOf } from '#/core/policy/policy.ts';
import type { Statute } from '#/core/policy/statute.ts';
import { daysWords, derivationLines, otherWords, owing, questionLines } from '#/core/text/derivation.ts';
import { draftText } from '#/core/text/draft.ts';
import { resultWords, SUPPLEMENT_QUESTION, stageWords } from '#/core/text/words.ts';

type NamePerson = (id: string) => Named;

/** The duties at work, and after them every rule that was looked at and ruled out, with the reasons. */
export function dutiesView(
  subject: Case,
  timeline: readonly TimelineEvent[],
  world: World,
  { named, reader }: { named: NamePerson; reader: Person },
): DutyView[] {
  const { policy, now } = world;
  const { facts, factsRevision, duties } = subject;
  const derived = facts ? deriveDuties(policy, facts, { at: now, factsRevision }) : [];
  const ruledOut = derived
    .filter(({ dutyId, result }) => result === 'none' && duties[dutyId] === undefined)
    .map((finding): Duty => ({ dutyId: finding.dutyId, finding, state: 'none', stage: 0, filings: [] }));
  return [...Object.values(duties), ...ruledOut].flatMap((duty) => {
    const statute = statuteOf(policy, duty.dutyId);
    if (statute === undefined) return [];
    const may = mayNow(subject, duty, world, reader);
    return [{ ...dutyView(subject, { duty, statute }, timeline, policy, named), may }];
  });
}

/** The commands that make sense for this duty now, and that this person's posts allow for it. */
function mayNow(subject: Case, duty: Duty, world: World, reader: Person): CommandName[] {
  const { dutyId, draft } = duty;
  if (subject.state === 'closed') return [];
  const asked = (ask: Ask) => openTask(subject, ask, dutyId) !== undefined;
  const ownDraft = draft?.author === `person:${reader.id}`;
  const sense: [CommandName, boolean][] = [
    ['JudgeDuty', asked('judge') || mayBeTakenUp(duty)],
    ['WriteDraft', asked('draft')],
    ['ReturnDraft', asked('approve') && !ownDraft],
    ['ApproveDraft', asked('approve') && !ownDraft],
    ['RecordFiling', asked('file')],
  ];
  return sense
    .filter(
      ([command, sensible]) => sensible && hatFor(reader, command, { subject, world, dutyId }) !== undefined,
    )
    .map(([command]) => command);
}

function dutyView(
  subject: Case,
  { duty, statute }: { duty: Duty; statute: Statute },
  timeline: readonly TimelineEvent[],
  policy: Policy,
  named: NamePerson,
): Omit<DutyView, 'may'> {
  const { dutyId, finding, filings } = duty;
  return {
    dutyId,
    name: statute.name,
    bodyName: owing(policy, statute, finding.body),
    law: statute.law,
    addressee: statute.addressee,
    channel: statute.channel.words,
    force: statute.force,
    resultWords: resultWords(finding.result, statute.force),
    confirm: statute.confirm || statute.confidence === 'low',
    postsConfirm: statute.posts.source.confirm,
    state: duty.state,
    stageName: stageWords(statute, stageIdOf(duty)),
    stages: stagesView(statute, finding, filings),
    finding,
    derivation: subject.facts
      ? derivationLines(policy, finding, { sheet: subject.facts, at: subject.recordedAt })
      : [],
    questions: questionsOf(policy, duty),
    items: statute.items,
    notes: statute.notes,
    draft: draftView(subject, duty, timeline, policy, named),
    ...(duty.state === 'drafting' && returnedDraft(duty, timeline, named)),
    filings: filings.map(({ stage, ...filing }) => ({ stageName: stageWords(statute, stage), ...filing })),
    changedSince: duty.changedSince === true,
  };
}

const stagesView = (
  { stages }: Statute,
  { stages: found }: DutyFinding,
  filings: Duty['filings'],
): DutyView['stages'] =>
  stages.flatMap((stage) => {
    const days = found.find((candidate) => candidate.stage === stage.id);
    if (days === undefined) return [];
    return [
      {
        name: stage.name,
        words: daysWords(stage, days),
        aimDay: days.aimDay,
        limitDay: days.limitDay,
        others: days.others.map((other) => otherWords(stage, other)),
        confirm: stage.confirm || days.beyondTable,
        isDefault: stage.source.basis === 'default',
        filed: filings.some((filing) => filing.stage === stage.id),
      },
    ];
  });

/** After the last filing there is one question left. */
const questionsOf = (policy: Policy, duty: Duty): DutyView['questions'] =>
  duty.state === 'undecided' && isSupplement(duty)
    ? [
        {
          words: SUPPLEMENT_QUESTION,
          of: postName(policy, statuteOf(policy, duty.finding.statute)?.posts.drafts ?? ''),
        },
      ]
    : questionLines(policy, duty.finding);

function draftView(
  subject: Case,
  { dutyId, draft, finding }: Duty,
  timeline: readonly TimelineEvent[],
  policy: Policy,
  named: NamePerson,
): DutyView['draft'] {
  const filed = timeline.findLast((event) => is(event, 'report-filed') && event.body.dutyId === dutyId);
  // What was filed is done with: the next report begins with what is known by now.
  const written = timeline.findLast(
    (event) => is(event, 'draft-written') && event.body.dutyId === dutyId && event.seq > (filed?.seq ?? 0),
  );
  const text =
    written && is(written, 'draft-written') ? written.body.text : draftText(subject, dutyId, policy);
  const author = written && draft?.author.replace('person:', '');
  return {
    revision: written ? (draft?.revision ?? 0) : 0,
    text,
    ...(author && { author: named(author) }),
    outdated: written !== undefined && draft?.factsRevision !== finding.factsRevision,
  };
}

function returnedDraft(
  { dutyId, draft }: Duty,
  timeline: readonly TimelineEvent[],
  named: (id: string) => Named,
) {
  const event = timeline.findLast((it) => is(it, 'draft-returned') && it.body.dutyId === dutyId);
  if (event === undefined || !is(event, 'draft-returned') || event.body.revision !== draft?.revision)
    return {};
  return { returned: { reason: event.body.reason, by: named(event.actor.replace('person:', '')) } };
}
