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

/** Everything the local runtime says to the person in front of it. */
export const text = {
  alreadyRunning: (folder: string) =>
    `データフォルダー ${folder} は、すでに動いている Hikeshi が使っています。先にそちらを Ctrl-C で止めるか、--data で別のフォルダーを指定してください。`,
  unreadableData: (folder: string, reason: string) =>
    `データフォルダー ${folder} を読み書きできません（${reason}）。フォルダーの権限を直すか、--data で別のフォルダーを指定してください。`,
  notADataFolder: (folder: string) =>
    `${folder} は Hikeshi のデータフォルダーではないため、消しませんでした。--data の指定を確かめてください。`,
  notSynthesised: (file: string) => `${file} がありません。「npx hikeshi build」で作り直してください。`,
  unknownType: (type: string, id: string, stack: string) =>
    `${stack} の ${id} は ${type} です。この種類のリソースは 1 台の機械では動かせません（docs/local.md の一覧にありません）。`,
  unknownReference: (kind: string, name: string) => `cdk.out の ${kind}「${name}」が何を指すか分かりません。`,
  unknownSchedule: (id: string, expression: string) =>
    `${id} の時刻の指定「${expression}」は 1 台の機械では動かせません（rate(…) だけが使えます）。`,
  machineRefused: (id: string, reason: string) =>
    `ステートマシン ${id} の定義を受け付けられません：${reason}`,
  policyRefused: (id: string, reason: string) =>
    `ポリシー ${id} に、1 台の機械では確かめられないものがあります：${reason}`,
  notAllowed: (who: string, action: string, resource: string, advice: string) =>
    `[iam] ${who} は ${resource} に対する ${action} を許されていません。${advice}`,
  statementMissing: (owner: string, statement: string) =>
    `${owner} のポリシーに次の文がありません：${statement}`,
  statementForbids: (policy: string, statement: string) =>
    `ポリシー ${policy} の文 ${statement} が禁じています。`,
  tableRefused: (name: string, answer: string) => `テーブル ${name} を作れませんでした：${answer}`,
  noDatabaseBinary:
    'データベースの実行ファイル dynoxide がありません。Linux x64 では「npm ci」で入ります。ほかの機械では dynoxide を PATH に置くか、DynamoDB 互換サーバーの URL を HIKESHI_DYNAMODB_ENDPOINT に設定してください。',
  databaseSilent:
    'データベース（dynoxide）が応答しません。HIKESHI_DYNAMODB_ENDPOINT を設定している場合は、その URL を確かめてください。',
  databaseEnded: 'データベース（dynoxide）が止まったため、Hikeshi も止めます。もう一度起動してください。',
  portInUse: (port: number) =>
    `ポート ${port} はほかのプログラムが使っています。そちらを止めるか、--port で別の番号を指定してください。`,
  portRefused: (port: number, reason: string) =>
    `ポート ${port} を開けません（${reason}）。--port で別の番号を指定してください。`,
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
