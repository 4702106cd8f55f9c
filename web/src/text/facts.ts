/** The wording of the fact sheet. What each fact is called and how it is asked for is in core/text. */
export const SHEET = {
  title: '分かっていること（事実）',
  none: 'まだ記録されていません。評価のときに記録します。',
  update: '事実を更新する',
  send: '事実を記録する',
  sendWords: '記録すると、レベルの提案と報告義務を計算し直します。前の内容も時系列に残ります。',
  done: '事実',
  hint: '分かったものだけ答えます。ほかは「まだ分からない」のままで送れます。あとで何度でも書き足せます。',
  /** How many questions of a part have an answer. */
  answered: (answered: number, all: number) => `${all}問のうち${answered}問に回答`,
  first: {
    label: '最初に知った日時',
    hint: '市の職員のだれかが最初に知った日時です。法律の期限は、この日から数えます。',
    fromReport: '報告にある「気づいた日時」を入れてあります。もっと早く知った人がいたら直してください。',
  },
  bodies: {
    label: '関係する実施機関',
    hint: (first: string) =>
      `報告義務は、実施機関ごとに計算します。分からない間は、${first}のものとして計算します。`,
    counted:
      '人数は事案全体の数です。実施機関ごとの数が分かれば、それぞれに入れてください（「事実を更新する」の「どの範囲のことですか」で、実施機関を選びます）。',
  },
  kind: {
    label: '事故の種類',
    hint: '報告のときに選ばれたものです。違うと分かったら、選び直します。',
  },
  /** Beside the answer that only some may give. */
  privacyOnly: '個人情報保護の担当だけが記録できます（確報の期限が60日になるため）',
  noSector: 'どれにも当たらない',
  range: {
    exact: '数が分かった',
    span: '幅で分かった',
    count: (unit: string) => `数（${unit}）`,
    from: (unit: string) => `少なくとも（${unit}）`,
    to: (unit: string) => `多くて（${unit}）`,
    toHint: '分からないときは空のまま',
    /** What people type around the digits. */
    noise: /[,、\s人件団体]/g,
    wrong: '数字を入れるか、「まだ分からない」を選んでください',
    turned: '「多くて」が「少なくとも」より小さくなっています',
  },
  mode: {
    label: 'どちらですか',
    learned: '新しく分かったことを書く',
    corrected: '書きまちがいを直す',
    learnedHint: '前の答えは、そのときの答えとして残ります。変えた答えだけを記録します。',
    correctedHint:
      '初めから正しく書いてあったものとして、計算し直します。前の内容と、直したことは、時系列に残ります。',
    reason: 'なぜ直すか',
    reasonHint: '時系列に、前の答えと並べて残ります。',
    nothing: '変えた答えがありません。分かったこと、又は直すところを入れてください',
  },
  when: {
    label: 'いつ分かりましたか',
    now: 'いま',
    before: 'もっと前',
    at: '分かった日時',
    hint: '市の職員のだれかが知った日時です。',
  },
  of: {
    label: 'どの範囲のことですか',
    whole: '市全体（関係する実施機関のすべて）',
    only: (body: string) => `${body}だけ`,
  },
  keep: '一度入れた答えは、「まだ分からない」に戻せません。正しい答えを選んでください',
  clocks: {
    title: '4つの日時',
    occurred: '起きた',
    firstKnown: '最初に知った',
    reported: '窓口が報告を受けた',
    judged: '評価した',
    notYet: 'まだ',
  },
  matters: '調査中のうち、レベルや報告義務に関わるもの',
  different: (body: string) => `${body}だけ違うこと`,
  history: (count: number) => `いつ何が分かったか（${count}回）`,
  nothingThen: '答えはまだない',
};
