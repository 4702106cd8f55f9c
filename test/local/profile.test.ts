import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ended, hikeshiIn } from '#/test/local/command.ts';
import { temporaryFolder } from '#/test/local/service-server.ts';

/** What a start reads or makes. What is built already is taken along, so that only what differs is made anew. */
const PROJECT =
  'build cdk.out cli core functions infra local policies statemachines web cdk.json package.json package-lock.json tsconfig.json';

const { folder, remove } = temporaryFolder();
beforeAll(() => {
  for (const path of PROJECT.split(' ')) cpSync(path, join(folder, path), { recursive: true });
  symlinkSync(join(process.cwd(), 'node_modules'), join(folder, 'node_modules'));
  const profile = readFileSync('policies/wakayama.yaml', 'utf8');
  const another = profile.replace('id: wakayama', 'id: another').replaceAll('和歌山市', '見本市');
  writeFileSync(join(folder, 'policies/another.yaml'), another);
});
afterAll(remove);

const start = (...flags: string[]) =>
  hikeshiIn(folder, 'start', '--port', '0', '--data', join(folder, 'data'), ...flags);

test('another municipality runs with its own policy, and its records are not shown as those of the first', async () => {
  const child = start('--profile', 'another');
  let product = '';
  for await (const line of createInterface({ input: child.stdout })) {
    product = /(http\S+)\/desk/.exec(line)?.[1] ?? product;
    if (line.includes('止める')) break;
  }
  expect(await (await fetch(product)).text()).toContain('見本市');
  child.kill('SIGTERM');
  expect((await ended(child)).code).toBe(0);

  const { code, said } = await ended(start());
  expect(code).toBe(1);
  expect(said).toMatch(
    /^データフォルダー \S+ には another の記録があります。.*--profile another.*--data.*--fresh/,
  );
}, 180_000);

test('what was built for another municipality is not taken for this installation', async () => {
  const policy = { profile: { id: 'another' } };
  writeFileSync(join(folder, 'build/policy.json'), JSON.stringify(policy));
  await expect(import(join(folder, 'infra/app.ts'))).rejects.toThrow(/built for another/);
});
