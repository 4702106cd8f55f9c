import { type Case, openTasks, type Responding, type Task } from '#/core/case/case.ts';
import { both, type Decision, nothing, peopleOf, say, tell, type World } from '#/core/case/decision.ts';
import type { Happening } from '#/core/case/events.ts';
import { isAway, type Person } from '#/core/escalation/network.ts';
import type { Escalation } from '#/core/policy/policy.ts';
import { addMinutes } from '#/core/time.ts';

type Call = Escalation['calls'][number];

/** The next calls of an escalation. It is over when somebody has taken charge, or a higher level has replaced it. */
export function escalate(subject: Case, world: World, level: number): Decision & { over: boolean } {
  const plan = world.policy.profile.escalations.find((candidate) => candidate.level === level);
  const concerned =
    subject.state === 'responding' && subject.charge === undefined && subject.severity === level;
  if (!concerned || plan === undefined || plan.calls.length === 0) return { ...nothing, over: true };
  if (subject.escalation?.level !== level) return { ...begin(subject, world, plan), over: false };
  return { ...both(afterSilence(subject, world, plan), everybody(subject, world, plan)), over: false };
}

const begin = (subject: Responding, world: World, plan: Escalation): Decision =>
  both(
    say({
      type: 'escalation-started',
      body: { level: plan.level, everybodyAt: addMinutes(world.now, plan.everybodyMinutes) },
    }),
    ...plan.calls.map((call) => callPost(subject, world, plan, call)),
  );

/** Calls a post. Where nobody holds it, or all who do are away, the deputy is called at once; the holder stays called. */
function callPost(subject: Responding, world: World, plan: Escalation, call: Call): Decision {
  const people = peopleOf(subject, world, call.post);
  const absent = people.every((person) => isAway(person, world.now));
  return both(
    people.length === 0 ? say({ type: 'post-empty', body: { post: call.post } }) : nothing,
    callPeople(subject, world, plan, people, call),
    absent ? callDeputy(subject, world, plan, call) : nothing,
  );
}

function callDeputy(subject: Responding, world: World, plan: Escalation, call: Call): Decision {
  if (call.deputy === undefined) return nothing;
  const people = peopleOf(subject, world, call.deputy);
  if (people.length === 0)
    return say({ type: 'post-empty', body: { post: call.deputy, deputyFor: call.post } });
  return callPeople(subject, world, plan, people, { ...call, post: call.deputy }, call.post);
}

function callPeople(
  subject: Responding,
  world: World,
  plan: Escalation,
  people: readonly Person[],
  call: Call,
  deputyFor?: string,
): Decision {
  const due = addMinutes(world.now, call.answerMinutes);
  const calls = people
    .map((person) => ({ person, taskId: `call-${plan.level}-${person.id}` }))
    .filter(({ taskId }) => subject.tasks[taskId] === undefined);
  return both(
    say(
      ...calls.map(
        ({ person, taskId }): Happening => ({
          type: 'officer-called',
          body: { taskId, person: person.id, post: call.post, due, ...(deputyFor && { deputyFor }) },
        }),
      ),
    ),
    tell(
      calls.map((called) => ({ ...called, post: call.post })),
      deputyFor ? 'deputy-called' : 'officer-called',
      `call-${plan.level}`,
    ),
  );
}

/** "No answer" is written down as such, with the attempt; it is not absence. */
function afterSilence(subject: Responding, world: World, plan: Escalation): Decision {
  const silent = openTasks(subject).filter((task) => task.ask === 'acknowledge' && task.due <= world.now);
  const waiting = plan.calls.filter((call) =>
    silent.some((task) => task.post === call.post && !task.deputyFor),
  );
  return both(
    say(...silent.map((task) => ({ type: 'officer-unanswered' as const, body: unanswered(task) }))),
    ...waiting
      .filter((call) => !answered(subject, call.post))
      .map((call) => callDeputy(subject, world, plan, call)),
  );
}

const unanswered = (task: Task) => ({ taskId: task.taskId, person: task.person ?? '', post: task.post });

const answered = (subject: Case, post: string): boolean =>
  Object.values(subject.tasks).some(
    (task) => task.ask === 'acknowledge' && task.post === post && task.state === 'done',
  );

/** Nobody has taken charge in time: all posts at once, and a noise that does not depend on mail. Again after each such time. */
function everybody(subject: Responding, world: World, plan: Escalation): Decision {
  if (subject.escalation === undefined || subject.escalation.everybodyAt > world.now) return nothing;
  const round = subject.escalation.round + 1;
  const everybodyAt = addMinutes(world.now, plan.everybodyMinutes);
  const people = world.policy.profile.everybody.flatMap((post) =>
    peopleOf(subject, world, post).map((person) => ({
      person,
      post,
      taskId: `call-${plan.level}-${person.id}`,
    })),
  );
  const once = [...new Map(people.map((called) => [called.person.id, called])).values()];
  const uncalled = once.filter(({ taskId }) => subject.tasks[taskId] === undefined);
  return both(
    say(
      { type: 'everybody-called', body: { round, everybodyAt } },
      { type: 'alarm-raised', body: { alarm: 'NobodyAnswered' } },
      ...uncalled.map(
        ({ person, post, taskId }): Happening => ({
          type: 'officer-called',
          body: { taskId, person: person.id, post, due: everybodyAt },
        }),
      ),
    ),
    tell(once, 'everybody-called', `everybody-${plan.level}-${round}`),
  );
}
