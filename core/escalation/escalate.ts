import { type Case, openCalls, type Responding, type Task } from '#/core/case/case.ts';
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
import { isAway, type Person, postsOf } from '#/core/escalation/network.ts';
import type { Escalation } from '#/core/policy/profile.ts';
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
  if (subject.escalation?.number !== number) return { ...begin(subject, world, plan), over: false };
  const { round, reached, everybodyAt } = subject.escalation;
  const silent = openCalls(subject).filter((task) => task.due <= world.now);
  if (silent.length > 0)
    return { ...afterSilence(subject, world, plan, silent.slice(0, WAVE)), over: false, more: true };
  // Being told and being in charge are two things: the posts of the plan are still followed, but nobody else is called.
  if (subject.charge !== undefined) return { ...nothing, over: openCalls(subject).length === 0 };
  if (everybodyAt <= world.now) return { ...everybody(subject, world, plan, round + 1), over: false };
  const unfinished = reached > 0 && reached < everyone(subject, world).length;
  return { ...(unfinished ? wave(subject, world, { round, reached, everybodyAt }) : nothing), over: false };
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
    tell(inCharge(subject, world), 'level-changed', `level-${subject.levelNumber}`),
  );
}

const inCharge = (subject: Responding, world: World) =>
  world.people
    .filter(({ id }) => id === subject.charge)
    .map((person) => ({ person, post: postsOf(person, world.now)[0] ?? '' }));

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
    ({ taskId, person }, index) =>
      // Whoever is in charge already is told, not asked.
      person !== subject.charge &&
      subject.tasks[taskId] === undefined &&
      calls.findIndex((other) => other.taskId === taskId) === index,
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

/** "No answer" is written down as such, with the attempt; it is not absence. The deputies of silent posts are called. */
function afterSilence(
  subject: Responding,
  world: World,
  plan: Escalation,
  silent: readonly Task[],
): Decision {
  const waiting = plan.calls.filter(
    (call) =>
      silent.some((task) => task.post === call.post && !task.deputyFor) && !answered(subject, call.post),
  );
  const calls = silent.map(({ taskId, person = '', post }) => ({ taskId, person, post }));
  return both(
    say({ type: 'officers-unanswered', body: { calls } }),
    send(subject, world, all(waiting.map((call) => callDeputy(subject, world, call)))),
  );
}

const isOfLevel = (subject: Responding, task: Task): boolean =>
  task.taskId.startsWith(`call-${subject.levelNumber}-`);

const answered = (subject: Responding, post: string): boolean =>
  Object.values(subject.tasks).some(
    (task) => isOfLevel(subject, task) && task.post === post && task.state === 'done',
  );

/** Nobody has taken charge in time: all posts, and a noise that does not depend on mail. Again after each such time. */
function everybody(
  subject: Responding,
  world: World,
  plan: Escalation,
  round: number,
): Decision & { more: boolean } {
  const everybodyAt = addMinutes(world.now, plan.everybodyMinutes);
  const first = wave(subject, world, { round, reached: 0, everybodyAt });
  const alarm = say({ type: 'alarm-raised', body: { alarm: 'NobodyAnswered' } });
  return { ...both(alarm, first), more: first.more };
}

function everyone(subject: Responding, world: World): { person: Person; post: string; taskId: string }[] {
  const reached = world.policy.profile.everybody.flatMap((post) =>
    peopleOf(subject, world, post).map((person) => ({ person, post, taskId: callId(subject, person) })),
  );
  return [...new Map(reached.map((called) => [called.taskId, called])).values()];
}

/** The next of everybody in this round, as many as fit; the machine comes back for the others at once. */
function wave(
  subject: Responding,
  world: World,
  { round, reached, everybodyAt }: { round: number; reached: number; everybodyAt: Instant },
): Decision & { more: boolean } {
  const people = everyone(subject, world);
  const next = people.slice(reached, reached + WAVE);
  const calls = next
    .filter(({ taskId }) => subject.tasks[taskId] === undefined)
    .map(({ person, post }) => callOf(subject, person, post, everybodyAt));
  const decision = both(
    say({ type: 'everybody-called', body: { round, everybodyAt, reached: reached + next.length } }),
    calls.length === 0 ? nothing : say({ type: 'officers-called', body: { calls } }),
    tell(next, 'everybody-called', `everybody-${subject.levelNumber}-${round}`),
  );
  return { ...decision, more: people.length > reached + next.length };
}
