import { describe, expect, test } from 'vitest';
import { textOfMarkup } from '#/functions/shared/mail/markup.ts';

const READ: [markup: string, text: string][] = [
  ['', ''],
  ['a < b, c > d & e', 'a < b, c > d & e'],
  ['<p>one<p>two', 'one\ntwo'],
  ['<p>one</p><p>two</p>', 'one\n\ntwo'],
  ['one<br>two<BR/>three', 'one\ntwo\nthree'],
  ['<table><tr><td>a</td><th>b</th></tr><tr><td>c</table>', 'a b\n\nc'],
  ['<b>bo</b>ld', 'bold'],
  ['one\r\n  two', 'one\ntwo'],
  ['<title>t</title><style>p{}</style x>a<script>"</p>"</SCRIPT\n>b<!-- <p>no</p> -->c', 'abc'],
  ['<!doctype html><?xml version="1"?><![if !mso]>a<![endif]>', 'a'],
  ['a<!-->b<!--->c<!-- x --!>d', 'abcd'],
  ['<scripture>a</scripture>', 'a'],
  ['<p title="1 > 0" class=\'>\'>a', 'a'],
  [`<p class=it's>a "b" c</p>`, 'a "b" c'],
  ['<p>a<p title="never closed>b', 'a'],
  ['a<!-- never closed <p>b', 'a'],
  ['a<style>never closed', 'a'],
  ['a<p', 'a'],
  ['&lt;p&gt;&amp;amp;&quot;&nbsp;&yen;', '<p>&amp;" ¥'],
  ['&#12354;&#x3042;&#X3042&#12354 &#128;', 'あああ\u3042 €'],
  ['&#0;&#xD800;&#x110000;&#99999999999999999999;', '\uFFFD'.repeat(4)],
  ['&copy=1&unknown;&constructor;&;&#;&#x;&', '&copy=1&unknown;&constructor;&;&#;&#x;&'],
];

describe('markup is read as a browser shows it:', () => {
  test.each(READ)('%s', (markup, text) => {
    expect(textOfMarkup(markup)).toBe(text);
  });
});

const LINKS: [markup: string, text: string][] = [
  ['<a href="https://city.example/">here</a>.', 'here (https://city.example/) .'],
  [`<A class=x\nHREF = 'https://city.example/?a=1&amp;b=2'>here</A>`, 'here (https://city.example/?a=1&b=2)'],
  ['<a href=https://a.example>https://a.example</a>', 'https://a.example'],
  ['<a href="https://evil.example">https://city.example</a>', 'https://city.example (https://evil.example)'],
  [
    '<a href="https://a.example">a<a href="https://b.example">b',
    'a (https://a.example) b (https://b.example)',
  ],
  ['<a name="x" data-href="https://a.example">a</a><a href="#x">b</a>', 'ab'],
  ['<a href="javascript:x()">a</a> <a href="mailto:b@city.example">b</a>', 'a b'],
  ['<abbr href="https://a.example">a</abbr>', 'a'],
];

test.each(LINKS)('a link is its text, and where it leads where that is another: %s', (markup, text) => {
  expect(textOfMarkup(markup)).toBe(text);
});

const KB = 1024;
const HOSTILE = [
  '<',
  '<a',
  '<a ',
  '<a href=',
  '<a href="',
  `<a href="'>`,
  '<a href="https://a.example">',
  '<a href=https://a.example>a</a>',
  ' href="',
  '</a>',
  '</',
  '<!',
  '<!--',
  '<!-->',
  '<?',
  '<p>',
  '<li>\n ',
  '<style',
  '<style>',
  '<script></',
  '<title></titl',
  '<body>',
  '="',
  "='",
  '= ',
  '&',
  '&#',
  '&#1',
  '&#128;',
  '&a',
  '&amp',
  '&amp;',
  '\n',
  ' ',
  ' \n',
  '>',
];

/** The best of several, so that what else the machine does is not counted. */
function milliseconds(markup: string): number {
  const times = Array.from({ length: 3 }, () => {
    const start = performance.now();
    textOfMarkup(markup);
    return performance.now() - start;
  });
  return Math.min(...times);
}

describe('time grows with the length of the markup, whatever is repeated in it:', () => {
  test.each(HOSTILE)(
    '%s',
    (repeated) => {
      for (const [head, tail] of [
        ['', ''],
        ['<a href=https://a.example>', '</a>'],
        ['<p title="', ''],
        ['<p ', '>'],
      ]) {
        const times = (kilobytes: number) =>
          milliseconds(head + repeated.repeat((kilobytes * KB) / repeated.length) + tail);
        // What is quadratic takes four thousand times as long, and many seconds.
        expect(times(1024)).toBeLessThan(64 * 8 * times(16) + 1000);
      }
    },
    60_000,
  );
});
