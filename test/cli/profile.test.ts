import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { profile } from '#/cli/profile.ts';

const folder = mkdtempSync(join(tmpdir(), 'hikeshi-profile-'));
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => vi.restoreAllMocks());

const mihon = join(folder, 'mihon.yaml');
writeFileSync(
  mihon,
  `id: mihon
municipality: 見本市
prefecture: { name: 見本県, route: own-route, source: { basis: policy, at: 規程3条, confirm: true } }
documents:
  - { name: 緊急時対応計画, published: unknown, source: { basis: policy, at: 規程7条, confirm: true } }
incident: { words: 事故, source: { basis: policy, at: 規程2条 } }
`,
);

async function said(...flags: string[]): Promise<string> {
  const print = vi.spyOn(console, 'log').mockReturnValue();
  expect(await profile(['check', mihon, ...flags])).toBe(0);
  return print.mock.calls.flat().join('\n');
}

test('the check counts what is to be confirmed and what is still a default', async () => {
  expect(await said()).toMatch(
    /^正しく読めました：見本市\n製品の既定値のままの項目　\d+件\n要確認の印がある項目　{3}\d+件$/,
  );
});

test('its list gives every one of them with its place and what it is about, as many as it counts', async () => {
  const [fine = '', confirm = '', defaults = ''] = (await said('--list')).split('\n\n');
  const [ofDefaults, ofConfirm] = [...fine.matchAll(/(\d+)件/g)].map(([, count]) => Number(count));
  expect(confirm.split('\n')).toHaveLength(1 + (ofConfirm ?? 0));
  expect(defaults.split('\n')).toHaveLength(1 + (ofDefaults ?? 0));
  expect(confirm).toContain('\n  prefecture　規程3条\n');
  expect(confirm).toContain('\n  documents > 緊急時対応計画　規程7条\n');
  expect(defaults).toContain('\n  severity > A2　人の安全に関わる事案の扱い\n');
  expect(defaults).toContain('\n  escalations > 1番目　');
  expect(defaults).toContain('\n  retention > アクセスの記録（ログ）　ログの保存期間\n');
  expect(confirm).toContain('\n  publication > criteria > 個人情報　');
  expect(defaults).toContain('\n  limits > close　終結までの時間\n');
  expect(confirm + defaults).not.toContain('規程2条');
});

test.each([[], ['chek', mihon], ['check'], ['check', '--list']])('%s %s is told how it is done', (...args) =>
  expect(profile(args)).rejects.toThrow(/^調べる自治体のデータを指定してください/),
);

test('a flag that is wrong is named', () =>
  expect(profile(['check', mihon, '--lst'])).rejects.toThrow(/^「--lst」：/));
