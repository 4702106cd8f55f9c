import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { overlayFile, readPolicy } from '#/cli/policy-files.ts';
import { ROOT } from '#/cli/project.ts';
import { StartError } from '#/local/start-error.ts';

const folder = mkdtempSync(join(tmpdir(), 'hikeshi-policies-'));
afterAll(() => rmSync(folder, { recursive: true }));

function written(name: string, content: string | Buffer): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}
const MIHON = `id: mihon
municipality: 見本市
prefecture:
  name: 見本県
  route: by-prefecture
  source: { basis: policy, at: 3条 }
`;
const mihon = written('mihon.yaml', MIHON);

/** What is said of the file, line by line, without its path. */
async function saidOf(content: string | Buffer, overlay?: string): Promise<string[]> {
  const path = written('broken/mihon.yaml', content);
  const error = await readPolicy(path, overlay).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof StartError)) throw error ?? new Error('nothing was said');
  return error.message.split('\n').map((line) => line.replace(`${folder}/`, ''));
}

describe('a municipality', () => {
  test('of three keys is enough: the rest are defaults', async () => {
    const { profile } = await readPolicy(mihon);
    expect(profile.municipality).toBe('見本市');
    expect(profile.posts['chief-officer']?.source.basis).toBe('default');
  });

  test('may be JSON, and may start with the mark that some editors write', async () => {
    const json = written(
      'mihon.json',
      JSON.stringify({
        id: 'mihon',
        municipality: '見本市',
        prefecture: { name: '見本県', route: 'by-prefecture', source: { basis: 'policy', at: '3条' } },
      }),
    );
    const { hash } = await readPolicy(mihon);
    expect((await readPolicy(json)).hash).toBe(hash);
    expect((await readPolicy(written('marked/mihon.yaml', `\ufeff${MIHON}`))).hash).toBe(hash);
    expect((await readPolicy(written('windows/mihon.yaml', MIHON.replaceAll('\n', '\r\n')))).hash).toBe(hash);
  });

  test('that is not there is answered with those that are', async () => {
    await expect(readPolicy('sampel')).rejects.toThrow(/^sampel という.*sample/);
    await expect(readPolicy(join(folder, 'none.yaml'))).rejects.toThrow(/none\.yaml　ファイルがありません/);
  });
});

describe('an overlay', () => {
  test('puts real names and numbers over what is public, entry by entry', async () => {
    const overlay = written(
      'over.yaml',
      'contactUnit:\n  name: 情報課\n  telephone: "000-0000-0001"\n  source: { basis: policy, at: 連絡網 }\n',
    );
    const { profile } = await readPolicy(mihon, overlay);
    expect(profile.contactUnit.telephone).toBe('000-0000-0001');
    expect(profile.municipality).toBe('見本市');
  });

  test('is found by the name of the municipality or of its file, and never within the project', () => {
    expect(overlayFile(undefined, 'mihon')).toBeUndefined();
    expect(overlayFile(folder, 'mihon')).toBe(mihon);
    expect(overlayFile(folder, 'policies/mihon.yaml')).toBe(mihon);
    expect(() => overlayFile(folder, 'nowhere')).toThrow(/nowhere\.yaml がありません/);
    expect(() => overlayFile(join(ROOT, 'policies'), 'sample')).toThrow(/プロジェクトの中/);
  });

  test('has its mistakes told under its own name', async () => {
    const overlay = written('over.yaml', 'contactUnit:\n  name: 情報課\n');
    const all = await saidOf(MIHON, overlay);
    expect(all).toHaveLength(2);
    for (const line of all) expect(line).toMatch(/^over\.yaml 1行目　contactUnit > (telephone|source)：/);
  });
});

describe('what is wrong is told with its line and what to write', () => {
  const [first = '', second = ''] = MIHON.split('\n');
  test.each<[string, string | Buffer, string]>([
    ['a colon as Japanese is written', MIHON.replace('name: ', 'name：'), '4行目　全角の「：」があります'],
    ['blanks as Japanese is written', MIHON.replaceAll('  ', '　'), '4行目　行の頭に全角の空白があります'],
    ['a tab', MIHON.replace('  name', '\tname'), '4行目　行の頭にタブがあります'],
    ['no blank after the colon', MIHON.replace('name: ', 'name:'), '4行目　「:」の後に空白がありません'],
    ['a sign in front', MIHON.replace('見本県', '@見本県'), '4行目　値が記号で始まっています'],
    ['an asterisk in front', MIHON.replace('見本県', '*見本県'), '4行目　値が記号で始まっています'],
    ['one key twice', `${first}\n${MIHON}`, '2行目　同じ名前の項目が'],
    ['uneven blanks', MIHON.replace('  route', ' route'), '5行目　字下げがそろっていません'],
    [
      'a colon in the value',
      MIHON.replace('見本市', '見本市: 本庁'),
      '2行目　字下げがそろっていないか、値の中に',
    ],
    ['quotes left open', MIHON.replace('見本県', '"見本県'), '引用符か括弧が閉じていません'],
    ['another encoding', Buffer.from([0x69, 0x64, 0x3a, 0x20, 0x8c, 0xa9, 0x96, 0x7b]), 'UTF-8'],
    ['nothing at all', '# まだ\n', '　中身がないか、形が違います'],
    [
      'a misspelt key',
      MIHON.replace('route', 'rout'),
      '5行目　prefecture > rout：「rout」という項目は、ここには書けません',
    ],
    ['a wrong choice', MIHON.replace('by-', 'via-'), '5行目　prefecture > route：次のどれか1つを'],
    ['digits alone', MIHON.replace('見本市', '0123'), '2行目　municipality：文字を書いてください'],
    [
      'no such post',
      `${MIHON}raise:\n  - cheif-officer\n`,
      '8行目　raise > 1番目：「cheif-officer」という役職は',
    ],
    ['a key left out', `${first}\n${second}\n`, '　prefecture：「prefecture」がありません'],
  ])('%s', async (_, content, words) => {
    const all = await saidOf(content);
    expect(all.join('\n')).toContain(words);
    for (const line of all) expect(line).toMatch(/^broken\/mihon\.yaml( \d+行目)?　/);
  });

  test('every mistake is told at once', async () => {
    const all = await saidOf(
      MIHON.replace('見本市', '').replace('by-', 'via-').replace('at: 3条', 'att: 3条'),
    );
    expect(all.map((line) => /\d+行目/.exec(line)?.[0]).toSorted()).toEqual([
      '2行目',
      '5行目',
      '6行目',
      '6行目',
    ]);
  });

  test('of references to references without end is refused in words', async () => {
    const names = 'abcdefghi';
    const lines = [...names].map((name, at) => {
      const before = names[at - 1];
      return `${name}: &${name} [${Array(9)
        .fill(before ? `*${before}` : '見本')
        .join(', ')}]`;
    });
    expect((await saidOf(`${MIHON}${lines.join('\n')}\n`)).join('')).toContain('参照が多すぎる');
  });
});
