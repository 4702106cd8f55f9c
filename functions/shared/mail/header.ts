import { latin1 } from '#/functions/shared/mail/bytes.ts';

/** The fields of a header, in their order; names in small letters, values as bytes, one character each. */
export type Header = [name: string, value: string][];

export const DASH = 0x2d;
const LF = 0x0a;
const CR = 0x0d;

export const lineEnd = (mail: Buffer, at: number): number => {
  const end = mail.indexOf(LF, at);
  return end < 0 ? mail.length : end + 1;
};

const isBlank = (line: Uint8Array): boolean => line[0] === LF || (line[0] === CR && line[1] === LF);

/**
 * Reads no more than `most` bytes of the header that begins here, and finds where it ends. It ends at a boundary
 * too: a part may be all header.
 */
export function readHeader(mail: Buffer, start: number, most: number): { header: Header; end: number } {
  const lines: string[][] = [];
  let at = start;
  while (at < mail.length) {
    const end = lineEnd(mail, at);
    const line = mail.subarray(at, end);
    if (line[0] === DASH && line[1] === DASH) break;
    at = end;
    if (isBlank(line)) break;
    if (end - start > most) continue;
    const text = latin1(line)
      .replace(/[\r\n]+/g, ' ')
      .trimEnd();
    const last = lines.at(-1);
    if (last && /^[ \t]/.test(text)) last.push(text);
    else lines.push([text]);
  }
  return { header: lines.flatMap((folded) => fieldOf(folded.join(''))), end: at };
}

function fieldOf(line: string): Header {
  const [, name, value = ''] = /^([!-9;-~]+)[ \t]*:(.*)$/s.exec(line) ?? [];
  return name === undefined ? [] : [[name.toLowerCase(), value.trim()]];
}

/** Where a field stands twice, the first one counts. */
export const fieldIn = (header: Header, name: string): string | undefined =>
  header.find(([each]) => each === name)?.[1];
