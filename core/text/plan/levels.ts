import type { Policy } from '#/core/policy/policy.ts';
import { LEVELS } from '#/core/policy/source.ts';
import type { Block } from '#/core/text/plan/document.ts';
import { heading, line, paragraph, said } from '#/core/text/plan/lines.ts';
import { levelWords } from '#/core/text/plan/names.ts';
import { sourcedTable } from '#/core/text/plan/sourced.ts';

export function levels({ profile }: Policy): Block[] {
  const matrix = [...profile.severity].sort((one, other) => other.level - one.level);
  return [
    heading(1, 'levels', '深刻度（レベル）', true),
    paragraph(
      '当てはまる行のうち、いちばん高いレベルとします。法令の報告義務は、レベルではなく、事実だけで決まります。',
    ),
    ...sourcedTable({
      label: 'レベルの名前',
      head: ['レベル', '名前'],
      widths: [16, 34, 50],
      rows: LEVELS.map((level) => {
        const { name, source } = profile.levels[level];
        return { cells: [[line(levelWords(level), 'strong')], [said(name, source)]], source };
      }),
    }),
    heading(2, 'matrix', 'レベルを決める表'),
    ...sourcedTable({
      label: 'レベルを決める表',
      head: ['レベル', '記号', 'こういう事実があるとき'],
      widths: [12, 8, 48, 32],
      rows: matrix.map(({ id, level, words, source }) => ({
        cells: [[line(levelWords(level), 'strong')], [line(id)], [said(words, source)]],
        source,
      })),
    }),
  ];
}
