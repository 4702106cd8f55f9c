import { decodeText } from '#/functions/shared/mail/charset.ts';
import { fromBase64, fromQuotedPrintable } from '#/functions/shared/mail/transfer.ts';

/** A field of a header: its bytes, one character each. */

/** Longer ones are read to here. */
const LONGEST_VALUE = 64 * 1024;
const WORD = /=\?([^?\s]{1,60})\?([bq])\?([^?]*)\?=/gi;

interface Word {
  charset: string;
  bytes: Uint8Array;
}

/** The text of a field. */
export const fieldText = (value: string): string => render(value, (text) => text);

/** A field in which each encoded word is UTF-8, for a parser that must not see what a word means before its time. */
export const fieldInUtf8 = (value: string): string =>
  render(value, (text) => `=?utf-8?B?${Buffer.from(text).toString('base64')}?=`);

function render(value: string, shown: (text: string) => string): string {
  return runsOf(value.slice(0, LONGEST_VALUE))
    .map((run) =>
      typeof run === 'string'
        ? decodeText(Buffer.from(run, 'latin1')).text
        : shown(decodeText(run.bytes, run.charset).text),
    )
    .join('');
}

/** Plain text and encoded words. Words that follow each other are one: programs cut characters in two between them. */
function runsOf(value: string): (string | Word)[] {
  const runs: (string | Word)[] = [];
  let end = 0;
  for (const { 0: whole, 1: label = '', 2: kind = '', 3: content = '', index } of value.matchAll(WORD)) {
    const between = value.slice(end, index);
    const charset = label.replace(/\*.*/, '').toLowerCase();
    const word = { charset, bytes: wordBytes(kind, content) };
    const last = runs.at(-1);
    const follows = typeof last === 'object' && between.trim() === '';
    if (follows && last.charset === charset) last.bytes = Buffer.concat([last.bytes, word.bytes]);
    else runs.push(...(follows || between === '' ? [] : [between]), word);
    end = index + whole.length;
  }
  return end < value.length ? [...runs, value.slice(end)] : runs;
}

const wordBytes = (kind: string, content: string): Uint8Array =>
  kind.toLowerCase() === 'b'
    ? fromBase64(Buffer.from(content, 'latin1')).bytes
    : fromQuotedPrintable(Buffer.from(content.replaceAll('_', ' '), 'latin1')).bytes;

export interface Structured {
  /** In small letters. */
  value: string;
  /** The bytes of a parameter, one character each. */
  plain: Map<string, string>;
  /** The pieces of a parameter that RFC 2231 encodes or cuts up. */
  pieces: Map<string, Piece[]>;
}

interface Piece {
  order: number;
  isEncoded: boolean;
  text: string;
}

const PARAM = /;\s*([^\s=;*]+)(\*\d+)?(\*)?\s*=\s*("(?:[^"\\]|\\.)*"|[^;]*)/gs;

export function structured(field: string): Structured {
  const [value = ''] = field.split(';', 1);
  const found: Structured = {
    value: value.replace(/\(.*/s, '').trim().toLowerCase(),
    plain: new Map(),
    pieces: new Map(),
  };
  for (const [, given = '', order, star, content = ''] of field.slice(0, LONGEST_VALUE).matchAll(PARAM)) {
    const name = given.toLowerCase();
    const text = content.startsWith('"')
      ? content.slice(1, -1).replaceAll(/\\(["\\])/g, '$1')
      : content.trim();
    if (order === undefined && star === undefined) {
      if (!found.plain.has(name)) found.plain.set(name, text);
      continue;
    }
    const pieces = found.pieces.get(name) ?? [];
    pieces.push({ order: Number(order?.slice(1) ?? 0), isEncoded: star !== undefined, text });
    found.pieces.set(name, pieces);
  }
  return found;
}

/** A parameter as text. Given plainly and encoded, a sender means the encoded one. */
export function paramText({ plain, pieces }: Structured, name: string): string {
  const [first, ...others] = (pieces.get(name) ?? []).toSorted((one, other) => one.order - other.order);
  if (first === undefined) return fieldText(plain.get(name) ?? '');
  const [, charset = '', rest = first.text] = /^([^']*)'[^']*'(.*)$/s.exec(first.text) ?? [];
  if (!first.isEncoded) return fieldText([first, ...others].map(({ text }) => text).join(''));
  const bytes = [{ ...first, text: rest }, ...others].map(({ isEncoded, text }) =>
    isEncoded ? unescaped(text) : text,
  );
  return decodeText(Buffer.from(bytes.join(''), 'latin1'), charset).text;
}

const unescaped = (text: string): string =>
  text.replaceAll(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
