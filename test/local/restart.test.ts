import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { DescribeExecutionCommand, GetExecutionHistoryCommand } from '@aws-sdk/client-sfn';
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { endEngines, enginesOn } from '#/local/dynamodb.ts';
import { text } from '#/local/text.ts';
import { APP, item, MACHINE, post, sfn, TABLE, upApp } from '#/test/local/app.ts';
import { temporaryFolder } from '#/test/local/service-server.ts';

const QUIET = '--disable-warning=ExperimentalWarning';

let folder: string;
let remove: () => void;
beforeEach(() => {
  ({ folder, remove } = temporaryFolder());
});
afterEach(() => remove());

/** The app in a process of its own, which can be killed. */
async function upInProcess(): Promise<{ child: ChildProcess; productUrl: string; toolsUrl: string }> {
  const child = spawn(process.execPath, [QUIET, 'test/local/up.ts', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) return { child, ...JSON.parse(line) };
  throw new Error('it did not come up');
}

async function kill(child: ChildProcess): Promise<void> {
  child.kill('SIGKILL');
  await once(child, 'exit');
}

describe('after kill -9 and a new start', () => {
  test('a waiting execution still takes its token and goes on to its end', async () => {
    const first = await upInProcess();
    await fetch(`${first.productUrl}/things`, { method: 'POST', redirect: 'manual', body: '{"id":"kept"}' });
    await fetch(`${first.toolsUrl}/clock`, { method: 'POST', body: '{"advance":"5m"}' });
    await kill(first.child);

    const running = await upApp(folder);
    expect(running.now() - Date.now()).toBeGreaterThan(4 * 60_000);
    expect(await (await post(running, '/things/kept/wake')).json()).toEqual({ woken: true });
    await running.advance(11 * 60_000);
    expect((await item(running, 'kept', 'THING'))?.done).toBeDefined();
    await running.stop();
  });

  test('a task that was under way fails with Lambda.Unknown and its Retry heals it', async () => {
    const first = await upInProcess();
    await fetch(`${first.productUrl}/things`, {
      method: 'POST',
      redirect: 'manual',
      body: '{"id":"healed"}',
    });
    await kill(first.child);

    const running = await upApp(folder);
    await running.advance(60_000);
    expect((await item(running, 'healed', 'TOKEN'))?.token).toBeDefined();
    const executionArn = `${MACHINE.replace('stateMachine', 'execution')}:healed`;
    const { events = [] } = await sfn(running).send(new GetExecutionHistoryCommand({ executionArn }));
    expect(events.find(({ type }) => type === 'TaskFailed')?.taskFailedEventDetails?.error).toBe(
      'Lambda.Unknown',
    );
    expect(await sfn(running).send(new DescribeExecutionCommand({ executionArn }))).toMatchObject({
      status: 'RUNNING',
    });
    await running.stop();
  });

  test('the database that was left behind is ended', async () => {
    const { child } = await upInProcess();
    const [left] = enginesOn(folder);
    await kill(child);
    expect(enginesOn(folder)).toEqual([left]);
    const running = await upApp(folder);
    expect(enginesOn(folder)).toEqual([expect.not.toBeOneOf([left])]);
    await running.stop();
  });
});

describe('the database', () => {
  const argumentsOf = (pid = 0) => readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  const after = (option: string) => {
    const all = argumentsOf(enginesOn(folder)[0]);
    return all[all.indexOf(option) + 1] ?? '';
  };

  test('is not where a web page would look for it', async () => {
    const running = await upApp(folder);
    const [host, port] = [after('--host'), after('--port')];
    expect((await fetch(`http://${host}:${port}`)).status).toBeGreaterThan(0);
    await expect(fetch(`http://127.0.0.1:${port}`)).rejects.toMatchObject({
      cause: { code: 'ECONNREFUSED' },
    });
    await running.stop();
  });

  test('is ended, and no other program that has its file', async () => {
    const file = join(folder, 'dynamodb.sqlite');
    const bystander = spawn(process.execPath, ['-e', 'process.stdin.resume()', file]);
    onTestFinished(() => void bystander.kill('SIGKILL'));
    await once(bystander, 'spawn');
    expect(argumentsOf(bystander.pid)).toContain(file);
    endEngines(folder);
    expect(enginesOn(folder)).toEqual([]);
    bystander.stdin.end();
    expect(await once(bystander, 'exit')).toEqual([0, null]);
  });

  test('is refused, and ended, where its table has other indexes than the template', async () => {
    await (await upApp(folder)).stop();
    const cdkOut = join(folder, 'cdk.out');
    cpSync(APP, cdkOut, { recursive: true });
    const file = join(cdkOut, 'Store.template.json');
    const template = JSON.parse(readFileSync(file, 'utf8'));
    const { Properties } = template.Resources[TABLE];
    Properties.GlobalSecondaryIndexes.push({
      IndexName: 'turned',
      KeySchema: [
        { AttributeName: 'order', KeyType: 'HASH' },
        { AttributeName: 'list', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'ALL' },
    });
    writeFileSync(file, JSON.stringify(template));
    await expect(upApp(folder, { cdkOut })).rejects.toThrow(text.tableDiffers(TABLE, folder));
    expect(enginesOn(folder)).toEqual([]);
    const { folder: other, remove: removeOther } = temporaryFolder();
    onTestFinished(removeOther);
    for (const round of ['creates it', 'finds it']) {
      const running = await upApp(other, { cdkOut });
      expect(enginesOn(other), round).toHaveLength(1);
      await running.stop();
    }
  });

  test('that ends while the rest comes up takes all of it down', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await once(server, 'listening');
    const address = server.address();
    const mailPort = typeof address === 'object' ? (address?.port ?? 0) : 0;
    await new Promise((resolve) => server.close(resolve));
    const { promise: ended, resolve: failed } = Promise.withResolvers<void>();
    const log = (line: string) => {
      if (line !== text.databaseUp) return;
      endEngines(folder);
      while (enginesOn(folder).length > 0);
    };
    await expect(upApp(folder, { mailPort, log, failed })).rejects.toThrow(text.databaseEnded);
    await ended;
    expect(existsSync(join(folder, 'run.json'))).toBe(false);
    server.listen(mailPort, '127.0.0.1');
    await once(server, 'listening');
    server.close();
  });
});

describe('SIGTERM to the command', () => {
  test('leaves no process behind', async () => {
    const { child } = await upInProcess();
    expect(enginesOn(folder)).toHaveLength(1);
    child.kill('SIGTERM');
    await once(child, 'exit');
    expect(enginesOn(folder)).toEqual([]);
  });
});
