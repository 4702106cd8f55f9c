import { type Policy, postName } from '#/core/policy/policy.ts';
import type { Stage, Statute } from '#/core/policy/statute.ts';
import { dayWords } from '#/core/text/dates.ts';
import type { Block, Lines } from '#/core/text/plan/document.ts';
import { from, heading, line, said, small, sourced } from '#/core/text/plan/lines.ts';
import { named, REGIME_WORDS } from '#/core/text/plan/names.ts';
import { minutesWords } from '#/core/text/plan/terms.ts';

export const FORCE: Record<Statute['force'], string> = {
  law: '法令の義務',
  rule: '規則・要綱・契約などの定め',
  guidance: '国などの指針',
  voluntary: '任意',
};

export const CONFIDENCE: Record<Statute['confidence'], string> = {
  high: '高い',
  medium: '中くらい',
  low: '低い',
};

export const statuteId = ({ id }: Statute): string => `statute-${id}`;

const stepWords = ({ judge, draft, approve, file }: Stage['stepMinutes']): string =>
  `作業の時間：判断${minutesWords(judge)}、報告案${minutesWords(draft)}、承認${minutesWords(approve)}、提出${minutesWords(file)}`;

export const stageMarks = ({ source, confirm }: Stage) => ({
  basis: source.basis,
  confirm: confirm || source.confirm,
});

const stageLines = (stage: Stage): Lines => [
  said(`${stage.name}：${stage.words}`, stageMarks(stage), 'strong'),
  small(`${stage.article}。${from(stage.source).words}`),
  said(stepWords(stage.stepMinutes), stage.stepMinutes.source, 'small'),
  from(stage.stepMinutes.source),
];

function triggerLines(policy: Policy, { triggers }: Statute): Lines {
  return triggers.flatMap((trigger) => [
    said(`${trigger.item}　${trigger.words}`, trigger),
    small(trigger.article),
    ...(trigger.question
      ? [small(`人が判断すること：${trigger.question.words}（${postName(policy, trigger.question.of)}）`)]
      : []),
  ]);
}

const exemptionLines = (policy: Policy, { exemptions }: Statute): Lines =>
  exemptions.flatMap((exemption) => [
    said(exemption.words, exemption),
    small(exemption.article),
    small(`人が判断すること：${exemption.question.words}（${postName(policy, exemption.question.of)}）`),
  ]);

function scopeLines(policy: Policy, { scope }: Statute): Lines {
  const { words, article, question } = scope;
  return [
    said(words, scope),
    small(article),
    ...(question ? [small(`人が判断すること：${question.words}（${postName(policy, question.of)}）`)] : []),
  ];
}

const bindsLines = ({ binds }: Statute): Lines => [
  said(binds.regimes.map((regime) => REGIME_WORDS[regime]).join('、'), binds),
  small(`${binds.otherwise}（${binds.article}）`),
];

const postLines = (policy: Policy, { posts }: Statute): Lines => [
  said(
    [
      `起案：${postName(policy, posts.drafts)}`,
      `承認：${named(policy, posts.approves)}`,
      `提出：${postName(policy, posts.files)}`,
    ].join('　'),
    posts.source,
  ),
  from(posts.source),
];

const validWords = ({ validFrom, validUntil }: Statute): string =>
  `有効：${dayWords(validFrom)}から${validUntil === undefined ? '' : `${dayWords(validUntil)}まで`}`;

type Row = [label: string, value: Lines];

/** What is needed while it is being done; it stays on one page. */
const acting = (policy: Policy, statute: Statute): Row[] => [
  ['相手', [line(statute.addressee, 'strong')]],
  ['期限', statute.stages.flatMap(stageLines)],
  ['出し方', sourced(statute.channel.words, statute.channel.source)],
  ['だれが', postLines(policy, statute)],
  [
    '報告する事項',
    statute.items.length === 0 ? [] : [line(statute.items.map((item) => `□ ${item}`).join('　'))],
  ],
];

const deciding = (policy: Policy, statute: Statute): Row[] => [
  ['前提', scopeLines(policy, statute)],
  ['当てはまるとき', triggerLines(policy, statute)],
  ['報告しなくてよいことがあるとき', exemptionLines(policy, statute)],
  ['対象の機関', bindsLines(statute)],
  ['注意', statute.notes.map((note) => line(note))],
  [
    '根拠',
    [
      said(`${statute.law}（${FORCE[statute.force]}）`, statute),
      small(`${validWords(statute)}　読みの確かさ：${CONFIDENCE[statute.confidence]}　${statute.source}`),
    ],
  ],
];

const rowTable = (label: string, rows: readonly Row[]): Block => ({
  block: 'table',
  label,
  widths: [18, 82],
  rows: rows.filter(([, value]) => value.length > 0).map(([name, value]) => [[line(name, 'strong')], value]),
});

export const statuteBlocks = (policy: Policy, statute: Statute): Block[] => [
  {
    block: 'kept',
    blocks: [
      heading(2, statuteId(statute), statute.name),
      rowTable(`${statute.name}：すること`, acting(policy, statute)),
    ],
  },
  rowTable(`${statute.name}：当てはまるかどうか`, deciding(policy, statute)),
];
