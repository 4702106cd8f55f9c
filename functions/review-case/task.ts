import { type Carrier, carry } from '#/core/case/carry.ts';
import { demandRun, type Outlook, outlookOnCase, reviewCase as review } from '#/core/case/review.ts';
import { type Step, stepSchema } from '#/core/case/step.ts';

export const input = stepSchema;

/** Looks at the case and does what it needs now: asks, reminds, goes further up. Says how long the machine may wait. */
export async function reviewCase(ports: Carrier, { caseId, run }: Step): Promise<Outlook> {
  const { subject, world } = await carry(ports, { caseId, actor: 'step:review-case' }, (before, now) => {
    demandRun(before, run);
    return review(before, now);
  });
  return outlookOnCase(subject, world);
}
