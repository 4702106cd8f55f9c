import { LARGEST_FILE, MOST_FILES } from '#/core/report/files.ts';

const MEGA = 1024 * 1024;

export const sizeWords = (bytes: number): string =>
  bytes < MEGA ? `${Math.ceil(bytes / 1024)}KB` : `${(bytes / MEGA).toFixed(1)}MB`;

/** The files of the report form. */
export const FILES = {
  choose: 'ファイルを選ぶ',
  drop: 'ここへ引いてきて置くこともできます。',
  limits: `${MOST_FILES}個まで。1個${LARGEST_FILE / MEGA}MBまで。画面の写真や、届いたメールなど。`,
  list: '付けるファイル',
  waiting: '順番を待っています',
  sending: (percent: number) => `送っています（${percent}%）`,
  sent: '送りました',
  failed: '送れませんでした。通信を確かめて、「もう一度送る」を押してください。',
  refused: 'ここからは送れません。報告を先に送り、ファイルは窓口に電話して渡してください。',
  signedOut: '送れませんでした。サインインし直してから、もう一度選んでください。',
  retry: 'もう一度送る',
  remove: '外す',
  of: (act: string, name: string) => `${act}：${name}`,
  progress: (name: string) => `${name}の送り具合`,
  tooBig: (name: string) =>
    `「${name}」は${LARGEST_FILE / MEGA}MBより大きいため、付けられません。小さくするか、窓口に電話して渡してください。`,
  tooMany: (name: string) => `「${name}」は付けていません。付けられるのは${MOST_FILES}個までです。`,
  unreadable: (name: string) => `「${name}」は読めませんでした。フォルダーは、中のファイルを選んでください。`,
  added: (count: number) => `${count}個のファイルを付けました。`,
  removed: (name: string) => `「${name}」を外しました。`,
  done: (name: string) => `「${name}」を送りました。`,
  holdOn: (count: number) =>
    `ファイルを送り終わるまで待っています（あと${count}個）。終わると、報告を自動で送ります。待たずに送るときは、もう一度押してください。送り終わっていないファイルは届きません。`,
  unsent: (names: readonly string[]) => `次のファイルは、まだ送れていません：${names.join('、')}`,
  unsentWords: '報告だけを先に送れます。届かなかったファイルは、受付の画面に出て、窓口にも伝わります。',
  sendAgain: 'ファイルをもう一度送ってから、報告を送る',
  sendWithout: 'このファイルなしで報告を送る',
} as const;
