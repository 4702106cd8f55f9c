import type { Kind, Overlay } from '#/core/policy/kind.ts';
import type { Policy } from '#/core/policy/policy.ts';
import { type Block, from, heading, type Lines, line, paragraph, said } from '#/core/text/plan/document.ts';

const NIGHT: Record<Kind['night'], string> = {
  wake: '起こす',
  stop: '止められる人だけを起こす',
  morning: '朝に知らせる',
  call: '電話で相談する',
};

const boxes = (steps: readonly string[]): Lines => steps.map((step) => line(`□ ${step}`));
const crosses = (steps: readonly string[]): Lines => steps.map((step) => line(`× ${step}`));
const dots = (steps: readonly string[]): Lines => steps.map((step) => line(`・${step}`));

export const kindId = ({ id }: Pick<Kind, 'id'>): string => `kind-${id}`;
export const kindName = ({ number, name }: Pick<Kind, 'number' | 'name'>): string => `${number}　${name}`;

function overlayBlock({ id, number, name, provisionalLevel, night, steps, never, source }: Overlay): Block {
  const alarms = [
    provisionalLevel === undefined ? '' : `はじめのレベル：${provisionalLevel}`,
    night ? `夜間・休日：${NIGHT[night]}` : '',
  ].filter((words) => words !== '');
  return {
    block: 'kept',
    blocks: [
      heading(3, `overlay-${id}`, `${number}　${name}`),
      ...(alarms.length > 0 ? [paragraph(alarms.join('　'))] : []),
      {
        block: 'table',
        label: name,
        head: ['する', 'しない'],
        widths: [50, 50],
        rows: [[boxes(steps), crosses(never)]],
      },
      { block: 'paragraph', line: { ...from(source), marks: said('', source).marks ?? [] } },
    ],
  };
}

function alarmWords({ provisionalLevel, raisedBy, night, nightUnless }: Kind): string {
  const raised = raisedBy.map(({ words, level }) => `${words}：${level}`).join('、');
  return [
    `はじめのレベル：${provisionalLevel}${raised === '' ? '' : `（${raised}）`}`,
    `夜間・休日：${NIGHT[night]}${nightUnless === undefined ? '' : `（${nightUnless}）`}`,
  ].join('　');
}

function kindBlock(kind: Kind): Block {
  const { acts, steps, never, questions, source } = kind;
  return {
    block: 'kept',
    blocks: [
      heading(3, kindId(kind), kindName(kind)),
      paragraph(alarmWords(kind)),
      paragraph(`動く人：${acts.join('、')}`),
      {
        block: 'table',
        label: kind.name,
        head: ['する', 'しない', 'きく'],
        widths: [36, 28, 36],
        rows: [[boxes(steps), crosses(never), dots(questions.map(({ words }) => words))]],
      },
      { block: 'paragraph', line: { ...from(source), marks: said('', source).marks ?? [] } },
    ],
  };
}

/** Where to turn to on the first page. */
export const kindIndex = ({ groups, kinds }: Policy): Block => ({
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

/** What to do while nobody knows what it is. */
export const unknownKind = ({ kinds }: Policy): Lines => {
  const last = kinds.at(-1);
  return last ? [...boxes(last.steps), ...crosses(last.never)] : [];
};

export function kinds(policy: Policy): Block[] {
  return [
    heading(1, 'kinds', '種別ごとの初動', true),
    paragraph('「きく」の答えは、どれも「まだ分からない」でかまいません。次のことは、どの種別でもきく。'),
    { block: 'list', ordered: false, items: policy.always.map((words) => [line(words)]) },
    heading(2, 'overlays', '先に見るもの：当てはまれば、種別の手順より優先する'),
    ...policy.overlays.map(overlayBlock),
    ...policy.groups.flatMap(({ id, name }) => [
      heading(2, `group-${id}`, name),
      ...policy.kinds.filter(({ group }) => group === id).map(kindBlock),
    ]),
  ];
}
