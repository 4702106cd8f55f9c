import { type Case, isAnchored, stageOf, type Task } from '#/core/case/case.ts';
import type { CommandName } from '#/core/case/commands.ts';
import { OF_MEMBER } from '#/core/case/decide.ts';
import { isConcerned, suggestedFor, type World, workingLevel } from '#/core/case/decision.ts';
import { is, type TimelineEvent } from '#/core/case/events.ts';
import { hatFor } from '#/core/case/rights.ts';
import { mayBeQuick } from '#/core/case/settle.ts';
import { limitFor } from '#/core/case/tasks.ts';
import type { CaseView, DutyView, Named, RuleView, SuggestionView, TaskView } from '#/core/case/view.ts';
import { dutiesView } from '#/core/case/view-duty.ts';
import { factsView } from '#/core/case/view-facts.ts';
import { reportView } from '#/core/case/view-report.ts';
import { settlementView } from '#/core/case/view-settlement.ts';
import { mayLead } from '#/core/case/wave.ts';
import { type Person, postsOf } from '#/core/escalation/network.ts';
import { Fault } from '#/core/fault.ts';
import { kindOf, type Policy, postName, statuteOf } from '#/core/policy/policy.ts';
import type { Source } from '#/core/policy/source.ts';
import { actorWords, describeEvent, type Names } from '#/core/text/timeline.ts';
import { endOfDay } from '#/core/time.ts';

/** One case as a person may see it now. */
export function viewCase(
  subject: Case,
  timeline: readonly TimelineEvent[],
  world: World,
  reader: Person,
): CaseView {
  const { policy, people, now } = world;
  const named = (id: string): Named => ({ id, name: people.find((person) => person.id === id)?.name ?? id });
  const names: Names = { policy, person: (id) => named(id).name };
  const accepted = timeline.find((event) => is(event, 'report-accepted'));
  if (accepted === undefined || !is(accepted, 'report-accepted')) throw new Fault('CaseNotFound');
  const kind = kindOf(policy, subject.kind);
  const duties = dutiesView(subject, timeline, world, { named, reader });
  const section = policy.profile.sections.find((candidate) => candidate.id === subject.section);
  return {
    now,
    caseId: subject.caseId,
    state: subject.state,
    run: subject.run,
    kind: { id: kind.id, number: kind.number, name: kind.name },
    sectionName: section?.name ?? '',
    receivedAt: subject.receivedAt,
    report: accepted.body.report,
    reported: reportView(subject, accepted.body, timeline, names),
    told: subject.told,
    ...settlementView(subject, timeline, world, { reader, named }),
    ...(accepted.body.channel === 'mail' && { mail: accepted.body.mail }),
    supplements: timeline.flatMap((event) =>
      is(event, 'report-supplemented') ? [{ at: event.recordedAt, report: event.body.report }] : [],
    ),
    ...('assessment' in subject && { assessment: subject.assessment }),
    bodies: policy.profile.bodies.map(({ id, name }) => ({ id, name })),
    ...(subject.facts && { facts: factsView(subject.facts, timeline, policy, now) }),
    ...('severity' in subject && subject.severity !== undefined && { severity: subject.severity }),
    workingLevel: workingLevel(subject, policy),
    suggestion: suggestion(subject, world),
    danger: subject.danger === true,
    ...access(subject, world, reader, named),
    ...('charge' in subject &&
      subject.charge !== undefined && { charge: { ...named(subject.charge), at: subject.chargeAt ?? '' } }),
    ...(subject.state === 'responding' &&
      subject.escalation &&
      !subject.charge && { everybodyAt: subject.escalation.everybodyAt }),
    tasks: Object.values(subject.tasks).map((task) =>
      taskView(subject, ended(subject, task), timeline, world),
    ),
    duties,
    evidence: Object.values(subject.evidence).map(({ key: _key, versionId: _version, ...item }) => item),
    timeline: timeline.map((event) => ({
      seq: event.seq,
      occurredAt: event.occurredAt,
      recordedAt: event.recordedAt,
      actor: actorWords(event.actor, names),
      words: describeEvent(event, names),
      hash: event.hash,
    })),
    headHash: subject.headHash,
    anchored: subject.state === 'closed' && isAnchored(subject),
    may: mayNow(subject, world, reader, duties),
  };
}

const access = (
  subject: Case,
  world: World,
  reader: Person,
  named: (id: string) => Named,
): Pick<CaseView, 'restricted' | 'mayBeNamed'> => ({
  ...(subject.restricted && { restricted: { readers: (subject.readers ?? []).map(named) } }),
  ...(hatFor(reader, 'NameReaders', { subject, world }) && { mayBeNamed: nameable(subject, world) }),
});

const nameable = (subject: Case, { people, policy, now }: World): Named[] =>
  people
    .filter((person) => postsOf(person, now).length > 0 && !isConcerned(subject, person, now))
    .map((person) => ({
      id: person.id,
      name: `${person.name}（${postsOf(person, now)
        .map((post) => postName(policy, post))
        .join('、')}）`,
    }));

function suggestion(subject: Case, { policy }: World): SuggestionView {
  const { level, rules, missing, wouldRaise } = suggestedFor(subject, policy);
  const ruleViews = (ids: readonly string[]): RuleView[] =>
    policy.profile.severity
      .filter((rule) => ids.includes(rule.id))
      .map(({ id, words, source }) => ({ id, words, source }));
  return { level, rules: ruleViews(rules), missing, wouldRaise: ruleViews(wouldRaise) };
}

/** Where a day of the duty came before the time for the step, the day's source is that of the time. */
function dayOf(subject: Case, { dutyId, due }: Task, policy: Policy): Source | undefined {
  const duty = dutyId === undefined ? undefined : subject.duties[dutyId];
  if (duty === undefined) return undefined;
  const { stage, aimDay, limitDay } = stageOf(duty);
  return [aimDay, limitDay].map(endOfDay).includes(due)
    ? statuteOf(policy, dutyId)?.stages.find(({ id }) => id === stage)?.source
    : undefined;
}

/** Whose rule the time of a task is. */
const dueSource = (subject: Case, task: Task, policy: Policy): Source | undefined =>
  task.ask === 'acknowledge'
    ? policy.profile.escalations.find(({ level }) => 'severity' in subject && level === subject.severity)
        ?.source
    : (dayOf(subject, task, policy) ?? limitFor(subject, policy, task).source);

/** Closing a case ends what was still asked in it. */
const ended = (subject: Case, task: Task): Task =>
  subject.state === 'closed' && task.state === 'open' ? { ...task, state: 'dropped' } : task;

function taskView(
  subject: Case,
  task: Task,
  timeline: readonly TimelineEvent[],
  { policy, people }: World,
): TaskView {
  const person = people.find((candidate) => candidate.id === task.person);
  return {
    ...task,
    ...(task.person && howItWent(task.taskId, timeline)),
    postName: postName(policy, task.post),
    dueDefault: dueSource(subject, task, policy)?.basis === 'default',
    ...(person && { personName: person.name, telephone: person.telephone }),
    ...(task.deputyFor && { deputyForName: postName(policy, task.deputyFor) }),
  };
}

/** Whether the mail of a call left us, and whether it was answered. */
function howItWent(taskId: string, timeline: readonly TimelineEvent[]): Partial<TaskView> {
  const notices = timeline.flatMap((event) =>
    is(event, 'notices-queued')
      ? event.body.to.filter((to) => to.taskId === taskId).map((to) => to.noticeId)
      : [],
  );
  const sent = timeline.find((event) => is(event, 'notice-sent') && notices.includes(event.body.noticeId));
  const failed = timeline.some(
    (event) => is(event, 'notice-failed') && notices.includes(event.body.noticeId),
  );
  const answer = timeline.find((event) => is(event, 'officer-acknowledged') && event.body.taskId === taskId);
  return {
    ...(sent && { mailedAt: sent.recordedAt }),
    ...(failed && !sent && { mailFailed: true }),
    ...(answer &&
      is(answer, 'officer-acknowledged') && {
        answered: { at: answer.occurredAt, how: answer.body.reply.how },
      }),
  };
}

/** The commands that make sense now and that this person's posts allow. What is refused in the end, `decide` refuses. */
function mayNow(subject: Case, world: World, reader: Person, duties: readonly DutyView[]): CommandName[] {
  const may = (command: CommandName) => hatFor(reader, command, { subject, world }) !== undefined;
  if (subject.state === 'closed')
    return subject.unread && may('ReadFromReporter') ? ['ReadFromReporter'] : [];
  if (subject.joined)
    return OF_MEMBER.filter((command) => may(command) && (command !== 'ReadFromReporter' || subject.unread));
  // Whoever let the time pass may still answer: the holder stays called.
  const calls = Object.values(subject.tasks).filter(
    (task) => task.ask === 'acknowledge' && (task.state === 'open' || task.state === 'unanswered'),
  );
  const called = calls.some((task) => task.person === reader.id);
  const free = subject.state === 'responding' && subject.charge === undefined;
  const another = subject.settlement !== undefined && subject.settlement.by !== `person:${reader.id}`;
  const sense: [CommandName, boolean][] = [
    ['WriteToReporter', true],
    ['ReadFromReporter', subject.unread === true],
    ['ProposeSettlement', mayBeQuick(subject)],
    ['ConfirmSettlement', another],
    ['ReturnSettlement', another],
    ['AssessReport', subject.state === 'reported' || subject.state === 'set-aside'],
    ['RecordFacts', subject.state !== 'reported'],
    ['DecideSeverity', subject.state === 'assessed' || subject.state === 'responding'],
    ['Acknowledge', called],
    ['AcknowledgeByTelephone', calls.length > 0],
    ['TakeCharge', free],
    ['NameReaders', true],
    ['JoinCases', mayLead(subject)],
    ['CloseCase', subject.state === 'responding' || subject.state === 'set-aside'],
  ];
  return [
    ...sense.filter(([command, sensible]) => sensible && may(command)).map(([command]) => command),
    ...duties.flatMap(({ may }) => may),
  ];
}
