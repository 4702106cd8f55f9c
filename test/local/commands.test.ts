import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { handOutEvidence } from '#/functions/hand-out-evidence/task.ts';
import { enginesOn, findEngine } from '#/local/dynamodb.ts';
import { counted, learned } from '#/test/core/stage.ts';
import { upApp } from '#/test/local/app.ts';
import { ended, hikeshi } from '#/test/local/command.ts';
import { temporaryFolder } from '#/test/local/service-server.ts';
import { City } from '#/test/simulation/city.ts';
import { demoPeople } from '#/test/simulation/policy.ts';

let folder: string;
let remove: () => void;
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
});
afterEach(() => remove());

/** The last line of what was said, and that nothing else stands below it: no stack, no second sentence. */
const lastLine = (said: string) => said.trimEnd().split('\n').at(-1) ?? '';

describe('a start that cannot succeed says one sentence and ends', () => {
  test('the port is in use', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const { code, said } = await ended(
      hikeshi('start', '--port', String(port), '--data', join(folder, 'data')),
    );
    expect(code).toBe(1);
    expect(lastLine(said)).toMatch(new RegExp(`^ポート ${port} はほかのプログラムが使っています。.*--port`));
    expect(said).not.toMatch(/^\s+at /m);
  });

  test('the data folder cannot be used', async () => {
    const data = join(folder, 'file');
    writeFileSync(data, 'not a folder');
    const { code, said } = await ended(hikeshi('start', '--port', '0', '--data', data));
    expect(code).toBe(1);
    expect(lastLine(said)).toMatch(/^データフォルダー .*--data/);
    expect(said).not.toMatch(/^\s+at /m);
  });

  test('the database engine is missing', () => {
    const nowhere = () => {
      throw new Error('not installed');
    };
    expect(() => findEngine({ PATH: folder }, nowhere)).toThrow('dynoxide がありません');
  });
});

test('Ctrl-C ends everything that was started', async () => {
  const data = join(folder, 'data');
  const child = hikeshi('start', '--port', '0', '--data', data);
  for await (const line of createInterface({ input: child.stdout as NodeJS.ReadableStream })) {
    if (line.includes('止める')) break;
  }
  expect(enginesOn(data)).toHaveLength(1);
  child.kill('SIGINT');
  const [code] = await once(child, 'exit');
  expect(code).toBe(0);
  expect(enginesOn(data)).toEqual([]);
});

describe('hikeshi token', () => {
  test('prints a token and nothing else, which the API takes however far the clock is ahead', async () => {
    const accounts = demoPeople.map(({ id, name }) => ({ id, name, posts: [] }));
    const running = await upApp(folder, { accounts });
    try {
      const before = await ended(hikeshi('token', '--as', 'desk', '--data', folder));
      expect(before.code).toBe(0);
      expect(before.said).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/);
      await ended(hikeshi('clock', '--advance', '3d', '--data', folder));
      const after = await ended(hikeshi('token', '--as', 'chief-officer', '--data', folder));
      const names = [before, after].map(async ({ said }) => {
        const headers = { authorization: `Bearer ${said.trim()}` };
        const answer = await fetch(`${running.productUrl}/api/me`, { headers });
        const { event } = (await answer.json()) as {
          event: { requestContext: { authorizer: { claims: object } } };
        };
        return event.requestContext.authorizer.claims;
      });
      expect(await Promise.all(names)).toMatchObject([{ username: 'desk-1' }, { username: 'chief' }]);
    } finally {
      await running.stop();
    }
  });

  test('lists the people when it knows nobody of that name', async () => {
    const { code, said } = await ended(hikeshi('token', '--as', 'mayor', '--data', folder));
    expect(code).toBe(1);
    expect(said).toMatch(/^mayor という人や役職は、登録されていません。/);
    for (const { id } of demoPeople) expect(said).toContain(`  ${id} `);
  });

  test('says what to do when nothing is running', async () => {
    const { code, said } = await ended(hikeshi('token', '--as', 'desk-2', '--data', folder));
    expect(code).toBe(1);
    expect(said).toContain('npm start');
  });
});

describe('hikeshi', () => {
  test('can be run as a file, and says of every command what it does', async () => {
    const { code, said } = await ended(spawn('cli/hikeshi.mjs', ['--help']));
    expect(code).toBe(0);
    for (const name of ['start', 'build', 'clock', 'token', 'verify'])
      expect(said).toMatch(`npx hikeshi ${name}`);
  });

  test('without a command, or with a wrong one, says the same and fails', async () => {
    const help = (await ended(hikeshi('--help'))).said;
    expect(await ended(hikeshi())).toEqual({ code: 2, said: help });
    expect(await ended(hikeshi('clokc'))).toEqual({ code: 2, said: expect.stringContaining(help) });
    expect(await ended(hikeshi('start', '--help'))).toEqual({ code: 0, said: help });
  });

  test('refuses a profile that is not there, and says which are', async () => {
    const { code, said } = await ended(hikeshi('start', '--profile', 'kinds', '--data', folder));
    expect(code).toBe(1);
    expect(said).toMatch(/^kinds という自治体のデータは.*wakayama/);
  });
});

describe('hikeshi verify', () => {
  async function exported(
    change: (text: string) => string = (text) => text,
    closed = false,
    city = new City(),
  ): Promise<string> {
    for (const person of demoPeople) await city.cases.enrol(person);
    const accepted = await city.report();
    if (!accepted.ok) throw new Error('not accepted');
    const { caseId } = accepted;
    if (closed) {
      const facts = learned({ personalData: 'no', ...counted(0) });
      const judged = { incident: false, violation: false, reason: '誤報', facts };
      await city.command('desk-1', { command: 'AssessReport', caseId, ...judged });
      await city.command('desk-1', { command: 'CloseCase', caseId, summary: '誤報' });
      const [evidenceId = ''] = Object.keys((await city.cases.load(caseId))?.evidence ?? {});
      const evidence = { personId: 'desk-1', caseId, evidenceId };
      await handOutEvidence({ ...city.ports, objects: city.objects }, evidence);
    }
    const events = await city.cases.timeline(caseId);
    const path = join(folder, 'timeline.json');
    writeFileSync(
      path,
      change(JSON.stringify({ format: 'hikeshi-timeline/1', caseId, exportedAt: city.now, events })),
    );
    return path;
  }

  test('says of an unsigned timeline no more than that it agrees with itself', async () => {
    const { code, said } = await ended(hikeshi('verify', await exported()));
    expect(code).toBe(0);
    expect(said).toContain('このファイルの中では、つじつまが合っています');
    expect(said).toContain('署名はまだありません');
    expect(said).not.toContain('正しい時系列です');
  });

  test('without the published fingerprint it says that this must still be compared', async () => {
    const { code, said } = await ended(hikeshi('verify', await exported(undefined, true)));
    expect(code).toBe(0);
    expect(said).toContain('このファイルの中では、つじつまが合っています');
    expect(said).toContain('公表されている指紋と見比べてください');
    expect(said).toContain('最後の署名より後の出来事　1件');
  });

  test('with the fingerprint it says whether that key signed the end', async () => {
    const city = new City();
    const path = await exported(undefined, true, city);
    const fingerprint = createHash('sha256')
      .update(await city.signer.publicKey())
      .digest('hex');
    const right = await ended(hikeshi('verify', path, '--key', fingerprint.toUpperCase()));
    expect(right.code).toBe(0);
    expect(right.said).toContain('正しい時系列です');
    const wrong = await ended(hikeshi('verify', '--key', '0'.repeat(64), path));
    expect(wrong.code).toBe(1);
    expect(wrong.said).toContain('指定された鍵による署名がありません');
    const unsigned = await ended(hikeshi('verify', await exported(), '--key', fingerprint));
    expect(unsigned.code).toBe(1);
    const mistyped = await ended(hikeshi('verify', path, '--key', 'abc'));
    expect(mistyped.code).toBe(1);
    expect(mistyped.said).toContain('64文字');
  });

  test('says which event is not', async () => {
    const { code, said } = await ended(
      hikeshi('verify', await exported((text) => text.replace('内線1234', '内線9999'))),
    );
    expect(code).toBe(1);
    expect(said).toMatch(/正しくありません。\n\s+✗ 2件目/);
  });

  test('says what to do with a file that is none', async () => {
    const { code, said } = await ended(hikeshi('verify', join(folder, 'nothing.json')));
    expect(code).toBe(1);
    expect(said).toContain('読めません');
  });
});
