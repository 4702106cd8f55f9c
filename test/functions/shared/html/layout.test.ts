import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { html, page, telephone } from '#/functions/shared/html/layout.ts';

/** Undoes the escaping, as a browser does when it reads text or a quoted attribute. */
const read = (text: string): string =>
  text
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&amp;', '&');

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: fc.constantFrom('<', '>', '"', "'", '&', '/', '=', 'a', ';', '#', '`') }),
  fc.constantFrom(
    '<script>',
    '"><img src=x onerror=alert(1)>',
    '</textarea>',
    '&lt;',
    '&#x3c;',
    "' onclick='",
  ),
);

describe('the html template', () => {
  test('lets nothing out of an element or a quoted attribute, and shows exactly what was put in', () => {
    fc.assert(
      fc.property(hostile, (value) => {
        const text = html`<p title="${value}">${value}</p>`.toString();
        const [, attribute = '', content = ''] = /^<p title="([^"]*)">([^<>]*)<\/p>$/su.exec(text) ?? [];
        expect(attribute).not.toMatch(/['<>]/);
        expect([read(attribute), read(content)]).toEqual([value, value]);
      }),
    );
  });

  test('joins arrays, escapes each of their pieces and keeps markup of its own', () => {
    fc.assert(
      fc.property(fc.array(hostile), (values) => {
        const items = html`<ul>${values.map((value) => html`<li>${value}</li>`)}</ul>`.toString();
        const raw = html`<ul>${values}</ul>`.toString();
        expect(items.match(/<li>/g) ?? []).toHaveLength(values.length);
        expect(read(raw)).toBe(`<ul>${values.join('')}</ul>`);
        expect(raw.match(/</g)).toHaveLength(2);
      }),
    );
  });

  test('shows zero and leaves out what is not there', () => {
    expect(html`${0}${false}${null}${undefined}${''}`.toString()).toBe('0');
  });

  test('is not taken in by an object that only looks like markup', () => {
    const forged = { toString: () => '<b>' } as unknown as string;
    expect(html`${forged}`.toString()).toBe('&lt;b&gt;');
  });
});

test('a number that can be dialled is a link, an extension is text', () => {
  expect(telephone('073-000-0000').toString()).toContain('href="tel:0730000000"');
  expect(telephone('内線 0000').toString()).not.toContain('href');
});

test('a page needs neither inline script nor inline style, and escapes its title', () => {
  const text = page({ title: '<x>', municipality: '和歌山市', body: html`<h1>a</h1>` });
  expect(text).toContain('<title>&lt;x&gt;');
  expect(text).not.toMatch(/<script|<style| style=| on[a-z]+=/);
  expect(text).toContain('<html lang="ja">');
});
