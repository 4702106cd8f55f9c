import { type FactKey, SECTORS } from '#/core/case/facts.ts';
import { choicesOf, isChoice, questionOf, SECTOR_WORDS } from '#/core/text/facts.ts';

/** What an editor shows of one name in a file of facts. */
export interface SchemaWords {
  title: string;
  description?: string;
  examples?: (string | string[])[];
}

const INSTANT = ['2026-12-01T09:00+09:00'];

/** The names of the file that are no facts. */
export const SHEET_WORDS: Record<string, SchemaWords> = {
  kind: {
    title: '事故の種類',
    description: 'policies/common/kinds.yaml の id。書かなければ other（その他・わからない）です。',
    examples: ['mail-missent'],
  },
  bodies: {
    title: '関係する実施機関',
    description: '自治体のデータ（bodies）の id。まだ分からないときは書きません。',
    examples: [['mayor']],
  },
  known: {
    title: '分かったこと',
    description: 'いつ、何が分かったか。順序は問いません。いちばん早い at が「最初に知った日時」です。',
  },
  at: {
    title: '分かった日時',
    description: '職員のだれかが知った日時。日本時間は +09:00 を付けます。',
    examples: INSTANT,
  },
  body: {
    title: 'この実施機関だけのこと',
    description: '書かなければ、事案の全体のことです。書くときは、bodies にも並べます。',
    examples: ['mayor'],
  },
  max: {
    title: '多くて',
    description: 'min は「少なくとも」、max は「多くて」です。いくつまでか分からないときは null です。',
  },
};

/** A fact as the fact sheet asks for it, with what each answer means. */
export function factSchemaWords(key: FactKey): SchemaWords {
  const { label, ask, hint } = questionOf(key);
  const answers = isChoice(key)
    ? choicesOf(key)
    : key === 'sectors'
      ? SECTORS.map((value) => ({ value, label: SECTOR_WORDS[value] }))
      : [];
  const listed = answers.map((answer) => `${answer.value} = ${answer.label}`);
  const parts = [`${ask}。${hint ?? ''}`, listed.length > 0 ? `答え：${listed.join('、')}` : undefined];
  return {
    title: label,
    description: parts.filter((part) => part !== undefined).join(''),
    ...(key.endsWith('At') && { examples: INSTANT }),
  };
}
