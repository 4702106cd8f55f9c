import { expect, test } from 'vitest';
import { municipalities, readPolicy } from '#/cli/policy-files.ts';
import type { Policy } from '#/core/policy/policy.ts';
import type { Source } from '#/core/policy/source.ts';
import { decisions, type Item, posts, REST, type Said, SCOPE, TIMES, tellings } from './municipalities.ts';

const marks = ({ basis, at, confirm }: Source): string =>
  [
    basis === 'default' ? '（既定）' : `［${basis === 'law' ? '法令：' : ''}${at}］`,
    ...(confirm ? ['**要確認**'] : []),
  ].join('');

const NOTHING = '―';

/** What stands under one source follows it only once. */
const cell = (said: readonly Said[]): string =>
  said
    .map(({ words, source }, index) => {
      const next = said[index + 1];
      return next && marks(next.source) === marks(source) ? words : `${words}${marks(source)}`;
    })
    .join('<br>') || NOTHING;

/** What is the same as on the left is not said again, but its marks are. */
const unrepeated = (cells: readonly string[]): string[] =>
  cells.map((words, index) =>
    words === cells[index - 1] && words.length > 20
      ? ['〃', ...['（既定）', '**要確認**'].filter((mark) => words.includes(mark))].join('')
      : words,
  );

const table = (head: readonly string[], rows: readonly string[][]): string =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

/** What differs side by side; what is the same default everywhere once, with its reason. */
function section(title: string, items: readonly Item[], all: readonly Policy[]): string {
  const rows = items
    .map(([label, of]) => ({ label, cells: all.map((policy) => cell(of(policy))), of }))
    .filter(({ cells }) => cells.some((words) => words !== NOTHING));
  const isShared = ({ cells }: (typeof rows)[number]) => new Set(cells).size === 1;
  const differing = rows.filter((row) => !isShared(row));
  const shared = rows.filter(isShared);
  const reasons = (of: Item[1]) => [
    ...new Set(all.slice(0, 1).flatMap((policy) => of(policy).map(({ source }) => source.why ?? source.at))),
  ];
  return [
    `## ${title}`,
    ...(differing.length > 0
      ? [
          table(
            ['', ...all.map(({ profile }) => profile.municipality)],
            differing.map(({ label, cells }) => [label, ...unrepeated(cells)]),
          ),
        ]
      : []),
    ...(shared.length > 0
      ? [
          'どの自治体でも同じもの：',
          table(
            ['', '値', '理由'],
            shared.map(({ label, cells, of }) => [label, cells[0] ?? '', reasons(of).join('<br>')]),
          ),
        ]
      : []),
  ].join('\n\n');
}

test('the page of the municipalities says what their data say', async () => {
  const all = await Promise.all(
    municipalities()
      .filter((name) => name !== 'sample')
      .map((name) => readPolicy(name)),
  );
  const page = [
    '# 自治体を見比べる',
    '[policies/](../../policies) のデータから作った表です。直すのはデータで、この表ではありません。データを変えたら `npx vitest run --project unit test/house/municipalities.test.ts -u` で作り直します。',
    '- **（既定）** 規程に定めがなく、製品の既定値が入っています。その自治体の決まりではありません。理由は [policies/common/defaults.yaml](../../policies/common/defaults.yaml) と各自治体のファイルの `why` にあります。\n- **要確認** 使う前に、その自治体に確かめるところです。\n- **［ ］** 出典（規程の条項、又は法令）です。同じ出典が続くときは、最後に1回書きます。\n- **〃** 左の自治体と同じです。',
    section('規程が及ぶところ', SCOPE, all),
    section('役職', posts(all), all),
    section('重大性と時間', TIMES, all),
    section('だれに、いつまでに知らせるか（レベル0／1／2／3／4）', tellings(all), all),
    section('だれが決めるか', decisions(all), all),
    section('そのほか', REST, all),
  ].join('\n\n');
  await expect(`${page}\n`).toMatchFileSnapshot('../../docs/guides/municipalities.md');
}, 60_000);
