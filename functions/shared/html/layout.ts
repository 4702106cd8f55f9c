import { COMMON } from '#/core/text/pages.ts';

/** Markup that is safe to send: made by `html` alone. */
class Html {
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }
  toString(): string {
    return this.#text;
  }
}

export type { Html };

type Piece = Html | string | number | false | null | undefined | readonly Piece[];

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function render(piece: Piece): string {
  if (piece === undefined || piece === null || piece === false) return '';
  if (piece instanceof Html) return piece.toString();
  if (Array.isArray(piece)) return piece.map(render).join('');
  return String(piece).replace(/[&<>"']/g, (character) => ESCAPES[character] as string);
}

/** Escapes whatever is put in; arrays are joined, and only markup from `html` itself stays as it is. */
export const html = (parts: TemplateStringsArray, ...pieces: Piece[]): Html =>
  new Html(parts.map((part, index) => part + render(pieces[index])).join(''));

/** A telephone number as a link where it can be dialled from outside. */
export const telephone = (number: string): Html =>
  /^[0-9+() -]{9,}$/.test(number)
    ? html`<a class="tel" href="tel:${number.replace(/[^0-9+]/g, '')}">${number}</a>`
    : html`<span class="tel">${number}</span>`;

/** `script`: the page has one, without which everything works as well. */
export function page(content: { title: string; municipality: string; body: Html; script?: string }): string {
  const { title, municipality, body, script } = content;
  return html`<!doctype html>
<html lang="ja">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light">
<title>${title}｜${municipality} ${COMMON.product}</title>
<link rel="icon" href="/assets/mark.svg" type="image/svg+xml">
<link rel="stylesheet" href="/style.css">
${script && html`<script type="module" src="${script}"></script>`}
</head>
<body>
<a class="skip" href="#main">${COMMON.skip}</a>
<header class="top"><div class="top-inner"><a class="brand" href="/">${COMMON.product}</a><span class="brand-of">${municipality}　${COMMON.purpose}</span></div></header>
<main id="main" class="page" tabindex="-1">
${body}
</main>
</body>
</html>
`.toString();
}
