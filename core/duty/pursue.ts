import { type Case, type Duty, openTask, stageOf } from '#/core/case/case.ts';
import { both, type Decision, nothing, say, tellPosts, type World } from '#/core/case/decision.ts';
import { chase, openFor } from '#/core/case/tasks.ts';
import { questionsAsked } from '#/core/duty/questions.ts';
import { isSupplement } from '#/core/duty/state.ts';
import { statuteOf } from '#/core/policy/policy.ts';
import type { Statute } from '#/core/policy/statute.ts';
import { endOfDay } from '#/core/time.ts';

/** Which task each state of a duty needs, and whose it is. */
const STEP = {
  undecided: { ask: 'judge', of: (statute: Statute, duty: Duty) => judgesOf(statute, duty) },
  drafting: { ask: 'draft', of: (statute: Statute) => [statute.posts.drafts] },
  approving: { ask: 'approve', of: (statute: Statute) => statute.posts.approves },
  filing: { ask: 'file', of: (statute: Statute) => [statute.posts.files] },
} as const;

/** The posts that the open questions name; whoever drafts it where only facts are missing. */
function judgesOf(statute: Statute, duty: Duty): string[] {
  // Whether a filed report is supplemented is for those who wrote it.
  if (isSupplement(duty)) return [statute.posts.drafts];
  const { finding } = duty;
  const named = questionsAsked(statute, finding).map(({ of }) => of);
  return [...new Set(named.length > 0 ? named : [statute.posts.drafts])];
}

const stepOf = (duty: Duty) =>
  STEP[duty.state as keyof typeof STEP] as (typeof STEP)[keyof typeof STEP] | undefined;

/** Follows one duty to its end: whatever its state asks of somebody is asked, and asked again. */
export function pursue(
  subject: Case,
  world: World,
  dutyId: string,
  revision: number,
): Decision & { over: boolean } {
  const duty = subject.duties[dutyId];
  const statute = statuteOf(world.policy, dutyId);
  const step = duty && stepOf(duty);
  const replaced = duty?.finding.factsRevision !== revision;
  if (subject.state === 'closed' || step === undefined || replaced) return { ...nothing, over: true };
  if (statute === undefined) return { ...policyLacks(subject, world, dutyId), over: true };
  const late = dayPassed(subject, world, duty, statute);
  if (openTask(subject, step.ask, dutyId)) {
    return {
      ...both(
        late,
        chase(subject, world, (task) => task.dutyId === dutyId),
      ),
      over: false,
    };
  }
  // The approver must be another person than the author, so the author is not asked.
  const except = step.ask === 'approve' ? duty.draft?.author : undefined;
  return {
    ...both(
      late,
      openFor(subject, world, step.ask, step.of(statute, duty), { dutyId, ...(except && { except }) }),
    ),
    over: false,
  };
}

/** A day of the law has gone by: whoever has to do with the report, and the desk, are told; at the last day an alarm sounds too. */
function dayPassed(subject: Case, world: World, duty: Duty, statute: Statute): Decision {
  const { posts } = statute;
  const { dutyId, finding, passed } = duty;
  const { stage, aimDay, limitDay } = stageOf(duty);
  const overLimit = passed !== 'limit' && endOfDay(limitDay) < world.now;
  const overAim = passed === undefined && endOfDay(aimDay) < world.now;
  if (!overLimit && !overAim) return nothing;
  const day = overLimit ? 'limit' : 'aim';
  return both(
    say({ type: 'duty-day-passed', body: { dutyId, stage, day } }),
    overLimit && isOfLaw(statute, stage)
      ? say({ type: 'alarm-raised', body: { alarm: 'DutyLate' } })
      : nothing,
    tellPosts(
      subject,
      world,
      [posts.drafts, ...posts.approves, posts.files, 'contact-unit'],
      'duty-day-passed',
      {
        step: `day-${dutyId}-${stage}-${finding.factsRevision}-${day}`,
      },
    ),
  );
}

/** An alarm is for a day that the law sets, not for one that the product chose. */
const isOfLaw = ({ force, stages }: Statute, stage: string): boolean =>
  force === 'law' && stages.some(({ id, source }) => id === stage && source.basis === 'law');

/** Said once on the timeline and to the desk; from then on nothing waits for what cannot come. */
const policyLacks = (subject: Case, world: World, dutyId: string): Decision =>
  both(
    say({ type: 'policy-lacks', body: { dutyId } }),
    tellPosts(subject, world, ['contact-unit'], 'policy-lacks', { step: `policy-${subject.seq}` }),
  );
