import { type Carrier, carry } from '#/core/case/carry.ts';
import { both } from '#/core/case/decision.ts';
import { kinOf } from '#/core/case/kin.ts';
import { demandRun, type Outlook, outlookOnCase, reviewCase as review } from '#/core/case/review.ts';
import { type Step, stepSchema } from '#/core/case/step.ts';
import { compare } from '#/core/case/wave.ts';

export const input = stepSchema;

/** Looks at the case and does what it needs now: compares, asks, reminds, goes further up. Says how long the machine may wait. */
export async function reviewCase(ports: Carrier, { caseId, run }: Step): Promise<Outlook> {
  const { subject, world } = await carry(
    ports,
    { caseId, actor: 'step:review-case' },
    async (before, now) => {
      demandRun(before, run);
      const { decision, oneMore } = compare(before, now, await kinOf(ports.cases, before));
      return both(decision, review(before, now, oneMore));
    },
  );
  return outlookOnCase(subject, world);
}
