import { type Policy, postName } from '#/core/policy/policy.ts';
import { HOME } from '#/core/text/pages.ts';
import type { Block, Lines } from '#/core/text/plan/document.ts';
import { kindId, kindName } from '#/core/text/plan/kinds.ts';
import { heading, line, list, said } from '#/core/text/plan/lines.ts';

export function now(policy: Policy): Block[] {
  const { contactUnit } = policy.profile;
  return [
    heading(1, 'now', 'いま、すること', true),
    {
      block: 'notice',
      lines: [
        line('まず電話する'),
        said(`${contactUnit.name}　${contactUnit.telephone}`, contactUnit.source, 'large'),
        line(HOME.lead),
      ],
    },
    list(
      [
        [line(`窓口に電話し、${postName(policy, 'section-manager')}（課長など）にも知らせる。`)],
        [line('下の表から、起きたことに近い種別のページを開き、「する」を上から行う。')],
        [{ ...line('画面やメールが使えなければ、紙の報告票に書く。'), to: 'slip' }],
        [{ ...line('窓口につながらなければ、電話の記録の順に電話する。'), to: 'call-list' }],
        [{ ...line('判断は、決められた人がする。'), to: 'decisions' }],
      ],
      true,
    ),
    heading(2, 'index', '何が起きたか'),
    kindIndex(policy),
  ];
}

/** Where to turn to on the first page. */
const kindIndex = ({ groups, kinds }: Policy): Block => ({
  block: 'table',
  label: '何が起きたか',
  widths: [28, 72],
  rows: groups.map(({ id, name }) => [
    [line(name, 'strong')],
    kinds
      .filter(({ group }) => group === id)
      .map((kind): Lines[number] => ({ ...line(kindName(kind)), to: kindId(kind) })),
  ]),
});
