import { type Case, type Duty, unfinishedDuties } from '#/core/case/case.ts';
import { closing } from '#/core/case/close.ts';
import type { CommandOf } from '#/core/case/commands.ts';
import {
  both,
  type Decision,
  peopleOf,
  say,
  suggestedFor,
  tell,
  type World,
  wakes,
} from '#/core/case/decision.ts';
import type { Happening } from '#/core/case/events.ts';
import { learn } from '#/core/case/learn.ts';
import type { Learned } from '#/core/case/record-facts.ts';
import { openFor } from '#/core/case/tasks.ts';
import { dutyAfter } from '#/core/duty/state.ts';
import type { Person } from '#/core/escalation/network.ts';
import { Fault } from '#/core/fault.ts';
import type { Suggestion } from '#/core/severity/suggest.ts';

/** Where a case may still be settled the quick way: nobody has begun to respond to it. */
export const mayBeQuick = ({ state, restricted }: Case): boolean =>
  restricted === undefined && (state === 'reported' || state === 'assessed' || state === 'set-aside');

/** What these facts would make of the case, before anybody has recorded them. */
export interface Prospect {
  suggested: Suggestion;
  duties: Duty[];
  /** The duties that somebody would have to work on. */
  open: Duty[];
  learned: Decision;
}

export function foresee(subject: Case, facts: Learned, world: World, by: Person): Prospect {
  const learned = learn(subject, facts, world, by);
  const after = learned.happenings.reduce(imagine, subject);
  return {
    suggested: suggestedFor({ ...after, recordedAt: world.now }, world.policy),
    duties: Object.values(after.duties),
    open: unfinishedDuties(after),
    learned,
  };
}

function imagine(subject: Case, { type, body }: Happening): Case {
  if (type === 'facts-recorded') return { ...subject, facts: body.facts, kind: body.facts.kind };
  if (type !== 'duties-derived') return subject;
  const duties = body.findings.map((finding) => [
    finding.dutyId,
    dutyAfter(subject.duties[finding.dutyId], finding),
  ]);
  return { ...subject, duties: { ...subject.duties, ...Object.fromEntries(duties) } };
}

/** Nobody outside must hear of it, and nobody inside need be called for it. */
export const isSmall = ({ suggested, open }: Prospect, world: World): boolean =>
  open.length === 0 && suggested.level <= 1 && !wakes(world, suggested.level);

type Proposed = Pick<CommandOf<'ProposeSettlement'>, 'incident' | 'violation' | 'level' | 'facts'>;

function demandQuick(subject: Case, proposed: Proposed, world: World, by: Person): Prospect {
  const { incident, violation, level } = proposed;
  if (!mayBeQuick(subject)) throw new Fault('NotQuick', { state: subject.state });
  if (
    subject.state === 'assessed' &&
    (subject.assessment.incident !== incident || subject.assessment.violation !== violation)
  )
    throw new Fault('WrongState', { state: subject.state });
  const prospect = foresee(subject, proposed.facts, world, by);
  if (prospect.open.length > 0)
    throw new Fault('DutyLeft', { duties: prospect.open.map(({ dutyId }) => dutyId).join(' ') });
  if (prospect.suggested.level > level || wakes(world, level))
    throw new Fault('NotQuick', { level: String(prospect.suggested.level) });
  return prospect;
}

/** Asks another person of the desk to confirm, or whoever leads where there is none. */
export function proposeSettlement(
  subject: Case,
  { incident, violation, reason, facts, level, summary }: CommandOf<'ProposeSettlement'>,
  world: World,
  by: Person,
): Decision {
  demandQuick(subject, { incident, violation, level, facts }, world, by);
  const others = peopleOf(subject, world, 'contact-unit').some(({ id }) => id !== by.id);
  const posts = ['contact-unit', ...(others ? [] : world.policy.profile.raise.slice(0, 1))];
  return both(
    say({ type: 'settlement-proposed', body: { incident, violation, reason, facts, level, summary } }),
    openFor(subject, world, 'settle', posts, { except: `person:${by.id}` }),
  );
}

function demandProposal(subject: Case, seq: number, by: Person): NonNullable<Case['settlement']> {
  const { settlement } = subject;
  if (settlement?.seq !== seq) throw new Fault('SettlementOutdated');
  if (settlement.by === `person:${by.id}`) throw new Fault('SamePerson');
  return settlement;
}

/** From the judgement to the closing in one step, with the events of the long way. */
export function confirmSettlement(
  subject: Case,
  { seq }: CommandOf<'ConfirmSettlement'>,
  world: World,
  by: Person,
): Decision {
  const proposal = demandProposal(subject, seq, by);
  const { incident, violation, reason, level, summary } = proposal;
  const { suggested, learned } = demandQuick(subject, proposal, world, by);
  const assessed: Happening = { type: 'report-assessed', body: { incident, violation, reason } };
  const decided: Happening = {
    type: 'severity-decided',
    body: { level, suggested, reason, wakes: false },
  };
  return both(
    say(
      { type: 'settlement-confirmed', body: { proposed: seq } },
      ...(subject.state === 'assessed' ? [] : [assessed]),
    ),
    learned,
    say(...(incident || violation ? [decided] : [])),
    closing(subject, summary),
  );
}

export function returnSettlement(
  subject: Case,
  { seq, reason }: CommandOf<'ReturnSettlement'>,
  world: World,
  by: Person,
): Decision {
  const { by: author } = demandProposal(subject, seq, by);
  const authors = world.people.filter(({ id }) => `person:${id}` === author);
  return both(
    say({ type: 'settlement-returned', body: { proposed: seq, reason } }),
    tell(
      authors.map((person) => ({ person, post: 'contact-unit' })),
      'settlement-returned',
      `returned-${seq}`,
    ),
  );
}
