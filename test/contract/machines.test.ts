import { DescribeExecutionCommand, ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn';
import { describe, expect, test } from 'vitest';
import * as z from 'zod';
import type { Machines } from '#/core/ports.ts';
import { sfnMachines } from '#/functions/shared/aws/sfn-machines.ts';
import { createActivity } from '#/local/activity.ts';
import { compile, openTokens } from '#/local/asl/machine.ts';
import { openExecutions } from '#/local/states/executions.ts';
import { createMachines } from '#/local/states/machines.ts';
import { createStates } from '#/local/states/states.ts';
import { City } from '#/test/simulation/city.ts';
import { serviceUp } from './local-aws.ts';

const ARN = 'arn:aws:states:ap-northeast-1:000000000000:stateMachine:Incident';

/** A machine that waits for one person. */
const definition = {
  QueryLanguage: 'JSONata',
  StartAt: 'AwaitPerson',
  States: {
    AwaitPerson: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
      Arguments: {
        FunctionName: 'arn:aws:lambda:ap-northeast-1:000000000000:function:Await',
        Payload: { token: '{% $states.context.Task.Token %}' },
      },
      TimeoutSeconds: 600,
      End: true,
    },
  },
};

interface Hall {
  machines: Machines;
  /** The incident executions, as `name status`. */
  executions(): Promise<string[]>;
  /** The token that a waiting machine has given out. */
  token(): Promise<string>;
  waits(token: string): Promise<boolean>;
  settle(): Promise<void>;
}

const caseId = '20261120-00001';

async function inCity(): Promise<Hall> {
  const city = await City.open();
  const ofIncident = () => [...city.executions].filter(([name]) => name.includes('-incident-'));
  return {
    machines: city.machines,
    executions: async () => ofIncident().map(([name, { status }]) => `${name} ${status}`),
    token: async () => {
      const accepted = await city.report();
      const started = accepted.ok ? city.executions.get(`${accepted.caseId}-incident-1`) : undefined;
      return (started && openTokens(started)[0]) ?? '';
    },
    waits: async (token) => ofIncident().some(([, execution]) => openTokens(execution).includes(token)),
    settle: () => city.settle(),
  };
}

async function onStepFunctions(
  machineArn = ARN,
): Promise<Hall & { outputs(): Promise<unknown[]>; breakDisk(): void; fatal: string[]; handed: string[] }> {
  const fatal: string[] = [];
  let breakDisk = () => {};
  const activity = createActivity();
  const handed: string[] = [];
  const { settings } = await serviceUp('states', (data) => {
    const clock = { now: () => Date.parse('2026-11-20T08:23:00Z'), at: () => ({ cancel() {} }) };
    const executions = openExecutions(data);
    breakDisk = () => data.database.exec('PRAGMA query_only = ON');
    const machines = createMachines({
      deployed: [
        { id: 'Incident', label: 'Incident', arn: ARN, roleArn: 'role', machine: compile(definition) },
      ],
      lambdas: {
        async invoke(_arn, event) {
          handed.push(z.object({ token: z.string() }).parse(event).token);
          return { ok: true, payload: 'null' };
        },
      },
      ...{ executions, clock, activity, iam: { refusal: () => undefined }, metrics: { add() {} } },
      log() {},
      fatal: ({ message }) => fatal.push(message),
    });
    return createStates(machines, executions, clock);
  });
  const client = new SFNClient(settings);
  const machines = sfnMachines(client, machineArn);
  const listed = async () =>
    (await client.send(new ListExecutionsCommand({ stateMachineArn: ARN }))).executions ?? [];
  return {
    fatal,
    handed,
    breakDisk: () => breakDisk(),
    machines,
    executions: async () => (await listed()).map(({ name, status }) => `${name} ${status}`),
    outputs: async () =>
      Promise.all(
        (await listed()).map(async ({ executionArn }) => {
          const { input, output } = await client.send(new DescribeExecutionCommand({ executionArn }));
          return { input: JSON.parse(input ?? ''), output: JSON.parse(output ?? 'null') };
        }),
      ),
    async token() {
      await machines.startIncident(caseId, 1);
      await activity.settled();
      return handed.at(-1) ?? '';
    },
    waits: async () => (await listed()).some(({ status }) => status === 'RUNNING'),
    settle: () => activity.settled(),
  };
}

const HALLS: [name: string, open: () => Promise<Hall>][] = [
  ['in the city', inCity],
  ['on Step Functions', () => onStepFunctions()],
];

describe.each(HALLS)('%s', (_name, open) => {
  test('starting a run twice, one after the other or at once, is the same as once', async () => {
    const { machines, executions, settle } = await open();
    await machines.startIncident(caseId, 1);
    await machines.startIncident(caseId, 1);
    await Promise.all(Array.from({ length: 5 }, () => machines.startIncident(caseId, 2)));
    await settle();
    expect((await executions()).map((line) => line.split(' ')[0]).toSorted()).toEqual([
      `${caseId}-incident-1`,
      `${caseId}-incident-2`,
    ]);
  });

  test('a token wakes the machine that waits on it', async () => {
    const { machines, token, waits, settle } = await open();
    const held = await token();
    expect(held).not.toBe('');
    expect(await waits(held)).toBe(true);
    await machines.wake(held);
    await settle();
    expect(await waits(held)).toBe(false);
  });

  test('a token that is spent, unknown or no token at all is no fault', async () => {
    const { machines, executions, token, settle } = await open();
    const held = await token();
    await machines.wake(held);
    await settle();
    const after = await executions();
    for (const spent of [held, 'never-given-out', 'T'.repeat(1024)]) await machines.wake(spent);
    await settle();
    expect(await executions()).toEqual(after);
  });
});

describe('what Step Functions adds', () => {
  test('an execution is given the case and its run and nothing else, and a token carries nothing', async () => {
    const { machines, outputs, token, settle } = await onStepFunctions();
    await machines.wake(await token());
    await settle();
    expect(await outputs()).toEqual([{ input: { caseId, run: 1 }, output: {} }]);
  });

  test('a run that has ended is not started again', async () => {
    const { machines, executions, token, settle } = await onStepFunctions();
    await machines.wake(await token());
    await settle();
    await machines.startIncident(caseId, 1);
    expect(await executions()).toEqual([`${caseId}-incident-1 SUCCEEDED`]);
  });

  test('a step that cannot be stored stops everything, so that a new start goes on from the one before', async () => {
    const { machines, token, breakDisk, fatal, handed, waits } = await onStepFunctions();
    const held = await token();
    breakDisk();
    const before = handed.length;
    // Asked again, as the SDK does: what is not stored is not acknowledged, and nothing of it is begun.
    await expect(machines.startIncident(caseId, 2)).rejects.toThrow();
    expect(handed).toHaveLength(before);
    await expect(machines.wake(held)).rejects.toThrow();
    expect(new Set(fatal)).toEqual(new Set(['attempt to write a readonly database']));
    expect(await waits(held)).toBe(true);
  });

  test('any other refusal is an error: the errand stays', async () => {
    const { machines } = await onStepFunctions(`${ARN}Gone`);
    await expect(machines.startIncident(caseId, 1)).rejects.toMatchObject({
      name: 'StateMachineDoesNotExist',
    });
  });
});
