import { lookedAtWords } from '#/core/text/dates.ts';
import type { Instant } from '#/core/time.ts';

/** What a developer of another system reads. The screens' words are elsewhere. */
export const OPENAPI = {
  title: (municipality: string) => `${municipality} 情報セキュリティの窓口「火消し」`,
  about:
    'ほかのシステムから、インシデントを報告するためのAPIです。受け付けた報告は、画面やメールの報告と同じ1件の事案になります。',
  report: '報告する',
  reportAbout:
    '本文は届いたまま保管され、そのあとで読まれます。201が返った報告は失われません。201が返らないときは、同じキー・同じ本文で送り直してください。何度送っても、事案は1つです。時刻は日本時間で、2026-11-20T17:23 の形で書きます。氏名・住所・マイナンバーは書かないでください。mail は控えの送り先で、市のドメインのアドレスに限ります。files には、/api/reports/files で先に送ったファイルを並べます。',
  file: 'ファイルを先に送る',
  fileAbout:
    'fileId は、ファイルごとに送る側が乱数で作ります（16進32文字）。答えの url へ、fields の全ての項目と、最後に file という項目でファイルを、30分以内に multipart/form-data でPOSTすると、204が返ります。そのあと、報告の files に fileId・name・bytes を書きます。ファイルは受け付けのあとで事案の証拠になり、1時間たっても届いていないものは時系列に残ります。どの報告にも書かれないファイルは、3日で消えます。',
  uploadForm: 'ファイルを送る先と、一緒に送る項目',
  stopped: 'ファイアウォールに止められた',
  key: '報告ごとに送る側が作るキー（例：UUID）。同じ報告を送り直すときは、同じキーを使います。',
  token:
    'サインインで得たアクセストークン（スコープ openid）。連絡網に登録された人かシステムのものに限ります。',
  accepted: '受け付けた。事案番号と、すぐにすること',
  repeated: '同じキーと本文で、すでに受け付けている。同じ事案を返す',
  signedOut: 'サインインしていないか、期限が切れている',
  notEnrolled: '連絡網に登録されていないか、ファイアウォールに止められた',
  keyUsed: '同じキーで、別の内容をすでに受け付けている。事案にはしていない',
  invalid: '読めない。detail.fields に、直すところの名前が空白区切りで入る',
  busy: '混んでいる、又はこちらの失敗。少し待って、同じキーで送り直す',
  many: '多すぎる。少し待って、同じキーで送り直す',
  refusal: '断るときの答え。code はプログラムのため、message は人のため',
  gateway: '入口が返す答え',
};

/** What happens after a report, for whoever does not see the page of its receipt. */
export const nextElsewhere = (lookedAt: Instant | undefined): string[] => [
  ...(lookedAt === undefined
    ? [
        '窓口が内容を確かめ、報告にある番号へ電話します。',
        '電話がなければ、窓口へ電話してください。事案番号を伝えます。',
      ]
    : [lookedAtWords(lookedAt)]),
  '窓口からの質問や知らせは、火消しの最初の画面から、事案番号と受付コードを入れて読めます。',
];
