import type { DutyFinding, StageFinding } from '#/core/duty/derive.ts';
import type { Verdict } from '#/core/policy/condition.ts';
import type { Day } from '#/core/time.ts';

/** What new facts did to a duty. Nothing of it ever happens silently. */
export type DutyChange =
  | { dutyId: string; change: 'item'; item: string; verdict: Verdict }
  | { dutyId: string; change: 'draft-set-aside' }
  | { dutyId: string; change: 'opened' | 'became-due' | 'became-open' | 'superseded' }
  | { dutyId: string; change: 'lengthened' | 'shortened'; stage: string; from: Day; to: Day };

/** Every difference between what was derived before and what is derived now. */
export const compareDuties = (
  before: readonly DutyFinding[],
  after: readonly DutyFinding[],
): DutyChange[] => [
  ...after.flatMap((finding) =>
    compareOne(
      before.find(({ dutyId }) => dutyId === finding.dutyId),
      finding,
    ),
  ),
  ...before
    .filter((known) => known.result !== 'none' && !after.some(({ dutyId }) => dutyId === known.dutyId))
    .map(({ dutyId }): DutyChange => ({ dutyId, change: 'superseded' })),
];

function compareOne(before: DutyFinding | undefined, after: DutyFinding): DutyChange[] {
  const { dutyId, result } = after;
  const known = before?.result ?? 'none';
  if (result === 'none') return known === 'none' ? [] : [{ dutyId, change: 'superseded' }];
  if (before === undefined || known === 'none') return [{ dutyId, change: 'opened' }];
  const changed: DutyChange[] =
    known === result
      ? itemChanges(before, after)
      : [{ dutyId, change: result === 'due' ? 'became-due' : 'became-open' }];
  return [...changed, ...after.stages.flatMap((stage) => compareDays(dutyId, before.stages, stage))];
}

/** Another item of the law that now holds, or no longer does, is told although the result is the same. */
const itemChanges = (before: DutyFinding, after: DutyFinding): DutyChange[] =>
  after.items
    .filter(({ item, verdict }) =>
      before.items.some((known) => known.item === item && known.verdict !== verdict),
    )
    .map(({ item, verdict }) => ({ dutyId: after.dutyId, change: 'item', item, verdict }));

function compareDays(dutyId: string, before: readonly StageFinding[], after: StageFinding): DutyChange[] {
  const { stage, limitDay: to } = after;
  const from = before.find((known) => known.stage === stage)?.limitDay;
  if (from === undefined || from === to) return [];
  return [{ dutyId, change: from < to ? 'lengthened' : 'shortened', stage, from, to }];
}
