import type { ChoiceFact, Facts } from '#/core/case/facts.ts';

/** What a fact is called, and how the desk's fact sheet asks for it. */
export interface FactWords {
  label: string;
  ask: string;
  hint?: string;
}

type Answer<F extends ChoiceFact> = Exclude<Facts[F], undefined>;
type ChoiceWords<F extends ChoiceFact> = FactWords & {
  answers: Record<Exclude<Answer<F>, 'unknown'>, string>;
};

const IS = { no: 'いいえ', yes: 'はい' };
const HOLDS = { no: '含まない', yes: '含む' };
const THERE = { no: 'ない', yes: 'ある' };
const OF_LAW = {
  no: 'ない（根拠を説明できる）',
  suspected: 'おそれがある',
  occurred: '発生した',
};

/** Every question that is answered by choosing, with a word for every answer but "unknown", which all share. */
export const CHOICE_WORDS: { [F in ChoiceFact]: ChoiceWords<F> } = {
  personalData: {
    label: '個人情報',
    ask: '個人情報が関係しますか',
    hint: '紙も、メールも、1人分でも数えます。',
    answers: { no: '関係しない', yes: '関係する' },
  },
  heldByBody: {
    label: '保有個人情報',
    ask: '実施機関が保有する個人情報ですか',
    hint: '「いいえ」は、団体や個人だけのものと分かったときです。委託先に預けたものは「はい」です。',
    answers: IS,
  },
  sensitive: {
    label: '要配慮個人情報',
    ask: '要配慮個人情報を含みますか',
    hint: '人種、信条、社会的身分、病歴、障害、健康診断の結果、診療・調剤、犯罪の経歴、犯罪の被害など。',
    answers: HOLDS,
  },
  ordinanceSensitive: {
    label: '条例要配慮個人情報',
    ask: '条例要配慮個人情報を含みますか',
    hint: '個人情報保護法の施行条例で定めている場合だけです。',
    answers: HOLDS,
  },
  financial: {
    label: '財産的被害のおそれ',
    ask: '不正に使われると財産的被害が生じるおそれのある情報を含みますか',
    hint: 'クレジットカードの番号、決済のできるIDとパスワードなど。口座番号だけなら、ふつうは当たりません。',
    answers: THERE,
  },
  myNumber: {
    label: 'マイナンバー（特定個人情報）',
    ask: 'マイナンバーを含みますか',
    answers: HOLDS,
  },
  myNumberPlace: {
    label: '特定個人情報のあった所',
    ask: '特定個人情報は、どこで扱われていたものですか',
    answers: {
      paper: '紙など、情報システムの外',
      'related-system': '個人番号関係事務の情報システム（源泉徴収、共済など）',
      'use-system': '個人番号利用事務の情報システム（住民基本台帳、税、福祉、国民健康保険など）',
      'network-system': '情報提供ネットワークシステムと、それにつながる電子計算機',
    },
  },
  myNumberMisuse: {
    label: '番号法に反する利用・提供',
    ask: '特定個人情報が、番号法に反して利用・提供されましたか',
    answers: {
      no: 'ない',
      used: '番号法9条に反して利用された、又はそのおそれがある',
      provided: '番号法19条に反して提供された、又はそのおそれがある',
    },
  },
  protectedPersons: {
    label: '支援措置など居所を守る人',
    ask: '支援措置の対象者、虐待の通告者など、居所や名前を守るべき人の情報を含みますか',
    hint: '名前や住所は書かないでください。1人でも、安全を守ることを先にします。',
    answers: {
      no: '含まない',
      included: '含む',
      reached: '相手方に渡った、又はそのおそれがある',
    },
  },
  importantData: {
    label: '重要情報',
    ask: '情報資産の分類で「重要情報」に当たるものを含みますか',
    answers: HOLDS,
  },
  leak: {
    label: '漏えい',
    ask: '漏えいが発生しましたか。又はそのおそれがありますか',
    hint: '確かめられていないだけなら、「ない」にはしません。',
    answers: OF_LAW,
  },
  damage: {
    label: '滅失・毀損',
    ask: '滅失・毀損が発生しましたか。又はそのおそれがありますか',
    hint: '失われた、内容が変わった、暗号化されて戻せない、など。同じ内容の控えが残っていれば当たりません。',
    answers: OF_LAW,
  },
  publicView: {
    label: '不特定多数の閲覧',
    ask: '不特定多数の人が見られる状態でしたか',
    answers: { no: 'なっていない', yes: 'なっていた' },
  },
  encryption: {
    label: '暗号化',
    ask: '情報は暗号化されていましたか',
    hint: '「高度」と言えるかは、方式と鍵の管理を見て、個人情報保護担当が判断します。',
    answers: {
      strong: '高度な方式で暗号化していた',
      weak: '弱い方式、又はパスワードだけ',
      none: '暗号化していない',
    },
  },
  keyApart: {
    label: '復号の鍵・パスワード',
    ask: '復号の鍵やパスワードは、別に守られていますか',
    answers: { yes: '別に守られている', no: '一緒に渡った・なくした' },
  },
  unlocked: {
    label: 'ロックの状態',
    ask: '画面のロックや暗号が、解けた状態でしたか',
    answers: { no: '解けていない', yes: '解けていた' },
  },
  remoteWipe: {
    label: '遠隔での消去',
    ask: '遠隔で消去できましたか',
    answers: {
      done: '消去の完了を確かめた',
      failed: '命令したが、完了を確かめられない',
      none: 'していない、又はできない',
    },
  },
  recovery: {
    label: '回収',
    ask: '回収できましたか。その前に見られましたか',
    hint: '相手の言葉だけのときは「相手が削除したと言っている」を選びます。',
    answers: {
      proven: '見られる前に全て回収した（証跡で確かめた）',
      unopened: '全て未開封のまま回収した',
      'claimed-deleted': '相手が削除したと言っている（確かめていない）',
      none: '回収していない、又は一部だけ',
      opened: '開封・閲覧された',
    },
  },
  malice: {
    label: '不正の目的',
    ask: '不正の目的をもって行われたおそれがありますか',
    hint: '不正アクセス、ランサムウェア、盗難、職員の持ち出しなど。確報の期限が30日か60日かに関わります。',
    answers: {
      no: 'ない（根拠を説明できる）',
      suspected: 'おそれがある（3号に当たるかは、まだ確かめていない）',
      confirmed: 'あり（個人情報保護担当が3号に当たると確かめた）',
    },
  },
  crime: {
    label: '犯罪の可能性',
    ask: '犯罪の可能性がありますか',
    answers: THERE,
  },
  insider: {
    label: '職員の故意',
    ask: '職員などの内部の人が、わざと行った疑いがありますか',
    answers: THERE,
  },
  whistle: {
    label: '公益通報',
    ask: '公益通報として扱う必要がありますか',
    hint: '「はい」のときは、知らせた人が分かることを書かないでください。',
    answers: IS,
  },
  attack: {
    label: '攻撃の種類',
    ask: 'どのような攻撃ですか',
    answers: {
      none: '攻撃ではない',
      other: 'その他の攻撃（不正アクセス、改ざん、乗っ取りなど）',
      ddos: 'DDoS攻撃（サービス不能攻撃）',
      ransomware: 'ランサムウェア',
    },
  },
  outward: {
    label: '庁内から外への攻撃・迷惑メール',
    ask: '庁内から外へ、攻撃や迷惑メールが出ていますか',
    answers: { no: '出ていない', yes: '出ている' },
  },
  service: {
    label: 'サービスへの影響',
    ask: '業務や住民サービスは止まっていますか',
    answers: {
      none: '支障はない',
      limited: '1つの課に支障があるが、代わりの手段がある',
      stopped: '住民サービスが止まった（許容される時間のうちに戻る見込み）',
      prolonged: '許容される時間を超える、半日を超える、又は複数の局に及ぶ',
      whole: '庁内ネットワークや基幹系が全て止まった',
    },
  },
  safety: {
    label: '命・安全への影響',
    ask: '119番の指令、救急、医療、水道の安全に影響しますか',
    answers: { no: '影響しない', yes: '影響する' },
  },
  criticalPeriod: {
    label: '止められない時期',
    ask: '災害、選挙、給付などの期間中ですか',
    answers: IS,
  },
  wrongData: {
    label: '誤ったデータ・証明・通知',
    ask: '誤ったデータ・証明・通知が出ましたか',
    answers: {
      none: '出ていない',
      correctable: '出たが、訂正できる',
      rights: '出て、権利・選挙・賦課に影響する',
    },
  },
  spread: {
    label: '侵入・感染の広がり',
    ask: '侵入や感染は、どこまで広がっていますか',
    answers: {
      none: '広がっていない',
      terminal: '端末1台、又は1人の認証情報まで',
      server: 'サーバまで',
      network: 'ほかの端末・ネットワークまで（特権IDの悪用、バックアップの破壊を含む）',
    },
  },
  zone: {
    label: '影響のある系',
    ask: '影響は、どの系に及んでいますか',
    hint: '2つ以上のときは、いちばん重く守っている系を選びます。',
    answers: {
      none: '情報システムには及んでいない',
      internet: 'インターネット接続系',
      lgwan: 'LGWAN接続系',
      'my-number': '個人番号利用等事務系（マイナンバー利用事務系）',
    },
  },
  residentNetwork: {
    label: '住基ネット',
    ask: '住民基本台帳ネットワークに影響や脅威がありますか',
    answers: THERE,
  },
  lgwan: {
    label: 'LGWAN',
    ask: 'LGWANに影響や脅威がありますか',
    answers: THERE,
  },
  securityCloud: {
    label: '自治体情報セキュリティクラウド',
    ask: '自治体情報セキュリティクラウドに関係しますか',
    answers: { no: '関係しない', yes: '関係する' },
  },
  contractor: {
    label: '委託先',
    ask: '委託先や再委託先で起きたことですか',
    answers: {
      none: 'いいえ',
      contractor: '委託先で起きた',
      subcontractor: '再委託先（その先を含む）で起きた',
    },
  },
  otherBodies: {
    label: '他の団体への影響',
    ask: '同じ委託先などを通じて、他の団体にも影響しますか',
    answers: { no: '影響しない', yes: '影響する' },
  },
  designatedWater: {
    label: '基幹インフラの水道',
    ask: '特別社会基盤事業者に当たる水道の、重要な電子計算機に関係しますか',
    hint: '基幹インフラの事業者として国の指定を受けた、水道事業・水道用水供給事業だけです。',
    answers: { no: '関係しない', yes: '関係する' },
  },
  publicity: {
    label: '外部での認知',
    ask: '報道、議員、SNSなどで、すでに知られていますか',
    answers: { none: '知られていない', known: '知られている' },
  },
  notice: {
    label: '本人への通知',
    ask: '本人に通知できますか',
    hint: '連絡先が分からないなど、本人への通知が困難なときは、公表や問合せ窓口などの代わりの措置をとります。',
    answers: { substituted: '困難なため、代わりの措置をとる', possible: '通知できる' },
  },
  undisclosable: {
    label: '不開示情報',
    ask: '開示請求があっても開示しない情報（個人情報保護法78条1項各号）を含みますか',
    answers: { yes: '含む', no: '含まない' },
  },
};
