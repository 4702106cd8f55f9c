import { decodeReferences } from '#/functions/shared/mail/references.ts';

/** What begins or ends a tag, or a remark; a lone sign is text. */
const TAG = /<(?:!--|[!?]|\/?([a-z][^\s/>]*)|\/)/gi;
/** Their content is not for reading. */
const HIDDEN = /^(?:script|style|title)$/;
const LINES =
  /^(?:address|article|aside|blockquote|body|br|center|div|dd|dl|dt|fieldset|figure|footer|form|h[1-6]|header|hr|li|main|nav|ol|p|pre|section|table|tr|ul)$/;
const CELLS = /^t[dh]$/;
const HREF = /\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))/i;
const LONGEST_LINK = 1000;

/**
 * The text in markup, as a browser would show it: what never closes hides all that follows. One pass: wherever
 * something is looked for in vain, the text is at its end.
 */
export function textOfMarkup(markup: string): string {
  const reading = new Reading();
  let at = 0;
  for (const tag = new RegExp(TAG); at < markup.length; ) {
    tag.lastIndex = at;
    const found = tag.exec(markup);
    reading.add(decodeReferences(markup.slice(at, found?.index)));
    if (found === null) break;
    const [{ length }, name] = found;
    const start = found.index + length;
    const isRemark = found[0] === '<!--';
    at = isRemark ? after(markup, /--!?>/g, start - 2) : tagEnd(markup, start);
    if (name === undefined) continue;
    const isEnd = found[0].startsWith('</');
    reading.pass(name.toLowerCase(), isEnd, markup.slice(start, at));
    if (!isEnd && HIDDEN.test(name.toLowerCase())) at = hiddenEnd(markup, name, at);
  }
  return reading.text();
}

class Reading {
  readonly #pieces: string[] = [];
  /** Where a link leads, and since which piece its own text stands. */
  #link: { href: string; from: number } | undefined;

  add(piece: string): void {
    this.#pieces.push(piece);
  }

  pass(name: string, isEnd: boolean, attributes: string): void {
    if (LINES.test(name)) this.add('\n');
    if (CELLS.test(name)) this.add(' ');
    if (name !== 'a') return;
    this.#closeLink();
    const [, ...values] = HREF.exec(attributes) ?? [];
    const href = decodeReferences(values.join('')).trim();
    if (!isEnd && /^https?:/i.test(href)) {
      this.#link = { href: href.slice(0, LONGEST_LINK), from: this.#pieces.length };
    }
  }

  /** A link may say one address and lead to another. */
  #closeLink(): void {
    if (this.#link === undefined) return;
    const { href, from } = this.#link;
    if (this.#pieces.slice(from).join('').trim() !== href) this.add(` (${href}) `);
    this.#link = undefined;
  }

  text(): string {
    this.#closeLink();
    return this.#pieces
      .join('')
      .replaceAll(/[ \t\r\f\u00a0]+/g, ' ')
      .replaceAll(/ ?\n ?/g, '\n')
      .replaceAll(/\n{3,}/g, '\n\n')
      .trim();
  }
}

/** A value in quotes may hold the sign that ends a tag. A quote that begins no value is none. */
function tagEnd(markup: string, start: number): number {
  const sign = />|=\s*["']/g;
  sign.lastIndex = start;
  for (let found = sign.exec(markup); found !== null; found = sign.exec(markup)) {
    const quote = found[0].slice(-1);
    if (quote === '>') return sign.lastIndex;
    const end = markup.indexOf(quote, sign.lastIndex);
    if (end < 0) break;
    sign.lastIndex = end + 1;
  }
  return markup.length;
}

const hiddenEnd = (markup: string, name: string, start: number): number =>
  tagEnd(markup, after(markup, new RegExp(`</${name}(?=[\\s/>])`, 'gi'), start));

/** Where the next match ends, or the text. */
function after(markup: string, pattern: RegExp, start: number): number {
  pattern.lastIndex = start;
  return pattern.test(markup) ? pattern.lastIndex : markup.length;
}
