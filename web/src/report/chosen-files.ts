import { LARGEST_FILE, MOST_FILES } from '#/core/report/files.ts';
import { FILES } from '#/web/src/text/files.ts';

const LONGEST_NAME = 200;

interface Chosen {
  name: string;
  size: number;
}

export interface Refused {
  name: string;
  /** Which file, and why not. */
  words: string;
}

/** Which of the chosen files can be taken beside those that are there, and what is said of each of the others. */
export function admit<F extends Chosen>(
  present: number,
  chosen: readonly F[],
): { taken: F[]; refused: Refused[] } {
  const fitting = chosen.filter(({ size }) => size <= LARGEST_FILE);
  const taken = fitting.slice(0, Math.max(0, MOST_FILES - present));
  const refused = chosen
    .filter((file) => !taken.includes(file))
    .map((file) => {
      const { name } = file;
      return { name, words: fitting.includes(file) ? FILES.tooMany(name) : FILES.tooBig(name) };
    });
  return { taken, refused };
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
