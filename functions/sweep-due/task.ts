import * as z from 'zod';
import { type Carrier, carry, forEachCase, runErrands } from '#/core/case/carry.ts';
import { type Decision, nothing } from '#/core/case/decision.ts';
import { executionName, growing } from '#/core/case/review.ts';
import { RUN_KEY, watched } from '#/core/case/rows.ts';
import type { Machines } from '#/core/ports.ts';
import { addSeconds, type Instant } from '#/core/time.ts';

export const input = z.object({ schedule: z.string() });

type Ports = Carrier & { machines: Machines };

/** A machine acts within seconds of a time limit. One this late has stopped. */
const LATE_SECONDS = 120;
/** How long a new run has to catch up before it is thought dead too, at first. */
const PATIENCE_SECONDS = 300;

/** The second clock: does what was left undone, and starts a new run of a case whose machine missed a time limit. */
export async function sweepDue(ports: Ports): Promise<{ errands: number; runs: number }> {
  const { cases, moment } = ports;
  const now = moment.now();
  const due = await cases.due(now);
  const casesWith = (what: 'errand' | 'task') =>
    due.filter((item) => item.what === what).map((item) => item.caseId);
  let errands = 0;
  let runs = 0;
  await forEachCase(moment, casesWith('errand'), async (caseId) => {
    const late = (await cases.errands(caseId)).filter(
      ({ errand, dueAt: at }) => (errand === 'start' || errand === 'wake') && at <= now,
    );
    await runErrands(ports, caseId, late);
    errands += late.length;
  });
  await forEachCase(moment, casesWith('task'), async (caseId) => {
    runs += await restartIfStopped(ports, caseId, now);
  });
  return { errands, runs };
}

async function restartIfStopped(ports: Ports, caseId: string, now: Instant): Promise<number> {
  const late = addSeconds(now, -LATE_SECONDS);
  const { decision } = await carry(ports, { caseId, actor: 'step:sweep-due' }, (subject): Decision => {
    const missed = watched(subject).filter((item) => item.due <= late);
    const patient = addSeconds(subject.runSince, growing(PATIENCE_SECONDS, subject));
    if (missed.length === 0 || now < patient) return nothing;
    const why = missed.every(({ key }) => key === RUN_KEY) ? 'renewed' : 'overdue';
    const run = subject.run + 1;
    return {
      happenings: [{ type: 'run-raised', body: { run, why } }],
      errands: [{ key: executionName({ caseId, run }, 'incident'), errand: 'start', run }],
    };
  });
  return decision.happenings.length;
}
