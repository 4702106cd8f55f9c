import { readFileSync } from 'node:fs';
import { COMMON } from '#/core/text/pages.ts';
import {
  type Block,
  type Heading,
  headingsAfter,
  type Line,
  type Lines,
  lineWords,
  type PlanDocument,
  type Table,
} from '#/core/text/plan/document.ts';

const CSS = new URL('plan.css', import.meta.url);

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const safe = (words: string): string => words.replaceAll(/[&<>"]/g, (found) => ESCAPES[found] ?? found);

function inner({ to, ...line }: Line): string {
  const words = safe(lineWords(line));
  return to === undefined ? words : `<a href="#${to}">${words}</a>`;
}

const paragraph = (line: Line): string =>
  `<p${line.style ? ` class="${line.style}"` : ''}>${inner(line)}</p>`;
const paragraphs = (lines: Lines): string => lines.map(paragraph).join('');

const titled = ({ level, words, id, page }: Heading): string =>
  `<h${level} id="${id}"${page ? ' class="page"' : ''}>${safe(words)}</h${level}>`;

function row({ head, height }: Table, [first, ...rest]: Lines[]): string {
  const label = (index: number): string =>
    head === undefined ? '' : ` data-label="${safe(head[index] ?? '')}"`;
  const cells = rest.map(
    (lines, index) =>
      `<td role="cell"${label(index + 1)}${lines.length === 0 ? ' class="empty"' : ''}>${paragraphs(lines)}</td>`,
  );
  const tall = height === undefined ? '' : ` style="--lines: ${height}"`;
  return `<tr role="row"${tall}><th role="rowheader" scope="row"${label(0)}>${paragraphs(first ?? [])}</th>${cells.join('')}</tr>`;
}

function table(given: Table): string {
  const { label, head, widths, rows } = given;
  const columns = widths.map((width) => `<col style="width: ${width}%">`).join('');
  const heads = head?.map((words) => `<th role="columnheader" scope="col">${safe(words)}</th>`).join('');
  const top = heads === undefined ? '' : `<thead role="rowgroup"><tr role="row">${heads}</tr></thead>`;
  const body = rows.map((cells) => row(given, cells)).join('\n');
  return `<table role="table" aria-label="${safe(label)}"><colgroup>${columns}</colgroup>${top}<tbody role="rowgroup">
${body}
</tbody></table>`;
}

function contents(words: string, { blocks }: PlanDocument): string {
  const links = headingsAfter(blocks).map(({ id, words: to }) => `<li><a href="#${id}">${safe(to)}</a></li>`);
  return `<nav aria-labelledby="contents"><h2 id="contents">${safe(words)}</h2><ol>${links.join('')}</ol></nav>`;
}

function drawn(block: Block, plan: PlanDocument): string {
  switch (block.block) {
    case 'heading':
      return titled(block);
    case 'paragraph':
      return paragraph(block.line);
    case 'list': {
      const tag = block.ordered ? 'ol' : 'ul';
      return `<${tag}>${block.items.map((lines) => `<li>${paragraphs(lines)}</li>`).join('')}</${tag}>`;
    }
    case 'notice':
      return `<div class="notice">${paragraphs(block.lines)}</div>`;
    case 'kept':
      return `<section class="kept">${block.blocks.map((part) => drawn(part, plan)).join('\n')}</section>`;
    case 'contents':
      return contents(block.words, plan);
    case 'table':
      return table(block);
  }
}

/** One file that needs nothing else: no script, no font, no network. */
export const planHtml = (plan: PlanDocument): string => `<!doctype html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>${safe(plan.title)}</title>
<meta name="description" content="${safe(plan.subject)}">
<style>
${readFileSync(CSS, 'utf8')}</style>
</head>
<body>
<a class="skip" href="#now">${COMMON.skip}</a>
<main>
${plan.blocks.map((block) => drawn(block, plan)).join('\n')}
</main>
<footer><p class="small">${safe(plan.foot)}</p></footer>
</body>
</html>
`;
