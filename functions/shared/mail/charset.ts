import type { Problem } from '#/core/report/mail-parts.ts';
import { latin1 } from '#/functions/shared/mail/bytes.ts';
import { decodeJis, isJis } from '#/functions/shared/mail/jis.ts';

export interface Decoded {
  text: string;
  problem?: Problem | undefined;
}

/** Names that mail programs give to encodings, besides those that TextDecoder knows. */
const ALIASES: Record<string, string> = {
  cp932: 'shift_jis',
  'windows-932': 'shift_jis',
  'ms-cp932': 'shift_jis',
  eucjp: 'euc-jp',
  'eucjp-ms': 'euc-jp',
  cp51932: 'euc-jp',
  jis: 'iso-2022-jp',
  'iso-2022-jp-1': 'iso-2022-jp',
  'iso-2022-jp-2': 'iso-2022-jp',
  'iso-2022-jp-3': 'iso-2022-jp',
  'iso-2022-jp-ms': 'iso-2022-jp',
  cp50220: 'iso-2022-jp',
  cp50221: 'iso-2022-jp',
  cp50222: 'iso-2022-jp',
};

/** Names that programs write over any bytes. */
const EMPTY = ['', 'us-ascii', 'ascii', '8bit', 'binary', 'unknown-8bit', 'unknown', 'default'];

/**
 * Text out of bytes whose encoding is declared well, badly or not at all. What was declared holds unless the bytes
 * leave no doubt that it is wrong. `cut`: more bytes would have followed.
 */
export function decodeText(bytes: Uint8Array, declared = '', cut = false): Decoded {
  const name = declared.trim().toLowerCase().replace(/^x-/, '');
  const encoding = EMPTY.includes(name) ? undefined : encodingOf(name);
  const unknown = encoding === undefined && !EMPTY.includes(name) ? 'unknown-charset' : undefined;
  const isWide = encoding?.startsWith('utf-16');
  if (!isWide && bytes.every((byte) => byte < 0x80)) return sevenBits(bytes, encoding, unknown);
  if (encoding === undefined || (encoding === 'iso-2022-jp' && !isJis(bytes))) {
    return guess(bytes, cut, unknown);
  }
  return declaredAs(encoding, bytes, cut);
}

function sevenBits(bytes: Uint8Array, encoding: string | undefined, unknown: Problem | undefined): Decoded {
  if (!isJis(bytes)) return { text: latin1(bytes), problem: unknown };
  const isOther = encoding !== undefined && encoding !== 'iso-2022-jp';
  return told(decodeJis(bytes), isOther ? 'guessed-charset' : undefined);
}

function declaredAs(encoding: string, bytes: Uint8Array, cut: boolean): Decoded {
  const strict = encoding === ANYTHING ? undefined : strictly(encoding, bytes, cut);
  if (strict !== undefined) return told(strict);
  const loose = encoding === 'iso-2022-jp' ? decodeJis(bytes) : new TextDecoder(encoding).decode(bytes);
  const other =
    (encoding === 'utf-8' ? undefined : strictly('utf-8', bytes, cut)) ??
    (isLost(loose, encoding) ? legacy(bytes, cut) : undefined);
  return other === undefined ? told(loose) : told(other, 'guessed-charset');
}

/** Valid whatever the bytes are. */
const ANYTHING = 'windows-1252';

/** Whether so much could not be read that the declaration itself must be wrong. A byte or two were lost on the way. */
function isLost(text: string, encoding: string): boolean {
  if (encoding === ANYTHING) return /[\x80-\x9f]/.test(text);
  const foreign = text.match(/[^\p{ASCII}]/gu) ?? [];
  return foreign.filter((one) => one === '\uFFFD').length * 2 > foreign.length;
}

/** Without a declaration: UTF-8 where it is valid, and else what was written in Japan before it. */
function guess(bytes: Uint8Array, cut: boolean, problem: Problem | undefined): Decoded {
  const utf8 = strictly('utf-8', bytes, cut);
  if (utf8 !== undefined) return told(utf8, problem);
  const japanese = legacy(bytes, cut);
  if (japanese !== undefined) return told(japanese, problem ?? 'guessed-charset');
  return told(new TextDecoder().decode(bytes), problem);
}

/** EUC-JP or Shift_JIS. Of bytes that are valid as both, that which gives more kana: Japanese is full of them. */
function legacy(bytes: Uint8Array, cut: boolean): string | undefined {
  const sjis = strictly('shift_jis', bytes, cut);
  const euc = strictly('euc-jp', bytes, cut);
  if (sjis === undefined || euc === undefined) return sjis ?? euc;
  return kana(euc) > kana(sjis) ? euc : sjis;
}

const kana = (text: string): number => text.match(/[\u3041-\u30fe]/g)?.length ?? 0;

const told = (text: string, problem?: Problem): Decoded => ({
  text,
  problem: problem ?? (text.includes('\uFFFD') ? 'lost-characters' : undefined),
});

function encodingOf(name: string): string | undefined {
  try {
    return new TextDecoder(ALIASES[name.replaceAll('_', '-')] ?? name).encoding;
  } catch {
    return undefined;
  }
}

function strictly(encoding: string, bytes: Uint8Array, cut: boolean): string | undefined {
  if (encoding === 'iso-2022-jp') {
    const text = decodeJis(bytes);
    return text.includes('\uFFFD') ? undefined : text;
  }
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: cut });
  } catch {
    return undefined;
  }
}
