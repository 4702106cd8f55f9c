import { beforeAll, expect, test } from 'vitest';
import { municipalities, readPolicy } from '#/cli/policy-files.ts';
import type { Person } from '#/core/escalation/network.ts';
import type { Policy } from '#/core/policy/policy.ts';
import type { Block, Line, MARK_WORDS } from '#/core/text/plan/document.ts';
import { planOf } from '#/core/text/plan/plan.ts';
import { minutesWords } from '#/core/text/plan/terms.ts';
import { toInstant } from '#/core/time.ts';

const AT = toInstant(Date.parse('2026-11-20T08:31:00Z'));
let policy: Policy;
beforeAll(async () => {
  policy = await readPolicy('wakayama');
});

const linesOf = (block: Block): Line[] => {
  if (block.block === 'kept') return block.blocks.flatMap(linesOf);
  if (block.block === 'table') return block.rows.flat(2);
  if (block.block === 'list') return block.items.flat();
  if (block.block === 'notice') return block.lines;
  return block.block === 'paragraph' ? [block.line] : [];
};
const planLines = (given: Policy, people: Person[] = []): Line[] =>
  planOf(given, { people, at: AT }).blocks.flatMap(linesOf);
const wordsOf = (lines: readonly Line[]): string => lines.map(({ words }) => words).join('\n');
const marked = (lines: readonly Line[], mark: keyof typeof MARK_WORDS): number =>
  lines.filter(({ marks = [] }) => marks.includes(mark)).length;

type Path = (string | number)[];
type Node = Record<string | number, unknown>;

/** Every place in the rules that has a property of this name. */
const placesOf = (node: unknown, name: string, path: Path = []): Path[] => {
  if (typeof node !== 'object' || node === null) return [];
  const here = name in node ? [path] : [];
  return [...here, ...Object.entries(node).flatMap(([key, part]) => placesOf(part, name, [...path, key]))];
};
const nodeAt = (root: unknown, path: Path): Node =>
  path.reduce<unknown>((node, key) => (node as Node)[key], root) as Node;
/** The same rules but for one place, where nothing else is to be confirmed. */
const changed = (path: Path, values: Node): Policy => {
  const copy: Policy = structuredClone(policy);
  const node = nodeAt(copy, path);
  if ('confirm' in node) node.confirm = false;
  Object.assign(node, values);
  return copy;
};
const shown = ({ profile, kinds, overlays, statutes }: Policy) => ({
  profile: { ...profile, kinds: {} },
  kinds,
  overlays,
  statutes,
});

test('every value stands there with where it comes from, and is marked if it is a default or to be confirmed', () => {
  const plain = { basis: 'policy', at: 'somewhere', confirm: false };
  const odd = { basis: 'default', at: 'here alone', why: 'so', confirm: true };
  const places = placesOf(shown(policy), 'source').filter(
    (path) => typeof nodeAt(policy, path).source === 'object',
  );
  expect(places.length).toBeGreaterThan(300);
  const missing = places.filter((path) => {
    const [before = [], after = []] = [plain, odd].map((source) => planLines(changed(path, { source })));
    const isSaid = wordsOf(after).includes('here alone（so）');
    return (
      !isSaid || (['default', 'confirm'] as const).some((mark) => marked(after, mark) <= marked(before, mark))
    );
  });
  expect(missing.map((path) => path.join('.'))).toEqual([]);
}, 20_000);

test('every reading of the law that is to be confirmed is marked', () => {
  const places = placesOf(policy.statutes, 'confirm')
    .map((path): Path => ['statutes', ...path])
    .filter((path) => !path.includes('source'));
  expect(places.length).toBeGreaterThan(100);
  const missing = places.filter((path) => {
    const own = nodeAt(policy, path).source;
    const quiet = typeof own === 'object' ? { source: { ...own, confirm: false } } : {};
    const [before = [], after = []] = [false, true].map((confirm) =>
      planLines(changed(path, { ...quiet, confirm })),
    );
    return marked(after, 'confirm') <= marked(before, 'confirm');
  });
  expect(missing.map((path) => path.join('.'))).toEqual([]);
}, 20_000);

test.each(municipalities())('what must be in the plan of %s is all there', async (municipality) => {
  const rules = await readPolicy(municipality);
  const words = wordsOf(planLines(rules));
  const { profile, kinds, overlays, statutes, hash } = rules;
  const demanded = [
    hash,
    ...Object.values(profile.posts).map(({ name }) => name),
    ...profile.plan.report.map((entry) => entry.words),
    ...profile.plan.measures.map((entry) => entry.words),
    ...profile.plan.prevention.map((entry) => entry.words),
    ...profile.severity.map((entry) => entry.words),
    ...profile.decisions.map(({ decides }) => decides),
    ...profile.retention.map(({ period }) => period),
    ...profile.documents.map(({ name }) => name),
    ...profile.bodies.flatMap(({ name, note }) => [name, note ?? '']),
    ...[...kinds, ...overlays].flatMap(({ steps, never }) => [...steps, ...never]),
    ...kinds.flatMap(({ questions }) => questions.map((question) => question.words)),
    ...statutes.flatMap(({ addressee, triggers, items, stages, exemptions, notes, channel }) => [
      addressee,
      ...[...triggers, ...stages, ...exemptions].flatMap((part) => [part.words, part.article]),
      ...items,
      ...notes,
      channel.words,
    ]),
  ];
  expect(demanded.length).toBeGreaterThan(500);
  expect(demanded.filter((one) => !words.includes(one))).toEqual([]);
});

test('nothing in it points to a place that is not there, and no place is there twice', () => {
  const { blocks } = planOf(policy, { people: [], at: AT });
  const headings = (block: Block): string[] =>
    block.block === 'kept' ? block.blocks.flatMap(headings) : block.block === 'heading' ? [block.id] : [];
  const ids = blocks.flatMap(headings);
  const targets = blocks.flatMap(linesOf).flatMap(({ to }) => to ?? []);
  expect(targets.length).toBeGreaterThan(50);
  expect(targets.filter((to) => !ids.includes(to))).toEqual([]);
  expect(new Set(ids).size).toBe(ids.length);
});

test('it names those who hold a post now and leaves the others open', () => {
  const person = (id: string, name: string, until?: string): Person => ({
    id,
    name,
    mail: `${id}@city.example`,
    telephone: '000-0000-0009',
    section: 'childcare',
    posts: [
      {
        post: 'section-manager',
        from: toInstant(0),
        until: until === undefined ? undefined : toInstant(Date.parse(until)),
      },
    ],
    absences: [],
  });
  const people = [person('one', '保育 かおる'), person('two', '去年 まで', '2026-03-31T15:00:00Z')];
  const words = wordsOf(planLines(policy, people));
  expect(words).toContain('保育 かおる');
  expect(words).toContain('000-0000-0009');
  expect(words).not.toContain('去年 まで');
  expect(wordsOf(planLines(policy))).not.toContain('保育 かおる');
});

test.each([
  [1, '1分'],
  [60, '1時間'],
  [90, '1時間30分'],
  [240, '4時間'],
  [1440, '1日'],
  [20_160, '14日'],
])('%i minutes are %s', (minutes, words) => {
  expect(minutesWords(minutes)).toBe(words);
});
