function span(milliseconds: number): string {
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

/** Everything the local runtime says to the person in front of it. */
export const text = {
  alreadyRunning: (folder: string) =>
    `データフォルダー ${folder} は、すでに動いている Hikeshi が使っています。先にそちらを Ctrl-C で止めるか、--data で別のフォルダーを指定してください。`,
  unreadableData: (folder: string, reason: string) =>
    `データフォルダー ${folder} を読み書きできません（${reason}）。フォルダーの権限を直すか、--data で別のフォルダーを指定してください。`,
  notADataFolder: (folder: string) =>
    `${folder} は Hikeshi のデータフォルダーではないため、消しませんでした。--data の指定を確かめてください。`,
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
  tableRefused: (name: string, answer: string) => `テーブル ${name} を作れませんでした：${answer}`,
  noDatabaseBinary:
    'データベースの実行ファイル dynoxide がありません。Linux x64 では「npm ci」で入ります。ほかの機械では dynoxide を PATH に置くか、DynamoDB 互換サーバーの URL を HIKESHI_DYNAMODB_ENDPOINT に設定してください。',
  databaseSilent:
    'データベース（dynoxide）が応答しません。HIKESHI_DYNAMODB_ENDPOINT を設定している場合は、その URL を確かめてください。',
  databaseEnded: 'データベース（dynoxide）が止まったため、Hikeshi も止めます。もう一度起動してください。',
  portInUse: (port: number, option: string) =>
    `ポート ${port} はほかのプログラムが使っています。そちらを止めるか、${option} で別の番号を指定してください。`,
  portRefused: (port: number, reason: string, option: string) =>
    `ポート ${port} を開けません（${reason}）。${option} で別の番号を指定してください。`,
  alarm: (name: string, message: string) => `【警報】${name}　${message}`,
  tools: {
    title: '火消し：この機械の道具',
    intro:
      'ここは、1 台の機械で動かしている Hikeshi の裏側です。実際の運用では AWS の各サービスが受け持ちます。',
    product: '製品の画面',
    mail: 'メールボックス（送られたメール）',
    alarms: '警報',
    noAlarms: '警報はまだありません。',
    clock: '時計',
    now: (time: string) => `いまの時刻：${time}`,
    ahead: (milliseconds: number) => `実際の時刻より ${span(milliseconds)}進めてあります。`,
    advanceBy: (milliseconds: number) => `${span(milliseconds)}進める`,
    notFound: 'ページがありません。',
    wrongSpan: '進める長さは 20m、3h、2d のように書いてください。',
  },
};
