import { type Policy, postName } from '#/core/policy/policy.ts';
import type { Profile } from '#/core/policy/profile.ts';
import { type Block, from, heading, line, list, said, sourced } from '#/core/text/plan/document.ts';
import { REGIME_WORDS } from '#/core/text/plan/duties.ts';

const sourcedList = (lines: Profile['plan']['measures']): Block =>
  list(lines.map(({ words, source }) => sourced(words, source)));

export const measures = ({ profile }: Policy): Block[] => [
  heading(1, 'measures', '発生した事案への対応措置'),
  sourcedList(profile.plan.measures),
];

export const prevention = ({ profile }: Policy): Block[] => [
  heading(1, 'prevention', '再発防止措置'),
  sourcedList(profile.plan.prevention),
];

export function publication(policy: Policy): Block[] {
  const { criteria, exceptions, approves, order, periodic, source } = policy.profile.publication;
  return [
    heading(1, 'publication', '公表'),
    heading(2, 'publish', '公表するとき'),
    sourcedList(criteria),
    ...(exceptions.length > 0
      ? [heading(2, 'withhold', '公表しない、又は遅らせてよいとき'), sourcedList(exceptions)]
      : []),
    heading(2, 'publishing', '公表のしかた'),
    list([
      [said(`承認する人：${approves.map((post) => postName(policy, post)).join('、')}`, source)],
      [said(`知らせる順：${order.join('　→　')}`, source)],
      [said(periodic, source)],
      [from(source)],
    ]),
  ];
}

export function records({ profile, calendar }: Policy): Block[] {
  return [
    heading(1, 'retention', '記録の保存'),
    {
      block: 'table',
      label: '記録の保存',
      head: ['記録', '期間', '根拠'],
      widths: [40, 20, 40],
      rows: profile.retention.map(({ what, period, source }) => [
        [line(what)],
        [said(period, source)],
        [from(source)],
      ]),
    },
    heading(1, 'laws', '関係する法令・規程'),
    list([
      ...profile.laws.map(({ name, source }) => sourced(name, source)),
      [line(`休日の表：${calendar.source}`)],
    ]),
  ];
}

export function scope({ profile }: Policy): Block[] {
  const { incident, bodies, reporters, zones, classes } = profile;
  return [
    heading(1, 'scope', 'この計画の対象'),
    list([
      sourced(`情報セキュリティインシデントとは：${incident.words}`, incident.source),
      sourced(`報告する人：${reporters.who.join('、')}`, reporters.source),
      ...(reporters.others === undefined ? [] : [[line(reporters.others)]]),
    ]),
    heading(2, 'bodies', '実施機関'),
    {
      block: 'table',
      label: '実施機関',
      head: ['機関', '個人情報保護法での扱い', '根拠'],
      widths: [28, 40, 32],
      rows: bodies.map(({ name, regime, source }) => [
        [line(name)],
        [said(REGIME_WORDS[regime], source)],
        [from(source)],
      ]),
    },
    heading(2, 'zones', 'ネットワークと情報の区分'),
    {
      block: 'table',
      label: 'ネットワークと情報の区分',
      head: ['区分', '内容', '根拠'],
      widths: [24, 48, 28],
      rows: [...zones, ...classes].map(({ name, words, source }) => [
        [line(name, 'strong')],
        [said(words, source)],
        [from(source)],
      ]),
    },
  ];
}
