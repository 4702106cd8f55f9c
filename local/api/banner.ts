import { readFileSync } from 'node:fs';
import type { Clock } from '#/local/clock.ts';
import { html } from '#/local/pages/page.ts';
import { text } from '#/local/text.ts';

export interface Banner {
  /** Pages get the banner on their way out: it says that the clock was moved, and is empty as long as it was not. */
  into(page: string): string;
  /** The files that such a page asks for, since the product's content security policy allows nothing inline. */
  file(path: string): Answer | undefined;
}

interface Answer {
  statusCode: number;
  headers: Record<string, string>;
  body: string;
}

const STYLE = readFileSync(new URL('banner.css', import.meta.url), 'utf8');

/** A screen may stay open for hours while the clock is moved. */
const SCRIPT = `const banner = document.querySelector('.practice');
const renew = async () => {
  const answer = await fetch('/_practice/words').catch(() => undefined);
  const words = answer?.ok ? await answer.text() : banner.textContent;
  if (words !== banner.textContent) banner.textContent = words;
};
setInterval(renew, 5000);
renew();
`;

const fileOf = (type: string, body: string): Answer => ({
  statusCode: 200,
  headers: { 'content-type': type, 'cache-control': 'no-store' },
  body,
});

export function createBanner({ now, offset }: Pick<Clock, 'now' | 'offset'>): Banner {
  const words = (when = '') => {
    const ahead = offset[0] ?? 0;
    return ahead > 0 ? text.practice.words(ahead, now()) + when : '';
  };
  const aside = () =>
    html`<aside class="practice" aria-label="${text.practice.label}">${words(text.practice.whenOpened)}</aside>`;
  const files: Record<string, () => Answer> = {
    '/_practice/style.css': () => fileOf('text/css', STYLE),
    '/_practice/script.js': () => fileOf('text/javascript', SCRIPT),
    '/_practice/words': () => fileOf('text/plain; charset=utf-8', words()),
  };
  return {
    into: (page) =>
      page.replace(
        /<body[^>]*>/i,
        (body) =>
          `${body}<link rel="stylesheet" href="/_practice/style.css">${aside().text}<script src="/_practice/script.js" defer></script>`,
      ),
    file: (path) => files[path]?.(),
  };
}
