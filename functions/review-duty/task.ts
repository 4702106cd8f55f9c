import { type Carrier, carry } from '#/core/case/carry.ts';
import {
  demandRun,
  type Outlook,
  outlookOnDuty,
  purposeOf,
  reviewDuty as review,
} from '#/core/case/review.ts';
import { type Step, stepSchema } from '#/core/case/step.ts';

export const input = stepSchema;

/** Asks for the next step of one outside report: the judgement, the draft, its approval by another person, the filing. */
export async function reviewDuty(ports: Carrier, { caseId, run, execution }: Step): Promise<Outlook> {
  const { subject, world, decision } = await carry(
    ports,
    { caseId, actor: 'step:review-duty' },
    (before, now) => {
      demandRun(before, run);
      return review(before, now, purposeOf(execution, before));
    },
  );
  return outlookOnDuty(subject, world, decision.over, purposeOf(execution, subject));
}
