import type { ProblemCode, Verdict } from '#/core/evidence/verify.ts';

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
  all.map(({ id, name, posts }) => `    ${padded(id, 20)}${padded(name, 18)}${posts.join('、')}`).join('\n');

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

/** What the commands say. */
export const text = {
  usage: (commands: string[]) => `使い方： npx hikeshi <${commands.join(' | ')}>`,
  wrongArguments:
    '引数が正しくありません。例： npx hikeshi clock --advance 20m（20 分）、3h（3 時間）、2d（2 日）。一度に進められるのは 90 日までです。',
  wrongStart: '引数が正しくありません。例： npm start -- --port 8080 --data .hikeshi --fresh',
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
  notRunning: 'Hikeshi は動いていません。先に「npm start」で起動してください。',
  clock: (now: Date) => `Hikeshi の時計は ${dateTime.format(now)} です。`,
  building: (step: string) => `  準備しています：${STEPS[step] ?? step}`,
  starting: '  起動しています',
  enrolling: '  デモの職員を登録しています',
  stopping: '\n止めています。記録はデータフォルダーに残ります。',
  seconds: (milliseconds: number) => `${(milliseconds / 1000).toFixed(1)} 秒`,
  ready: (at: {
    product: string;
    tools: string;
    mailDoor: { port: number; address: string | undefined };
    data: string;
    flags: string;
    people: Person[];
    took: string;
  }) => `
火消し Hikeshi　動いています（${at.took}）

  報告する　　　　　 ${at.product}/
  メールで報告する　 ${at.mailDoor.address}（SMTP 127.0.0.1:${at.mailDoor.port}）
  窓口・役職者の画面 ${at.product}/desk
  届いたメールを見る ${at.tools}/mail
  警報・時計　　　　 ${at.tools}/

  デモの職員（すべて架空の人です。窓口の画面で選ぶと、その人として入れます）
${people(at.people)}

  時計を進める　npx hikeshi clock --advance 20m${at.flags}
  止める　　　　Ctrl-C（記録は ${at.data} に残ります。消して始め直すには npm start -- --fresh${at.flags}）
`,
};
