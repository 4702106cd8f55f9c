const TELL = '窓口と課長が読みます。';

/** The wording of the form. */
export const REPORT = {
  title: '報告する',
  lead: '分かるところだけでかまいません。調べる前に知らせてください。',
  wrongTitle: 'まだ送られていません。次を直してください。',
  keptWords: '入力した内容は残っています。',
  callback: '折り返しの電話番号',
  callbackHint: '内線でも、携帯でもかまいません。窓口がここへ電話します。',
  anonymous: '名前と電話番号を出さずに報告する',
  anonymousHint:
    '電話番号は要りません。窓口からの質問は、受付の控えの画面に出ます。受付コードを必ず控えてください。',
  section: 'どの課のことですか',
  sectionNone: 'その他・わからない',
  kind: '何が起きましたか',
  kindHint:
    '近いところを開いて、1つ選びます。迷ったら、いちばん下を開いて「その他・わからない」を選んでかまいません。',
  concerns: '次の役職の人が関係しますか',
  concernsFold: '知らせたくない人がいるとき',
  concernsHint: '選んだ役職の人には、知らせが届きません。その人は、この報告を読めません。',
  concernsNone: '関係しない・わからない',
  early: '確かめる前に知らせる',
  earlyWords: '急ぐときは、ここまでで送れます。「その他・わからない」のままでもかまいません。',
  next: '次へ',
  nextWords: 'もう少し分かることがあれば、次の画面で書けます。次へを押しただけでは、まだ知らせは届きません。',
  detailsTitle: '分かる範囲で書く',
  detailsLead: 'すべて任意です。空けたままで送れます。',
  first: '送る前でも、いますること',
  choices: (count: number) => `分かれば選ぶ（${count}つ）`,
  rest: 'そのほか',
  noNames:
    '氏名・住所・マイナンバーなど、関係する方の個人情報は書かないでください。人数や「含む・含まない」だけで足ります。',
  danger: 'だれかの身に危険がありますか',
  dangerHint: '危険があるときは、先に110番・119番へ電話してください。',
  nightWatch: '守衛・宿直です',
  nightWatchHint: '夜間や休日に、ほかの人から知らせを受けて、代わりに送るとき。',
  raised: '次に当てはまりますか',
  raisedHint: '当てはまるときは、窓口が急いで見ます。',
  overlay: '次に当てはまるものがありますか',
  overlayHint: '当てはまるものを全て選びます。選ぶと、先にすることが出ます。',
  noticedAt: '最初に気づいた日時',
  noticedAtHint: (now: string) =>
    `日本時間で入れます。いまは ${now} です。前から気づいていたときも、ほかの人が先に気づいていたときも、その日時を入れてください。よくあることです。`,
  place: '場所・システム・機器',
  placeHint: '例：本庁舎3階、メール、共用の端末',
  happened: '起きたこと',
  happenedHint: `見たまま、分かっていることだけでかまいません。${TELL}`,
  done: 'すでにしたこと',
  doneHint: '例：LANケーブルを抜いた。課長に電話した。',
  personalData: '個人情報が関係しそうですか',
  reporter: 'あなたの所属と名前',
  reporterHint: '空けたままでも送れます。折り返しの電話で、だれを呼べばよいか分かると助かります。',
  mail: '控えを送るメールアドレス',
  mailHint: '市のメールアドレスだけに送ります。空けたままでも、控えは画面に出ます。',
  files: '写真・画面・メールなどのファイル',
  filesWithout:
    'この画面では、ファイルを付けられません。ファイルは消さずに、そのまま残してください。窓口が受け取り方を電話で伝えます。',
  reach: 'この報告が届く先',
  reachMore: (post: string) => `課を選ぶと、その課の${post}（課長など）にも届きます。`,
  reachNext: '選んだ課などによって届く先が変わります。変わった後の届く先は、次の画面に出ます。',
  reachRestricted: 'この報告は、限られた人だけが読みます。ほかの人の一覧や検索には出ません。',
  reachPassed: (post: string) => `${post}には届きません。`,
  send: '報告を送る',
  sendWords: '送ると、事案番号と、次にすることが出ます。2回押しても、1件として受け付けます。',
  change: '前の画面に戻って直す',
};

export const SLIP = {
  title: '短い報告',
  why: '市の外のネットワークから開いているため、短い報告だけを受け付けます。',
  whyWords:
    '個人情報などの重要情報を、市の外の回線で送らないためです。くわしいことは、窓口が電話で聞きます。',
  full: 'くわしい報告をするには',
  fullInside: '市のネットワークにつないだ端末で、この画面を開く。',
  fullSignedIn: 'サインインして報告する',
  outsideTitle: 'くわしい報告は、ここからは受け付けられません。',
  outsideWords:
    '送られた内容は保管しましたが、まだだれにも届いていません。下の内容を確かめて「報告を送る」を押すと、短い報告として届きます。くわしいことは、電話で伝えるか、市のネットワークにつないで送り直してください。',
};

const AGAIN = 'もう一度「報告を送る」を押してください';
const CHOOSE = { empty: '1つ選んでください', bad: '選び直してください' };

/** By the name of the input; what is right and yet cannot be taken counts as bad. */
export const WRONG: Record<string, { empty: string; bad: string }> = {
  reportId: { empty: AGAIN, bad: AGAIN },
  kind: { empty: '何が起きたかを1つ選んでください', bad: '何が起きたかを、下の中から1つ選んでください' },
  callback: {
    empty: '折り返しの電話番号を入れてください',
    bad: '折り返しの電話番号は100文字までにしてください',
  },
  anonymous: {
    empty: CHOOSE.empty,
    bad: '名前を出さない報告は受け付けていません。印を外して、電話番号を入れてください',
  },
  section: { empty: '課を選び直してください', bad: '課を選び直してください' },
  'behalf.section': { empty: '取り次いだ課を選び直してください', bad: '取り次いだ課を選び直してください' },
  concerns: { empty: CHOOSE.empty, bad: '関係する役職を選び直してください' },
  danger: { empty: CHOOSE.empty, bad: '危険があるかを選び直してください' },
  nightWatch: { empty: CHOOSE.empty, bad: '守衛・宿直の印を付け直してください' },
  answer: {
    empty: '質問の答えを確かめてください',
    bad: '選んだものに合わない答えがありました。質問の答えを確かめて、もう一度送ってください',
  },
  raised: { empty: CHOOSE.empty, bad: '種別に合わない印がありました。選び直してください' },
  overlay: { empty: CHOOSE.empty, bad: '当てはまるものを選び直してください' },
  noticedAt: { empty: '日時を確かめてください', bad: '気づいた日時を入れ直すか、空けてください' },
  place: { empty: '場所を確かめてください', bad: '場所・システム・機器は200文字までにしてください' },
  happened: { empty: '起きたことを確かめてください', bad: '起きたことは4000文字までにしてください' },
  done: { empty: 'すでにしたことを確かめてください', bad: 'すでにしたことは4000文字までにしてください' },
  personalData: { empty: CHOOSE.empty, bad: '個人情報が関係しそうかを、選び直してください' },
  reporter: { empty: '所属と名前を確かめてください', bad: 'あなたの所属と名前は100文字までにしてください' },
  mail: {
    empty: 'メールアドレスを確かめてください',
    bad: '市のメールアドレスを入れるか、空けてください。市の外のアドレスには送れません',
  },
  file: {
    empty: 'ファイルを付け直してください',
    bad: 'ファイルは10個まで、1個25MBまでです。付け直してください',
  },
};
const ANSWER_LONG = '答えは1000文字までにしてください';

/** What is wrong with an input, in words that say what to do. */
export function wrongWords(name: string, typed: string): string {
  if (name.startsWith('answer.')) return ANSWER_LONG;
  const words = WRONG[name] ?? WRONG[name.split('.')[0] === 'told' ? 'answer' : 'reportId'];
  return words?.[typed.trim() === '' ? 'empty' : 'bad'] ?? AGAIN;
}
