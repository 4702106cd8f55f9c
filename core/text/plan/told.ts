import { type Policy, postName } from '#/core/policy/policy.ts';
import type { Escalation } from '#/core/policy/profile.ts';
import { LEVELS } from '#/core/policy/source.ts';
import type { Block, Lines } from '#/core/text/plan/document.ts';
import { from, heading, line, list, paragraph, said, small } from '#/core/text/plan/lines.ts';
import { LEVEL_HEADS, levelWords, named } from '#/core/text/plan/names.ts';
import { sourcedTable } from '#/core/text/plan/sourced.ts';
import { cellWords, minutesWords } from '#/core/text/plan/terms.ts';
import { ASK_WORDS } from '#/core/text/words.ts';

const START = { accepted: '受け付けてから', level: 'レベルが決まってから' };

const tellings = (policy: Policy): Block => ({
  block: 'table',
  label: 'だれに、いつまでに知らせるか',
  head: ['だれに、何を', ...LEVEL_HEADS],
  widths: [35, 13, 13, 13, 13, 13],
  rows: policy.profile.tellings.map(({ what, posts, from: start, levels: cells, source }) => [
    [
      said(what, source, 'strong'),
      small(`${START[start]}${posts.length > 0 ? `。相手：${named(policy, posts)}` : ''}`),
      from(source),
    ],
    ...LEVELS.map((level) => cellWords(policy, cells[level])),
  ]),
});

function callLines(policy: Policy, calls: Escalation['calls']): Lines {
  if (calls.length === 0) return [line('だれも起こさない')];
  return calls.map(({ post, answerMinutes, deputy }) =>
    line(
      `${postName(policy, post)}（${minutesWords(answerMinutes)}以内に了知がなければ、${deputy ? `${postName(policy, deputy)}も呼ぶ` : '応答なしと記録する'}）`,
    ),
  );
}

function escalations(policy: Policy): Block[] {
  const rows = [...policy.profile.escalations].sort((one, other) => other.level - one.level);
  return sourcedTable({
    label: '火消しが自動で呼ぶ相手',
    head: ['レベル', '呼ぶ相手（レベルが決まると、全員を同時に）', '全員を呼ぶまで'],
    widths: [12, 44, 16, 28],
    rows: rows.map(({ level, calls, everybodyMinutes, source }) => ({
      cells: [
        [line(levelWords(level), 'strong')],
        callLines(policy, calls),
        [said(minutesWords(everybodyMinutes), source)],
      ],
      source,
    })),
  });
}

const LIMITS = [
  ['assess', ASK_WORDS.assess],
  ['severity', ASK_WORDS['decide-severity']],
  ['close', ASK_WORDS.close],
] as const;

function limits({ profile }: Policy): Block {
  return {
    block: 'table',
    label: '仕事ごとの時間',
    head: ['仕事', ...LEVEL_HEADS],
    widths: [30, 14, 14, 14, 14, 14],
    rows: LIMITS.map(([work, words]) => {
      const { source } = profile.limits[work];
      return [
        [said(words, source, 'strong'), from(source)],
        ...LEVELS.map((level) => [line(minutesWords(profile.limits[work][level]))]),
      ];
    }),
  };
}

const reporting = (policy: Policy): Block[] =>
  sourcedTable({
    label: '報告の道すじ',
    head: ['だれが', 'だれに', '何を'],
    widths: [20, 24, 38, 18],
    rows: policy.profile.reporting.map(({ words, by, to, source }) => ({
      cells: [[line(named(policy, by) || '－')], [line(named(policy, to) || '－')], [said(words, source)]],
      source,
    })),
  });

const instead = (policy: Policy): Block[] =>
  sourcedTable({
    label: '事案が報告先の人に関係するとき',
    head: ['関係する人の役職', '代わりに知らせる役職（いまだれかが就いている最初の役職）'],
    widths: [26, 46, 28],
    rows: policy.profile.instead.map(({ of, posts, source }) => ({
      cells: [[said(postName(policy, of), source, 'strong')], [line(named(policy, posts, '　→　'))]],
      source,
    })),
  });

const quiet = ({ profile: { quiet: rule } }: Policy): Block =>
  list([
    [
      said(
        `${levelWords(rule.upTo)}までの急がない知らせ：閉庁時には送らず、次の開庁日の${rule.digestAt}に1通にまとめて送る`,
        rule.source,
      ),
    ],
    [from(rule.source)],
  ]);

export function told(policy: Policy): Block[] {
  const { raise, everybody } = policy.profile;
  return [
    heading(1, 'told', 'だれに、いつまでに知らせるか', true),
    paragraph(
      '表の時間までに知らせます。「知らせた」「了知した」「引き受けた」「判断した」は、別のことです。1人が了知しても、ほかの人への報告は続けます。電話での了知は、電話をかけた人が記録します。',
    ),
    tellings(policy),
    heading(2, 'calls', '火消しが自動で呼ぶ相手'),
    ...escalations(policy),
    list([
      [line(`だれも引き受けないときに呼ぶ全員：${named(policy, everybody)}`)],
      [line(`仕事が期限までに終わらないときに上げる順：${named(policy, raise, '　→　')}`)],
    ]),
    heading(2, 'instead', '事案が報告先の人に関係するとき'),
    ...instead(policy),
    heading(2, 'quiet', '閉庁時に待たせる知らせ'),
    quiet(policy),
    heading(2, 'limits', '仕事ごとの時間'),
    limits(policy),
    heading(2, 'reporting', '報告の道すじ'),
    ...reporting(policy),
  ];
}
