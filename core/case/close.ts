import { type Case, needsCharge, openTasks, unfinishedDuties } from '#/core/case/case.ts';
import { both, type Decision, say, tellPosts, type World } from '#/core/case/decision.ts';
import { reply } from '#/core/case/reporter.ts';
import { toMembers } from '#/core/case/wave.ts';
import { Fault } from '#/core/fault.ts';

/** The end of a case, for its reporter and for all that belong to it. */
export const closing = (subject: Case, summary: string): Decision =>
  both(
    say({ type: 'case-closed', body: { summary } }),
    reply(subject, 'closed', 'closed'),
    toMembers(subject, { order: 'close' }),
  );

export function closeCase(subject: Case, summary: string, world: World): Decision {
  const open = [
    ...unfinishedDuties(subject).map((duty) => `duty:${duty.dutyId}`),
    ...openTasks(subject).flatMap((task) =>
      task.ask === 'assess' || task.ask === 'decide-severity' ? task.ask : [],
    ),
    ...(needsCharge(subject) ? ['charge'] : []),
  ];
  if (open.length > 0) throw new Fault('WorkStillOpen', { open: open.join(' ') });
  const called = Object.values(subject.tasks).flatMap((task) => (task.person ? [task.post] : []));
  return both(
    closing(subject, summary),
    tellPosts(subject, world, ['contact-unit', ...called], 'case-closed', { step: 'closed' }),
  );
}
