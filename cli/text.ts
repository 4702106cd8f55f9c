import type { Sourced } from '#/cli/profile.ts';
import type { ProblemCode, Verdict } from '#/core/evidence/verify.ts';
import { span } from '#/local/text.ts';

const dateTime = new Intl.DateTimeFormat('ja-JP', {
  dateStyle: 'full',
  timeStyle: 'medium',
  timeZone: 'Asia/Tokyo',
});

export interface Person {
  id: string;
  name: string;
  posts: string[];
}

/** Wide characters take two columns of a terminal. */
function padded(words: string, columns: number): string {
  const width = [...words].reduce((sum, character) => sum + (character.charCodeAt(0) > 0xff ? 2 : 1), 0);
  return words + ' '.repeat(Math.max(columns - width, 0));
}

const people = (all: Person[]) =>
  all.map(({ id, name, posts }) => `  ${padded(id, 18)}${padded(name, 17)}${posts.join('、')}`).join('\n');

const PROBLEMS: Record<ProblemCode, string> = {
  'other-case': '別の事案の出来事です',
  'wrong-number': '番号が続いていません（抜け・重なり・並べ替え）',
  'broken-link': '前の出来事とつながりません（抜け・並べ替え・書き換え）',
  'time-backwards': '記録の時刻が、前の出来事より前です',
  'header-changed': '日時・人・種類などが書き換えられています',
  'content-changed': '内容が書き換えられています',
  'content-missing': '内容がありません',
  'checkpoint-unreadable': '署名の記録を読み取れません',
  'signature-invalid': '署名が正しくありません',
  'checkpoint-foreign': '署名が、この時系列のものではありません',
  'closing-unsigned':
    '終結したのに、そのあとに署名がありません（終結してすぐの書き出しなら、数分後に書き出し直してください）',
};

/** Without the published fingerprint a file can only be held against itself. */
const FINE = {
  yes: '正しい時系列です。署名のところまで、書き換え・抜け・並べ替えはありません。',
  unasked: 'このファイルの中では、つじつまが合っています。',
} as const;

const STEPS: Record<string, string> = {
  policy: '規程と法令のデータ',
  web: '画面',
  functions: '処理',
  complete: '処理と画面の組み合わせ',
  synth: '構成（CDK）',
};

interface Named {
  id: string;
  name: string;
}
const list = (all: Named[]): string => all.map(({ id, name }) => `  ${padded(id, 20)}${name}`).join('\n');
const named = (path: string): string => (path === '-' ? '標準入力' : `${path} `);
const sourcedLine = ({ path, source }: Sourced) => `  ${path.join(' > ')}　${source.at}`;

/** What the commands say. */
export const text = {
  help: `火消し Hikeshi：市役所の情報セキュリティ事故の受付

npm start                          この機械で動かす（npx hikeshi start も同じ）
  npm start -- --port 8080         画面の番号。次の番号は、メールと時計の画面
  npm start -- --mail-port 2525    報告メールを受けるSMTPの番号
  npm start -- --profile wakayama  どの自治体のデータで動かすか（policies/）
  npm start -- --overlay <フォルダー>  公開しないデータ（実名・実番号）を重ねる
  npm start -- --data .hikeshi     記録を置くフォルダー
  npm start -- --fresh             そのフォルダーの記録を消して、はじめから

npx hikeshi clock                  Hikeshi の中の時刻
  --advance 20m                    時計を進める（90s、20m、3h、2d。90日まで）
npx hikeshi token --as desk        APIを試すためのトークン（1時間使えます）
                                   --as には、人か役職の名前（英字）
npx hikeshi verify timeline.json   書き出した時系列を確かめる
  --key 指紋                       公表されている鍵の署名かどうかも確かめる
npx hikeshi build                  画面と処理だけを作る
  --profile wakayama               どの自治体のデータで作るか
  --overlay <フォルダー>           実名・実番号のデータ（公開しない）を重ねる
  --synth                          構成を、変わっていなくても作り直す
npx hikeshi duties --facts facts.json  事実から、レベルと外への報告の義務を導く
  --profile wakayama               どの自治体のデータで考えるか
  --at 2026-12-01T09:00+09:00      いつの時点で考えるか（付けなければ、いま）
  --text                           JSONではなく、人が読む文章で出す
npx hikeshi facts --schema         事実のファイルの形（JSON Schema）
npx hikeshi profile check <ファイル>  自治体のデータを確かめる
  --overlay <フォルダー>           実名・実番号のデータ（公開しない）を重ねる
  --list                           要確認と、既定値のままの項目を全部並べる
npx hikeshi plan                   緊急時対応計画を、HTMLとPDFで作る
  --profile wakayama               どの自治体のデータで作るか
  --overlay <フォルダー>           実名・実番号のデータ（公開しない）を重ねる
  --out <フォルダーかファイル>     どこに作るか（付けなければ build/）

--data を付けて動かしたときは、clock と token にも同じ --data を付けます。
`,
  unknownCommand: (name: string) => `${name} というコマンドはありません。\n`,
  clockUsage:
    '進める長さを確かめてください。例： npx hikeshi clock --advance 20m\n90s（秒）、20m（分）、3h（時間）、2d（日）のように書きます。90日まで、先へだけ進みます。',
  tokenUsage:
    '引数が正しくありません。例： npx hikeshi token --as desk\n--as には、人か役職の名前（英字）を指定します。',
  buildUsage: '引数が正しくありません。例： npx hikeshi build --profile wakayama',
  advancing: (now: Date) => `進めています：${dateTime.format(now)}`,
  wrongFlag: (flag: string, usage: string) => `「${flag}」：${usage}`,
  startUsage:
    '引数が正しくありません。例： npm start -- --port 8080 --data .hikeshi --fresh。--inside には、くわしい報告を受け付けるネットワークを 192.0.2.0/24 のように書きます（コンマで並べられます）',
  unknownProfile: (profile: string, known: string[]) =>
    `${profile} という自治体のデータは policies/ にありません。--profile には ${known.join('、')} を指定してください。`,
  overlayInside: (folder: string) =>
    `${folder} はプロジェクトの中にあります。実名・実番号のデータは、公開されないように、プロジェクトの外のフォルダーに置いてください。`,
  overlayMissing: (path: string) =>
    `${path} がありません。--overlay には、<自治体>.yaml を置いたフォルダーを指定してください。`,
  dutiesUsage:
    '事実のファイルを指定してください。例： npx hikeshi duties --profile wakayama --facts facts.json --at 2026-12-01T09:00+09:00 --text\n標準入力から読むときは --facts - とします。書き方は docs/what-if.md と npx hikeshi facts --schema にあります。',
  factsUsage: '例： npx hikeshi facts --schema（事実のファイルの形を、JSON Schema で表示します）',
  wrongInstant: (at: string) =>
    `「${at}」は日時として読めません。--at は 2026-12-01T09:00+09:00 のように書いてください（終わりの +09:00 は日本時間のしるしです）。`,
  noFacts: (path: string) => `${path} を読めません。ファイルがあるか、名前とフォルダーを確かめてください。`,
  brokenFacts: (path: string, line: string | undefined) =>
    `${named(path)}は JSON として読めません${line ? `（${line}行目のあたり）` : ''}。「,」の過不足、「"」「{ }」「[ ]」の閉じ忘れ、全角の記号がないかを確かめてください。`,
  wrongFacts: (path: string, mistakes: string[]) =>
    `${named(path)}の次のところを直してください。\n${mistakes.map((mistake) => `・${mistake}`).join('\n')}\n書き方は docs/what-if.md に、使える名前と答えは npx hikeshi facts --schema にあります。`,
  strangeKind: (kind: string, known: Named[]) =>
    `「${kind}」という事故の種類は、この自治体のデータにありません。kind には、次のどれかを書いてください。\n${list(known)}`,
  strangeBody: (body: string, known: Named[]) =>
    `「${body}」という実施機関は、この自治体のデータにありません。次のどれかを書いてください。\n${list(known)}`,
  bodyApart: (body: string) =>
    `known に「${body}」だけの記入がありますが、bodies に「${body}」がありません。bodies に、関係する実施機関を全て並べてください。`,
  nothingKnown: (at: string, first: string) =>
    `${at}には、まだ何も分かっていません。--at に、最初の記入（${first}）以後の日時を書いてください。付けなければ、いまの日時です。`,
  profileUsage:
    '調べる自治体のデータを指定してください。例： npx hikeshi profile check policies/wakayama.yaml --list',
  profileFine: (name: string, defaults: number, confirm: number) =>
    `正しく読めました：${name}\n製品の既定値のままの項目　${defaults}件\n要確認の印がある項目　　　${confirm}件`,
  profileList: (confirm: Sourced[], defaults: Sourced[]) =>
    [
      `\n要確認（使う前に確かめること）　${confirm.length}件`,
      ...confirm.map(sourcedLine),
      `\n製品の既定値のまま（規程に定めがないこと）　${defaults.length}件`,
      ...defaults.map(sourcedLine),
    ].join('\n'),
  nth: (index: number) => `${index + 1}番目`,
  planUsage: '引数が正しくありません。例： npx hikeshi plan --profile wakayama --out 計画.pdf',
  planMade: (paths: string[]) =>
    `緊急時対応計画（案）を作りました。\n${paths.map((path) => `  ${path}`).join('\n')}`,
  planPrivate: '氏名・電話番号が入っています。公開しないでください。',
  planInside: (path: string) =>
    `${path} はプロジェクトの中にあります。実名・実番号の入った計画は、--out で、プロジェクトの外に作ってください。`,
  unknownPerson: (as: string, all: { id: string; name: string; posts: { post: string }[] }[]) =>
    `${as === '' ? '--as に、だれとして使うかを指定してください。' : `${as} という人や役職は、登録されていません。`}
次のどれかを指定してください（左が人、右が役職。desk は contact-unit のことです）。
${people(all.map(({ id, name, posts }) => ({ id, name, posts: posts.map(({ post }) => post) })))}`,
  verifyUsage:
    '確かめるファイルを1つ指定してください。例： npx hikeshi verify timeline.json --key 公表されている鍵の指紋',
  noFingerprint:
    '鍵の指紋は、0〜9とa〜fの64文字（SHA-256）です。公表されている指紋をそのまま入れてください。',
  unreadable: (path: string) => `${path} を読めません。ファイルの場所と中身（JSON）を確かめてください。`,
  notTimeline: (path: string) => `${path} は、火消しが書き出した時系列ではありません。`,
  /** `signed`: whether the key that was asked about signed the last end. */
  verdict: ({ problems, events, headHash, anchors, unsigned }: Verdict, signed: 'yes' | 'no' | 'unasked') =>
    [
      problems.length > 0 || signed === 'no' ? '正しくありません。' : FINE[signed],
      ...(signed === 'no' ? ['  ✗ 終わりに、指定された鍵による署名がありません'] : []),
      ...problems.map(({ event, code }) => `  ✗ ${event}件目：${PROBLEMS[code]}`),
      `出来事　${events}件`,
      `終わりのハッシュ　${headHash}`,
      ...(anchors.length === 0
        ? ['署名はまだありません。終わりの出来事が抜かれていないかは、このファイルだけでは分かりません。']
        : anchors.map(
            ({ seq, keyFingerprint }) => `署名あり　${seq}件目まで。鍵の指紋（SHA-256）${keyFingerprint}`,
          )),
      ...(anchors.length > 0 && unsigned > 0
        ? [`最後の署名より後の出来事　${unsigned}件（まだ署名されていません）`]
        : []),
      ...(anchors.length > 0 && signed === 'unasked'
        ? ['鍵の指紋を、公表されている指紋と見比べてください。--key に指紋を付けると、ここで確かめます。']
        : []),
    ].join('\n'),
  notRunning: (data: string) =>
    `Hikeshi は、データフォルダー ${data} では動いていません。\n「npm start」で起動するか、起動したときと同じ --data を付けてください。`,
  clock: (now: Date, ahead: number) =>
    `Hikeshi の時計は ${dateTime.format(now)} です。${ahead > 0 ? `実際より${span(ahead)}進んでいます。` : ''}`,
  building: (step: string) => `  準備しています：${STEPS[step] ?? step}`,
  enrolling: '  デモの職員を登録しています',
  stopping: '\n止めています。記録はデータフォルダーに残ります。',
  seconds: (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} 秒`,
  ready: (at: {
    product: string;
    tools: string;
    mailDoor: { port: number; address: string | undefined };
    data: string;
    flags: string;
    again: string;
    people: Person[];
    took: string;
  }) => `
火消し Hikeshi　動いています（${at.took}）

  報告する　　　　　　${at.product}/
  メールで報告する　　${at.mailDoor.address}（SMTP 127.0.0.1:${at.mailDoor.port}）
  窓口・役職者の画面　${at.product}/desk
  届いたメール　　　　${at.tools}/mail
  時計・警報　　　　　${at.tools}/

デモの職員（架空の人です。/desk で選ぶと、その人として入れます）
${people(at.people)}

  時計を進める　　　　npx hikeshi clock --advance 20m${at.flags}
  APIのトークン　　　 npx hikeshi token --as desk${at.flags}
  動いた記録（ログ）　${at.data}/log
  止める　　　　　　　Ctrl-C（報告などの記録は ${at.data}/ に残ります）
  はじめからやり直す　npm start -- --fresh${at.again}
`,
};
