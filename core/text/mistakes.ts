import type { Mistake } from '#/core/policy/mistakes.ts';

const TYPES: Record<string, string> = {
  string: '文字列',
  number: '数',
  int: '整数',
  boolean: 'true か false',
  array: '一覧（行の頭に「- 」を付けて並べる）',
  object: '項目の組（「名前: 値」を並べる）',
  record: '項目の組（「名前: 値」を並べる）',
};

const SHAPES: Record<string, string> = {
  NoSuchAnswer: 'その事実にない答えです。npx hikeshi facts --schema で、答えの一覧を確かめてください',
};

const WORDS: Record<Mistake['code'], (about: string) => string> = {
  type: (about) => `${TYPES[about] ?? about}を書いてください`,
  missing: (about) =>
    `「${about}」がありません。書き足してください（書き方は policies/sample.yaml にあります）`,
  'unknown-key': (about) =>
    `「${about}」という項目はありません。つづりを確かめるか、消してください（項目の一覧は policies/sample.yaml にあります）`,
  choice: (about) => `次のどれかを書いてください：${about}`,
  shape: (about) => SHAPES[about] ?? `値の形が合いません。${about} に合うように書いてください`,
  'no-post': (about) =>
    `「${about}」という役職は posts にありません。posts に足すか、つづりを確かめてください`,
  'no-kind': (about) =>
    `「${about}」という事故の種類はありません。policies/common/kinds.yaml の id を書いてください`,
  'no-group': (about) => `「${about}」という分類は policies/common/kinds.yaml の groups にありません`,
  'no-item': (about) => `「${about}」という号は、この法令の triggers にありません`,
  twice: (about) => `「${about}」が2回出てきます。どちらかを消すか、別の名前にしてください`,
  order: (about) => `「${about}」と前後が合いません。値を確かめてください`,
};

/** What to write, and where. `line` is left out where the file does not have the place at all. */
export const mistakeWords = ({ file, path, code, about }: Mistake, line?: number): string =>
  `${file}${line === undefined ? '' : ` ${line}行目`}　${path.map(String).join('.')}：${WORDS[code](about)}`;
