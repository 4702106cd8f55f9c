/** How mail programs begin what they quote. Below such a line nothing is new. */
const BELOW = [
  /^-{2,}\s*(original message|forwarded message|元のメッセージ|転送メッセージ|転送されたメッセージ)/i,
  /^_{10,}$/,
];
/** The line above lines that are quoted one by one; wrapped, it may be two. */
const SAID = [
  /(wrote|writes)\s*[:：]$/i,
  /^\d{4}年\d{1,2}月\d{1,2}日.*[:：]$/,
  /^\d{4}[/-]\d{1,2}[/-]\d{1,2}.*[:：]$/,
];
const HEADER = /^(from|差出人|送信者)\s*[:：]/i;
const NEXT_HEADER = /^(sent|date|to|cc|subject|送信日時|日時|日付|宛先|件名)\s*[:：]/i;

const isQuoted = (line: string): boolean => /^\s*[>＞]/.test(line);

/** The lines that say what is quoted: `On … wrote:`, in one line or two. */
function saidLines(lines: readonly string[], at: number): number {
  const one = (lines[at] ?? '').trim();
  const two = `${one} ${(lines[at + 1] ?? '').trim()}`;
  if (SAID.some((said) => said.test(one))) return 1;
  const begins = /^(on\s|\d{4}年|\d{4}[/-])/i.test(one);
  return begins && SAID.some((said) => said.test(two)) ? 2 : 0;
}

/** Whether all from this line on is older: a copied head, or what somebody said without a mark on each line. */
function endsHere(lines: readonly string[], at: number): boolean {
  const line = (lines[at] ?? '').trim();
  if (BELOW.some((mark) => mark.test(line))) return true;
  if (HEADER.test(line)) return lines.slice(at + 1, at + 4).some((next) => NEXT_HEADER.test(next.trim()));
  const said = saidLines(lines, at);
  const next = lines.slice(at + said).find((one) => one.trim() !== '');
  return said > 0 && next !== undefined && !isQuoted(next);
}

/** What the sender of an answer wrote; all of it where nothing is left without the quotes. */
export function newPart(text: string): string {
  const lines = text.split('\n');
  const end = lines.findIndex((_, at) => endsHere(lines, at));
  const kept: string[] = [];
  for (let at = 0; at < (end < 0 ? lines.length : end); at += 1) {
    const said = saidLines(lines, at);
    if (said > 0) at += said - 1;
    else if (!isQuoted(lines[at] ?? '')) kept.push(lines[at] ?? '');
  }
  return kept.join('\n').trim() || text.trim();
}

const CODES = /(?<![\d０-９-])[\d０-９]{3}[ -]?[\d０-９]{3}(?![\d０-９-])/g;

/** An answer as others may read it: the numbers in it prove who somebody is. */
export const withoutCodes = (answer: string): string => answer.replace(CODES, '（確認番号）');

/** The one confirmation number in an answer. A copy of our own mail has one too, below the link it belongs to. */
export function codeIn(answer: string): string | undefined {
  const [own = ''] = answer.normalize('NFKC').split('/notices/');
  const codes = new Set(
    [...own.matchAll(/(?<![\d-])(\d{3})[ -]?(\d{3})(?![\d-])/g)].map(([, one, two]) => `${one}${two}`),
  );
  return codes.size === 1 ? [...codes][0] : undefined;
}
