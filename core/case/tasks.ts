import { type Case, openTasks, stageOf, type Task } from '#/core/case/case.ts';
import {
  both,
  type Decision,
  emptyPosts,
  inStead,
  nothing,
  say,
  taskIdOf,
  tellPosts,
  type World,
  workingLevel,
} from '#/core/case/decision.ts';
import type { Ask } from '#/core/case/events.ts';
import { isCalm } from '#/core/case/notices.ts';
import { isOfficeHour, nextOfficeTime } from '#/core/duty/calendar.ts';
import { type Policy, statuteOf } from '#/core/policy/policy.ts';
import type { Source } from '#/core/policy/source.ts';
import { addMinutes, earliest, endOfDay, type Instant } from '#/core/time.ts';

/** How long each thing may take in this case, and whose rule that is. */
export function limitFor(
  subject: Case,
  policy: Policy,
  { ask, dutyId }: Pick<Task, 'ask' | 'dutyId'>,
): { minutes: number; source: Source } {
  const statute = statuteOf(policy, dutyId);
  const duty = dutyId === undefined ? undefined : subject.duties[dutyId];
  const stage = statute?.stages[Math.min(duty?.stage ?? 0, statute.stages.length - 1)];
  if (stage && (ask === 'judge' || ask === 'draft' || ask === 'approve' || ask === 'file'))
    return { minutes: stage.stepMinutes[ask], source: stage.stepMinutes.source };
  const { limits } = policy.profile;
  const limit =
    ask === 'assess' || ask === 'settle' ? limits.assess : ask === 'close' ? limits.close : limits.severity;
  return { minutes: limit[workingLevel(subject, policy)], source: limit.source };
}

/**
 * When something is due: after its time, but for a duty no later than the law's aim, or its limit, while they lie
 * ahead; in a case that wakes nobody not while the offices are closed, but by the end of the next day they are open.
 */
function dueOf(subject: Case, world: World, ask: Ask, dutyId: string | undefined): Instant {
  const due = addMinutes(
    world.now,
    limitFor(subject, world.policy, { ask, ...(dutyId && { dutyId }) }).minutes,
  );
  const { calendar, profile } = world.policy;
  if (dutyId === undefined && isCalm(subject, world.policy) && !isOfficeHour(calendar, profile.office, due))
    return nextOfficeTime(calendar, profile.office.closes, due);
  const duty = dutyId === undefined ? undefined : subject.duties[dutyId];
  const days = duty ? [stageOf(duty).aimDay, stageOf(duty).limitDay].map(endOfDay) : [];
  return earliest([due, ...days.filter((day) => day > world.now).slice(0, 1)]) ?? due;
}

/** Asks a post, or any of several, for something, and tells everybody who may do it. */
export function openFor(
  subject: Case,
  world: World,
  ask: Ask,
  posts: readonly string[],
  about: { dutyId?: string; text?: 'task-opened' | 'report-arrived'; except?: string; quiet?: true } = {},
): Decision {
  const { dutyId, except, text = 'task-opened', quiet } = about;
  const [post = '', ...also] = [...new Set(posts.map((asked) => inStead(subject, world, asked)))];
  const taskId = taskIdOf(ask, subject, dutyId);
  const due = dueOf(subject, world, ask, dutyId);
  const whose = { post, ...(also.length > 0 && { also }), ...(except && { except }) };
  return both(
    say({ type: 'task-opened', body: { taskId, ask, due, ...whose, ...(dutyId && { dutyId }) } }),
    emptyPosts(subject, world, [post, ...also], except),
    quiet
      ? nothing
      : tellPosts(subject, world, [post, ...also], text, {
          step: `${taskId}-0`,
          taskId,
          ...(except && { except }),
        }),
  );
}

/** No time limit ends in silence: remind, then one post further up each time, then everybody and an alarm, again and again. */
export function chase(subject: Case, world: World, which: (task: Task) => boolean, putOff = false): Decision {
  return both(
    nothing,
    ...openTasks(subject)
      .filter((task) => which(task) && task.due <= world.now)
      .map((task) => (putOff ? wait(subject, world, task) : chaseOne(subject, world, task))),
  );
}

/** While another case is chased for the same thing, this one waits its time once more. */
const wait = (subject: Case, world: World, { taskId, ask, dutyId, round }: Task): Decision =>
  say({ type: 'task-reminded', body: { taskId, round, due: dueOf(subject, world, ask, dutyId) } });

function chaseOne(subject: Case, world: World, task: Task): Decision {
  const { raise, everybody } = world.policy.profile;
  const { taskId } = task;
  const round = task.round + 1;
  const due = dueOf(subject, world, task.ask, task.dutyId);
  const asked = [task.post, ...(task.also ?? [])];
  const about = { step: `${taskId}-${round}`, taskId, ...(task.except && { except: task.except }) };
  if (round === 1) {
    return both(
      say({ type: 'task-reminded', body: { taskId, round, due } }),
      tellPosts(subject, world, asked, 'task-late', about),
    );
  }
  const post = raise[round - 2];
  if (post !== undefined) {
    return both(
      say({ type: 'task-raised', body: { taskId, round, post, due } }),
      emptyPosts(subject, world, [post]),
      tellPosts(subject, world, [...asked, post], 'task-raised', about),
    );
  }
  return both(
    say(
      { type: 'task-raised', body: { taskId, round, post: 'everybody', due } },
      { type: 'alarm-raised', body: { alarm: 'NobodyAnswered' } },
    ),
    tellPosts(subject, world, [...asked, ...everybody], 'task-raised', about),
  );
}
