import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { compilePolicy } from '#/core/policy/compile.ts';
import { kindsSchema } from '#/core/policy/kind.ts';
import { profileSchema } from '#/core/policy/profile.ts';
import { statuteSchema } from '#/core/policy/statute.ts';
import { mistakeWords, SHAPES } from '#/core/text/mistakes.ts';

const read = (name: string) => ({
  name,
  content: parse(readFileSync(new URL(`../../../policies/${name}`, import.meta.url), 'utf8')),
});
const common = {
  defaults: read('common/defaults.yaml'),
  kinds: read('common/kinds.yaml'),
  calendar: read('common/calendar.yaml'),
};
const sample = read('sample.yaml').content;
const statute = read('statutes/ppc-report.yaml');

type Content = Record<string, unknown>;

/** What is said of the sample with some of it changed. */
async function said(profile: Content, law: Content = {}): Promise<string[]> {
  const compiled = await compilePolicy({
    ...common,
    profile: { name: 'policies/sample.yaml', content: { ...sample, ...profile } },
    statutes: [{ name: 'law.yaml', content: { ...statute.content, ...law } }],
  });
  return compiled.ok ? [] : compiled.mistakes.map((mistake) => mistakeWords(mistake));
}
const source = { basis: 'policy', at: '1条' };
const office = (change: Content) => ({ office: { ...sample.office, ...change } });

test('the sample itself has no mistakes', async () => {
  expect(await said({})).toEqual([]);
});

describe('a mistake is told by its place and by what to write', () => {
  test.each<[string, Content, string]>([
    ['a number where words belong', { municipality: 7 }, 'municipality：文字を書いてください'],
    ['one word where a list belongs', { everybody: 'desk' }, 'everybody：一覧を書いてください'],
    ['words where a group belongs', { office: '9時から' }, 'office：項目の組を書いてください'],
    ['nothing behind the colon', { municipality: null }, 'municipality：「municipality」が空です'],
    ['empty quotes', { municipality: '' }, 'municipality：「municipality」が空です'],
    ['an empty list', { bodies: [] }, 'bodies：「bodies」が空です'],
    [
      'a key that is left out',
      { actingWord: { word: '代行' } },
      'actingWord > source：「source」がありません',
    ],
    [
      'a misspelt key',
      { munisipality: 'x' },
      'munisipality：「munisipality」という項目は、ここには書けません',
    ],
    ['a wrong choice', { prefecture: { ...sample.prefecture, route: 'x' } }, 'by-prefecture | own-route'],
    ['an hour without a minute', office({ opens: '9時' }), 'office > opens：時刻を「08:30」のように'],
    ['a name in capitals', { id: 'Mihon' }, 'id：半角の英小文字'],
    ['a post id in Japanese', { posts: { 部長: {} } }, 'posts > 部長：半角の英小文字'],
    [
      'a level that does not exist',
      { severity: [{ ...sample.severity[0], level: 9 }] },
      '：0 | 1 | 2 | 3 | 4',
    ],
    [
      'half a minute',
      { escalations: [{ level: 3, calls: [], everybodyMinutes: 1.5, source }] },
      'escalations > 1番目 > everybodyMinutes：整数を書いてください',
    ],
    [
      'no time at all',
      { escalations: [{ level: 3, calls: [], everybodyMinutes: 0, source }] },
      'escalations > 1番目 > everybodyMinutes：1以上の数',
    ],
    [
      'no such post',
      { raise: ['executive-oficer'] },
      'raise > 1番目：「executive-oficer」という役職は posts に',
    ],
    [
      'a post that was meant to be another',
      { posts: { ...sample.posts, 'exective-oficer': sample.posts['executive-officer'] } },
      'posts > exective-oficer：「executive-officer」のつづり違いではありませんか',
    ],
    ['a name other than that of the file', { id: 'mihon' }, 'id：ファイルの名前と同じ「sample」に'],
    [
      'no such kind to take out',
      { kinds: { remove: ['lost-radio'] } },
      'kinds > remove > 1番目：次のどれか1つを、そのまま書いてください：mail-missent | ',
    ],
    ['the unknown kind taken out', { kinds: { remove: ['other'] } }, 'kinds > remove > 1番目：次のどれか'],
    [
      'no such kind to reword',
      { kinds: { reword: { 'lost-car': { source } } } },
      'kinds > reword > lost-car：「lost-car」という事故の種類はありません',
    ],
    [
      'a step too long for a phone',
      { kinds: { reword: { 'lost-card': { source, steps: ['あ'.repeat(41)] } } } },
      'kinds > reword > lost-card > steps > 1番目：長すぎます。40文字まで',
    ],
    [
      'more steps than anybody reads',
      { kinds: { reword: { 'lost-card': { source, steps: Array(6).fill('あ') } } } },
      'kinds > reword > lost-card > steps：多すぎます。5個まで',
    ],
    [
      'a fact that has no such answer',
      { severity: [{ ...sample.severity[0], when: { fact: 'leak', is: ['maybe'] } }] },
      'npx hikeshi facts --schema',
    ],
  ])('%s', async (_, change, words) => {
    const all = await said(change);
    expect(all).toHaveLength(1);
    expect(all[0]).toContain('policies/sample.yaml　');
    expect(all[0]).toContain(words);
  });

  test('a post of its own is none: far from the others, a second one, or one that something speaks of', async () => {
    const post = sample.posts['executive-officer'];
    const own = { 'data-officer': post, 'legal-2': post, 'exective-officer': post };
    const raise = ['exective-officer'];
    expect(await said({ posts: { ...sample.posts, ...own }, raise })).toEqual([]);
  });

  test('of the ways to write a term, the one that came nearest is spoken of', async () => {
    const [row] = sample.tellings;
    const levels = { ...row.levels, 3: { open: { oficeDays: 1, at: '09:00' } } };
    const all = await said({ tellings: [{ ...row, levels }] });
    expect(all.join('\n')).toContain('officeDays');
    expect(all.join('\n')).not.toContain('decidedBy');
  });

  test('a rule of deadlines that does not exist is told by those that do', async () => {
    const [first] = statute.content.stages;
    const all = await said({}, { stages: [{ ...first, deadline: { rule: 'days-ish' } }] });
    expect(all).toEqual([expect.stringContaining('yardstick | days')]);
  });

  test('a day that is none is told how days are written', async () => {
    expect(await said({}, { validFrom: '令和5年4月1日' })).toEqual([
      'law.yaml　validFrom：日付を「2026-04-01」のように、西暦・半角で書いてください',
    ]);
  });

  test('a file without anything in it is told as a whole', () => {
    const words = mistakeWords({ file: 'x.yaml', path: [], code: 'type', about: 'object' });
    expect(words).toContain('x.yaml　中身がないか、形が違います。');
  });

  test('every pattern of the schemas has words of its own', () => {
    const patterns = [profileSchema, kindsSchema, statuteSchema].flatMap((schema) =>
      [
        ...JSON.stringify(z.toJSONSchema(schema, { io: 'input' })).matchAll(/"pattern":("(?:[^"\\]|\\.)*")/g),
      ].map(([, pattern = '']) => `/${JSON.parse(pattern)}/`),
    );
    expect(patterns.length).toBeGreaterThan(10);
    const dates = /\\d\{4\}/;
    expect(patterns.filter((pattern) => !dates.test(pattern) && SHAPES[pattern] === undefined)).toEqual([]);
  });
});
