import { holders } from '#/core/escalation/network.ts';
import { type Policy, postName } from '#/core/policy/policy.ts';
import type { Block } from '#/core/text/plan/document.ts';
import { heading, line, paragraph } from '#/core/text/plan/lines.ts';
import type { Network } from '#/core/text/plan/posts.ts';

/** Whom to call, one after the other: whom the highest level calls with those who act for them, then everybody. */
function called({ profile }: Policy): string[] {
  const highest = [...profile.escalations].sort((one, other) => other.level - one.level)[0];
  const calls = highest?.calls.flatMap(({ post, deputy }) => (deputy ? [post, deputy] : [post])) ?? [];
  return [...new Set(['contact-unit', ...calls, ...profile.everybody])];
}

export function callList(policy: Policy, { people, at }: Network): Block[] {
  const posts = called(policy);
  return [
    heading(1, 'call-list', '電話の記録', true),
    paragraph(
      '上から順に電話します。つながらなければ、「不在」ではなく「応答なし」と時刻を書いて、次へ進みます。了知した時刻は、電話をかけた人が書きます。',
    ),
    {
      block: 'table',
      label: '電話の記録',
      head: ['役職', '氏名・電話', 'かけた時刻と結果', '了知した時刻', 'かけた人'],
      widths: [28, 24, 22, 14, 12],
      heights: posts.map(() => 3),
      rows: posts.map((post) => [
        [line(postName(policy, post), 'strong')],
        holders(people, post, at).map(({ name, telephone }) => line(`${name}　${telephone}`)),
        [],
        [],
        [],
      ]),
    },
  ];
}
