import type { Policy } from '#/core/policy/policy.ts';
import type { ReportField } from '#/core/report/report.ts';
import { COMMON, REPORT } from '#/core/text/pages.ts';
import type { Block, Lines } from '#/core/text/plan/document.ts';
import { heading, line, paragraph, small } from '#/core/text/plan/lines.ts';
import { YES_NO } from '#/core/text/words.ts';

interface Field {
  field: Exclude<ReportField, 'reportId'>;
  hint?: string;
  /** What is ticked or completed; where it is left out, the place stays empty. */
  value?: Lines;
  height?: number;
}

const TIME = '令和　　年　　月　　日（　　）　　　時　　　分';

const kindBoxes = ({ groups, kinds }: Policy): Lines =>
  groups.map(({ id, name }) =>
    line(
      `${name}：${kinds
        .filter(({ group }) => group === id)
        .map((kind) => `□ ${kind.number}`)
        .join('　')}`,
    ),
  );

/** In the order of the form on the screen, whose words these are. */
const fields = (policy: Policy): Field[] => [
  { field: 'callback' },
  { field: 'kind', hint: '番号の意味は「いま、すること」のページにあります', value: kindBoxes(policy) },
  { field: 'noticedAt', hint: 'だれかが先に気づいていたら、その日時', value: [line(TIME)] },
  { field: 'section' },
  { field: 'place', hint: REPORT.placeHint },
  { field: 'happened', hint: REPORT.happenedHint, height: 6 },
  { field: 'done', hint: REPORT.doneHint, height: 4 },
  {
    field: 'personalData',
    value: [
      line(
        Object.values(YES_NO)
          .map((words) => `□ ${words}`)
          .join('　　'),
      ),
    ],
  },
  { field: 'reporter' },
];

const REQUIRED: ReportField[] = ['callback', 'kind'];

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
      `画面やメールが使えないときに書き、${name}（${telephone}）に電話してから渡してください。使えるようになったら、窓口が同じ項目を、本当の日時で入力します。`,
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
