import { type Carrier, carry } from '#/core/case/carry.ts';
import {
  demandRun,
  type Outlook,
  outlookOnEscalation,
  purposeOf,
  reviewEscalation as review,
} from '#/core/case/review.ts';
import { type Step, stepSchema } from '#/core/case/step.ts';

export const input = stepSchema;

/** Calls whoever must be called next: the posts, the deputy of one who is silent, everybody. */
export async function reviewEscalation(ports: Carrier, { caseId, run, execution }: Step): Promise<Outlook> {
  const { subject, world, decision } = await carry(
    ports,
    { caseId, actor: 'step:review-escalation' },
    (before, now) => {
      demandRun(before, run);
      return review(before, now, purposeOf(execution, before));
    },
  );
  return outlookOnEscalation(subject, world, decision);
}
