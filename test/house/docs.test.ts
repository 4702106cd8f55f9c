import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { commandSchema } from '#/core/case/commands.ts';
import { ASK_WORDS, DUTY_RESULT_WORDS, DUTY_STATE_WORDS, STATE_WORDS } from '#/core/text/words.ts';
import { EMULATED, INERT } from '#/local/resources.ts';
import packageJson from '#/package.json' with { type: 'json' };
import wakayama from '#/policies/wakayama.json' with { type: 'json' };

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const PAGES = ['README.md', 'CONTRIBUTING.md', ...globSync('docs/**/*.md', { cwd: ROOT })].sort();
const SOURCES = '{core,policies,functions,statemachines,infra,local,cli,web,test}/**/*.{ts,tsx,mjs,json,css}';
const FILES = [...globSync(SOURCES, { cwd: ROOT, exclude: (path) => path.includes('docs.test.ts') })].concat(
  'package.json',
  'biome.json',
  'vitest.config.ts',
  '.ci/run',
);
/** Every word of the code, with the dots and hyphens inside it. */
const WORDS = new Set(
  FILES.map(read).flatMap((text) =>
    [/[\w-]+/g, /[\w.-]+/g].flatMap((word) =>
      [...text.matchAll(word)].map(([found]) => found.replace(/[.-]+$/, '')),
    ),
  ),
);
const FILE_NAMES = new Set(FILES.map((path) => basename(path)));

/** Made when it is built or run, so not there in a clean clone. */
const MADE = /^(build|cdk\.out|node_modules|\.hikeshi)(\/|$)/;
const LOOKS_LIKE_PATH = /^(\.ci\/|[\w.@-]+\/)[\w.@/-]*$|^[\w.-]+\.(ts|tsx|json|md|svg|mjs)$/;
const LOOKS_LIKE_NAME = /^[A-Za-z_][\w.-]*\w(\(\))?$/;
/** Other people's names and examples of files that a reader makes. */
const FOREIGN = ['timeline.json', 'people.json', 'out.json', 'npx', 'rate'];

const linksOf = (page: string): string[] =>
  [...read(page).matchAll(/\]\((?!https?:)([^)#\s]+)[^)]*\)/g)].map(([, link = '']) => link);

/** Code between backticks, without fenced blocks. */
const spansOf = (page: string): string[] =>
  [
    ...read(page)
      .replaceAll(/^```.*?^```/gms, '')
      .matchAll(/`([^`\n]+)`/g),
  ].map(([, span = '']) => span);

const commandsOf = (page: string): string[] => [
  ...[...read(page).matchAll(/^```sh\n(.*?)^```/gms)].flatMap(([, block = '']) => block.split('\n')),
  ...spansOf(page),
];

const isKnownPath = (path: string): boolean =>
  MADE.test(path) || FILE_NAMES.has(path) || existsSync(join(ROOT, path));

function unknownIn(page: string): string[] {
  return spansOf(page).filter((span) => {
    if (FOREIGN.includes(span)) return false;
    if (LOOKS_LIKE_PATH.test(span)) return !isKnownPath(span);
    return LOOKS_LIKE_NAME.test(span) && !WORDS.has(span.replace(/\(\)$/, ''));
  });
}

describe.each(PAGES)('%s', (page) => {
  test('links only to what is there', () => {
    expect(linksOf(page).filter((link) => !existsSync(join(ROOT, dirname(page), link)))).toEqual([]);
  });

  test('names only files and identifiers that exist', () => {
    expect(unknownIn(page)).toEqual([]);
  });

  test('gives only commands that exist', () => {
    const commands = read('cli/main.ts');
    const wrong = commandsOf(page).filter((line) => {
      const [, script] = /^npm run ([\w:]+)/.exec(line) ?? [];
      const [, command] = /^npx hikeshi (\w+)/.exec(line) ?? [];
      return (
        (script !== undefined && !(script in packageJson.scripts)) ||
        (command !== undefined && !new RegExp(`^ {2}(async )?${command}\\b`, 'm').test(commands))
      );
    });
    expect(wrong).toEqual([]);
  });
});

describe('the glossary', () => {
  const rows = new Map(
    [...read('docs/glossary.md').matchAll(/^\| `([^`]+)` \| ([^|]+) \|/gm)].map(
      ([, name = '', words = '']) => [name, words.trim()],
    ),
  );
  const wordsOf = (names: readonly string[]) =>
    Object.fromEntries(names.map((name) => [name, rows.get(name)]));

  test('has every post under the name that the profile gives it', () => {
    const names = Object.entries(wakayama.posts).map(([id, { name }]) => [id, name]);
    expect(wordsOf(Object.keys(wakayama.posts))).toEqual(Object.fromEntries(names));
  });

  test.each([
    ['state of a case', STATE_WORDS],
    ['thing that can be asked', ASK_WORDS],
    ['state of a duty', DUTY_STATE_WORDS],
    ['result of a derivation', DUTY_RESULT_WORDS],
  ])('has every %s in the words of the screens', (_, words) => {
    expect(wordsOf(Object.keys(words))).toEqual(words);
  });

  test('has every event', () => {
    const [, bodies = ''] = /interface Bodies \{(.*?)^\}/ms.exec(read('core/case/events.ts')) ?? [];
    const types = [...bodies.matchAll(/^ {2}'([a-z-]+)':/gm)].map(([, type = '']) => type);
    expect(types.length).toBeGreaterThan(30);
    expect(types.filter((type) => !rows.has(type))).toEqual([]);
  });

  test('has every command', () => {
    const names = commandSchema.options.map(({ shape }) => shape.command.value);
    expect(names.filter((name) => !rows.has(name))).toEqual([]);
  });
});

const table = (head: string, kinds: typeof EMULATED, cell: (by: string) => string): string[] => [
  `| resource type | ${head} |`,
  '| --- | --- |',
  ...Object.entries(kinds).map(([type, { by }]) => `| ${type} | ${cell(by)} |`),
];

test('docs/local.md lists what the runtime emulates and what it leaves out', async () => {
  const page = read('docs/local.md');
  const made = [
    '**Brought up**, and the file that does it:',
    '',
    ...table('by', EMULATED, (by) => `[local/${by}](../local/${by})`),
    '',
    '**Inert**, and why:',
    '',
    ...table('because', INERT, (by) => by),
  ].join('\n');
  const renewed = page.replace(/(<!-- generated:[^>]*-->\n).*?(<!-- end -->)/s, `$1\n${made}\n\n$2`);
  expect(renewed).toContain(made);
  await expect(renewed).toMatchFileSnapshot('../../docs/local.md');
});

test('every decision has a number of its own and says what was rejected', () => {
  const names = readdirSync(join(ROOT, 'docs/decisions')).sort();
  expect(names.map((name) => Number(name.slice(0, 4)))).toEqual(names.map((_, index) => index + 1));
  for (const name of names) expect(read(`docs/decisions/${name}`)).toMatch(/^Rejected: /m);
});
