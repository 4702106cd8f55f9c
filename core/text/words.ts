import type { Case, DutyState } from '#/core/case/case.ts';
import type { Ask, BodyOf, Reply, ReplyText } from '#/core/case/events.ts';
import type { DutyChange } from '#/core/duty/compare.ts';
import type { DutyResult } from '#/core/duty/derive.ts';
import type { Verdict } from '#/core/policy/condition.ts';
import type { Statute } from '#/core/policy/statute.ts';
import type { Check, Verdict as MailVerdict } from '#/core/report/sender.ts';

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
  settle: '簡易処理の確認',
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

/** What stands behind a rule decides what its result is called. */
export const FORCE_WORDS: Record<Statute['force'], string> = {
  law: '法律・規則による',
  rule: '規程・契約による',
  guidance: '通知・ガイドラインによる',
  voluntary: '任意',
};

/** 「義務あり」 only where a rule binds; guidance asks, and good sense advises. */
export const resultWords = (result: DutyResult, force: Statute['force']): string => {
  if (force === 'guidance' && result !== 'undecided') return result === 'due' ? '求められている' : '該当なし';
  if (force === 'voluntary' && result !== 'undecided')
    return result === 'due' ? '相談・届出を勧める' : '該当なし';
  if (force === 'rule' && result === 'due') return '規程・契約により必要';
  return DUTY_RESULT_WORDS[result];
};

export const VERDICT_OF_ITEM: Record<Verdict, string> = {
  holds: '当てはまる',
  fails: '当てはまらない',
  unknown: 'まだ分からない',
};

export const CHANGE_WORDS: Record<DutyChange['change'], string> = {
  opened: '新たに生じた',
  'became-due': '義務ありになった',
  'became-open': '要判断になった',
  superseded: '事実が変わったため、なくなった',
  item: '',
  'draft-set-aside': '事実が変わったため、案を書き直す',
  lengthened: '期限が延びた',
  shortened: '期限が短くなった',
};

export const DUTY_STATE_WORDS: Record<DutyState, string> = {
  none: '義務なし',
  undecided: '要判断',
  drafting: '報告案の作成待ち',
  approving: '承認待ち',
  filing: '提出待ち',
  filed: '提出済み',
  'judged-none': '報告不要と判断',
  shown: '表示のみ（作業は開かない）',
  'left-policy': '法令のデータから外れた（要確認）',
};

export const REPLY_WORDS: Record<Reply['how'], string> = {
  code: 'メールの番号',
  mail: 'メールの返信',
  'signed-in': '画面',
  telephone: '電話',
};

/** What a mail to the reporter is about. */
export const REPLY_TEXT_WORDS: Record<ReplyText, string> = {
  receipt: '受付票',
  written: '窓口が書いたことの知らせ',
  closed: '終結の知らせ',
};

/** Why a mail to the reporter was not sent. */
export const WITHHELD_WORDS: Record<BodyOf<'reply-withheld'>['why'], string> = {
  cap: '自動の返信が多すぎるため',
  outside: '市のアドレスではないため',
  over: '用が済んだため',
};

/** By which door a report came. */
export const CHANNEL_WORDS: Record<BodyOf<'report-accepted'>['channel'], string> = {
  form: 'フォーム',
  slip: '庁外からの短い報告',
  desk: '窓口が代わりに入力',
  system: '他のシステム',
  mail: 'メール',
};

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

const UNSURE: Record<Exclude<MailVerdict, 'PASS' | 'FAIL'>, string> = {
  GRAY: '判定できない',
  PROCESSING_FAILED: '検査できなかった',
  DISABLED: '検査していない',
};
const FOUND: Record<MailVerdict, string> = { ...UNSURE, PASS: '疑いなし', FAIL: '疑いあり' };
const PROVEN: Record<MailVerdict, string> = {
  ...UNSURE,
  PASS: '確認できた',
  FAIL: '合わない（なりすましの疑い）',
};

export const VERDICT_WORDS: Record<Check, Record<MailVerdict, string>> = {
  spam: FOUND,
  virus: FOUND,
  spf: PROVEN,
  dkim: PROVEN,
  dmarc: PROVEN,
};

const SUPPLEMENT_WORDS = '追完';
export const SUPPLEMENT_QUESTION =
  '提出した後に事実が変わった。追完（訂正を含む）の報告をするか。しないなら、その理由は何か。';

/** The name of a stage; what comes after the last one is a supplement. */
export const stageWords = ({ stages }: Statute, id: string): string =>
  stages.find((stage) => stage.id === id)?.name ?? SUPPLEMENT_WORDS;
