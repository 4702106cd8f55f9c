import type { Mark, Problem } from '#/core/report/mail-parts.ts';
import type { Doubt, Standing } from '#/core/report/sender.ts';

export const STANDING_WORDS: Record<Standing, string> = {
  confirmed: '確認できた（差出人のドメインから送られている）',
  claimed: '名乗りのとおりかは分からない（大事なことは、電話など別の方法で本人に確かめる）',
  suspicious: '疑わしい（自動の返信はしない）',
};

export const DOUBT_WORDS: Record<Doubt, string> = {
  virus: 'ウイルスが見つかったメールです。届いたままのメールと添付を、普段の端末で開かないでください。',
  spam: '迷惑メールの疑いがあります。',
  forged: '市のアドレスを名乗っていますが、市から送られたものと確かめられません（なりすましの疑い）。',
  'no-sender': '差出人のアドレスがないか、読み取れません。',
  'several-senders': '差出人が2人以上書かれています。',
  'other-name': '差出人の名前の中に、実際の差出人とは別のアドレスが書かれています（なりすましの疑い）。',
};

/** What could not be read, and so where to look with care. */
export const PROBLEM_WORDS: Record<Problem, string> = {
  unreadable: 'このメールは読み取れませんでした。',
  'too-large': 'メールが大きいため、初めの部分だけを読み取りました。',
  'too-deep': 'メールの中の入れ子が深すぎるため、奥にある部分を読み取っていません。',
  'too-many-parts': 'メールの部分が多すぎるため、初めの部分だけを読み取りました。',
  'long-text': '本文が長いため、初めの部分だけを表示しています。',
  'no-text': '本文がありません。',
  'no-subject': '件名がありません。',
  'unknown-charset': '知らない文字コードのため、正しく読み取れていないおそれがあります。',
  'guessed-charset': '文字コードが書かれていないか、中身と合わないため、中身から判断して読み取りました。',
  'lost-characters': '読み取れない文字がありました（「�」の所）。',
  'broken-encoding': '本文又は添付の符号（Base64など）が壊れているため、欠けた部分があるおそれがあります。',
  nul: '文字ではないデータ（NUL）が混じっていたため、除いて表示しています。',
  'many-files': '添付が多いため、初めの部分だけを一覧にしています。',
};

export const MARK_WORDS: Record<Mark, string> = {
  'encrypted-zip': 'パスワード付きZIP（中身は検査されていません）',
  tnef: 'winmail.dat（Outlookの形式。中に添付が入っていることがあります）',
  executable: 'プログラム（実行される形式。開かないでください）',
  mail: 'メール（転送されたもの）',
};
