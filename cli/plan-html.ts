import { readFileSync } from 'node:fs';
import { COMMON } from '#/core/text/pages.ts';
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

const CSS = new URL('plan.css', import.meta.url);

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const safe = (words: string): string => words.replaceAll(/[&<>"]/g, (found) => ESCAPES[found] ?? found);

function inner({ to, ...line }: Line): string {
  const words = to === undefined ? safe(line.words) : `<a href="#${to}">${safe(line.words)}</a>`;
  return (
    words +
    markWords(line)
      .map((mark) => `<span class="mark">${mark}</span>`)
      .join('')
  );
}

const paragraph = (line: Line): string =>
  `<p${line.style ? ` class="${line.style}"` : ''}>${inner(line)}</p>`;
const paragraphs = (lines: Lines): string => lines.map(paragraph).join('');

const titled = ({ level, words, id, page }: Heading): string =>
  `<h${level} id="${id}"${page ? ' class="page"' : ''}>${safe(words)}</h${level}>`;

function cell(lines: Lines, label: string | undefined, isFirst: boolean): string {
  const about = label === undefined ? '' : ` data-label="${safe(label)}"`;
  if (isFirst && lines[0]?.style === 'strong')
    return `<th role="rowheader" scope="row"${about}>${paragraphs(lines)}</th>`;
  return `<td role="cell"${about}${lines.length === 0 ? ' class="empty"' : ''}>${paragraphs(lines)}</td>`;
}

function row({ head, heights }: Table, cells: Lines[], at: number): string {
  const tall = heights === undefined ? '' : ` style="--lines: ${heights[at]}"`;
  return `<tr role="row"${tall}>${cells.map((lines, index) => cell(lines, head?.[index], index === 0)).join('')}</tr>`;
}

function table(given: Table): string {
  const { label, head, widths, rows } = given;
  const columns = widths.map((width) => `<col style="width: ${width}%">`).join('');
  const heads = head?.map((words) => `<th role="columnheader" scope="col">${safe(words)}</th>`).join('');
  const top = heads === undefined ? '' : `<thead role="rowgroup"><tr role="row">${heads}</tr></thead>`;
  const body = rows.map((cells, at) => row(given, cells, at)).join('\n');
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
