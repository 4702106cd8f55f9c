import type { ReportField } from '#/core/report/report.ts';

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
  desk: '窓口・役職者の方',
  deskWords: '受け付けた事案を見る。了知や判断を記録する。サインインが要ります。',
};

const TELL = '窓口と課長が読みます。';

export const REPORT = {
  title: '報告する',
  lead: '必ず書くのは2つだけです。分からないところは空けたまま送れます。',
  wrongTitle: 'まだ送られていません。次を直してください。',
  keptWords: '入力した内容は残っています。',
  callback: '折り返しの電話番号',
  callbackHint: '内線でも、携帯でもかまいません。窓口がここへ電話します。',
  kind: '何が起きましたか',
  kindHint:
    '近いところを開いて、1つ選びます。迷ったら、いちばん下を開いて「その他・わからない」を選んでかまいません。',
  rest: '分かる範囲で',
  restWords: 'ここから下は、すべて任意です。',
  noNames:
    '氏名・住所・マイナンバーなど、関係する方の個人情報は書かないでください。人数や「含む・含まない」だけで足ります。',
  noticedAt: '最初に気づいた日時',
  noticedAtHint: (now: string) =>
    `日本時間で入れます。いまは ${now} です。だれかが先に気づいていたら、その日時です。`,
  section: 'どの課のことですか',
  sectionNone: 'その他・わからない',
  place: '場所・システム・機器',
  placeHint: '例：本庁舎3階、メール、共用の端末',
  happened: '起きたこと',
  happenedHint: `見たまま、分かっていることだけでかまいません。${TELL}`,
  done: 'すでにしたこと',
  doneHint: '例：LANケーブルを抜いた。課長に電話した。',
  personalData: '個人情報が関係しそうですか',
  reporter: 'あなたの所属と名前',
  reporterHint: '空けたままでも送れます。折り返しの電話で、だれを呼べばよいか分かると助かります。',
  reach: 'この報告が届く先',
  reachSection: (post: string) => `選んだ課の${post}（課長など）`,
  reachNone: (post: string) => `課を選ばなかったときは、${post}だけに届きます。`,
  send: '報告を送る',
  sendWords: '送ると、事案番号と、次にすることが出ます。2回押しても、1件として受け付けます。',
};

export const WRONG: Record<ReportField, { empty: string; bad: string }> = {
  reportId: {
    empty: 'もう一度「報告を送る」を押してください',
    bad: 'もう一度「報告を送る」を押してください',
  },
  kind: { empty: '何が起きたかを1つ選んでください', bad: '何が起きたかを、下の中から1つ選んでください' },
  callback: {
    empty: '折り返しの電話番号を入れてください',
    bad: '折り返しの電話番号は100文字までにしてください',
  },
  noticedAt: { empty: '日時を確かめてください', bad: '気づいた日時を入れ直すか、空けてください' },
  section: { empty: '課を選び直してください', bad: '課を選び直してください' },
  place: { empty: '場所を確かめてください', bad: '場所・システム・機器は200文字までにしてください' },
  happened: { empty: '起きたことを確かめてください', bad: '起きたことは4000文字までにしてください' },
  done: { empty: 'すでにしたことを確かめてください', bad: 'すでにしたことは4000文字までにしてください' },
  personalData: { empty: '1つ選んでください', bad: '個人情報が関係しそうかを、選び直してください' },
  reporter: { empty: '所属と名前を確かめてください', bad: 'あなたの所属と名前は100文字までにしてください' },
};

export const RECEIPT = {
  title: '受け付けました',
  number: '事案番号',
  acceptedAt: '受付日時',
  kind: '種別',
  keep: 'この番号を控えてください。印刷しても、画面を写してもかまいません。',
  steps: 'いま、すること',
  never: 'しないこと',
  acts: 'すぐに動く人',
  call: '電話するところ',
  callWords: '急ぐとき、状況が変わったとき、まよったとき。事案番号を伝えてください。',
  next: 'このあと',
  nextSteps: [
    '窓口と、選んだ課の情報セキュリティ管理者に知らせます。',
    '窓口が内容を確かめ、書いていただいた番号へ電話します。',
    '電話がなければ、上の番号へかけてください。もう一度報告してもかまいません。',
  ],
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
};
