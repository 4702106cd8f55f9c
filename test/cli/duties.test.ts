import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { duties } from '#/cli/duties.ts';
import { ROOT } from '#/cli/project.ts';
import type { WhatIf } from '#/core/text/what-if.ts';
import { saidBy } from '#/test/cli/said.ts';

const folder = mkdtempSync(join(tmpdir(), 'hikeshi-duties-'));
afterAll(() => rmSync(folder, { recursive: true }));

const PAGE = readFileSync(join(ROOT, 'docs/what-if.md'), 'utf8');
const [, EXAMPLE = ''] = /^```json\n(.*?)^```/ms.exec(PAGE) ?? [];
const AT = ['--at', '2026-12-03T09:00+09:00'];
/** Long after everything that is written here. */
const LATE = ['--at', '2029-01-01T09:00+09:00'];

function written(content: unknown): string {
  const path = join(folder, 'facts.json');
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

async function answerTo(content: unknown, ...flags: string[]): Promise<WhatIf> {
  const { said } = await saidBy(duties, ['--facts', written(content), ...flags]);
  return JSON.parse(said);
}

const run = (args: string[], input?: string) =>
  spawnSync(process.execPath, [join(ROOT, 'cli/main.ts'), 'duties', ...args], {
    cwd: folder,
    encoding: 'utf8',
    ...(input !== undefined && { input }),
  });

describe('R33 the answer', () => {
  test('docs/what-if.md shows what its example comes to', async () => {
    const { duties: found } = await answerTo(EXAMPLE, ...AT);
    const { said } = await saidBy(duties, ['--facts', written(EXAMPLE), ...AT, '--text']);
    const [law = ''] = /^■ .*?(?=\n\n■)/ms.exec(said) ?? [];
    const made = [
      '`npx hikeshi duties --facts facts.json --at 2026-12-03T09:00+09:00 --text` says of the first duty:',
      '',
      '```text',
      law,
      '```',
      '',
      'and as JSON its stages are:',
      '',
      '```json',
      JSON.stringify(found[0]?.stages, null, 2),
      '```',
    ].join('\n');
    const renewed = PAGE.replace(/(<!-- generated:[^>]*-->\n).*?(<!-- end -->)/s, `$1\n${made}\n\n$2`);
    expect(renewed).toContain(made);
    await expect(renewed).toMatchFileSnapshot('../../docs/what-if.md');
  });

  test('has a field for each that docs/what-if.md names, and no other', async () => {
    const answer = await answerTo(EXAMPLE, ...AT);
    const [, tables = ''] = PAGE.split('## The answer');
    const [first = '', second = ''] = tables.split('Of a duty:');
    const named = (table: string) =>
      [...table.matchAll(/^\| (`[^|]*`) \|/gm)].flatMap(([, cell = '']) =>
        cell.replaceAll('`', '').split(', '),
      );
    expect(Object.keys(answer).sort()).toEqual(named(first).sort());
    const fields = new Set(answer.duties.flatMap((duty) => Object.keys(duty)));
    expect([...fields].sort()).toEqual(named(second).sort());
  });

  test('puts what is due first, and gives no day where nothing is due', async () => {
    const { duties: found } = await answerTo(EXAMPLE, ...AT);
    const order = ['due', 'undecided', 'none'];
    const ranks = found.map(({ result }) => order.indexOf(result));
    expect(ranks).toEqual([...ranks].sort());
    expect(new Set(ranks).size).toBe(3);
    expect(found.filter(({ result, stages }) => (result === 'none') !== (stages.length === 0))).toEqual([]);
  });

  test('is of the moment asked for, and counts what became known later', async () => {
    const before = await answerTo(EXAMPLE, '--at', '2026-12-02T14:59:59+09:00');
    expect(before).toMatchObject({ laterStatements: 1, severity: { level: 2 } });
    expect(before.duties.find(({ statute }) => statute === 'ppc-report')?.result).toBe('none');
    expect(await answerTo(EXAMPLE, ...AT)).toMatchObject({ laterStatements: 0, severity: { level: 3 } });
  });

  test('is another one for another municipality', async () => {
    const { profile, bodies } = await answerTo(EXAMPLE, ...AT, '--profile', 'sakai');
    expect(profile).toEqual({ id: 'sakai', name: '堺市' });
    expect(bodies.map(({ id }) => id)).toEqual(['mayor']);
  });
});

test('R33 a file may begin with the mark that some editors write', async () => {
  expect(await answerTo(`\ufeff${EXAMPLE}`, ...AT)).toEqual(await answerTo(EXAMPLE, ...AT));
});

describe('R33 as a process, without server or build', () => {
  test('reads stdin, and prints JSON and nothing else', () => {
    const { status, stdout, stderr } = run(['--facts', '-', ...AT], EXAMPLE);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout)).toMatchObject({ profile: { id: 'wakayama' }, kind: { id: 'mail-missent' } });
  });

  test('tells a mistake on stderr, with 1', () => {
    const { status, stdout, stderr } = run(['--facts', '-', ...AT], '{"known": [');
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^標準入力は JSON として読めません/);
  });
});

const KNOWN = { at: '2026-12-01T09:00+09:00' };
const sheet = (facts: object) => ({ known: [{ ...KNOWN, ...facts }] });

describe('R33 a mistake is told with what to write', () => {
  test.each<[string, unknown, string | RegExp]>([
    ['no JSON', '{\n"kind": "other"\n"known": []\n}', 'facts.json は JSON として読めません（3行目のあたり）'],
    ['another thing', [1], '・{ "known": [ … ] } の形で'],
    ['nothing known', { known: [] }, '・「known」：空です。'],
    ['no facts at all', {}, '・「known」：ありません。'],
    [
      'an unknown fact',
      sheet({ personaldata: 'yes' }),
      '・「known」の1番目の「personaldata」：この名前の項目はありません',
    ],
    [
      'a wrong answer',
      sheet({ personalData: 'maybe' }),
      '・「known」の1番目の「personalData」：次のどれかを書いてください。"no"（関係しない）、"yes"（関係する）、"unknown"',
    ],
    ['no answer', sheet({ personalData: null }), '・「known」の1番目の「personalData」：空です。次のどれか'],
    [
      'a strange sector',
      sheet({ sectors: ['moon'] }),
      '・「known」の1番目の「sectors」の1番目：[ ] の中に、次から',
    ],
    [
      'a range turned round',
      sheet({ persons: { min: 9, max: 3 } }),
      '・「known」の1番目の「persons」の「max」：min より小さい数です',
    ],
    [
      'a number alone',
      sheet({ persons: 90 }),
      '・「known」の1番目の「persons」：{ "min": 90, "max": 128 } のように',
    ],
    ['too many', sheet({ records: { max: 1e9 } }), '「records」の「max」：大きすぎます。100000000まで'],
    ['no number', sheet({ knownBy: 3 }), '「knownBy」：文字を " " で囲んで'],
    ['too long', sheet({ knownBy: 'あ'.repeat(201) }), '「knownBy」：長すぎます。200文字まで'],
    [
      'a moment without offset',
      { known: [{ at: '2026-12-01T09:00' }] },
      '「at」："2026-12-01T09:00+09:00" のように',
    ],
    [
      'a day that is not',
      { known: [{ at: '2026-11-31T09:00+09:00' }] },
      '「at」："2026-12-01T09:00+09:00" のように',
    ],
    ['no moment', { known: [{}] }, '「at」：ありません。'],
    [
      'a strange kind',
      { ...sheet({}), kind: 'mail' },
      /「mail」という事故の種類は.*mail-missent {8}メールの誤送信/s,
    ],
    ['a strange body', { ...sheet({}), bodies: ['mayer'] }, /「mayer」という実施機関は.*mayor {15}市長/s],
    [
      'a statement of a body left out',
      { ...sheet({ body: 'education' }), bodies: ['mayor'] },
      'bodies に「education」がありません',
    ],
    [
      'too many bodies',
      { ...sheet({}), bodies: Array(21).fill('mayor') },
      '「bodies」：多すぎます。20個まで',
    ],
  ])('%s', async (_, content, words) => {
    await expect(duties(['--facts', written(content), ...LATE])).rejects.toThrow(words);
  });

  test.each([
    ['no file named', [], '事実のファイルを指定してください'],
    ['a file that is not there', ['--facts', 'nowhere.json'], 'nowhere.json を読めません'],
    ['a flag that is not', ['--fact', 'x'], '「--fact」：'],
    ['a day for a moment', ['--facts', '-', '--at', '2026-12-01'], '「2026-12-01」は日時として読めません'],
    [
      'a municipality that is not',
      ['--facts', '-', '--profile', 'nowhere'],
      'nowhere という自治体のデータは',
    ],
  ])('%s', async (_, args, words) => {
    await expect(duties(args)).rejects.toThrow(words);
  });

  test('a moment before anything was known', async () => {
    const early = ['--at', '2026-11-01T09:00+09:00'];
    await expect(duties(['--facts', written(EXAMPLE), ...early])).rejects.toThrow(
      '令和8年11月1日（日）09:00には、まだ何も分かっていません。--at に、最初の記入（令和8年11月20日（金）10:00）以後の',
    );
  });

  test('each once, all of them at once', async () => {
    const error = await duties(['--facts', written(sheet({ at: 'x', leak: 'x' })), ...LATE]).catch(
      (thrown: Error) => thrown,
    );
    expect(String(error).split('\n・')).toHaveLength(3);
  });
});
