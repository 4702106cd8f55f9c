import type { Policy } from '#/core/policy/policy.ts';
import type { Block } from '#/core/text/plan/document.ts';
import { heading, line, paragraph, said } from '#/core/text/plan/lines.ts';
import { levelWords, named } from '#/core/text/plan/names.ts';
import { sourcedList, sourcedTable } from '#/core/text/plan/sourced.ts';

export function decisions(policy: Policy): Block[] {
  const { profile } = policy;
  return [
    heading(1, 'decisions', 'だれが決めるか'),
    ...sourcedTable({
      label: 'だれが決めるか',
      head: ['ことがら', '決める人'],
      widths: [30, 42, 28],
      rows: profile.decisions.map(({ matter, decides, source }) => ({
        cells: [[line(matter, 'strong')], [said(decides, source)]],
        source,
      })),
    }),
    heading(2, 'lowering', 'レベルを下げてよい人'),
    paragraph('システムがレベルを下げることはありません。下げるときは、人が理由を付けて下げます。'),
    ...sourcedList(
      ([4, 3, 2, 1] as const).map((level) => ({
        words: `${levelWords(level)}から：${named(policy, profile.lowering[level])}`,
        source: profile.lowering.source,
      })),
    ),
  ];
}
