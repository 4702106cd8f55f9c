import type { Kind, Overlay } from '#/core/policy/kind.ts';
import { type Policy, postName } from '#/core/policy/policy.ts';
import type { Block, Lines } from '#/core/text/plan/document.ts';
import { from, heading, line, paragraph, said } from '#/core/text/plan/lines.ts';

const NIGHT: Record<Kind['night'], string> = {
  wake: '起こす',
  stop: '止められる人だけを起こす',
  morning: '朝に知らせる',
  call: '電話で相談する',
};

const signed = (sign: string, words: readonly string[]): Lines =>
  words.length === 0 ? [line('－')] : words.map((one) => line(`${sign}${one}`, 'item'));

const boxes = (steps: readonly string[]): Lines => signed('□ ', steps);

const crosses = (steps: readonly string[]): Lines => signed('× ', steps);

const dots = (questions: readonly string[]): Lines => signed('・', questions);

export const basis = (source: Kind['source']): Block => ({
  block: 'paragraph',
  line: { ...from(source), marks: said('', source).marks ?? [] },
});

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
      basis(source),
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

const actWords = (policy: Policy, act: Kind['acts'][number]): string =>
  `${'post' in act ? postName(policy, act.post) : act.who}${act.does === undefined ? '' : `（${act.does}）`}`;

function kindBlock(policy: Policy, kind: Kind, above: Block[]): Block {
  const { acts, steps, never, questions, source, rewordedBy } = kind;
  return {
    block: 'kept',
    blocks: [
      ...above,
      heading(3, kindId(kind), kindName(kind)),
      paragraph(alarmWords(kind)),
      paragraph(`動く人：${acts.map((act) => actWords(policy, act)).join('、')}`),
      {
        block: 'table',
        label: kind.name,
        head: ['する', 'しない', 'きく'],
        widths: [36, 28, 36],
        rows: [[boxes(steps), crosses(never), dots(questions.map(({ words }) => words))]],
      },
      basis(source),
      ...(rewordedBy ? [basis(rewordedBy)] : []),
    ],
  };
}

export function kinds(policy: Policy): Block[] {
  return [
    heading(1, 'kinds', '種別ごとの初動', true),
    paragraph(
      `どの種別でも、次のことをききます。${policy.always.join('、')}。どの答えも「まだ分からない」でかまいません。`,
    ),
    heading(2, 'overlays', '種別より先に見るもの'),
    ...policy.overlays.map(overlayBlock),
    ...policy.groups.flatMap(({ id, name }) =>
      policy.kinds
        .filter(({ group }) => group === id)
        .map((kind, index) => kindBlock(policy, kind, index === 0 ? [heading(2, `group-${id}`, name)] : [])),
    ),
  ];
}
