import { latin1 } from '#/functions/shared/mail/bytes.ts';

const ESC = '\u001b';
const ESCAPE = new RegExp(`${ESC}(\\([BJI]|\\$[@B]|\\$\\(D)`);

export const isJis = (bytes: Uint8Array): boolean => ESCAPE.test(latin1(bytes));

/**
 * ISO-2022-JP. TextDecoder loses a character between two escapes in a row, which mail programs write wherever they
 * join two texts; and it knows neither JIS X 0212 nor kana of eight bits. Each stretch is EUC-JP without its high bits.
 */
export function decodeJis(bytes: Uint8Array): string {
  const stretches = latin1(bytes).split(ESCAPE);
  const euc = stretches.map((stretch, at) => (at % 2 === 1 ? '' : toEuc(stretch, stretches[at - 1])));
  return new TextDecoder('euc-jp').decode(Buffer.from(euc.join(''), 'latin1'));
}

function toEuc(stretch: string, sequence = '(B'): string {
  if (sequence === '(I') return stretch.replaceAll(/[!-_]/g, kana);
  if (sequence.startsWith('(')) return stretch.replaceAll(/[\xa1-\xdf]/g, kana);
  const lead = sequence === '$(D' ? '\x8f' : '';
  return stretch.replaceAll(/[!-~]{2}/g, (pair) => lead + high(pair));
}

const high = (text: string): string =>
  String.fromCharCode(...[...text].map((one) => one.charCodeAt(0) | 0x80));
const kana = (one: string): string => `\x8e${high(one)}`;
