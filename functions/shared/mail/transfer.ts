export interface Bytes {
  bytes: Uint8Array;
  /** Something in it was no such encoding; what could be read is there. */
  broken: boolean;
}

const SPACE = 64;
const PAD = 65;
const JUNK = 66;
const VALUES = new Uint8Array(256).fill(JUNK);
for (const [at, one] of [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'].entries()) {
  VALUES[one.charCodeAt(0)] = at;
}
for (const one of ' \t\r\n') VALUES[one.charCodeAt(0)] = SPACE;
VALUES['='.charCodeAt(0)] = PAD;

/** Undoes a transfer encoding. In one pass over bytes: strings of 40 MB would be a danger to the function. */
export function undo(encoding: string, body: Uint8Array): Bytes {
  if (encoding === 'base64') return fromBase64(body);
  if (encoding === 'quoted-printable') return fromQuotedPrintable(body);
  return { bytes: body, broken: !['', '7bit', '8bit', 'binary'].includes(encoding) };
}

/** Goes on after padding: some programs pad every line. */
export function fromBase64(body: Uint8Array): Bytes {
  const bytes = new Uint8Array(Math.ceil(body.length * 0.75));
  let broken = false;
  let [length, held, bits] = [0, 0, 0];
  for (let at = 0; at < body.length; at += 1) {
    const value = VALUES[body[at] ?? 0] ?? JUNK;
    if (value >= SPACE) {
      broken ||= value === JUNK;
      if (value === PAD) bits = 0;
      continue;
    }
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[length] = held >> bits;
    length += 1;
  }
  return { bytes: bytes.subarray(0, length), broken: broken || bits === 6 };
}

const LF = 0x0a;
const CR = 0x0d;
const EQUALS = 0x3d;

export function fromQuotedPrintable(body: Uint8Array): Bytes {
  const bytes = new Uint8Array(body.length);
  let broken = false;
  let length = 0;
  for (let at = 0; at < body.length; at += 1) {
    let byte = body[at] ?? 0;
    if (byte === EQUALS) {
      const skip = lineEndAfter(body, at);
      if (skip > 0) {
        at += skip;
        continue;
      }
      const value = hex(body[at + 1]) * 16 + hex(body[at + 2]);
      if (Number.isNaN(value)) broken = true;
      else {
        byte = value;
        at += 2;
      }
    }
    bytes[length] = byte;
    length += 1;
  }
  return { bytes: bytes.subarray(0, length), broken };
}

/** How many bytes a soft line break takes up after its sign; 0 where there is none. */
function lineEndAfter(body: Uint8Array, at: number): number {
  if (body[at + 1] === LF || at + 1 === body.length) return 1;
  return body[at + 1] === CR && body[at + 2] === LF ? 2 : 0;
}

const hex = (byte = 0): number => {
  const digit = '0123456789abcdef'.indexOf(String.fromCharCode(byte).toLowerCase());
  return digit < 0 ? Number.NaN : digit;
};
