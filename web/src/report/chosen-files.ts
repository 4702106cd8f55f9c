import { LARGEST_FILE, MOST_FILES } from '#/core/report/files.ts';
import { FILES } from '#/web/src/text/files.ts';

const LONGEST_NAME = 200;

interface Chosen {
  name: string;
  size: number;
}

/** Which of the chosen files can be taken beside those that are there, and what is said about the others. */
export function admit<F extends Chosen>(
  present: number,
  chosen: readonly F[],
): { taken: F[]; said: string[] } {
  const fitting = chosen.filter(({ size }) => size <= LARGEST_FILE);
  const room = Math.max(0, MOST_FILES - present);
  const left = fitting.slice(room).map(({ name }) => name);
  return {
    taken: fitting.slice(0, room),
    said: [
      ...chosen.filter((file) => !fitting.includes(file)).map(({ name }) => FILES.tooBig(name)),
      ...(left.length > 0 ? [FILES.tooMany(left)] : []),
    ],
  };
}

export interface Listed {
  fileId: string;
  bytes: number;
  name: string;
}

/** How a file stands in the form: read again by core/report/read.ts. */
export const valueFor = ({ fileId, bytes, name }: Listed): string => `${fileId} ${bytes} ${name}`;

export function listedIn(value: string): Listed {
  const [fileId = '', bytes = '', ...name] = value.split(' ');
  return { fileId, bytes: Number(bytes), name: name.join(' ') };
}

/** Names may hold what no report may: line ends, half a character, or nothing but blanks. */
export const nameOf = (name: string): string =>
  name
    .replace(/\p{Cc}+/gu, ' ')
    .trim()
    .slice(0, LONGEST_NAME)
    .toWellFormed()
    .trim() || 'file';

/** 128 random bits: who does not know them cannot reach the file. */
export const newFileId = (): string =>
  [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, '0')).join('');
