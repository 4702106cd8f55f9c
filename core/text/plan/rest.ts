import { type Policy, postName } from '#/core/policy/policy.ts';
import {
  type Block,
  heading,
  line,
  list,
  said,
  sourced,
  sourcedList,
  sourcedTable,
} from '#/core/text/plan/document.ts';
import { REGIME_WORDS } from '#/core/text/plan/duties.ts';

export const measures = ({ profile }: Policy): Block[] => [
  heading(1, 'measures', '発生した事案への対応措置'),
  ...sourcedList(profile.plan.measures),
];

export const prevention = ({ profile }: Policy): Block[] => [
  heading(1, 'prevention', '再発防止措置'),
  ...sourcedList(profile.plan.prevention),
];

export function publication(policy: Policy): Block[] {
  const { criteria, exceptions, approves, order, periodic, source } = policy.profile.publication;
  return [
    heading(1, 'publication', '公表'),
    heading(2, 'publish', '公表するとき'),
    ...sourcedList(criteria),
    ...(exceptions.length > 0
      ? [heading(2, 'withhold', '公表しない、又は遅らせてよいとき'), ...sourcedList(exceptions)]
      : []),
    heading(2, 'publishing', '公表のしかた'),
    ...sourcedList([
      { words: `承認する人：${approves.map((post) => postName(policy, post)).join('、')}`, source },
      { words: `知らせる順：${order.join('　→　')}`, source },
      { words: periodic, source },
    ]),
  ];
}

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

export function scope({ profile }: Policy): Block[] {
  const { incident, bodies, reporters, zones, classes, handling } = profile;
  return [
    heading(1, 'scope', 'この計画の対象'),
    list([
      sourced(`情報セキュリティインシデントとは：${incident.words}`, incident.source),
      sourced(`報告する人：${reporters.who.join('、')}`, reporters.source),
      ...(reporters.others === undefined ? [] : [[line(reporters.others)]]),
    ]),
    heading(2, 'bodies', '実施機関'),
    ...sourcedTable({
      label: '実施機関',
      head: ['機関', '個人情報保護法での扱い'],
      widths: [28, 40, 32],
      rows: bodies.map(({ name, regime, source }) => ({
        cells: [[line(name)], [said(REGIME_WORDS[regime], source)]],
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
