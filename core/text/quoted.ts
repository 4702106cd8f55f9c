/** How people quote a mail in a report, and tell what they did with it: read, never shown. */
export const SUBJECT_LINE = /^[> \t]*(?:件名|表題|subject|タイトル)[ \t]*[:：][ \t]*(.{1,200})$/gim;
export const IN_BRACKETS = /[「『]([^「」『』\n]{6,100})[」』]/g;
export const ANSWERED = /^\s*(?:re|fw|fwd|転送|返信)\s*(?:\[\d+\])?\s*:\s*/i;
export const FORWARDED = /^\s*(?:re\s*:\s*)*(?:fw|fwd|転送)\s*:/i;
export const TAGS = /【[^】]*】|\[[^\]]*\]|\([^)]*\)/g;
export const LINK = /h(?:tt|xx)ps?:\/\/[^\s<>"'「」『』（）、。]+/gi;

/** Where a mail begins that somebody passes on. */
export const FORWARD_STARTS =
  /^\s*(?:-{2,}\s*(?:original message|元のメッセージ|forwarded message|転送(?:された)?メッセージ|転送)\s*-*|(?:begin forwarded message|(?:以下は)?転送されたメッセージ(?:です)?)\s*:?)\s*$/i;
/** The fields of a mail as Outlook puts them above it: a person who copies some of them leaves one out. */
export const FIELDS = [
  /^\s*\**(?:差出人|送信者|from)\s*:/i,
  /^\s*\**(?:送信日時|日付|日時|sent|date)\s*:/i,
  /^\s*\**(?:宛先|to)\s*:/i,
  /^\s*\**(?:件名|subject)\s*:/i,
];
export const FIELD_LINE =
  /^\s*\**(?:件名|表題|タイトル|差出人|送信者|宛先|subject|from|to|cc|message-id)\s*:/i;

const STEPS =
  '開い|開き|ひらい|ひらき|開け|あけ|開封し|踏ん|踏み|押し|入れ|打ち込ん|打ち込み|クリックし|タップし|入力し|教え';
const MORE_STEPS =
  '答え|伝え|渡し|見せ|支払っ|支払い|振り込ん|振り込み|許可し|承認し|有効にし|読み取り|読み取っ|読み込ん|返信し|送信し|送り|送っ|送金し|回答し|登録し|実行し|ダウンロードし|インストールし|ログインし|アクセスし|電話し|感染し';
const PAST =
  '(?:て|で)?(?:しまい|しまっ|ちゃい|ちゃっ|じゃい|じゃっ)?(?:ました|まった|た|だ)(?!ら|り|め|い|く)';
const REGRETS = '(?:て|で)しま(?:いました|った)|(?:ちゃ|じゃ)(?:いました|った)';
/** What a phishing mail says of nobody: it asks for it in another tense (クリックしてください). */
export const OWNS_UP = new RegExp(`(?:${STEPS})${PAST}|${REGRETS}`);
/** What a phishing mail may say of itself, but nobody who has done nothing. */
export const HAS_DONE = new RegExp(
  `(?:${STEPS}|${MORE_STEPS}|を?クリックを?し)(?:${PAST}|て(?:い)?ます|ている)|${REGRETS}`,
);
