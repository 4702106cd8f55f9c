import type { Policy } from '#/core/policy/policy.ts';
import { PAPER } from '#/core/text/pages.ts';
import type { Block, Lines } from '#/core/text/plan/document.ts';
import { slip } from '#/core/text/plan/slip.ts';
import { type Html, html, page } from '#/functions/shared/html/layout.ts';

const lines = (given: Lines): Html =>
  html`${given.map(({ words, style }) => html`<p${style && html` class="${style}"`}>${words}</p>`)}`;

type Table = Extract<Block, { block: 'table' }>;

const table = ({ label, rows, heights }: Table): Html =>
  html`<table class="paper" aria-label="${label}"><tbody>${rows.map(
    ([head = [], value = []], at) =>
      html`<tr class="${(heights?.[at] ?? 0) > 3 ? 'paper-tall' : 'paper-row'}"><th scope="row">${lines(head)}</th><td>${lines(value)}</td></tr>`,
  )}</tbody></table>`;

const drawn = (block: Block): Html | false => {
  switch (block.block) {
    case 'heading':
      return block.level === 1 ? html`<h1>${block.words}</h1>` : html`<h2>${block.words}</h2>`;
    case 'paragraph':
      return lines([block.line]);
    case 'table':
      return table(block);
    default:
      return false;
  }
};

/** The slip of the plan alone, to be printed before it is needed. */
export const paperPage = (policy: Policy): string =>
  page({
    title: PAPER.title,
    municipality: policy.profile.municipality,
    body: html`<p class="hint screen">${PAPER.print}</p>
${slip(policy).map(drawn)}`,
  });
