import type { Source } from '#/core/policy/source.ts';
import type { Block, Heading, Line, Lines, Mark } from '#/core/text/plan/document.ts';

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

export const list = (items: Lines[], ordered = false): Block => ({ block: 'list', ordered, items });

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
