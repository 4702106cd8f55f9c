import { type Case, openTasks, type Responding, type Task } from '#/core/case/case.ts';
import {
  both,
  type Decision,
  nothing,
  peopleOf,
  say,
  tell,
  tellPosts,
  type World,
} from '#/core/case/decision.ts';
import type { Call } from '#/core/case/events.ts';
import { isAway, type Person } from '#/core/escalation/network.ts';
import type { Escalation } from '#/core/policy/policy.ts';
import { addMinutes, type Instant } from '#/core/time.ts';

/** Whom a step calls, and the posts it found empty. */
interface Reach {
  calls: Call[];
  empty: { post: string; deputyFor?: string }[];
}

const nobody: Reach = { calls: [], empty: [] };

const all = (reaches: readonly Reach[]): Reach => ({
  calls: reaches.flatMap((reach) => reach.calls),
  empty: reaches.flatMap((reach) => reach.empty),
});

export const planOf = (subject: Responding, { policy }: World): Escalation | undefined =>
  policy.profile.escalations.find((plan) => plan.level === subject.severity && plan.calls.length > 0);

export interface Progress {
  over: boolean;
  /** There are calls left that did not fit into this transaction. */
  more?: boolean;
}

/** As many people as can be called in one transaction of 100 writes. */
const WAVE = 20;

/** The next calls of an escalation. It is over when somebody is in charge, or another level has replaced it. */
export function escalate(subject: Case, world: World, number: number): Decision & Progress {
  if (subject.state !== 'responding' || subject.levelNumber !== number) return { ...nothing, over: true };
  const plan = planOf(subject, world);
  if (plan === undefined) return { ...(subject.wakes ? policyLacks(subject, world) : nothing), over: true };
  // Being told and being in charge are two things: the first calls of a level go out even if somebody has charge.
  const over = subject.charge !== undefined;
  if (subject.escalation?.number !== number) return { ...begin(subject, world, plan), over };
  if (over || subject.escalation === undefined) return { ...nothing, over };
  const everybodyIsDue = subject.escalation.everybodyAt <= world.now;
  const silence = afterSilence(subject, world, plan, !everybodyIsDue);
  const called = everybodyIsDue
    ? everybody(subject, world, plan)
    : nextWave(subject, world, subject.escalation);
  return { ...both(silence, called), over, more: called.more };
}

/** Said once on the timeline and to the desk; from then on nothing waits for what cannot come. */
const policyLacks = (subject: Responding, world: World): Decision =>
  both(
    say({ type: 'policy-lacks', body: { level: subject.severity } }),
    tellPosts(subject, world, ['contact-unit'], 'policy-lacks', { step: `policy-${subject.seq}` }),
  );

function begin(subject: Responding, world: World, plan: Escalation): Decision {
  const everybodyAt = addMinutes(world.now, plan.everybodyMinutes);
  const { level } = plan;
  return both(
    say({ type: 'escalation-started', body: { level, number: subject.levelNumber, everybodyAt } }),
    send(subject, world, all(plan.calls.map((call) => callPost(subject, world, call)))),
  );
}

/** Calls a post. Where nobody holds it, or all who do are away, the deputy is called at once; the holder stays called. */
function callPost(subject: Responding, world: World, call: Escalation['calls'][number]): Reach {
  const people = peopleOf(subject, world, call.post);
  const due = addMinutes(world.now, call.answerMinutes);
  const absent = people.every((person) => isAway(person, world.now));
  const holders: Reach = {
    calls: people.map((person) => callOf(subject, person, call.post, due)),
    empty: people.length === 0 ? [{ post: call.post }] : [],
  };
  return absent ? all([holders, callDeputy(subject, world, call)]) : holders;
}

function callDeputy(
  subject: Responding,
  world: World,
  { post, deputy, answerMinutes }: Escalation['calls'][number],
): Reach {
  if (deputy === undefined) return nobody;
  const people = peopleOf(subject, world, deputy);
  const due = addMinutes(world.now, answerMinutes);
  return {
    calls: people.map((person) => ({ ...callOf(subject, person, deputy, due), deputyFor: post })),
    empty: people.length === 0 ? [{ post: deputy, deputyFor: post }] : [],
  };
}

const callId = (subject: Responding, person: Person): string => `call-${subject.levelNumber}-${person.id}`;

const callOf = (subject: Responding, person: Person, post: string, due: Instant): Call => ({
  taskId: callId(subject, person),
  person: person.id,
  post,
  due,
});

/** One call a person, whatever the number of posts held, and none to whom has been called for this level. */
function send(subject: Responding, world: World, { calls, empty }: Reach): Decision {
  const fresh = calls.filter(
    ({ taskId }, index) =>
      subject.tasks[taskId] === undefined && calls.findIndex((other) => other.taskId === taskId) === index,
  );
  const letters = (deputies: boolean) =>
    fresh
      .filter((call) => (call.deputyFor !== undefined) === deputies)
      .flatMap((call) => {
        const person = world.people.find((candidate) => candidate.id === call.person);
        return person ? [{ person, post: call.post, taskId: call.taskId }] : [];
      });
  const step = `call-${subject.levelNumber}`;
  return both(
    say(...empty.map((body) => ({ type: 'post-empty' as const, body }))),
    fresh.length === 0 ? nothing : say({ type: 'officers-called', body: { calls: fresh } }),
    tell(letters(false), 'officer-called', step),
    tell(letters(true), 'deputy-called', step),
  );
}

/** "No answer" is written down as such, with the attempt; it is not absence. */
function afterSilence(subject: Responding, world: World, plan: Escalation, withDeputies: boolean): Decision {
  const silent = openTasks(subject).filter((task) => task.ask === 'acknowledge' && task.due <= world.now);
  const waiting = plan.calls.filter(
    (call) =>
      silent.some((task) => task.post === call.post && !task.deputyFor && isOfLevel(subject, task)) &&
      !answered(subject, call.post),
  );
  return both(
    say(...silent.map((task) => ({ type: 'officer-unanswered' as const, body: unanswered(task) }))),
    // When everybody is called in the same breath, the deputy is among them.
    withDeputies
      ? send(subject, world, all(waiting.map((call) => callDeputy(subject, world, call))))
      : nothing,
  );
}

const unanswered = ({ taskId, person = '', post }: Task) => ({ taskId, person, post });

const isOfLevel = (subject: Responding, task: Task): boolean =>
  task.taskId.startsWith(`call-${subject.levelNumber}-`);

const answered = (subject: Responding, post: string): boolean =>
  Object.values(subject.tasks).some(
    (task) => isOfLevel(subject, task) && task.post === post && task.state === 'done',
  );

/** Nobody has taken charge in time: all posts at once, and a noise that does not depend on mail. Again after each such time. */
function everybody(subject: Responding, world: World, plan: Escalation): Decision & { more: boolean } {
  const round = (subject.escalation?.round ?? 0) + 1;
  const everybodyAt = addMinutes(world.now, plan.everybodyMinutes);
  const known = everyone(subject, world).filter(({ taskId }) => subject.tasks[taskId] !== undefined);
  const wave = nextWave(subject, world, { everybodyAt, round });
  return {
    ...both(
      say(
        { type: 'everybody-called', body: { round, everybodyAt } },
        { type: 'alarm-raised', body: { alarm: 'NobodyAnswered' } },
      ),
      tell(known, 'everybody-called', `everybody-${subject.levelNumber}-${round}`),
      wave,
    ),
    more: wave.more,
  };
}

function everyone(subject: Responding, world: World): { person: Person; post: string; taskId: string }[] {
  const reached = world.policy.profile.everybody.flatMap((post) =>
    peopleOf(subject, world, post).map((person) => ({ person, post, taskId: callId(subject, person) })),
  );
  return [...new Map(reached.map((called) => [called.taskId, called])).values()];
}

/** Those of everybody who have not been called yet, as many as fit; the machine comes back for the others at once. */
function nextWave(
  subject: Responding,
  world: World,
  { everybodyAt, round }: { everybodyAt: Instant; round: number },
): Decision & { more: boolean } {
  const uncalled =
    round === 0 ? [] : everyone(subject, world).filter(({ taskId }) => subject.tasks[taskId] === undefined);
  const wave = uncalled.slice(0, WAVE);
  const calls = wave.map(({ person, post }) => callOf(subject, person, post, everybodyAt));
  const decision = both(
    calls.length === 0 ? nothing : say({ type: 'officers-called', body: { calls } }),
    tell(wave, 'everybody-called', `everybody-${subject.levelNumber}-${round}`),
  );
  return { ...decision, more: uncalled.length > wave.length };
}
