import { CHOICE_FACTS, RANGE_FACTS } from '#/core/case/facts.ts';
import type { Mistake } from '#/core/policy/issues.ts';
import { choicesOf, SECTOR_WORDS } from '#/core/text/facts.ts';

type Found = Omit<Mistake, 'file'>;

const oneOf = (answers: readonly { value: string; label: string }[]): string =>
  answers.map(({ value, label }) => `"${value}"（${label}）`).join('、');
const sectors = oneOf(Object.entries(SECTOR_WORDS).map(([value, label]) => ({ value, label })));

const INSTANT =
  '"2026-12-01T09:00+09:00" のように、ある日の日時を書いてください（終わりの +09:00 は日本時間のしるしです）';
const RANGE =
  '{ "min": 90, "max": 128 } のように、0以上の整数で書いてください。ちょうどの数なら同じ数を2つ、多くていくつか分からないときは "max": null です';

/** What to write under each name of the file. */
const FORMS: Record<string, string> = {
  kind: '"mail-missent" のように、事故の種類の id を書いてください',
  bodies: '["mayor"] のように、実施機関の id を [ ] の中に並べてください',
  body: '"mayor" のように、実施機関の id を書いてください',
  known: '[ ] の中に、いつ（at）、何が分かったかを、{ "at": …, … } で1つ以上並べてください',
  ...Object.fromEntries(
    CHOICE_FACTS.map((fact) => [fact, `次のどれかを書いてください。${oneOf(choicesOf(fact))}`]),
  ),
  ...Object.fromEntries(['at', 'occurredAt', 'reportedAt', 'judgedAt'].map((key) => [key, INSTANT])),
  ...Object.fromEntries([...RANGE_FACTS, 'min', 'max'].map((key) => [key, RANGE])),
  sectors: `[ ] の中に、次から並べてください。どれにも当たらないときは [] です。${sectors}`,
};

/** What is wrong in a file of facts, a sentence each: where, and what to write. */
export const factMistakes = (found: readonly Found[]): string[] => [
  ...new Set(found.map((mistake) => `${placeOf(mistake)}${wordsOf(mistake)}`)),
];

const placeOf = ({ path }: Found): string =>
  path.length === 0
    ? ''
    : `${path.map((key) => (typeof key === 'number' ? `${key + 1}番目` : `「${String(key)}」`)).join('の')}：`;

function wordsOf({ path, code, about }: Found): string {
  const name = path.findLast((key) => typeof key === 'string');
  const form = name === undefined ? '{ "known": [ … ] } の形で書いてください' : FORMS[name];
  const what = form ?? '文字を " " で囲んで書いてください';
  switch (code) {
    case 'unknown-key':
      return 'この名前の項目はありません。つづり（大文字と小文字も）を確かめるか、消してください';
    case 'missing':
      return `ありません。${what}`;
    case 'empty':
      return `空です。${what}`;
    case 'long':
      return `長すぎます。${about}文字までにしてください`;
    case 'many':
      return `多すぎます。${about}個までにしてください`;
    case 'large':
      return `大きすぎます。${about}までにしてください`;
    default:
      return about === 'RangeTurned'
        ? 'min より小さい数です。少ない方を min に、多い方を max に書いてください'
        : what;
  }
}
