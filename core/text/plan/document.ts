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

export const markWords = ({ marks = [] }: Line): string[] => marks.map((mark) => MARK_WORDS[mark]);

/** What the table of contents lists: the chapters behind it. */
export function headingsAfter(blocks: readonly Block[]): Heading[] {
  const behind = blocks.slice(blocks.findIndex(({ block }) => block === 'contents'));
  return behind.filter((block): block is Heading => block.block === 'heading' && block.level === 1);
}
