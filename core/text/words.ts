import type { Case, DutyState } from '#/core/case/case.ts';
import type { Ask, Reply } from '#/core/case/events.ts';
import type { DutyResult } from '#/core/duty/derive.ts';
import type { Check, MailFacts, Verdict } from '#/core/report/mail.ts';

/** The Japanese word for each code. docs/glossary.md ties the two. */
export const STATE_WORDS: Record<Case['state'], string> = {
  reported: '評価待ち',
  assessed: 'レベル判断待ち',
  'set-aside': '該当なし（終結待ち）',
  responding: '対応中',
  closed: '終結',
};

export const ASK_WORDS: Record<Ask, string> = {
  assess: '報告の評価',
  'decide-severity': 'レベルの判断',
  close: '対応と終結',
  acknowledge: '了知',
  judge: '報告義務の判断（要判断）',
  draft: '報告案の作成',
  approve: '報告案の承認',
  file: '提出と記録',
};

export const DUTY_RESULT_WORDS: Record<DutyResult, string> = {
  due: '義務あり',
  none: '義務なし',
  undecided: '要判断',
};

export const DUTY_STATE_WORDS: Record<DutyState, string> = {
  none: '義務なし',
  undecided: '要判断',
  drafting: '報告案の作成待ち',
  approving: '承認待ち',
  filing: '提出待ち',
  filed: '提出済み',
  'judged-none': '報告不要と判断',
  'left-policy': '法令のデータから外れた（要確認）',
};

export const REPLY_WORDS: Record<Reply['how'], string> = {
  code: 'メールの番号',
  'signed-in': '画面',
  telephone: '電話',
};

/** 要配慮個人情報 among the data. */
export const SENSITIVE_WORDS = { yes: '含む', no: '含まない', unknown: '調査中' };

export const YES_NO: Record<string, string> = {
  yes: 'はい',
  no: 'いいえ',
  unknown: 'まだ分からない（調査中）',
};

/** What the mail service looked at. */
export const CHECK_WORDS: Record<Check, string> = {
  spam: '迷惑メール',
  virus: 'ウイルス',
  spf: '送り元のサーバー（SPF）',
  dkim: '差出人のドメインの署名（DKIM）',
  dmarc: '差出人のドメイン（DMARC）',
};

const UNSURE: Record<Exclude<Verdict, 'PASS' | 'FAIL'>, string> = {
  GRAY: '判定できない',
  PROCESSING_FAILED: '検査できなかった',
  DISABLED: '検査していない',
};
const FOUND: Record<Verdict, string> = { ...UNSURE, PASS: '疑いなし', FAIL: '疑いあり' };
const PROVEN: Record<Verdict, string> = {
  ...UNSURE,
  PASS: '確認できた',
  FAIL: '合わない（なりすましの疑い）',
};

export const VERDICT_WORDS: Record<Check, Record<Verdict, string>> = {
  spam: FOUND,
  virus: FOUND,
  spf: PROVEN,
  dkim: PROVEN,
  dmarc: PROVEN,
};

const SEE_ORIGINAL = '「証拠」から「メール（届いたまま）」を取り出して、確かめてください。';
export const MAIL_READ_WORDS: Record<MailFacts['read'], string> = {
  whole: '',
  part: `長いため、初めの部分だけを表示しています。${SEE_ORIGINAL}`,
  empty: `本文がありません。${SEE_ORIGINAL}`,
  unreadable: `このメールは読み取れませんでした。${SEE_ORIGINAL}`,
};
