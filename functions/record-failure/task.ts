import * as z from 'zod';
import { type Carrier, carry } from '#/core/case/carry.ts';
import type { Case } from '#/core/case/case.ts';
import type { Decision } from '#/core/case/decision.ts';
import { executionName, growing, purposeOf } from '#/core/case/review.ts';
import { stepSchema } from '#/core/case/step.ts';
import { Fault } from '#/core/fault.ts';

export const input = stepSchema.extend({ error: z.string().max(200) });

/** How long the sweeper waits before it starts the next run, at first. */
const PAUSE_SECONDS = 60;

/** A machine stopped on an error: it is written down, an alarm sounds, and the case gets a new run after a while. */
export async function recordFailure(
  ports: Carrier,
  { caseId, run, execution, error }: z.infer<typeof input>,
): Promise<void> {
  ports.moment.alarm('WorkflowFailed');
  const next = run + 1;
  const errandSeconds = (before: Case) => growing(PAUSE_SECONDS, before);
  await carry(ports, { caseId, actor: 'step:record-failure', errandSeconds }, (subject): Decision => {
    if (subject.run !== run) throw new Fault('RunSuperseded');
    return {
      happenings: [
        { type: 'workflow-failed', body: { machine: purposeOf(execution, subject), error } },
        { type: 'run-raised', body: { run: next, why: 'failed' } },
      ],
      errands: [{ key: executionName({ caseId, run: next }, 'incident'), errand: 'start', run: next }],
    };
  });
}
