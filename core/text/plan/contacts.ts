import { type Policy, postName } from '#/core/policy/policy.ts';
import type { Block } from '#/core/text/plan/document.ts';
import { from, heading, line, list, paragraph, said, sourced } from '#/core/text/plan/lines.ts';
import { named } from '#/core/text/plan/names.ts';
import { type Network, postRows } from '#/core/text/plan/posts.ts';
import { sourcedList } from '#/core/text/plan/sourced.ts';

const ROUTE: Record<Policy['profile']['prefecture']['route'], string> = {
  'by-prefecture': '経由して国へ報告する',
  'own-route': '経由せずに国へ報告する',
};

/** Nobody has one number for them. */
const MANY = /本人$|^住民$/;

function outside({ profile, statutes }: Policy): Block[] {
  const { prefecture } = profile;
  const addressees = [...new Set(statutes.map(({ addressee }) => addressee))].filter((to) => !MANY.test(to));
  return [
    heading(2, 'outside', '外部の連絡先'),
    list([sourced(`都道府県：${prefecture.name}（${ROUTE[prefecture.route]}）`, prefecture.source)]),
    paragraph('番号は、夜間・休日のものまで書き込んでください。'),
    {
      block: 'table',
      label: '外部の連絡先',
      head: ['相手', '電話（開庁時間）', '電話（夜間・休日）'],
      widths: [44, 28, 28],
      rows: addressees.map((addressee) => [[line(addressee)], [], []]),
      heights: addressees.map(() => 1.5),
    },
  ];
}

export function contacts(policy: Policy, network: Network): Block[] {
  const { contactUnit, succession, committee, actingWord, mail, office } = policy.profile;
  return [
    heading(1, 'contacts', '関係者の連絡先', true),
    heading(2, 'contact-unit', postName(policy, 'contact-unit')),
    {
      block: 'notice',
      lines: [
        said(`${contactUnit.name}　${contactUnit.telephone}`, contactUnit.source, 'large'),
        from(contactUnit.source),
      ],
    },
    list([
      sourced(
        `開庁時間：${office.opens}から${office.closes}まで。閉庁日：${office.closed.join('、')}`,
        office.source,
      ),
      sourced(`職員のメールとして扱うドメイン：${mail.ownDomains.join('、')}`, mail.source),
    ]),
    heading(2, 'posts', '役職と担当'),
    {
      block: 'table',
      label: '役職と担当',
      head: ['役職', '担当と根拠', '氏名', '電話'],
      widths: [30, 36, 16, 18],
      rows: postRows(policy, network),
    },
    heading(2, 'succession', `${actingWord.word}の順序`),
    ...sourcedList(
      succession.map(({ of, next, source }) => ({
        words: `${postName(policy, of)}　→　${next.join('　→　')}`,
        source,
      })),
    ),
    list([sourced(`この計画では、代わって行うことを「${actingWord.word}」と呼ぶ`, actingWord.source)]),
    heading(2, 'committee', committee.name),
    list([
      sourced(`決めること：${committee.decides}`, committee.source),
      [line(`委員長：${postName(policy, committee.chair)}`)],
      [line(`委員：${named(policy, committee.members)}`)],
      [line(`事務局：${postName(policy, committee.secretariat)}`)],
    ]),
    ...outside(policy),
  ];
}
