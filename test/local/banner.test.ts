import { describe, expect, test } from 'vitest';
import { createBanner } from '#/local/api/banner.ts';

const offset = new Float64Array(new SharedArrayBuffer(8));
const banner = createBanner({ now: () => Date.parse('2026-11-20T00:15:00Z') + (offset[0] ?? 0), offset });
const PAGE = '<!doctype html><html><head></head><body class="desk"><main></main></body></html>';
const wordsNow = () => banner.file('/_practice/words')?.body;

describe('the banner', () => {
  test('says nothing while the clock shows the real time, but is there to say it later', () => {
    offset[0] = 0;
    expect(wordsNow()).toBe('');
    expect(banner.into(PAGE)).toMatch(/<body class="desk"><link .*><aside [^>]*><\/aside><script .*<main>/);
  });

  test('says by how much the clock is ahead and what time it is', () => {
    offset[0] = (2 * 24 + 3) * 3_600_000;
    expect(wordsNow()).toMatch(/練習です.*2日3時間進めて.*2026年11月22日 12:15/);
    expect(banner.into(PAGE)).toContain(`${wordsNow()}（この画面を開いたとき）</aside>`);
  });

  test('brings along everything that it refers to', () => {
    const paths = [...banner.into(PAGE).matchAll(/(?:href|src)="([^"]+)"/g)].map(([, path = '']) => path);
    expect(paths.map((path) => banner.file(path)?.headers['content-type'])).toEqual([
      'text/css',
      'text/javascript',
    ]);
    expect(banner.file('/style.css')).toBeUndefined();
  });
});
