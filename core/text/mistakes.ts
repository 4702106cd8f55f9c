import type { Mistake } from '#/core/policy/issues.ts';

const SAMPLE = '書き方は policies/sample.yaml にあります';
const GROUP =
  '項目の組を書いてください。次の行から字下げして「名前: 値」を並べます（「:」は半角で、後に空白を1つ）';

const TYPES: Record<string, string> = {
  string:
    '文字を書いてください。数字だけの値や true・false は、"0123" のように半角の引用符で囲むと文字になります',
  number: '数字を書いてください（半角で、引用符は付けません）',
  int: '整数を書いてください（半角で、引用符は付けません）',
  boolean: 'true か false を書いてください（半角で、引用符は付けません）',
  array: '一覧を書いてください。1つでも、行の頭に「- 」を付けて並べます（「[値1, 値2]」とも書けます）',
  object: GROUP,
  record: GROUP,
};

/** By the pattern that a value must match, or the name of a check. */
export const SHAPES: Record<string, string> = {
  '/^([a-z0-9-]+\\.)+[a-z0-9-]+$/': 'メールのドメイン（例：city.example）を、半角の小文字で書いてください',
  '/^[a-z][a-z0-9-]{0,39}$/':
    '半角の英小文字・数字・「-」だけの名前（40字まで、英小文字で始める）にしてください。例：mihon',
  '/^[a-z][a-z0-9-]{0,15}$/':
    '半角の英小文字・数字・「-」だけの名前（16字まで、英小文字で始める）にしてください。例：mayor',
  '/^[a-z-]{1,24}$/': '半角の英小文字と「-」だけの名前（24字まで）にしてください。例：ppc-report',
  '/^[a-z-]+$/': '半角の英小文字と「-」だけの名前にしてください。例：lost-paper',
  '/^K\\d{2}$/': 'K と数字2けたの番号にしてください。例：K51',
  '/^O\\d$/': 'O と数字1けたの番号にしてください。例：O1',
  '/^([01]\\d|2[0-3]):[0-5]\\d$/': '時刻を「08:30」のように、24時間・半角・2けたずつで書いてください',
  date: '日付を「2026-04-01」のように、西暦・半角で書いてください',
  NoSuchAnswer: 'その事実にない答えです。npx hikeshi facts --schema で、答えの一覧を確かめてください',
};

const WORDS: Record<Mistake['code'], (about: string) => string> = {
  type: (about) => TYPES[about] ?? `${about}を書いてください`,
  missing: (about) => `「${about}」がありません。書き足してください（${SAMPLE}）`,
  empty: (about) =>
    `「${about}」が空です。値を書くか、規程に定めがなければ、この項目ごと消してください（${SAMPLE}）`,
  'unknown-key': (about) =>
    `「${about}」という項目は、ここには書けません。つづりと字下げを確かめるか、消してください（${SAMPLE}）`,
  choice: (about) => `次のどれか1つを、そのまま書いてください：${about}`,
  shape: (about) => SHAPES[about] ?? `値の形が合いません。${about} に合うように書いてください`,
  long: (about) => `長すぎます。${about}文字までにしてください`,
  many: (about) => `多すぎます。${about}個までにしてください`,
  large: (about) => `${about}以下の数にしてください`,
  small: (about) => `${about}以上の数にしてください`,
  'no-post': (about) =>
    `「${about}」という役職は posts にありません。つづりを確かめるか、posts に足してください（初めからある役職の id は policies/common/defaults.yaml にあります）`,
  misspelt: (about) =>
    `「${about}」のつづり違いではありませんか。このままでは「${about}」は製品の既定値のままです。別の役職なら、違いのはっきりした id にしてください`,
  'file-name': (about) =>
    `ファイルの名前と同じ「${about}」にしてください。名前を変えたいときは、ファイルの名前も変えます`,
  'no-kind': (about) =>
    `「${about}」という事故の種類はありません。policies/common/kinds.yaml の id を書いてください`,
  'no-group': (about) =>
    `「${about}」という分類はありません。policies/common/kinds.yaml の groups の id を書いてください`,
  'no-item': (about) => `「${about}」という号は、この法令の triggers にありません。item を確かめてください`,
  uncalled: (about) =>
    `レベル${about}で呼ぶ役職がありません。escalations に level: ${about} と calls を書いてください`,
  twice: (about) => `「${about}」が2回出てきます。どちらかを消すか、別の名前にしてください`,
  order: (about) => `「${about}」と前後が合いません。値を確かめてください`,
};

const place = (file: string, line?: number): string => `${file}${line === undefined ? '' : ` ${line}行目`}　`;

/** As people count: the third of a list is 3番目. */
const pathWords = (path: Mistake['path']): string =>
  path.map((key) => (typeof key === 'number' ? `${key + 1}番目` : String(key))).join(' > ');

const example = (key: PropertyKey | undefined): string =>
  key === 'source' ? '。例：source: { basis: policy, at: 対策基準3条 }' : '';

/** What to write, and where. `line` is left out where the file does not have the place at all. */
export const mistakeWords = ({ file, path, code, about }: Mistake, line?: number): string =>
  path.length === 0
    ? `${file}　中身がないか、形が違います。${GROUP}（${SAMPLE}）`
    : `${place(file, line)}${pathWords(path)}：${WORDS[code](about)}${code === 'unknown-key' ? '' : example(path.at(-1))}`;

/** What people type who write Japanese, and what YAML reads otherwise than they meant. */
export type Slip = 'wide-colon' | 'wide-space' | 'tab' | 'no-space' | 'sign';

const SLIPS: Record<Slip, string> = {
  'wide-colon': '全角の「：」があります。半角の「:」と空白1つに替えてください。例：name: 見本市',
  'wide-space': '行の頭に全角の空白があります。半角の空白に替えてください',
  tab: '行の頭にタブがあります。半角の空白に替えてください',
  'no-space': '「:」の後に空白がありません。半角の空白を1つ入れてください。例：name: 見本市',
  sign: '値が記号で始まっています。値の全体を半角の引用符で囲んでください。例：name: "@市民課"',
};

/** By the code of the parser. */
const UNREADABLE: Record<string, string> = {
  DUPLICATE_KEY: '同じ名前の項目が、同じ組に2つあります。どちらかを消してください',
  BAD_INDENT: '字下げがそろっていません。同じ組の項目は、行の頭の空白の数を同じにしてください',
  BLOCK_AS_IMPLICIT_KEY:
    '字下げがそろっていないか、値の中に「: 」があります。字下げを上の行とそろえるか、値の全体を半角の引用符で囲んでください',
  MISSING_CHAR: '引用符か括弧が閉じていません。この行より上で、「"」「}」「]」の閉じ忘れを探してください',
  absent: 'ファイルがありません。フォルダーと名前のつづりを確かめてください',
  aliases: '「*」の参照が多すぎるか、参照の参照が続いています。参照を減らして、値をそのまま書いてください',
  encoding: '文字コードが UTF-8 ではありません。エディターで「UTF-8」を選んで、保存し直してください',
};

export const slipWords = (file: string, line: number, slip: Slip): string => place(file, line) + SLIPS[slip];

export const unreadableWords = (file: string, code: string, line?: number): string =>
  `${place(file, line)}${UNREADABLE[code] ?? '書き方の形が崩れています。上の行と見比べて、字下げ・「:」・「- 」・引用符・括弧・{ } の中の「, 」を確かめてください'}`;
