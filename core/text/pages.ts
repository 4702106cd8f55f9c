/** The wording of the pages that need no sign-in. */
export const COMMON = {
  product: '火消し',
  purpose: '情報セキュリティの事故受付',
  skip: '本文へ進む',
  required: '必須',
  optional: '任意',
  urgent: '急ぐときは、先に電話してください。',
  home: '最初の画面へ',
};

export const HOME = {
  title: '情報セキュリティの事故受付',
  lead: '「おかしい」と思ったら、調べる前に知らせてください。まちがいでもかまいません。',
  report: '報告する',
  reportWords: '職員の方。サインインは要りません。3分で終わります。',
  lookUp: '報告のその後を見る',
  lookUpWords: '事案番号と受付コードで、いまの状態を見る。書き足す。',
  paper: '紙の報告票',
  paperWords: '画面やメールが使えないときのために、印刷しておけます。',
  desk: '窓口・役職者の方',
  deskWords: '受け付けた事案を見る。了知や判断を記録する。サインインが要ります。',
};

export const RECEIPT = {
  title: '受け付けました',
  number: '事案番号',
  code: '受付コード',
  acceptedAt: '受付日時',
  kind: '種別',
  state: 'いまの状態',
  states: {
    accepted: '受け付けました',
    checking: '確かめています',
    responding: '対応しています',
    over: '終わりました',
  },
  stateWords: {
    accepted: '窓口に届いています。',
    checking: '窓口が内容を確かめています。',
    responding: '担当の人が動いています。',
    over: '対応が終わりました。',
  },
  keep: '番号とコードを控えてください。印刷しても、画面を写してもかまいません。後で「報告のその後を見る」に入れると、この画面に戻れます。コードは、ほかの人に見せないでください。',
  steps: 'いま、すること',
  never: 'しないこと',
  acts: 'すぐに動く人',
  call: '電話するところ',
  callWords: '急ぐとき、状況が変わったとき、まよったとき。事案番号を伝えてください。',
  next: 'このあと',
  nextSteps: [
    '窓口が内容を確かめ、書いていただいた番号へ電話します。',
    '電話がなければ、上の番号へかけてください。もう一度報告してもかまいません。',
    '窓口からの質問や知らせは、この画面の下に出ます。',
  ],
  files: '付けたファイル',
  fileStates: {
    arrived: '届きました。',
    awaited: '確かめています。',
    missing: '届きませんでした。窓口に電話して、渡し方を聞いてください。',
  },
  filesAwaited:
    '確かめている間は、数分たってから、この画面を開き直してください。1時間たっても届かないときは、「届きませんでした」に変わり、窓口にも出ます。',
  letters: '窓口とのやりとり',
  lettersNone: 'まだ、やりとりはありません。',
  from: { desk: '窓口から', reporter: 'あなたから' },
  add: '書き足す・答える',
  addHint:
    '後で分かったこと、窓口の質問への答えなど。氏名・住所・マイナンバーなど、関係する方の個人情報は書かないでください。',
  addEmpty: '書き足すことを入れてから、押してください',
  addSend: '窓口へ送る',
  addOver: '終わった後に書き足しても、窓口に届きます。',
};

export const LOOK_UP = {
  title: '報告のその後を見る',
  lead: '報告したときに出た番号とコードを入れてください。サインインは要りません。',
  number: '事案番号',
  numberHint: '例：20261120-01234',
  code: '受付コード',
  codeHint: '8文字の英数字です。大文字でも小文字でもかまいません。',
  show: '見る',
  wrong: '番号とコードが合いません。',
  wrongWords: '受付の控えを見て、両方を入れ直してください。どちらがちがうかは、ここでは分かりません。',
  lost: '番号かコードが分からないときは、窓口に電話してください。',
};

export const PAPER = {
  title: '紙の報告票',
  print: 'この画面を印刷して（A4）、守衛室・宿直室・各課に置いてください。',
};

export const NOTICE = {
  title: 'お知らせの確認',
  called: (person: string, post: string) => `${post}　${person} 様`,
  asked: 'この事案について、あなたに了知をお願いしています。',
  level: 'レベル',
  caseId: '事案番号',
  inCharge: '引き受けた人',
  nobody: 'まだいません',
  noEffect: 'この画面を開いただけでは、何も記録されません。番号を入れてボタンを押すと、記録されます。',
  code: 'メールにある6けたの番号',
  codeHint: '数字だけです。',
  acknowledge: '了知する',
  acknowledgeWords: '読んで知った、という記録です。対応の責任者になるものではありません。',
  charge: '了知して引き受ける',
  chargeOnly: '引き受ける',
  chargeWords: '対応を引き受け、指揮をとる、という記録です。ほかの人への呼び出しが止まります。',
  contact: '電話でもかまいません。窓口に「了知した」と伝えると、窓口が記録します。',
  desk: '事案の内容を見る（サインインが要ります）',
  otherAsk: (ask: string) =>
    `この事案について、あなたに「${ask}」をお願いしています。サインインして行ってください。`,
  wrongTitle: 'まだ記録されていません',
  states: {
    open: '',
    acknowledged: '了知を記録しました',
    charge: '引き受けた人がいます',
    own: '引受を記録しました',
    over: 'この事案は終結しています',
    locked: '番号を5回まちがえたため、この画面では受け付けられません',
  },
  acknowledgedWords: (by: string, at: string) => `${at}に、${by}さんの了知を記録しました。`,
  stillNobody: 'まだだれも引き受けていません。引き受けるときは、同じ番号を入れて押してください。',
  chargeTaken: (by: string, at: string) =>
    `${at}に、${by}さんが引き受けました。あなたがすることは、いまありません。`,
  chargeOwn: (at: string) =>
    `${at}に、あなたの引受を記録しました。サインインして事案の内容を見て、対応を始めてください。`,
  overWords: '呼び出しは終わりました。あなたがすることはありません。',
  lockedWords: '窓口に電話して、了知したことを伝えてください。窓口が記録します。',
};

export const NOTICE_WRONG_CODE = '番号が違います。メールの6けたの番号を、もう一度入れてください。';

export const MESSAGE = {
  notFound: {
    title: 'ページが見つかりません',
    words: 'リンクが切れているか、番号が違います。メールのリンクをもう一度開くか、窓口に電話してください。',
  },
  refused: '記録できませんでした',
  notAdded: '事案に加えられませんでした',
  notAddedWords:
    'いま処理できませんでした。前の画面に戻り、少し待ってもう一度送ってください。入力は残っています。急ぐときは、窓口に電話してください。',
};
