import type { EvidenceView } from '#/core/case/view.ts';

/** The wording of the desk's screens. Words for codes (states, tasks, duties) are in core/text. */
export interface Span {
  days: number;
  hours: number;
  minutes: number;
}

const span = ({ days, hours, minutes }: Span): string => {
  if (days > 0) return `${days}日${hours > 0 ? `${hours}時間` : ''}`;
  if (hours > 0) return `${hours}時間${minutes > 0 ? `${minutes}分` : ''}`;
  return minutes > 0 ? `${minutes}分` : '1分未満';
};

export const TIME = {
  left: (value: Span) => `あと${span(value)}`,
  over: (value: Span) => `期限を${span(value)}過ぎています`,
  age: (value: Span) => `受付から${span(value)}`,
  due: '期限',
};

export const APP = {
  product: '火消し',
  desk: '窓口',
  skip: '本文へ進む',
  loading: '読み込んでいます…',
  signOut: 'サインアウト',
  signIn: 'サインインする',
  signInAgain: 'サインインし直す',
  signedOut: 'サインアウトしました。',
  signInFailed:
    'サインインできませんでした。もう一度押してください。続けて失敗するときは、窓口に電話してください。',
  signInTitle: 'サインイン',
  expired: 'サインインの期限が切れました。サインインし直すと、この画面に戻ります。入力した内容は残ります。',
  stale:
    '最新の内容を読めません。通信を確かめてください。15秒ごとに読み直します。下は、最後に読んだ内容です。',
  unreachable: '読み込めません。通信を確かめてください。15秒ごとに読み直します。',
  back: '一覧へ戻る',
  notFound: 'ページが見つかりません。',
  person: (name: string, posts: string) => (posts === '' ? name : `${name}（${posts}）`),
  byDefault: '製品の既定値',
  confirm: '要確認',
};

export const FORM = {
  required: '必須',
  optional: '任意',
  wrongTitle: '次を直してください',
  sending: '送っています…',
  unreachable:
    '送れませんでした。通信を確かめて、もう一度押してください。入力した内容は残っています。2回押しても、記録は1回です。',
  notAsked: 'ほかの人がこの手続を終えました。入力した内容は下に残っています。送る必要はありません。',
  newer: '入力を始めたあとに、もとの内容が新しくなりました。下の表示を確かめてから送ってください。',
  discard: '入力を捨てる',
  choose: '1つ選んでください',
  write: '書いてください',
  time: '日時を入れてください',
  future: 'これから先の日時は入れられません',
  tooLong: (max: number) => `${max}文字までにしてください`,
  japanTime: '日本時間で入れます。',
};

export const QUEUE = {
  unread: '報告した人から追加あり（未読）',
  settled: '簡易処理の確認待ち',
  danger: '人に危険があるとの報告',
  restricted: '限定公開',
  title: '受け付けた事案',
  open: '対応中の事案',
  openEmpty: '対応中の事案はありません。',
  mine: 'あなたに関係する事案',
  mineEmpty: 'あなたに関係する事案はありません。',
  closed: '今月終結した事案',
  closedEmpty: '今月終結した事案はありません。',
  order: '期限の近い順',
  next: '次',
  inCharge: '引き受けた人',
  nobody: 'まだいません',
  unled: '引き受ける人がいません',
  level: 'レベル',
  provisional: '暫定',
};

export const CASE = {
  title: (caseId: string) => `事案番号 ${caseId}`,
  number: '事案番号',
  receivedAt: '受付',
  section: '課',
  noSection: 'その他・わからない',
  state: '状態',
  level: 'レベル',
  provisional: '暫定',
  charge: '引き受けた人',
  nobody: 'まだいません',
  everybodyAt: '引き受けがなければ全員を呼ぶ時刻',
  assessment: '評価',
  assessed: (incident: boolean, violation: boolean) =>
    [
      incident ? 'インシデントに当たる' : 'インシデントに当たらない',
      violation ? '違反あり' : '違反なし',
    ].join('、'),
  sections: 'この画面の中',
};

export const NEXT = {
  title: '次にすること',
  nothing: 'いま、あなたがすることはありません。',
  inCharge:
    'あなたがこの事案を引き受けています。下の「呼ばれた人」と「外への報告」を見て、窓口と電話で対応を進めてください。',
  closed: 'この事案は終結しました。',
  others: 'ほかに、あなたができること',
  waiting: 'ほかの人を待っているもの',
  done: (what: string) => `記録しました：${what}`,
  open: '開く',
  close: '閉じる',
};

export const PEOPLE = {
  title: '呼ばれた人',
  words:
    'メールを送った、本人が了知した、引き受けた、の3つは別のことです。メールが届いたかどうかまでは分かりません。',
  empty: 'まだだれも呼ばれていません。レベルが決まると呼ばれます。',
  told: 'メールを送信',
  known: '了知',
  charge: '引受',
  deputyFor: (name: string) => `${name}の代行`,
  waiting: '返事待ち',
  unanswered: '時間までに返事なし',
  mailing: 'メール送信待ち',
  mailFailed: 'メールが届けられません。電話してください',
  answered: (at: string, how: string) => `${at}（${how}）`,
  acknowledged: '了知した',
  dropped: '呼び出し終了',
  inCharge: '引き受けた',
  notInCharge: '―',
  telephone: '電話',
  phone: {
    whose: (name: string) => `${name}さんの`,
    openShort: '電話で了知を記録',
    title: (name: string) => `${name}さんが電話で了知したとき`,
    number: '話した電話番号',
    at: '話した日時',
    charge: '引き受けると言いましたか',
    yes: 'はい、引き受けた',
    no: 'いいえ、了知だけ',
    send: '電話での了知を記録する',
    done: (name: string) => `${name}さんの電話での了知`,
  },
};

export const DUTY = {
  title: '外への報告',
  empty: '評価のときに事実を記録すると、報告義務を計算します。',
  of: (name: string, body: string) => `${name}（${body}）`,
  groups: {
    work: '作業中',
    undecided: '要判断',
    done: '済んだもの',
    shown: '表示だけのもの（作業は開かない）',
  },
  table: {
    title: '要るもの・判断するもの（期限の近い順）',
    what: '何を',
    who: 'だれが',
    result: '要否',
    when: 'いつまで',
    state: '状態',
    by: (stage: string, day: string) => `${stage}　${day}まで`,
    aim: (stage: string, days: string) => `${stage}　目安 ${days}`,
    span: (from: string, to: string) => `${from}から${to}`,
    moved: (day: string) => `休日のため、${day}から延びる`,
    late: '過ぎています',
    filed: (stage: string, at: string) => `${stage}　${at}に提出`,
  },
  ruledOut: (count: number) => `義務がないとされたもの（${count}件）と、その理由`,
  addressee: '報告先',
  channel: '出し方',
  law: '根拠',
  stage: 'いまの段階',
  otherDays: 'ほかの数え方',
  question: (of: string) => `${of}が答える問い`,
  more: '根拠・報告する事項・どう導いたか',
  derivation: (revision: number) => `どう導いたか（事実の第${revision}版による）`,
  items: '報告する事項',
  notes: '注意',
  mark: { holds: '○', fails: '×', unknown: '？' },
  changed: '提出したあとに、事実が変わりました。追完（訂正）の報告が要るかを、確かめてください。',
  confirmPosts: '起案・承認・提出の役職は、市の決裁区分によります',
  filing: (stage: string, at: string, number: string) => `${stage}を${at}に提出。受付番号 ${number}`,
  asKnown: '分かりしだい（日の定めなし）',
  outdated: '承認のあとに、事実が変わりました。提出する前に、案がいまの事実と合うかを確かめてください。',
  supplement: '追完（訂正）の要否を判断',
  stageFiled: '提出済み',
  draft: (revision: number) => `報告案（第${revision}版）を読む`,
};

export const EVIDENCE = {
  title: '証拠',
  words:
    '届いたままの内容です。だれも書き換えられない場所にあります。取り出すと、だれが取り出したかが時系列に残ります。',
  empty: 'まだありません。',
  what: {
    'report-form': '報告（届いたまま）',
    'report-mail': 'メール（届いたまま）',
    'report-file': '報告に付いたファイル',
    'mail-attachment': 'メールの添付',
    checkpoint: '時系列の署名',
  } satisfies Record<EvidenceView['what'], string>,
  named: (what: string, name: string) => `${what}「${name || '名前なし'}」`,
  unopened:
    'ファイルは開いていません。取り出すと、名前は事案の番号に替わります。開くときは、安全な端末で開いてください。',
  marks: '注意',
  virus: 'ウイルスの検査',
  uninspected: 'この仕組みでは検査していません',
  sha256: 'SHA-256',
  size: '大きさ',
  bytes: (bytes: number) => `${bytes.toLocaleString('ja-JP')}バイト`,
  until: '保管の期限',
  download: (what: string) => `${what}を取り出す`,
  started: '取り出しを始めました。',
};

export const REPORT = {
  title: '報告の内容',
  channel: '届き方',
  channels: { form: 'フォーム', mail: 'メール' },
  callback: '折り返し',
  reporter: '報告した人',
  kind: '種別',
  noticedAt: '気づいた日時',
  section: '課',
  place: '場所・システム・機器',
  happened: '起きたこと',
  done: 'すでにしたこと',
  personalData: '個人情報',
  none: '記入なし',
  again: (at: string) => `${at}に、書き直して送られた内容`,
};

export const MAIL = {
  from: '差出人（名乗り）',
  claimed: 'メールに書いてあった名前です。本人が送ったとは限りません。',
  subject: '件名',
  claims: '書いてある事案番号',
  unproven: 'その事案の返信とは確かめられませんでした。同じ事案なら、その事案の画面にも記録してください。',
  text: '本文',
  attachments: '添付',
  count: (count: number) => `${count}件（一つずつ「証拠」に保存します。ここでは開きません）`,
  none: 'なし',
  unnamed: '名前のないファイル',
  file: (mediaType: string, bytes: number) => `（${mediaType}、${bytes.toLocaleString('ja-JP')}バイト）`,
  unknown: '分かりません',
  standing: '差出人の確かさ',
  original: '「証拠」から「メール（届いたまま）」を取り出して、確かめてください。',
  checks: '届いたときの検査',
  check: (check: string, verdict: string) => `${check}：${verdict}`,
  virus:
    'ウイルスがないことを確かめられていません。届いたままのメールと添付を、普段の端末で開かないでください。',
  suspicious: '差出人の名乗りを信じないでください。返信せず、電話など別の方法で本人に確かめてください。',
};

export const TIMELINE = {
  title: '時系列',
  words: '古い順。日本時間。書き換えも削除もできません。',
  export: '時系列を書き出す',
  exported: '時系列を書き出しました。',
  recorded: (at: string) => `記録 ${at}`,
  head: '末尾のハッシュ',
  anchored: '終結時の署名があります',
  notAnchored: '終結のあと、数分のうちに署名が付きます',
};

/** Who may read a case that only few may. */
export const READERS = {
  title: '読める人',
  restricted: '限定公開の事案です。一覧に出るのは、読める人だけです。',
  unnamed: 'まだ読める人を名指ししていません。窓口、報告の届く役職、呼ばれた人が読めます。',
  named: '名指しした人と、この事案で呼ばれた人、依頼を受けている人だけが読めます。',
  open: '読める人を決める',
  persons: '読める人',
  personsHint: 'あなた自身は、選ばなくても入ります。事案に関係する人は選べません。',
  none: '読める人を1人以上選んでください',
  reason: 'そう決めた理由',
  send: '読める人を限る',
  sendWords: '記録すると、選ばなかった人からは、すぐに見えなくなります。',
  done: '読める人',
};
