import { holders, type Person } from '#/core/escalation/network.ts';
import { type Policy, postName } from '#/core/policy/policy.ts';
import type { Post } from '#/core/policy/profile.ts';
import type { Lines } from '#/core/text/plan/document.ts';
import { from, line, said, small } from '#/core/text/plan/lines.ts';
import type { Instant } from '#/core/time.ts';

/** The people of an installation, whom only its own copy of the plan names. */
export interface Network {
  people: readonly Person[];
  at: Instant;
}

const EACH: Record<NonNullable<Post['each']>, string> = {
  section: '課ごと',
  bureau: '局ごと',
  system: '情報システムごと',
};

function holderRows(policy: Policy, network: Network, id: string, own: Lines, place: Lines): Lines[][] {
  const held = holders(network.people, id, network.at);
  if (held.length === 0) return [[own, place, [], []]];
  const sectionOf = (person: Person): string =>
    policy.profile.sections.find((section) => section.id === person.section)?.name ?? '';
  return held.map((person, index) => [
    index === 0 ? own : [line('〃')],
    index === 0 ? place : [line('〃')],
    [line(person.name), ...(policy.profile.posts[id]?.each ? [small(sectionOf(person))] : [])],
    [line(person.telephone)],
  ]);
}

export function postRows(policy: Policy, network: Network): Lines[][] {
  return Object.entries(policy.profile.posts).flatMap(
    ([id, { name, holder, actsFor, each, note, source }]) => {
      const notes = [
        actsFor && `${postName(policy, actsFor)}の${policy.profile.actingWord.word}`,
        each && EACH[each],
        note,
      ].filter((words) => words !== undefined);
      const own = [said(name, source, 'strong'), ...notes.map(small)];
      return holderRows(policy, network, id, own, [line(holder ?? '－'), from(source)]);
    },
  );
}
