import * as z from 'zod';
import type { Carrier } from '#/core/case/carry.ts';
import { demandRun, purposeOf } from '#/core/case/review.ts';
import { stepSchema } from '#/core/case/step.ts';
import { Fault } from '#/core/fault.ts';
import type { Machines } from '#/core/ports.ts';

export const input = stepSchema.extend({ token: z.string(), stirred: z.int() });

/** Keeps the token that wakes the machine. If somebody acted since the machine last looked, it is woken at once. */
export async function awaitPerson(
  { cases, machines }: Carrier & { machines: Machines },
  { caseId, run, execution, token, stirred }: z.infer<typeof input>,
): Promise<void> {
  const before = await cases.load(caseId);
  if (before === undefined) throw new Fault('CaseNotFound');
  demandRun(before, run);
  await cases.keepToken(caseId, purposeOf(execution, before), token);
  // Read again after the token is kept: an act before that saw no token, an act after it finds one.
  const after = await cases.load(caseId);
  if (after?.stirred !== stirred || after.run !== run) await machines.wake(token);
}
