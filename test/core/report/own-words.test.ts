import { describe, expect, test } from 'vitest';
import { standingOut } from '#/core/report/likeness.ts';
import type { MailFacts } from '#/core/report/mail.ts';
import type { Report } from '#/core/report/report.ts';
import { theReport } from '#/test/core/stage.ts';

const said = (more: Partial<Report>): Report => ({
  ...theReport,
  kind: 'suspicious-mail',
  personalData: 'unknown',
  ...more,
});
const mail = (more: Partial<MailFacts>) => ({ subject: '', problems: [], ...more }) as MailFacts;
const PHISHING = `差出人: 銀行 <info@ginko.example>
送信日時: 2026年11月20日 9:01
宛先: staff@city.example
件名: 【重要】口座の確認について

お客様の口座へ、新しい端末からログインされました。
心当たりがない場合は、次のリンクからパスワードを入力してください。
https://login-kakunin.example/a
このメールは自動で送信しています。`;

const CONFESSIONS = [
  'URLを踏みました',
  '添付を開いてしまいました',
  'リンクをクリックした',
  'パスワードを 入力してしまった。',
  'パスワードを送信しました',
  'サイトにアクセスしてしまいました',
  'パスワードを打ち込みました',
  '添付ファイルを開封しました',
  '認証コードを伝えました',
  'マクロを有効にしました',
  'コンテンツの有効化を押しました',
  'QRコードを読み取りました',
  'クリック済みです',
  '開封済み',
  'リンク先を確認しました',
  'リンク先を見ました',
  'カード番号を書いて返しました',
  '電話番号を教えました',
  '画面の指示どおりにしました',
  '案内の番号に電話をかけました',
  '遠隔操作のソフトを入れました',
  '添付を実行しました',
  'ZIPを解凍しました',
  '書かれていた口座に振り込みました',
  'ギフトカードを買って番号を送りました',
  'サインインの求めを承認しました',
  'ついポチっとしてしまいました',
  '触ってしまったようです',
  'パスワードは入力していません',
  '開きませんでしたが、返信しました',
  '開いていないと思います',
  '開いていないとは言い切れません',
  '開いたかもしれません',
  '開きました。開いていません。',
  'ファイルをダウンロードした後に気づきました',
  'ログインしてしまったあとで削除しました',
  '届いたメールのフォームに記入しました',
  '不審なメールが届きました。I clicked the link.',
  '「添付を開いてしまった」',
  'https://login-kakunin.example/aにIDを書き込みました',
  '被害額は10万円です',
  'どうすればよいですか',
  'パソコンの動きがおかしいです',
  '同僚が中を見たそうです',
  `リンクを踏みました\n\n${PHISHING}`,
  `${PHISHING}\n\n上のリンクを開きました。`,
  `> 件名: 口座\nIDを書き込みました\n> 本文`,
];

const PLAIN = [
  '',
  '不審なメールが届きました。',
  '迷惑メールが届いたので報告します',
  '怪しいメールを受信しました。開いていません。',
  '開いていません',
  '開かずに消しました',
  '添付ファイルは開いていません。転送します。',
  'クリックはしていません。ご確認をお願いいたします。',
  'お疲れ様です。市民課の山田です。\nフィッシングメールと思われるメールが届きましたので転送します。\nよろしくお願いいたします。',
  'お世話になっております。下記のメールについて、対応をお願いします。',
  '転送します',
  '不審なメールが届きました。開いていません。\n件名：【重要】口座の確認について\nhttps://login-kakunin.example/a',
  '「こちらをクリックして、パスワードを入力してください」と書かれています',
  '本日9時30分頃、複数の職員に同じメールが届いています。誰も開いていません。',
  `ご報告します。\n\n${PHISHING}`,
  `-----Original Message-----\n${PHISHING}`,
  `確認をお願いします。\n---------- Forwarded message ---------\nFrom: x\nパスワードを送信しました`,
  '> こちらをクリックしてください\n> 番号を送信しました\n何もしていません。',
  '届きました。\n-- \n総務部総務課 山田太郎\n電話 073-000-0000 内線1234\nyamada@city.example',
  'クリックや入力はしていません。',
  '以下のメールが届きました。リンクは開いていません。\n差出人：info@ginko.example',
];

describe('whoever owns up to something, in whatever words, stands out', () => {
  test.each(CONFESSIONS)('%s', (happened) => {
    expect(standingOut(said({ happened }))).toEqual(['opened']);
    expect(standingOut(said({ done: happened }))).toEqual(['opened']);
    expect(standingOut(said({ answers: { behaviour: happened } }))).toEqual(['opened']);
  });

  test.each([
    'はい',
    '開いた',
    '添付だけ開いた',
    'わからない',
    'たぶん開いていない',
    '開いていないと思う',
    '入力していない',
  ])('asked whether it was opened: %s', (opened) =>
    expect(standingOut(said({ answers: { opened } }))).toEqual(['opened']),
  );

  test.each(['パスワードを送信しました', '認証コードを伝えました', 'QRコードを読み取りました'])(
    'even after a denial: %s',
    (happened) => expect(standingOut(said({ happened, answers: { opened: 'いいえ' } }))).toEqual(['opened']),
  );

  test('in the subject of a mail, and where its text could not be read', () => {
    expect(standingOut(said({}), mail({ subject: 'URLを踏みました' }))).toEqual(['opened']);
    expect(standingOut(said({}), mail({ subject: 'パソコンの件' }))).toEqual(['opened']);
    expect(standingOut(said({}), mail({ subject: 'Fw: 開いてしまいました' }))).toEqual(['opened']);
    expect(standingOut(said({}), mail({ subject: 'Fw: 口座', problems: ['unreadable'] }))).toEqual([
      'opened',
    ]);
  });
});

describe('what only passes on is plain', () => {
  test.each(PLAIN)('%s', (happened) => expect(standingOut(said({ happened }))).toEqual([]));

  test.each(['いいえ', '開いていない', 'していない', 'リンクも添付も開いていません', '何もしていない'])(
    'asked whether it was opened: %s',
    (opened) =>
      expect(
        standingOut(said({ happened: '銀行をかたるメールで、口座番号を求めている', answers: { opened } })),
      ).toEqual([]),
  );

  test('a mail passed on under its own subject, and a report under one of ours', () => {
    expect(standingOut(said({}), mail({ subject: 'Fw: ログインされました' }))).toEqual([]);
    expect(standingOut(said({ happened: PHISHING }), mail({ subject: '転送: 【重要】口座の確認' }))).toEqual(
      [],
    );
    expect(standingOut(said({}), mail({ subject: '不審メールの報告' }))).toEqual([]);
  });
});
