import { type Policy, postName } from '#/core/policy/policy.ts';
import { SUPERIOR } from '#/core/report/read.ts';
import { CONCERNED } from '#/core/report/report.ts';
import { COMMON } from '#/core/text/pages.ts';
import type { Block, Lines } from '#/core/text/plan/document.ts';
import { heading, line, paragraph, small } from '#/core/text/plan/lines.ts';
import { REPORT } from '#/core/text/report.ts';
import { YES_NO } from '#/core/text/words.ts';

type Asked =
  | 'callback'
  | 'kind'
  | 'danger'
  | 'overlay'
  | 'noticedAt'
  | 'section'
  | 'concerns'
  | 'place'
  | 'happened'
  | 'done'
  | 'personalData'
  | 'reporter'
  | 'nightWatch';

interface Field {
  field: Asked;
  hint?: string;
  /** What is ticked or completed; where it is left out, the place stays empty. */
  value?: Lines;
  height?: number;
}

const TIME = '令和　　年　　月　　日（　　）　　　時　　　分';

const kindBoxes = ({ groups, kinds }: Policy): Lines =>
  groups.flatMap(({ id }) => {
    const ofGroup = kinds.filter(({ group }) => group === id);
    return ofGroup.length === 0
      ? []
      : line(ofGroup.map(({ number, name }) => `□ ${number} ${brief(name)}`).join('　'), 'small');
  });

/** What stands in brackets helps to choose on the screen, and has no room on one sheet. */
const brief = (name: string): string => name.replace(/（.*）$/, '');

const boxesOf = (words: readonly string[]): Lines => [line(words.map((each) => `□ ${each}`).join('　　'))];

/** In the words of the form on the screen. */
const fields = (policy: Policy): Field[] => [
  { field: 'callback' },
  {
    field: 'kind',
    hint: '近いものに1つ印を付けます。分からなければ「その他・わからない」に付けます',
    value: kindBoxes(policy),
  },
  { field: 'danger', hint: REPORT.dangerHint, value: boxesOf(Object.values(YES_NO)) },
  {
    field: 'overlay',
    value: boxesOf(policy.overlays.filter(({ id }) => id !== SUPERIOR).map(({ name }) => name)),
  },
  { field: 'noticedAt', hint: 'だれかが先に気づいていたら、その日時', value: [line(TIME)] },
  { field: 'section' },
  {
    field: 'concerns',
    hint: 'その人には見せず、電話で窓口に伝えます。窓口が関係するときは、電話せず、窓口の上の役職に渡します',
    value: boxesOf(CONCERNED.map((post) => postName(policy, post))),
  },
  { field: 'place', hint: REPORT.placeHint },
  { field: 'happened', hint: REPORT.happenedHint, height: 6 },
  { field: 'done', hint: REPORT.doneHint, height: 2.5 },
  { field: 'personalData', value: boxesOf(Object.values(YES_NO)) },
  { field: 'reporter' },
  {
    field: 'nightWatch',
    hint: REPORT.nightWatchHint,
    value: [line('知らせてきた人と電話番号、電話を受けた時刻', 'small')],
    height: 2.5,
  },
];

const REQUIRED: Asked[] = ['callback', 'kind'];

export const row = ({ field, hint, value = [] }: Field): Lines[] => [
  [
    line(`${REPORT[field]}${REQUIRED.includes(field) ? `（${COMMON.required}）` : ''}`, 'strong'),
    ...(hint === undefined ? [] : [small(hint)]),
  ],
  value,
];

export function slip(policy: Policy): Block[] {
  const { name, telephone } = policy.profile.contactUnit;
  const asked = fields(policy);
  return [
    heading(1, 'slip', '紙の報告票', true),
    paragraph(
      `１ けが・火事・だれかの身の危険があるときは、119番・110番へ。２ 書く前に、${name}（${telephone}）へ電話します。夜間・休日もです。３ 聞いたとおりに書きます。空いているところがあってもかまいません。`,
      'strong',
    ),
    paragraph(
      `書いたら、置いたままにせず、次の勤務の人か${name}に手で渡します。それまでは、人の目に触れない引き出しなどに入れ、${name}の人が来たらすぐ渡します。窓口が同じ項目を、本当の日時で入力します。`,
    ),
    paragraph(REPORT.noNames),
    {
      block: 'table',
      label: '紙の報告票',
      widths: [32, 68],
      heights: asked.map(({ height = 1.7 }) => height),
      rows: asked.map(row),
    },
    heading(2, 'slip-desk', '窓口が書くところ'),
    {
      block: 'table',
      label: '窓口が書くところ',
      widths: [32, 68],
      rows: [
        [[line('受け付けた日時', 'strong')], [line(TIME)]],
        [[line('受け付けた人', 'strong')], []],
        [[line('事案番号（入力した後）', 'strong')], []],
      ],
      heights: [1.7, 1.7, 1.7],
    },
  ];
}
