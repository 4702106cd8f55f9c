export function span(milliseconds: number): string {
  const minutes = Math.round(milliseconds / 60_000);
  const parts = [
    [Math.floor(minutes / 1440), '日'],
    [Math.floor(minutes / 60) % 24, '時間'],
    [minutes % 60, '分'],
  ] as const;
  const shown = parts.filter(([count]) => count > 0).map(([count, unit]) => `${count}${unit}`);
  return shown.join('') || '0分';
}

/** Problems of cdk.out that are shown at once. */
const SHOWN = 20;
const format = (options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat('ja-JP', { timeZone: 'Asia/Tokyo', ...options });
const inDays = format({ dateStyle: 'long', timeStyle: 'short' });
const withSeconds = format({ dateStyle: 'long', timeStyle: 'medium' });

/** Everything the local runtime says to the person in front of it. */
export const text = {
  alreadyRunning: (folder: string) =>
    `データフォルダー ${folder} は、すでに動いている Hikeshi が使っています。先にそちらを Ctrl-C で止めるか、--data で別のフォルダーを指定してください。`,
  unreadableData: (folder: string, reason: string) =>
    `データフォルダー ${folder} を読み書きできません（${reason}）。フォルダーの権限を直すか、--data で別のフォルダーを指定してください。`,
  foreignFolder: (folder: string) =>
    `${folder} には、ほかのファイルがあります。記録には、新しいフォルダーか空のフォルダーを --data で指定してください。`,
  notADataFolder: (folder: string) =>
    `${folder} は Hikeshi のデータフォルダーではないため、消しませんでした。--data の指定を確かめてください。`,
  belongsTo: (folder: string, first: string, asked: string) =>
    `データフォルダー ${folder} には ${first} の記録があります。続けるときは --profile ${first} を、${asked} で始めるときは --data で別のフォルダーを指定してください。記録を消してよければ --fresh を付けてください。`,
  notSynthesised: (file: string) => `${file} がありません。「npx hikeshi build」で作り直してください。`,
  refused: (problems: string[]) =>
    [
      'cdk.out に、1 台の機械では動かせないものがあります。',
      ...problems.slice(0, SHOWN).map((problem) => `・${problem}`),
      ...(problems.length > SHOWN ? [`・ほか ${problems.length - SHOWN} 件`] : []),
      '使えるものは docs/local.md の一覧にあります。infra/ の定義を直し、「npx hikeshi build」で作り直してください。',
    ].join('\n'),
  resource: (stack: string, id: string, type: string) => `${stack} の ${id}（${type}）`,
  unknownType: 'この種類のリソースは使えません。',
  onlyOne: (type: string) => `${type} は 1 つしか使えません。`,
  unknownProperty: (path: string) => `${path} は使えません。`,
  missingProperty: (path: string) => `${path} が必要です。`,
  unsupportedValue: (path: string, value: string, wanted: string) =>
    `${path} に ${value.slice(0, 80)} は使えません（使えるのは ${wanted}）。`,
  unknownFunction: (name: string) => `関数 ${name} は使えません。`,
  unknownReference: (kind: string, name: string) => `${kind}「${name}」が何を指すか分かりません。`,
  machineRefused: (id: string, reason: string) =>
    `ステートマシン ${id} の定義を受け付けられません：${reason}`,
  notAllowed: (who: string, action: string, resource: string, advice: string) =>
    `[iam] ${who} は ${resource} に対する ${action} を許されていません。${advice}`,
  statementMissing: (owner: string, statement: string) =>
    `${owner} のポリシーに次の文がありません：${statement}`,
  statementForbids: (policy: string, statement: string) =>
    `ポリシー ${policy} の文 ${statement} が禁じています。`,
  tableRefused: (name: string, answer: string) => `テーブル ${name} を作れませんでした：${answer}`,
  tableDiffers: (name: string, folder: string) =>
    `データフォルダー ${folder} にあるテーブル ${name} は、キーか索引がいまの定義と違うため使えません。--data で別のフォルダーを指定してください。記録を消してよければ --fresh を付けてください。`,
  noDatabaseBinary:
    'データベースの実行ファイル dynoxide がありません。Linux x64 では「npm ci」で入ります。ほかの機械では dynoxide を PATH に置くか、DynamoDB 互換サーバーの URL を HIKESHI_DYNAMODB_ENDPOINT に設定してください。',
  databaseSilent:
    'データベース（dynoxide）が応答しません。HIKESHI_DYNAMODB_ENDPOINT を設定している場合は、その URL を確かめてください。',
  read: (functions: number, machines: number) =>
    `構成を読みました（処理 ${functions}、ステートマシン ${machines}）`,
  databaseUp: 'データベースが動きました',
  up: (url: string, ahead: number) =>
    `${url} を開きました。${ahead > 0 ? `時計は、実際より${span(ahead)}進めてあります。` : ''}`,
  notStored: (reason: string) =>
    `記録を書けないため、Hikeshi を止めます（${reason}）。ディスクの空きを確かめて、もう一度起動してください。続きから動きます。`,
  databaseEnded: 'データベース（dynoxide）が止まったため、Hikeshi も止めます。もう一度起動してください。',
  portInUse: (port: number, option: string) =>
    `ポート ${port} はほかのプログラムが使っています。そちらを止めるか、${option} で別の番号を指定してください。`,
  portRefused: (port: number, reason: string, option: string) =>
    `ポート ${port} を開けません（${reason}）。${option} で別の番号を指定してください。`,
  alarm: (name: string, message: string) => `【警報】${name}　${message}`,
  practice: {
    label: '練習の表示',
    words: (ahead: number, now: number) =>
      `練習です。この機械の中だけで動いています。時計を${span(ahead)}進めてあり、火消しの中では ${inDays.format(now)} です。`,
    whenOpened: '（この画面を開いたとき）',
  },
  tools: {
    title: '火消しの道具',
    pages: { '/': '時計', '/mail': '届いたメール', '/alarms': '警報' },
    product: '報告・窓口の画面',
    intro:
      'この機械で動いている火消しの時計です。進めると、そのあいだに来る期限、催促、代行への連絡が、順に起きます。',
    noAlarms: '警報はまだありません。',
    alarmCount: (count: number) => `警報 ${count} 件`,
    time: (milliseconds: number) => withSeconds.format(milliseconds),
    now: (milliseconds: number) => `いまの時刻：${withSeconds.format(milliseconds)}`,
    ahead: (milliseconds: number) =>
      milliseconds > 0 ? `実際の時刻より${span(milliseconds)}進めてあります。` : '実際の時刻のとおりです。',
    whenOpened: '（この画面を開いたときの時刻です）',
    advanceBy: (milliseconds: number) => `${span(milliseconds)}進める`,
    onlyForwards:
      '戻すことはできません。事案が多いときに長く進めると、何分もかかります。はじめからやり直すには、起動したときの指定に --fresh を足して起動し、記録を消します。',
    elsewhere: 'この画面は、動いている機械の 127.0.0.1 か localhost からだけ開けます。',
    notFound: 'ページがありません。',
    wrongSpan: '進める長さは 20m、3h、2d のように書いてください。',
  },
};
