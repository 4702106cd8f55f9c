/** What the key service is asked to authenticate: that whoever has the code was given this case's receipt. */
export const receiptMessage = (caseId: string): string => `receipt ${caseId}`;

/** Ten digits and the letters that cannot be taken for one of them, or for each other, when read out or written by hand. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** So many letters out of the beginning of a MAC: five bits each, without a bias. */
export function lettersOf(mac: Uint8Array, count: number): string {
  const bits = [...mac].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return Array.from({ length: count }, (_, at) =>
    ALPHABET.charAt(Number.parseInt(bits.slice(at * 5, at * 5 + 5), 2)),
  ).join('');
}

/** The code on a receipt, from a MAC that only the server can make: nothing secret has to be stored. */
export function receiptCode(mac: Uint8Array): string {
  const letters = lettersOf(mac, 8);
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

/** The letters that were meant, however they were typed: small, full-width, spaced, O for 0 or I and L for 1. */
export const readLetters = (typed: string): string =>
  typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
    // Every dash that a Japanese keyboard makes, and the long vowel mark beside them.
    .replaceAll(/[\s\p{Dash}ー]/gu, '');

/** A receipt code as it stands on the receipt; undefined where what was typed cannot be one. */
export function readCode(typed: string): string | undefined {
  const letters = readLetters(typed);
  const isCode = letters.length === 8 && [...letters].every((letter) => ALPHABET.includes(letter));
  return isCode ? `${letters.slice(0, 4)}-${letters.slice(4)}` : undefined;
}

/** The number of a case, however it was typed. */
export function readNumber(typed: string): string | undefined {
  const digits = readLetters(typed);
  return /^\d{13}$/.test(digits) ? `${digits.slice(0, 8)}-${digits.slice(8)}` : undefined;
}
