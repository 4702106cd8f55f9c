import type { Happening } from '#/core/case/events.ts';
import type { Facts } from '#/core/case/facts.ts';
import { deriveDuties } from '#/core/duty/derive.ts';
import { pursue } from '#/core/duty/pursue.ts';
import { SAMPLES } from '#/test/core/samples.ts';
import { assessed, DUTY, follow, type Grown, grow, later, sheetOf, worldAt } from '#/test/core/stage.ts';
import { wakayama } from '#/test/simulation/policy.ts';

export const known = (revision: number, facts: Facts = {}): Happening[] => {
  const sheet = sheetOf(facts);
  const findings = deriveDuties(wakayama, sheet, { at: later(0), factsRevision: revision });
  return [
    { type: 'facts-recorded', body: { ...SAMPLES['facts-recorded'], revision, facts: sheet } },
    { type: 'duties-derived', body: { findings, none: [], changes: [] } },
  ];
};
export const filing = (more: object = {}) => ({
  type: 'report-filed' as const,
  body: { ...SAMPLES['report-filed'], filedAt: later(0), ...more },
});
export const withDuty = async (facts: Facts = {}) => grow(await assessed(), known(1, facts));
export const pursued = (grown: Grown, world = worldAt(), revision = 1) =>
  pursue(grown.subject, world, DUTY, revision);
export const drafted = async (): Promise<Grown> => {
  const start = await withDuty();
  return grow(
    await follow(start, pursued(start)),
    [{ type: 'draft-written', body: { dutyId: DUTY, revision: 1, text: '案' } }],
    { actor: 'person:privacy' },
  );
};
