import type { Policy } from '#/core/policy/policy.ts';
import type { Block } from '#/core/text/plan/document.ts';
import { heading } from '#/core/text/plan/lines.ts';
import { named } from '#/core/text/plan/names.ts';
import { sourcedList } from '#/core/text/plan/sourced.ts';

export function publication(policy: Policy): Block[] {
  const { criteria, exceptions, approves, order, periodic } = policy.profile.publication;
  return [
    heading(1, 'publication', '公表'),
    heading(2, 'publish', '公表するとき'),
    ...sourcedList(criteria),
    ...(exceptions.length > 0
      ? [heading(2, 'withhold', '公表しない、又は遅らせてよいとき'), ...sourcedList(exceptions)]
      : []),
    heading(2, 'publishing', '公表のしかた'),
    ...sourcedList([
      { words: `承認する人：${named(policy, approves.posts)}`, source: approves.source },
      { words: `知らせる順：${order.words.join('　→　')}`, source: order.source },
      periodic,
    ]),
  ];
}
