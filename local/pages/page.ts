import { readFileSync } from 'node:fs';
import { text as texts } from '#/local/text.ts';

const words = texts.tools;

/** Text that is already HTML. */
export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

type Value = string | number | Html | false | undefined | readonly Value[];

export function html(parts: TemplateStringsArray, ...values: Value[]): Html {
  return new Html(parts.map((part, at) => part + (at < values.length ? render(values[at]) : '')).join(''));
}

function render(value: Value): string {
  if (value === undefined || value === false) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map(render).join('');
  return String(value).replace(/[<>&"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

export type Layout = (title: string, body: Html) => string;

const style = (file: string) => new Html(readFileSync(new URL(file, import.meta.url), 'utf8'));
const STYLE = style('page.css');

/** The pages of the tools beside the product: no script but that of the banner, nothing from elsewhere. */
export function createLayout(productUrl: string, withBanner: (page: string) => string): Layout {
  const links = Object.entries({ ...words.pages, [productUrl]: words.product });
  const nav = links.map(([href, name]) => html`<a href="${href}">${name}</a>`);
  return (title, body) =>
    withBanner(
      html`<!doctype html>
<html lang="ja">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}｜${words.title}</title>
<style>${STYLE}</style>
<body><header><nav aria-label="${words.title}">${nav}</nav></header>
<main><h1>${title}</h1>${body}</main>
</html>`.text,
    );
}

export const PAGE_HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'content-security-policy':
    "default-src 'none'; style-src 'self' 'unsafe-inline'; script-src 'self'; connect-src 'self'; frame-ancestors 'none'; base-uri 'none'",
};
