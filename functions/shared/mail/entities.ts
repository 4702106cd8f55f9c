import type { Problem } from '#/core/report/mail-parts.ts';
import { asBuffer, latin1 } from '#/functions/shared/mail/bytes.ts';
import { type Structured, structured } from '#/functions/shared/mail/field.ts';
import { fieldIn, type Header, lineEnd, readHeader } from '#/functions/shared/mail/header.ts';

/** A part of a mail that holds no other parts. */
export interface Entity {
  type: Structured;
  disposition: Structured;
  /** How its body is encoded. */
  encoding: string;
  body: Uint8Array;
  /** Parts that say the same thing in several ways share one. */
  choice: object | undefined;
  isRoot: boolean;
}

export interface Entities {
  header: Header;
  entities: Entity[];
  problems: Set<Problem>;
}

/** What no honest mail comes near. Within these, time and memory grow with the bytes of the mail and nothing else. */
const MOST_ENTITIES = 1000;
const DEEPEST = 100;
/** Of all parts together. */
const MOST_HEADER_BYTES = 1024 * 1024;
/** Lines that begin as a boundary does. */
const MOST_DASHED_LINES = 200_000;
const LONGEST_BOUNDARY = 200;

/** Cuts a mail into its parts, in one pass and without copying. Decision 17 says why no library does it. */
export function entitiesOf(bytes: Uint8Array): Entities {
  const mail = asBuffer(bytes);
  const { header, end } = readHeader(mail, 0, MOST_HEADER_BYTES);
  const cutter = new Cutter(mail, end);
  cutter.begin(header, undefined, end);
  cutter.toEnd();
  const { entities, problems } = cutter;
  // Where no boundary ever comes, the whole is text, as far as anybody can tell.
  if (entities.length === 0 && !problems.has('too-deep')) {
    entities.push({ ...entityOf(header, undefined, true), body: mail.subarray(end) });
  }
  return { header, entities, problems };
}

interface Multipart {
  boundary: string;
  choice: object | undefined;
}

class Cutter {
  readonly entities: Entity[] = [];
  readonly problems = new Set<Problem>();
  readonly #mail: Buffer;
  readonly #open: Multipart[] = [];
  #at: number;
  #headerLeft: number;
  #begun = 0;
  /** The part whose end is looked for, and where its body begins. */
  #part: { entity: Entity; from: number } | undefined;

  constructor(mail: Buffer, at: number) {
    this.#mail = mail;
    this.#at = at;
    this.#headerLeft = MOST_HEADER_BYTES - at;
    if (this.#headerLeft < 0) this.problems.add('too-large');
  }

  begin(header: Header, parent: Multipart | undefined, from: number): void {
    const entity = entityOf(header, parent?.choice, this.#begun === 0);
    this.#begun += 1;
    this.#part = { entity, from };
    const boundary = entity.type.plain.get('boundary');
    if (!entity.type.value.startsWith('multipart/') || !boundary) return;
    this.#part = undefined;
    if (this.#open.length >= DEEPEST) this.problems.add('too-deep');
    else {
      const choice = entity.type.value === 'multipart/alternative' ? {} : parent?.choice;
      this.#open.push({ boundary: `--${boundary}`.trimEnd(), choice });
    }
  }

  toEnd(): void {
    for (let dashed = 0; dashed < MOST_DASHED_LINES && this.#begun < MOST_ENTITIES; dashed += 1) {
      const line = dashedLine(this.#mail, this.#at);
      if (line === undefined) {
        this.#close(this.#mail.length);
        return;
      }
      this.#at = line.end;
      this.#pass(line);
    }
    this.problems.add('too-many-parts');
    this.#close(this.#at);
  }

  #pass({ start, end, text }: DashedLine): void {
    const level = this.#open.findLastIndex(({ boundary }) => text === boundary || text === `${boundary}--`);
    const parent = this.#open[level];
    if (parent === undefined) return;
    this.#close(start);
    const isLast = text !== parent.boundary;
    this.#open.length = isLast ? level : level + 1;
    if (isLast) return;
    const { header, end: from } = readHeader(this.#mail, end, this.#headerLeft);
    this.#headerLeft -= from - end;
    if (this.#headerLeft < 0) this.problems.add('too-large');
    this.#at = from;
    this.begin(header, parent, from);
  }

  /** The line end before a boundary belongs to the boundary. */
  #close(end: number): void {
    if (this.#part === undefined) return;
    const { entity, from } = this.#part;
    const isBoundary = end < this.#mail.length;
    const before = isBoundary ? end - (this.#mail[end - 2] === 0x0d ? 2 : 1) : end;
    this.entities.push({ ...entity, body: this.#mail.subarray(from, Math.max(from, before)) });
    this.#part = undefined;
  }
}

interface DashedLine {
  start: number;
  end: number;
  text: string;
}

/** The next line that begins as a boundary does, from a line's beginning on. */
function dashedLine(mail: Buffer, at: number): DashedLine | undefined {
  const isHere = mail[at] === 0x2d && mail[at + 1] === 0x2d;
  const start = isHere ? at : mail.indexOf('\n--', at) + 1;
  if (start === 0 && !isHere) return undefined;
  const end = lineEnd(mail, start);
  return {
    start,
    end,
    text: latin1(mail.subarray(start, Math.min(end, start + LONGEST_BOUNDARY))).trimEnd(),
  };
}

const entityOf = (header: Header, choice: object | undefined, isRoot: boolean): Entity => ({
  type: structured(fieldIn(header, 'content-type') ?? 'text/plain'),
  disposition: structured(fieldIn(header, 'content-disposition') ?? ''),
  encoding: /[\w-]+/.exec(fieldIn(header, 'content-transfer-encoding')?.toLowerCase() ?? '')?.[0] ?? '',
  body: new Uint8Array(),
  choice,
  isRoot,
});
