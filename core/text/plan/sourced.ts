import type { Source } from '#/core/policy/source.ts';
import type { Block, Lines, Table } from '#/core/text/plan/document.ts';
import { from, list, said, small, sourced } from '#/core/text/plan/lines.ts';

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
