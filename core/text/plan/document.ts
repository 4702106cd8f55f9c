import type { Source } from '#/core/policy/source.ts';

export type Mark = 'default' | 'confirm';

/** How a mark stands behind the value it belongs to. */
export const MARK_WORDS: Record<Mark, string> = { default: '（製品の既定値）', confirm: '（要確認）' };

/** One line of text. A page refers to `to`, the id of a heading, by its number. */
export interface Line {
  words: string;
  marks?: Mark[];
  /** An `item` begins with a sign of its own, such as a box to tick. */
  style?: 'strong' | 'small' | 'large' | 'item';
  to?: string;
}

/** What stands in one cell, or behind one dot of a list. No lines at all is a place to write by hand. */
export type Lines = Line[];

export interface Heading {
  block: 'heading';
  level: 1 | 2 | 3;
  words: string;
  id: string;
  /** Begins on a page of its own. */
  page?: boolean;
}

export interface Table {
  block: 'table';
  /** What it is a table of, for whoever cannot see what stands above it. */
  label: string;
  /** Left out where every row begins with its own name. */
  head?: string[];
  /** In parts of the whole. */
  widths: number[];
  rows: Lines[][];
  /** How many lines high each row is at least, where people write by hand. */
  heights?: number[];
}

export type Block =
  | Heading
  | Table
  | { block: 'paragraph'; line: Line }
  | { block: 'list'; ordered: boolean; items: Lines[] }
  /** Stands in a frame. */
  | { block: 'notice'; lines: Lines }
  /** Is not torn apart by the end of a page. */
  | { block: 'kept'; blocks: Block[] }
  | { block: 'contents'; words: string };

/** The plan as data: everything it says, in order, and nothing of how it looks. */
export interface PlanDocument {
  title: string;
  subject: string;
  /** At the foot of every page. */
  foot: string;
  blocks: Block[];
}

export const line = (words: string, style?: Line['style']): Line => (style ? { words, style } : { words });
export const small = (words: string): Line => line(words, 'small');
export const paragraph = (words: string, style?: Line['style']): Block => ({
  block: 'paragraph',
  line: line(words, style),
});
export const heading = (level: Heading['level'], id: string, words: string, page = false): Heading => ({
  block: 'heading',
  level,
  words,
  id,
  ...(page && { page }),
});

type Marked = Pick<Source, 'confirm'> & Partial<Pick<Source, 'basis'>>;

const marksOf = ({ basis, confirm }: Marked): Mark[] => [
  ...(basis === 'default' ? (['default'] as const) : []),
  ...(confirm ? (['confirm'] as const) : []),
];

/** A value with the marks its source gives it. */
export const said = (words: string, source: Marked, style?: Line['style']): Line => ({
  ...line(words, style),
  marks: marksOf(source),
});

/** Where a value comes from; of a default also what it stands in for, and why. */
export const from = ({ at, why }: Source): Line => small(why === undefined ? at : `${at}（${why}）`);

/** A value with its source below it. */
export const sourced = (words: string, source: Source, style?: Line['style']): Lines => [
  said(words, source, style),
  from(source),
];

export const list = (items: Lines[], ordered = false): Block => ({ block: 'list', ordered, items });

interface Sourced {
  words: string;
  source: Source;
}

const isOne = (sources: readonly Source[]): boolean =>
  new Set(sources.map(({ at, why }) => at + why)).size === 1;

const BASIS = '根拠';
const below = (source: Source): Block => ({
  block: 'paragraph',
  line: small(`${BASIS}：${from(source).words}`),
});

/** A list whose source stands below it once, where all of it has one and the same. */
export function sourcedList(entries: readonly Sourced[]): Block[] {
  const [first] = entries;
  if (first === undefined || !isOne(entries.map(({ source }) => source)))
    return [list(entries.map(({ words, source }) => sourced(words, source)))];
  return [list(entries.map(({ words, source }) => [said(words, source)])), below(first.source)];
}

interface SourcedTable extends Pick<Table, 'label'> {
  head: string[];
  /** Of the source's column too, which is the last. */
  widths: number[];
  rows: { cells: Lines[]; source: Source }[];
}

/** A table whose sources are its last column, or stand below it once, where all of it has one and the same. */
export function sourcedTable({ label, head, widths, rows }: SourcedTable): Block[] {
  const [first] = rows;
  if (first === undefined || !isOne(rows.map(({ source }) => source))) {
    const cells = rows.map((row, index) => {
      const above = rows[index - 1];
      const isSame = above !== undefined && isOne([above.source, row.source]);
      return [...row.cells, [isSame ? small('同上') : from(row.source)]];
    });
    return [{ block: 'table', label, head: [...head, BASIS], widths, rows: cells }];
  }
  const own = widths.slice(0, -1);
  const whole = own.reduce((sum, width) => sum + width);
  const wider = own.map((width) => Math.round((width * 1000) / whole) / 10);
  return [
    { block: 'table', label, head, widths: wider, rows: rows.map(({ cells }) => cells) },
    below(first.source),
  ];
}

export const markWords = ({ marks = [] }: Line): string[] => marks.map((mark) => MARK_WORDS[mark]);

/** What the table of contents lists: the chapters behind it. */
export function headingsAfter(blocks: readonly Block[]): Heading[] {
  const behind = blocks.slice(blocks.findIndex(({ block }) => block === 'contents'));
  return behind.filter((block): block is Heading => block.block === 'heading' && block.level === 1);
}
