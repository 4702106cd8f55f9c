import type { Policy } from '#/core/policy/policy.ts';
import type { Block } from '#/core/text/plan/document.ts';
import { heading, line, list, said, sourced } from '#/core/text/plan/lines.ts';
import { sourcedTable } from '#/core/text/plan/sourced.ts';

export function records({ profile, calendar }: Policy): Block[] {
  return [
    heading(1, 'retention', '記録の保存'),
    ...sourcedTable({
      label: '記録の保存',
      head: ['記録', '期間'],
      widths: [40, 20, 40],
      rows: profile.retention.map(({ what, period, source }) => ({
        cells: [[line(what)], [said(period, source)]],
        source,
      })),
    }),
    heading(1, 'laws', '関係する法令・規程'),
    list([
      ...profile.laws.map(({ name, source }) => sourced(name, source)),
      [line(`休日の表：${calendar.source}`)],
    ]),
  ];
}
