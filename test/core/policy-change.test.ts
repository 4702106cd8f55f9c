import { expect, test } from 'vitest';
import type { Policy } from '#/core/policy/policy.ts';
import { counted } from '#/test/core/stage.ts';
import type { City } from '#/test/simulation/city.ts';
import { assessed, facts } from '#/test/simulation/days.ts';
import { wakayama } from '#/test/simulation/policy.ts';

/** A release with another policy while cases are open. */
const release = (city: City, change: Partial<Policy>) => {
  city.ports.policy = { ...wakayama, ...change };
};

test('R31 a level that the new policy has no calls for does not start the case anew for ever', async () => {
  const { city, caseId } = await assessed();
  await city.command('desk-1', { command: 'DecideSeverity', caseId, level: 3, reason: '判断' });
  release(city, { profile: { ...wakayama.profile, escalations: [] } });
  await city.pass(180);
  expect((await city.cases.load(caseId))?.run).toBeLessThanOrEqual(3);
});

test('R31 a duty whose statute the new policy no longer has does not start the case anew for ever', async () => {
  const { city, caseId } = await assessed();
  await city.command('desk-1', { command: 'DecideSeverity', caseId, level: 1, reason: '判断' });
  release(city, { statutes: [] });
  await city.command('desk-1', { command: 'RecordFacts', caseId, facts: { ...facts, facts: counted(200) } });
  await city.pass(720);
  expect((await city.cases.load(caseId))?.run).toBeLessThanOrEqual(3);
});
