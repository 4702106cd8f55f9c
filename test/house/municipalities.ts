import { type Policy, postName } from '#/core/policy/policy.ts';
import type { Telling } from '#/core/policy/profile.ts';
import { LEVELS, type Source } from '#/core/policy/source.ts';
import { minutesWords, termWords } from '#/core/text/plan/terms.ts';

/** One value as it is shown, and where it comes from. */
export interface Said {
  words: string;
  source: Source;
}
export type Item = [label: string, of: (policy: Policy) => Said[]];

const REGIMES = { public: '', assembly: '（個人情報保護法68条の外）', operator: '（民間の規律）' };
const PUBLISHED = { yes: '公開', no: '非公開', partly: '一部を除き公開', unknown: '公開か不明' };
const ROUTES = { 'by-prefecture': '都道府県を通る', 'own-route': '独自の経路' };

export const SCOPE: Item[] = [
  [
    '都道府県と、国への経路',
    ({ profile: { prefecture: it } }) => [{ words: `${it.name}／${ROUTES[it.route]}`, source: it.source }],
  ],
  [
    'もとの文書と公開',
    ({ profile }) =>
      profile.documents.map(({ name, issued, published, source }) => ({
        words: `${name}${issued ? `（${issued}）` : ''}：${PUBLISHED[published]}`,
        source,
      })),
  ],
  ['窓口', ({ profile: { contactUnit: it } }) => [{ words: it.name, source: it.source }]],
  [
    '職員のメールのドメイン',
    ({ profile: { mail: it } }) => [{ words: it.ownDomains.join('、'), source: it.source }],
  ],
  ['事故の定義', ({ profile: { incident } }) => [incident]],
  [
    '対象の実施機関',
    ({ profile }) =>
      profile.bodies.map(({ name, regime, note, source }) => ({
        words: `${name}${REGIMES[regime]}${note ? `（注：${note}）` : ''}`,
        source,
      })),
  ],
  [
    '報告する人（規程を守る人）',
    ({ profile: { reporters: it } }) =>
      [...it.who, ...(it.others ? [`ほか：${it.others}`] : [])].map((words) => ({
        words,
        source: it.source,
      })),
  ],
  ...(
    [
      ['my-number', 'マイナンバーの領域'],
      ['lgwan', 'LGWANの領域'],
      ['internet', 'インターネットの領域'],
    ] as const
  ).map(
    ([id, label]): Item => [
      label,
      ({ profile }) =>
        profile.zones
          .filter((zone) => zone.id === id)
          .map(({ name, words, source }) => ({ words: `**${name}**：${words}`, source })),
    ],
  ),
  [
    '情報の分類',
    ({ profile }) =>
      profile.classes.map(({ name, words, source }) => ({ words: `**${name}**：${words}`, source })),
  ],
  ['取扱制限', ({ profile }) => profile.handling],
  ['引用する法令', ({ profile }) => profile.laws.map(({ name, source }) => ({ words: name, source }))],
];

export const TIMES: Item[] = [
  ...LEVELS.map(
    (level): Item => [
      `レベル${level}の名`,
      ({ profile }) => [{ words: profile.levels[level].name, source: profile.levels[level].source }],
    ],
  ),
  ...LEVELS.map(
    (level): Item => [
      `レベル${level}になる事実`,
      ({ profile }) =>
        profile.severity
          .filter((rule) => rule.level === level)
          .map(({ id, words, source }) => ({ words: `${id}　${words}`, source })),
    ],
  ),
  ...LEVELS.map(
    (level): Item => [
      `レベル${level}で呼ぶ順`,
      (policy) =>
        policy.profile.escalations
          .filter((row) => row.level === level)
          .map(({ calls, everybodyMinutes, source }) => ({
            words: [
              ...calls.map(
                ({ post, answerMinutes }) => `${postName(policy, post)}（${minutesWords(answerMinutes)}）`,
              ),
              `全員（${minutesWords(everybodyMinutes)}）`,
            ].join(' → '),
            source,
          })),
    ],
  ),
  ...(
    [
      ['assess', '評価'],
      ['severity', 'レベルの決定'],
      ['close', '終結'],
    ] as const
  ).map(
    ([key, name]): Item => [
      `${name}までの時間（レベル0〜4）`,
      ({ profile: { limits } }) => [
        {
          words: LEVELS.map((level) => minutesWords(limits[key][level])).join('／'),
          source: limits[key].source,
        },
      ],
    ],
  ),
  [
    'レベルを下げる人（1〜4）',
    (policy) => [
      {
        words: ([1, 2, 3, 4] as const)
          .map((level) => policy.profile.lowering[level].map((post) => postName(policy, post)).join('・'))
          .join('／'),
        source: policy.profile.lowering.source,
      },
    ],
  ],
];

export const REST: Item[] = [
  [
    '報告の道すじ',
    (policy) =>
      policy.profile.reporting.map(({ words, to, source }) => ({
        words: to.length > 0 ? `${words}（→ ${to.map((post) => postName(policy, post)).join('、')}）` : words,
        source,
      })),
  ],
  [
    '代わって決める順',
    (policy) =>
      policy.profile.succession.map(({ of, next, source }) => ({
        words: `${postName(policy, of)} → ${next.join(' → ')}`,
        source,
      })),
  ],
  ['代わることの呼び方', ({ profile: { actingWord: it } }) => [{ words: it.word, source: it.source }]],
  [
    '委員会',
    (policy) => {
      const { name, members, decides, source } = policy.profile.committee;
      return [
        {
          words: `${name}（${members.map((post) => postName(policy, post)).join('、')}）：${decides}`,
          source,
        },
      ];
    },
  ],
  [
    '開庁時間',
    ({ profile: { office: it } }) => [
      { words: `${it.opens}〜${it.closes}（休み：${it.closed.join('、')}）`, source: it.source },
    ],
  ],
  [
    '公表の基準',
    ({ profile }) => profile.publication.criteria.map(({ words, source }) => ({ words, source })),
  ],
  ['公表しない場合', ({ profile }) => profile.publication.exceptions],
  [
    '公表の順と、定期の公表',
    ({ profile: { publication: it } }) => [
      { words: it.order.words.join(' → '), source: it.order.source },
      it.periodic,
    ],
  ],
  [
    '保存',
    ({ profile }) =>
      profile.retention.map(({ what, period, source }) => ({ words: `${what}：${period}`, source })),
  ],
  ['計画：報告すべき事項', ({ profile }) => profile.plan.report],
  ['計画：対応措置', ({ profile }) => profile.plan.measures],
  ['計画：再発防止', ({ profile }) => profile.plan.prevention],
];

/** A line for each id that any of the municipalities has. */
const rowsOf = <T>(
  policies: readonly Policy[],
  idsOf: (policy: Policy) => readonly string[],
  find: (policy: Policy, id: string) => T | undefined,
  label: (found: T) => string,
  said: (policy: Policy, found: T) => Said,
): Item[] =>
  [...new Set(policies.flatMap(idsOf))].map((id) => {
    const [named] = policies.map((policy) => find(policy, id)).filter((found) => found !== undefined);
    return [
      named === undefined ? id : label(named),
      (policy) => {
        const found = find(policy, id);
        return found === undefined ? [] : [said(policy, found)];
      },
    ];
  });

export const posts = (all: readonly Policy[]): Item[] =>
  rowsOf(
    all,
    ({ profile }) => Object.keys(profile.posts),
    ({ profile }, id) => (profile.posts[id] ? { id, ...profile.posts[id] } : undefined),
    ({ id }) => id,
    (_, { name, holder, source }) => ({ words: holder ? `${name}（${holder}）` : name, source }),
  );

const cellWords = (policy: Policy, cell: Telling['levels'][0]): string =>
  cell === null
    ? '－'
    : [cell.open, ...(cell.closed ? [cell.closed] : [])]
        .map((term) => termWords(policy, term))
        .join('（閉庁：') + (cell.closed ? '）' : '');

export const tellings = (all: readonly Policy[]): Item[] =>
  rowsOf(
    all,
    ({ profile }) => profile.tellings.map(({ id }) => id),
    ({ profile }, id) => profile.tellings.find((row) => row.id === id),
    ({ what }) => what,
    (policy, { levels, source }) => ({
      words: LEVELS.map((level) => cellWords(policy, levels[level])).join('／'),
      source,
    }),
  );

export const decisions = (all: readonly Policy[]): Item[] =>
  rowsOf(
    all,
    ({ profile }) => profile.decisions.map(({ id }) => id),
    ({ profile }, id) => profile.decisions.find((row) => row.id === id),
    ({ matter }) => matter,
    (_, { decides, source }) => ({ words: decides, source }),
  );
