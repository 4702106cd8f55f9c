import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractText, getDocumentProxy, getMeta } from 'unpdf';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { plan } from '#/cli/plan.ts';
import { planHtml } from '#/cli/plan-html.ts';
import { planPdf } from '#/cli/plan-pdf.ts';
import { municipalities, readPolicy } from '#/cli/policy-files.ts';
import { ROOT } from '#/cli/project.ts';
import { MARK_WORDS, type Mark, type PlanDocument } from '#/core/text/plan/document.ts';
import { planOf } from '#/core/text/plan/plan.ts';
import { toInstant } from '#/core/time.ts';
import { StartError } from '#/local/start-error.ts';

const planFor = async (profile: string): Promise<PlanDocument> =>
  planOf(await readPolicy(profile), { people: [], at: toInstant(0) });

const READ = ['words', 'head', 'title', 'foot'];
const markWords = (node: object): string =>
  'marks' in node && Array.isArray(node.marks)
    ? node.marks.map((mark: Mark) => MARK_WORDS[mark]).join('')
    : '';
/** Everything the plan says, wherever it stands in it; a value and its marks are one. */
function textsOf(node: unknown, key = ''): string[] {
  if (typeof node === 'string') return READ.includes(key) ? [node] : [];
  if (Array.isArray(node)) return node.flatMap((part) => textsOf(part, key));
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries(node).flatMap(([name, part]) =>
    textsOf(part, name).map((words) => (name === 'words' ? words + markWords(node) : words)),
  );
}

/** Lines end elsewhere in each and mean nothing; of the two waves the font has one. */
const bare = (words: string): string => words.replaceAll(/\s/g, '').replaceAll('～', '〜');

const ENTITIES: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"' };
const wordsOfHtml = (html: string): string =>
  bare(
    html
      .replace(/<style>.*?<\/style>/s, '')
      .replaceAll(/<[^>]+>/g, '')
      .replaceAll(/&\w+;/g, (entity) => ENTITIES[entity] ?? entity),
  );

async function pagesOfPdf(pdf: Uint8Array): Promise<string[]> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(pdf)));
  return text.map(bare);
}

describe.each(municipalities())('the plan of %s', (profile) => {
  test('says the same as a page and on paper', async () => {
    const document = await planFor(profile);
    const texts = [...new Set(textsOf(document).map(bare))];
    expect(texts.length).toBeGreaterThan(800);
    const html = wordsOfHtml(planHtml(document));
    expect(texts.filter((words) => !html.includes(words))).toEqual([]);
    const pages = await pagesOfPdf(await planPdf(document));
    const foot = bare(document.foot);
    const paper = pages
      .map((page, index) => page.replace(`${foot}${index + 1}/${pages.length}`, ''))
      .join('');
    expect(texts.filter((words) => !`${paper}${foot}`.includes(words))).toEqual([]);
  }, 20_000);
});

describe('on paper', () => {
  test('the same plan is the same bytes', async () => {
    const hash = async () =>
      createHash('sha256')
        .update(await planPdf(await planFor('wakayama')))
        .digest('hex');
    expect(await hash()).toBe(await hash());
  }, 20_000);

  test('it has its language, its title and bookmarks, and every page its number', async () => {
    const document = await planFor('wakayama');
    const pdf = new Uint8Array(await planPdf(document));
    const proxy = await getDocumentProxy(pdf.slice());
    const { info } = await getMeta(proxy);
    expect(info).toMatchObject({ Title: document.title, Language: 'ja' });
    expect((await proxy.getOutline()).map(({ title }) => title)).toContain('いま、すること');
    const pages = await pagesOfPdf(pdf);
    expect(pages.filter((page, index) => !page.includes(`${index + 1}/${pages.length}`))).toEqual([]);
  }, 20_000);

  test('a kind of incident is found on the page that the first pages name', async () => {
    const policy = await readPolicy('wakayama');
    const pages = await pagesOfPdf(await planPdf(await planFor('wakayama')));
    const wrong = policy.kinds.filter(({ number, name, acts }) => {
      const [, page = ''] =
        new RegExp(`${bare(`${number}　${name}`).replaceAll(/[()]/g, '\\$&')}p\\.(\\d+?)(?=K\\d|\\D|$)`).exec(
          pages[1] ?? '',
        ) ?? [];
      return (
        acts.length === 0 || !pages[Number(page) - 1]?.includes(`${bare(`${number}　${name}`)}はじめのレベル`)
      );
    });
    expect(wrong.map(({ number }) => number)).toEqual([]);
  }, 20_000);
});

test('as a page it needs nothing from elsewhere and runs nothing', async () => {
  const html = planHtml(await planFor('wakayama'));
  expect(html).toMatch(/^<!doctype html>\n<html lang="ja">/);
  expect(html).not.toMatch(/<script|<link|<img|url\(|@import|https?:\/\/[^<]*"/);
});

test('what looks like markup in the data is text on the page', async () => {
  const document = await planFor('wakayama');
  const html = planHtml({ ...document, title: '<b>"A&B"</b>' });
  expect(html).toContain('<title>&lt;b&gt;&quot;A&amp;B&quot;&lt;/b&gt;</title>');
});

describe('hikeshi plan', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hikeshi-plan-'));
  });
  afterEach(() => {
    vi.restoreAllMocks();
    rmSync(folder, { recursive: true });
  });
  const said = () => vi.spyOn(console, 'log').mockReturnValue();

  test('writes both into a folder, or behind a name', async () => {
    const log = said();
    expect(await plan(['--out', folder])).toBe(0);
    expect(await plan(['--out', join(folder, 'new/mine.pdf')])).toBe(0);
    expect(readdirSync(folder, { recursive: true }).sort()).toEqual([
      'new',
      'new/mine.html',
      'new/mine.pdf',
      'plan-wakayama.html',
      'plan-wakayama.pdf',
    ]);
    expect(log.mock.calls.join()).toContain(join(folder, 'plan-wakayama.pdf'));
  }, 20_000);

  test('names the people of an overlay, and never writes them into the project', async () => {
    said();
    writeFileSync(join(folder, 'wakayama.yaml'), '{}\n');
    const post = { post: 'executive-officer', from: '2026-04-01T00:00:00Z' };
    const person = {
      id: 'own',
      name: '実在 しない',
      mail: 'own@city.example',
      telephone: '000-0000-0042',
      posts: [post],
    };
    writeFileSync(join(folder, 'people.json'), JSON.stringify([person]));
    await expect(plan(['--overlay', folder])).rejects.toThrow(StartError);
    await expect(plan(['--overlay', folder, '--out', join(ROOT, 'docs')])).rejects.toThrow(StartError);
    await plan(['--overlay', folder, '--out', folder]);
    expect(readFileSync(join(folder, 'plan-wakayama.html'), 'utf8')).toContain('実在 しない');
    const paper = await pagesOfPdf(readFileSync(join(folder, 'plan-wakayama.pdf')));
    expect(paper.join('')).toContain('000-0000-0042');
  }, 20_000);

  test('without an overlay names nobody, not even the demo', async () => {
    said();
    await plan(['--out', folder]);
    const html = readFileSync(join(folder, 'plan-wakayama.html'), 'utf8');
    const demo: { name: string }[] = JSON.parse(
      readFileSync(join(ROOT, 'policies/demo/people.json'), 'utf8'),
    );
    expect(demo.filter(({ name }) => html.includes(name))).toEqual([]);
  });

  test('says how it is called when it is called wrongly', async () => {
    await expect(plan(['--output', folder])).rejects.toThrow('--out');
    writeFileSync(join(folder, 'wakayama.yaml'), '{}\n');
    writeFileSync(join(folder, 'people.json'), '{"id": 1}');
    await expect(plan(['--overlay', folder, '--out', folder])).rejects.toThrow('people.json');
  });
});
