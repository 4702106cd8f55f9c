import { expect } from 'vitest';
import { factsOf } from '#/test/acceptance/deciding.ts';
import type { Operator } from '#/test/acceptance/operator.ts';
import { report } from '#/test/acceptance/reporting.ts';
import type { Town } from '#/test/acceptance/town.ts';
import { expectSigned } from '#/test/acceptance/whole-case.ts';

/** Executions that stop: the sweeper starts the next run, and what was done before is not done twice. */
export async function losses(town: Town, operator: Operator): Promise<void> {
  const { caseId } = await report(town);
  await operator.stop('incident', `${caseId}-incident-1`);
  await town.minutes(125);
  expect((await town.view('desk-1', caseId)).run).toBe(2);
  expect(await town.happened(caseId)).toContain('task-reminded');

  const nothing = { incident: false, violation: false, reason: '控えのあて先' };
  await town.command('desk-1', caseId, 'AssessReport', { ...nothing, facts: factsOf(town, 0) });
  await operator.stop('incident', `${caseId}-incident-2`);
  await town.command('desk-1', caseId, 'CloseCase', { summary: '漏えいはなかった。' });
  await town.minutes(1);
  await signTwice(town, operator, caseId);
}

/** The step that signs dies after the signed end is locked away, and comes again. */
async function signTwice(town: Town, operator: Operator, caseId: string): Promise<void> {
  const rows = await operator.rows(caseId);
  const step = { caseId, run: 2, execution: `${caseId}-incident-2` };
  await town.running.invoke('anchor-timeline', step);
  await expectSigned(town, caseId);
  await operator.restore(caseId, rows);
  expect((await town.view('desk-1', caseId)).anchored).toBe(false);
  await town.running.invoke('anchor-timeline', step);
  await expectSigned(town, caseId);
}

/** A machine started by hand for a case that does not exist says that it failed. */
export async function strayExecutions(operator: Operator): Promise<void> {
  for (const machine of ['incident', 'escalation', 'external-report'] as const)
    expect(await operator.start(machine, { caseId: '20260101-00000', run: 1 })).toBe('WorkflowFailed');
}
