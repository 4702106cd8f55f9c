import { type Condition, leavesOf } from '#/core/policy/condition.ts';
import type { Found, Path } from '#/core/policy/issues.ts';
import type { Kind } from '#/core/policy/kind.ts';
import { meantBy } from '#/core/policy/misspelt.ts';
import type { Policy } from '#/core/policy/policy.ts';
import type { Calendar } from '#/core/policy/statute.ts';

const twice = (names: readonly string[]): string[] =>
  names.filter((name, index) => names.indexOf(name) !== index);

/** Posts that the rules themselves speak of. A municipality gives them its own names, not other ids. */
export const NEEDED = [
  'contact-unit',
  'section-manager',
  'executive-officer',
  'deputy-executive-officer',
  'chief-officer',
  'deputy-chief-officer',
];

type At<T> = { path: Path; value: T };
const each = <T>(path: Path, values: readonly T[]): At<T>[] =>
  values.map((value, index) => ({ path: [...path, index], value }));

/** What the rules come from besides themselves: the common kinds, the product's posts, and the name of the file. */
export interface Origin {
  common: readonly Kind[];
  posts: readonly string[];
  stem: string;
}

/** What no schema sees: names that point at nothing, that nothing points at, and names given twice. */
export function mistakesInProfile({ profile, kinds, groups }: Policy, origin: Origin): Found[] {
  const { common } = origin;
  const posts: At<string | undefined>[] = [
    ...Object.entries(profile.posts).map(([id, { actsFor }]) => ({
      path: ['posts', id, 'actsFor'],
      value: actsFor,
    })),
    ...profile.escalations.flatMap(({ calls }, row) =>
      calls.flatMap(({ post, deputy }, index) => [
        { path: ['escalations', row, 'calls', index, 'post'], value: post },
        { path: ['escalations', row, 'calls', index, 'deputy'], value: deputy },
      ]),
    ),
    ...profile.reporting.flatMap(({ by, to }, index) => [
      ...each(['reporting', index, 'by'], by),
      ...each(['reporting', index, 'to'], to),
    ]),
    ...profile.tellings.flatMap((row, index) => each(['tellings', index, 'posts'], row.posts)),
    ...profile.decisions.flatMap((row, index) => each(['decisions', index, 'posts'], row.posts)),
    ...profile.succession.map(({ of }, index) => ({ path: ['succession', index, 'of'], value: of })),
    ...([1, 2, 3, 4] as const).flatMap((level) => each(['lowering', level], profile.lowering[level])),
    ...profile.instead.flatMap(({ of, posts: next }, row) => [
      { path: ['instead', row, 'of'], value: of },
      ...each(['instead', row, 'posts'], next),
    ]),
    ...each(['raise'], profile.raise),
    ...each(['everybody'], profile.everybody),
    ...each(['committee', 'members'], profile.committee.members),
    { path: ['committee', 'chair'], value: profile.committee.chair },
    { path: ['committee', 'secretariat'], value: profile.committee.secretariat },
    ...each(['publication', 'approves', 'posts'], profile.publication.approves.posts),
  ];
  // A rule may go on speaking of a kind that this municipality does without.
  const known = [...common, ...kinds].map(({ id }) => id);
  // The last kind is the unknown one, which every municipality needs.
  const removable = common.slice(0, -1).map(({ id }) => id);
  return [
    ...NEEDED.filter((post) => profile.posts[post] === undefined).map(
      (about): Found => ({ path: ['posts'], code: 'missing', about }),
    ),
    ...(profile.id === origin.stem ? [] : [{ path: ['id'], code: 'file-name' as const, about: origin.stem }]),
    ...strangePosts(profile.posts, posts),
    ...misspelt(
      Object.keys(profile.posts),
      [...posts, ...actors(kinds)].map(({ value }) => value),
      origin.posts,
    ),
    ...profile.severity.flatMap(({ when }, index) => strangeKinds(known, when, ['severity', index, 'when'])),
    ...profile.publication.criteria.flatMap(({ when }, index) =>
      strangeKinds(known, when, ['publication', 'criteria', index, 'when']),
    ),
    ...unsafe(profile),
    ...twice(profile.severity.map(({ id }) => id)).map(
      (about): Found => ({ path: ['severity'], code: 'twice', about }),
    ),
    ...twice(profile.escalations.map(({ level }) => String(level))).map(
      (about): Found => ({ path: ['escalations'], code: 'twice', about }),
    ),
    ...twice(profile.bodies.map(({ id }) => id)).map(
      (about): Found => ({ path: ['bodies'], code: 'twice', about }),
    ),
    ...each(['kinds', 'remove'], profile.kinds.remove)
      .filter(({ value }) => !removable.includes(value))
      .map(({ path }): Found => ({ path, code: 'choice', about: removable.join(' | ') })),
    ...Object.keys(profile.kinds.reword)
      .filter((id) => !known.includes(id))
      .map((about): Found => ({ path: ['kinds', 'reword', about], code: 'no-kind', about })),
    ...profile.kinds.add
      .filter(({ group }) => groups.every(({ id }) => id !== group))
      .map(({ group }): Found => ({ path: ['kinds', 'add'], code: 'no-group', about: group })),
  ];
}

/** What would leave somebody uncalled: levels that wake nobody, nobody for the last call, a level nobody may lower. */
const unsafe = ({ escalations, everybody, lowering, sections }: Policy['profile']): Found[] => [
  ...([3, 4] as const)
    .filter((level) => !escalations.some((plan) => plan.level === level && plan.calls.length > 0))
    .map((level): Found => ({ path: ['escalations'], code: 'uncalled', about: String(level) })),
  ...(everybody.length === 0 ? [{ path: ['everybody'], code: 'empty' as const, about: 'everybody' }] : []),
  ...([1, 2, 3, 4] as const)
    .filter((level) => lowering[level].length === 0)
    .map((level): Found => ({ path: ['lowering', level], code: 'empty', about: `lowering.${level}` })),
  ...twice(sections.map(({ id }) => id)).map(
    (about): Found => ({ path: ['sections'], code: 'twice', about }),
  ),
];

const strangePosts = (posts: Policy['profile']['posts'], used: readonly At<string | undefined>[]): Found[] =>
  used.flatMap(({ path, value }) =>
    value === undefined || Object.hasOwn(posts, value) ? [] : [{ path, code: 'no-post', about: value }],
  );

/** A post of no use whose id is nearly that of another: the other one silently stays as it is. */
const misspelt = (
  posts: readonly string[],
  used: readonly (string | undefined)[],
  known: readonly string[],
): Found[] =>
  posts.flatMap((post): Found[] => {
    const about = used.includes(post) ? undefined : meantBy(post, known);
    return about === undefined ? [] : [{ path: ['posts', post], code: 'misspelt', about }];
  });

const strangeKinds = (known: readonly string[], when: Condition, path: Path): Found[] =>
  leavesOf(when).flatMap((leaf) =>
    'kinds' in leaf
      ? leaf.kinds
          .filter((kind) => !known.includes(kind))
          .map((about): Found => ({ path, code: 'no-kind', about }))
      : [],
  );

const actors = (kinds: readonly Kind[]): At<string | undefined>[] =>
  kinds.flatMap(({ acts }, row) =>
    acts.map((act, index) => ({
      path: ['kinds', row, 'acts', index, 'post'],
      value: 'post' in act ? act.post : undefined,
    })),
  );

export function mistakesInKinds({ profile, kinds, groups, overlays }: Policy): Found[] {
  return [
    ...strangePosts(profile.posts, actors(kinds)),
    ...twice([...kinds, ...overlays].map(({ id }) => id)).map(
      (about): Found => ({ path: ['kinds'], code: 'twice', about }),
    ),
    ...kinds.flatMap(({ group }, index): Found[] =>
      groups.some(({ id }) => id === group)
        ? []
        : [{ path: ['kinds', index, 'group'], code: 'no-group', about: group }],
    ),
  ];
}

export function mistakesInStatute(
  { profile, statutes, kinds }: Policy,
  common: readonly Kind[],
  index: number,
): Found[] {
  const statute = statutes[index];
  if (statute === undefined) return [];
  const { posts, triggers, exemptions, stages, scope } = statute;
  const known = [...common, ...kinds].map(({ id }) => id);
  const items = triggers.map(({ item }) => item);
  return [
    ...strangePosts(profile.posts, [
      { path: ['posts', 'drafts'], value: posts.drafts },
      ...each(['posts', 'approves'], posts.approves),
      { path: ['posts', 'files'], value: posts.files },
      { path: ['scope', 'question', 'of'], value: scope.question?.of },
      ...triggers.map(({ question }, row) => ({
        path: ['triggers', row, 'question', 'of'],
        value: question?.of,
      })),
      ...exemptions.map(({ question }, row) => ({
        path: ['exemptions', row, 'question', 'of'],
        value: question.of,
      })),
    ]),
    ...triggers.flatMap(({ when }, row) => strangeKinds(known, when, ['triggers', row, 'when'])),
    ...twice(items).map((about): Found => ({ path: ['triggers'], code: 'twice', about })),
    ...twice(stages.map(({ id }) => id)).map((about): Found => ({ path: ['stages'], code: 'twice', about })),
    ...stages.flatMap(({ deadline }, row) =>
      mistakesInDeadline(deadline, items, ['stages', row, 'deadline']),
    ),
    ...(statutes.findIndex(({ id }) => id === statute.id) < index
      ? [{ path: ['id'], code: 'twice' as const, about: statute.id }]
      : []),
  ];
}

function mistakesInDeadline(
  deadline: Policy['statutes'][number]['stages'][number]['deadline'],
  items: readonly string[],
  path: Path,
): Found[] {
  if (deadline.rule === 'yardstick')
    return deadline.limitDay < deadline.aimDay
      ? [{ path: [...path, 'limitDay'], code: 'order', about: 'aimDay' }]
      : [];
  const { longer } = deadline;
  return longer && !items.includes(longer.item)
    ? [{ path: [...path, 'longer', 'item'], code: 'no-item', about: longer.item }]
    : [];
}

export const mistakesInCalendar = ({ firstYear, lastYear, holidays }: Calendar): Found[] =>
  Object.keys(holidays)
    .filter((day) => Number(day.slice(0, 4)) < firstYear || Number(day.slice(0, 4)) > lastYear)
    .map((about): Found => ({ path: ['holidays', about], code: 'order', about: 'lastYear' }));
