import type { Mark } from '#/core/report/mail-parts.ts';
import { asBuffer } from '#/functions/shared/mail/bytes.ts';

const EXECUTABLE =
  /\.(?:exe|scr|com|pif|bat|cmd|cpl|msi|msix|ps1|vbs|vbe|js|jse|wsf|wsh|hta|lnk|jar|reg|dll|iso|img|vhdx?)[\s.]*$/i;

/** What can be told of a file by its name, its type and its first and last bytes. */
export function marksOf(name: string, mediaType: string, content: Uint8Array): Mark[] {
  const bytes = asBuffer(content);
  const marks: Record<Mark, boolean> = {
    'encrypted-zip': isEncryptedZip(bytes),
    tnef: /^application\/(?:vnd\.)?ms-tnef$/.test(mediaType) || begins(bytes, 0x223e9f78),
    executable: EXECUTABLE.test(name) || bytes.toString('latin1', 0, 2) === 'MZ' || begins(bytes, 0x464c457f),
    mail: mediaType === 'message/rfc822' || /\.(?:eml|msg)$/i.test(name),
  };
  return (Object.keys(marks) as Mark[]).filter((mark) => marks[mark]);
}

const begins = (bytes: Buffer, magic: number): boolean =>
  bytes.length >= 4 && bytes.readUInt32LE(0) === magic;

const LOCAL = 0x04034b50;
const ENTRY = 0x02014b50;
const END = 0x06054b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
/** The end of the directory comes within this of the end of the file, comment included. */
const LONGEST_END = END_BYTES + 0xffff;
const MOST_ENTRIES = 1000;

/** Whether any file in it is encrypted: one bit, in front of the file or in the directory behind all of them. */
function isEncryptedZip(bytes: Buffer): boolean {
  if (!begins(bytes, LOCAL) || bytes.length < 8) return false;
  return isEncrypted(bytes, 6) || entries(bytes).some((at) => isEncrypted(bytes, at + 8));
}

const isEncrypted = (bytes: Buffer, at: number): boolean => (bytes.readUInt16LE(at) & 1) === 1;

function entries(bytes: Buffer): number[] {
  const tail = Math.max(0, bytes.length - LONGEST_END);
  const end = tail + bytes.subarray(tail).lastIndexOf(signature(END));
  if (end < tail || end + END_BYTES > bytes.length) return [];
  const found: number[] = [];
  let at = bytes.readUInt32LE(end + 16);
  while (
    found.length < MOST_ENTRIES &&
    at + ENTRY_BYTES <= bytes.length &&
    bytes.readUInt32LE(at) === ENTRY
  ) {
    found.push(at);
    at += ENTRY_BYTES + [28, 30, 32].reduce((sum, field) => sum + bytes.readUInt16LE(at + field), 0);
  }
  return found;
}

function signature(magic: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(magic);
  return bytes;
}
