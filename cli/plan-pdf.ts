import { fileURLToPath } from 'node:url';
import pdfmake from 'pdfmake';
import type { Content, CustomTableLayout, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import {
  type Block,
  type Heading,
  headingsAfter,
  type Line,
  type Lines,
  markWords,
  type PlanDocument,
  type Table,
} from '#/core/text/plan/document.ts';

const font = (weight: string): string =>
  fileURLToPath(import.meta.resolve(`@expo-google-fonts/noto-sans-jp/${weight}/NotoSansJP_${weight}.ttf`));
const NORMAL = font('400Regular');
const BOLD = font('700Bold');

const STYLES = {
  strong: { bold: true },
  small: { fontSize: 7.5, color: '#333' },
  large: { fontSize: 18, bold: true },
  item: { margin: [11, 0, 0, 0], leadingIndent: -11 },
  mark: { fontSize: 7, bold: false },
  1: { fontSize: 16, bold: true, margin: [0, 18, 0, 8] },
  2: { fontSize: 12, bold: true, margin: [0, 14, 0, 5] },
  3: { fontSize: 10.5, bold: true, margin: [0, 0, 0, 2] },
} satisfies TDocumentDefinitions['styles'];

const text = ({ style, ...line }: Line) => ({
  text: [line.words, ...markWords(line).map((mark) => ({ text: mark, style: 'mark', noWrap: true }))],
  ...(style && { style }),
});

/** A page number is what paper has and a screen has not. pdfmake knows it only in a first line, so it stands apart. */
const drawnLine = ({ to, ...line }: Line): Content =>
  to === undefined
    ? text(line)
    : {
        columns: [
          { ...text(line), linkToDestination: to },
          { text: ['p.', { pageReference: to }], width: 38, noWrap: true },
        ],
        columnGap: 8,
      };
const stacked = (lines: Lines): Content => ({ stack: lines.map(drawnLine) });

const RULES: CustomTableLayout = {
  hLineWidth: (index, { table }) =>
    [0, table.headerRows ?? 0, table.body.length].includes(index) ? 0.8 : 0.3,
  vLineWidth: () => 0,
  paddingLeft: (index) => (index === 0 ? 0 : 5),
  paddingRight: () => 5,
  paddingTop: () => 3,
  paddingBottom: () => 4,
};
/** Where people write, they see where one place ends. */
const WRITTEN: CustomTableLayout = {
  ...RULES,
  vLineWidth: (index, { table }) => (index === 0 || index === table.widths?.length ? 0 : 0.3),
};
const FRAME: CustomTableLayout = {
  hLineWidth: () => 1.2,
  vLineWidth: () => 1.2,
  paddingLeft: () => 10,
  paddingRight: () => 10,
  paddingTop: () => 7,
  paddingBottom: () => 8,
};

const LINE = 14;

function table({ head, widths, rows, heights }: Table): Content {
  const body = rows.map((cells) => cells.map(stacked));
  const isWritten = rows.some((cells) => cells.some((lines) => lines.length === 0));
  return {
    layout: isWritten ? WRITTEN : RULES,
    table: {
      widths: widths.map((width) => `${width}%`),
      headerRows: head === undefined ? 0 : 1,
      keepWithHeaderRows: 1,
      dontBreakRows: true,
      body:
        head === undefined
          ? body
          : [head.map((words): Content => ({ text: words, style: 'strong' })), ...body],
      ...(heights && { heights: [...(head ? [0] : []), ...heights.map((lines) => lines * LINE)] }),
    },
    margin: [0, 2, 0, 8],
  };
}

const titled = ({ level, words, id, page }: Heading, isListed: boolean): Content => ({
  text: words,
  id,
  style: String(level),
  headlineLevel: level,
  ...(page && { pageBreak: 'before', margin: [0, 0, 0, 8] }),
  ...(isListed && { outline: true }),
});

function contents(words: string, listed: readonly Heading[]): Content {
  const half = Math.ceil(listed.length / 2);
  const column = (headings: readonly Heading[]): Content => ({
    layout: 'noBorders',
    table: {
      widths: ['*', 'auto'],
      body: headings.map(({ id, words: to }) => [
        { text: to, linkToDestination: id },
        { text: [{ pageReference: id }], alignment: 'right' },
      ]),
    },
  });
  return {
    stack: [
      { text: words, style: '2' },
      { columns: [column(listed.slice(0, half)), column(listed.slice(half))], columnGap: 30 },
    ],
    unbreakable: true,
  };
}

function drawn(block: Block, listed: readonly Heading[]): Content {
  switch (block.block) {
    case 'heading':
      return titled(block, listed.includes(block));
    case 'paragraph':
      return { stack: [drawnLine(block.line)], margin: [0, 0, 0, 4] };
    case 'list': {
      const items = block.items.map(
        (lines): Content => ({ stack: lines.map(drawnLine), unbreakable: true, margin: [0, 0, 0, 3] }),
      );
      return { ...(block.ordered ? { ol: items } : { ul: items }), margin: [0, 0, 0, 5] };
    }
    case 'notice':
      return {
        layout: FRAME,
        table: { widths: ['*'], body: [[stacked(block.lines)]] },
        margin: [0, 0, 0, 10],
      };
    case 'kept':
      return {
        stack: block.blocks.map((part) => drawn(part, listed)),
        unbreakable: true,
        margin: [0, 0, 0, 10],
      };
    case 'contents':
      return contents(block.words, listed);
    case 'table':
      return table(block);
  }
}

/** The same plan always gives the same bytes, so that two prints can be compared by their hash. */
export async function planPdf({ title, subject, foot, blocks }: PlanDocument): Promise<Buffer> {
  pdfmake.setUrlAccessPolicy(() => false);
  pdfmake.setLocalAccessPolicy((path) => path === NORMAL || path === BOLD);
  pdfmake.setFonts({ NotoSansJP: { normal: NORMAL, bold: BOLD } });
  const listed = headingsAfter(blocks);
  return pdfmake
    .createPdf({
      content: blocks.map((block) => drawn(block, listed)),
      defaultStyle: { font: 'NotoSansJP', fontSize: 9.5, lineHeight: 1.05 },
      styles: STYLES,
      pageSize: 'A4',
      pageMargins: [43, 43, 43, 54],
      footer: (page, pages) => ({
        columns: [{ text: foot }, { text: `${page} / ${pages}`, alignment: 'right', width: 'auto' }],
        fontSize: 7.5,
        margin: [43, 18, 43, 0],
      }),
      // No heading at the foot of a page with what it heads on the next.
      pageBreakBefore: (node, nodes) =>
        node.headlineLevel !== undefined && nodes.getFollowingNodesOnPage().length === 0,
      info: { title, subject, creationDate: new Date(0) },
      language: 'ja',
      displayTitle: true,
    })
    .getBuffer();
}
