import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { DescribeExecutionCommand, GetExecutionHistoryCommand } from '@aws-sdk/client-sfn';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { enginesOn } from '#/local/dynamodb.ts';
import { item, MACHINE, post, sfn, upApp } from '#/test/local/app.ts';
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

describe('SIGTERM to the command', () => {
  test('leaves no process behind', async () => {
    const { child } = await upInProcess();
    expect(enginesOn(folder)).toHaveLength(1);
    child.kill('SIGTERM');
    await once(child, 'exit');
    expect(enginesOn(folder)).toEqual([]);
  });
});
