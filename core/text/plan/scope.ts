import type { Policy } from '#/core/policy/policy.ts';
import type { Block } from '#/core/text/plan/document.ts';
import { heading, line, list, said, small, sourced } from '#/core/text/plan/lines.ts';
import { REGIME_WORDS } from '#/core/text/plan/names.ts';
import { sourcedList, sourcedTable } from '#/core/text/plan/sourced.ts';

export function scope({ profile }: Policy): Block[] {
  const { incident, bodies, reporters, anonymous, zones, classes, handling } = profile;
  return [
    heading(1, 'scope', 'この計画の対象'),
    list([
      sourced(`情報セキュリティインシデントとは：${incident.words}`, incident.source),
      sourced(`報告する人：${reporters.who.join('、')}`, reporters.source),
      ...(reporters.others === undefined ? [] : [[line(reporters.others)]]),
      sourced(`名前を出さない報告：${anonymous.allowed ? '受ける' : '受けない'}`, anonymous.source),
    ]),
    heading(2, 'bodies', '実施機関'),
    ...sourcedTable({
      label: '実施機関',
      head: ['機関', '個人情報保護法での扱い'],
      widths: [28, 40, 32],
      rows: bodies.map(({ name, regime, note, source }) => ({
        cells: [
          [line(name)],
          [said(REGIME_WORDS[regime], source), ...(note === undefined ? [] : [small(note)])],
        ],
        source,
      })),
    }),
    heading(2, 'zones', 'ネットワークと情報の区分'),
    ...sourcedTable({
      label: 'ネットワークと情報の区分',
      head: ['区分', '内容'],
      widths: [24, 48, 28],
      rows: [...zones, ...classes].map(({ name, words, source }) => ({
        cells: [[line(name, 'strong')], [said(words, source)]],
        source,
      })),
    }),
    heading(2, 'handling', '情報の取扱いの制限'),
    ...sourcedList(handling),
  ];
}
