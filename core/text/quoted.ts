/** How people quote a mail in a report, and tell what they did with it: read, never shown. */
export const SUBJECT_LINE = /^[> \t]*(?:件名|表題|subject|タイトル)[ \t]*[:：][ \t]*(.{1,200})$/gim;
export const IN_BRACKETS = /[「『]([^「」『』\n]{6,100})[」』]/g;
export const ANSWERED = /^\s*(?:re|fw|fwd|転送|返信)\s*(?:\[\d+\])?\s*:\s*/i;
export const FORWARDED = /^\s*(?:re\s*:\s*)*(?:fw|fwd|転送)\s*:/i;
export const TAGS = /【[^】]*】|\[[^\]]*\]|\([^)]*\)/g;
export const LINK = /h(?:tt|xx)ps?:\/\/[^\s<>"'「」『』（）、。]+/gi;

const VERBS = [
  '(?:開い|開け|押し|踏ん|入れ|教え|答え|支払っ|振り込ん|ひらい|あけ)',
  '(?:クリック|タップ|入力|実行|ダウンロード|インストール|返信|送金|回答|感染|ログイン)(?:を?(?:し|され))',
].join('|');
const PAST =
  '(?:て|で)?(?:しまい|しまっ|ちゃい|ちゃっ|じゃい|じゃっ)?(?:ました|まった|た|だ|ている|ています|てます)(?!ら|り|め|い|く)';
/**
 * What somebody did, in the past tense: a phishing mail asks for it in another (クリックしてください), and who did
 * not do it says so (開いていません).
 */
export const HAS_DONE = new RegExp(`(?:${VERBS})${PAST}`);
export const DENIED =
  /^(?:いいえ|いや|no|none|無し?|なし|ない|未|していない|しない)|(?:ていない|ていません|てない|てません|せず|なかった|ません)/i;
