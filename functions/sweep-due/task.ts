import * as z from 'zod';
import { type Carrier, carry, runErrands } from '#/core/case/carry.ts';
import { type Decision, nothing } from '#/core/case/decision.ts';
import { executionName } from '#/core/case/review.ts';
import { watched } from '#/core/case/rows.ts';
import type { Machines } from '#/core/ports.ts';
import { addSeconds } from '#/core/time.ts';

export const input = z.object({ schedule: z.string() });

/** A machine acts within seconds of a time limit. One this late has stopped. */
const LATE_SECONDS = 120;
/** How long a new run has to catch up before it is thought dead too. */
const PATIENCE_SECONDS = 300;

/** The second clock: does what was left undone, and starts a new run of a case whose machine missed a time limit. */
export async function sweepDue(
  ports: Carrier & { machines: Machines },
): Promise<{ errands: number; runs: number }> {
  const { cases, moment } = ports;
  const now = moment.now();
  const due = await cases.due(now);
  const withErrands = new Set(due.filter((item) => item.what === 'errand').map((item) => item.caseId));
  let errands = 0;
  for (const caseId of withErrands) {
    const late = (await cases.errands(caseId)).filter(
      (errand) => errand.errand !== 'mail' && errand.dueAt <= now,
    );
    await runErrands(ports, caseId, late);
    errands += late.length;
  }
  const overdue = new Set(due.filter((item) => item.what === 'task').map((item) => item.caseId));
  const late = addSeconds(now, -LATE_SECONDS);
  const patient = addSeconds(now, -PATIENCE_SECONDS);
  let runs = 0;
  for (const caseId of overdue) {
    const { decision } = await carry(ports, { caseId, actor: 'step:sweep-due' }, (subject): Decision => {
      const stopped = subject.runSince <= patient && watched(subject).some((item) => item.due <= late);
      if (!stopped) return nothing;
      const run = subject.run + 1;
      return {
        happenings: [{ type: 'run-raised', body: { run, why: 'overdue' } }],
        errands: [{ key: executionName({ caseId, run }, 'incident'), errand: 'start', run }],
      };
    });
    runs += decision.happenings.length;
  }
  return { errands, runs };
}
