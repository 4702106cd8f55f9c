import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import { commandSchema } from '#/core/case/commands.ts';
import { ASK_WORDS, DUTY_RESULT_WORDS, DUTY_STATE_WORDS, STATE_WORDS } from '#/core/text/words.ts';
import { POLICY } from '#/local/iam/statements.ts';
import { PROPERTIES } from '#/local/template/properties.ts';
import { EMULATED, INERT } from '#/local/template/resources.ts';
import { COMMON, RESOURCE, SECTIONS } from '#/local/template/shapes.ts';
import packageJson from '#/package.json' with { type: 'json' };
import { wakayama } from '#/test/simulation/policy.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const PAGES = ['README.md', 'CONTRIBUTING.md', ...globSync('docs/**/*.md', { cwd: ROOT })].sort();
const SOURCES =
  '{core,policies,functions,statemachines,infra,local,cli,web,test}/**/*.{ts,tsx,mjs,json,yaml,css}';
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
    const { posts } = wakayama.profile;
    const names = Object.entries(posts).map(([id, { name }]) => [id, name]);
    expect(wordsOf(Object.keys(posts))).toEqual(Object.fromEntries(names));
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

type Shape = z.core.JSONSchema.BaseSchema;

function shapeOf(schema: z.ZodType): Shape {
  const { $defs = {}, ...shape } = z.toJSONSchema(schema, { unrepresentable: 'any' });
  return $defs[basename(shape.$ref ?? '')] ?? shape;
}

/** What a list or map holds, or the choices. */
const partsOf = ({ anyOf, prefixItems, items, propertyNames, additionalProperties }: Shape): Shape[] =>
  [anyOf, prefixItems, items, propertyNames, additionalProperties]
    .flat()
    .filter((part) => typeof part === 'object');

/** What may be said there; nothing when any text or number may. */
function saidOf(shape: Shape): string {
  if (shape.$ref !== undefined) return `a ${basename(shape.$ref)}`;
  if (shape.properties !== undefined) return `{ ${honoured(shape).join(', ')} }`;
  const values = [shape.form ?? shape.const ?? shape.enum ?? []].flat();
  const parts = partsOf(shape).filter(({ inert }) => inert === undefined);
  return [...values.map(String), ...parts.map(saidOf)].filter(Boolean).join(' or ');
}

const entry = (name: string, shape: Shape): string => [name, saidOf(shape)].filter(Boolean).join(': ');

const propertiesIn = ({ properties = {} }: Shape): [string, Shape][] =>
  Object.entries(properties).flatMap(([name, shape]) => (typeof shape === 'object' ? [[name, shape]] : []));

const honoured = (shape: Shape): string[] =>
  propertiesIn(shape).flatMap(([name, inner]) => (inner.inert === undefined ? [entry(name, inner)] : []));

/** Every property without effect, and why; a part of a list or a choice has the name of the whole. */
function inertIn(shape: Shape, path: string): [because: string, what: string][] {
  if (shape.inert !== undefined) return [[String(shape.inert), entry(path, shape)]];
  const nested = propertiesIn(shape).flatMap(([name, inner]) =>
    inertIn(inner, path === '' ? name : `${path}.${name}`),
  );
  return [...nested, ...partsOf(shape).flatMap((part) => inertIn(part, path))];
}

const tableOf = (...rows: string[][]): string[] =>
  rows
    .map((cells) => `| ${cells.join(' | ').replaceAll('*', '\\*')} |`)
    .toSpliced(1, 0, `| ${rows[0]?.map(() => '---').join(' | ')} |`);

const schemas: [string, z.ZodType][] = [
  ['a template', SECTIONS],
  ['any resource', RESOURCE.extend({ Properties: z.object(COMMON) })],
  ...Object.entries(PROPERTIES).filter(([type]) => type in EMULATED),
];

test('docs/local.md lists what the runtime emulates and what it leaves out', async () => {
  const page = read('docs/local.md');
  const known: Record<string, z.ZodType | undefined> = PROPERTIES;
  const mayIn = (type: string) => (known[type] ? honoured(shapeOf(known[type])).join(', ') : 'anything');
  const inert = schemas.flatMap(([type, schema]) => {
    const reasons = Map.groupBy(inertIn(shapeOf(schema), ''), ([because]) => because);
    return [...reasons].map(([because, all]) => [type, all.map(([, what]) => what).join(', '), because]);
  });
  const made = [
    '**Brought up**, the file that does it, and what may be said there:',
    '',
    ...tableOf(
      ['resource type', 'by', 'properties'],
      ...Object.entries(EMULATED).map(([type, { by, single }]) => [
        single ? `${type} (one)` : type,
        `[local/${by}](../local/${by})`,
        mayIn(type),
      ]),
      ['a policy', '[local/iam/iam.ts](../local/iam/iam.ts)', honoured(shapeOf(POLICY)).join(', ')],
    ),
    '',
    '**Inert** there, and why:',
    '',
    ...tableOf(['in', 'property', 'because'], ...inert),
    '',
    '**Inert** as a whole, and why:',
    '',
    ...tableOf(
      ['resource type', 'properties', 'because'],
      ...Object.entries(INERT).map(([type, { by }]) => [type, mayIn(type), by]),
    ),
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
