import type { Policy } from '#/core/policy/policy.ts';
import type { Stage, Statute } from '#/core/policy/statute.ts';
import type { Block } from '#/core/text/plan/document.ts';
import { heading, line, paragraph, said } from '#/core/text/plan/lines.ts';
import { sourcedList } from '#/core/text/plan/sourced.ts';
import { CONFIDENCE, FORCE, stageMarks, statuteBlocks, statuteId } from '#/core/text/plan/statutes.ts';

/** What binds most strongly stands first, and of that what is surest. */
export const ordered = ({ statutes }: Policy): Statute[] => {
  const forces = Object.keys(FORCE);
  const sure = Object.keys(CONFIDENCE);
  return [...statutes].sort(
    (one, other) =>
      forces.indexOf(one.force) - forces.indexOf(other.force) ||
      sure.indexOf(one.confidence) - sure.indexOf(other.confidence),
  );
};

function termOf({ name, deadline }: Stage): string {
  if (deadline.rule === 'yardstick')
    return `${name} 目安${deadline.aimDay === deadline.limitDay ? '' : `${deadline.aimDay}〜`}${deadline.limitDay}日目`;
  const { days, longer } = deadline;
  return `${name} ${days}日以内${longer === undefined ? '' : `（${longer.item}は${longer.days}日以内）`}`;
}

const overview = (statutes: readonly Statute[]): Block => ({
  block: 'table',
  label: '外部への報告の一覧',
  head: ['報告', '相手', '期限', '根拠の強さ'],
  widths: [34, 24, 26, 16],
  rows: statutes.map((statute) => [
    [{ ...said(statute.name, statute), to: statuteId(statute) }],
    [line(statute.addressee)],
    statute.stages.map((stage) => said(termOf(stage), stageMarks(stage))),
    [line(FORCE[statute.force])],
  ]),
});

export function items(policy: Policy): Block[] {
  return [heading(1, 'items', '報告する事項'), ...sourcedList(policy.profile.plan.report)];
}

export function duties(policy: Policy): Block[] {
  return [
    heading(1, 'duties', '外部への報告', true),
    paragraph(
      '義務があるかどうかは、分かっている事実から、実施機関ごとに決まります。分からないことがあって決まらないものは「要判断」とし、下に名前のある役職が判断するまで残します。',
    ),
    overview(ordered(policy)),
    ...ordered(policy).flatMap((statute) => statuteBlocks(policy, statute)),
  ];
}
