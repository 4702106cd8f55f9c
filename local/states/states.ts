import { randomUUID } from 'node:crypto';
import type { Event, Execution, HistoryEvent, Json } from '#/local/asl/execution.ts';
import { openTokens } from '#/local/asl/machine.ts';
import type { Clock } from '#/local/clock.ts';
import { AwsError, json, type Service } from '#/local/gateway/aws-request.ts';
import type { ExecutionRow, Executions } from '#/local/states/executions.ts';
import type { Machines } from '#/local/states/machines.ts';

type Body = Record<string, unknown>;

interface Api {
  machines: Machines;
  executions: Executions;
  clock: Pick<Clock, 'now'>;
}

const seconds = (milliseconds: number) => milliseconds / 1000;

/** The Step Functions API, as far as it is called. */
export function createStates(machines: Machines, executions: Executions, clock: Pick<Clock, 'now'>): Service {
  const api = { machines, executions, clock };
  return async ({ action, body }) => {
    const act = ACTIONS[action];
    if (act === undefined) throw new AwsError('UnknownOperationException', `${action} is not emulated`, 501);
    return json(await act(JSON.parse(body.toString() || '{}'), api));
  };
}

const ACTIONS: Record<string, (body: Body, api: Api) => Promise<object> | object> = {
  async StartExecution({ stateMachineArn, name = randomUUID(), input = '{}' }, { machines }) {
    if (!NAME.test(String(name))) throw new AwsError('InvalidName', `Invalid Name: '${name}'`);
    const value = parse(String(input), 'InvalidExecutionInput');
    const { arn, startedAt } = await machines.start(String(stateMachineArn), String(name), value);
    return { executionArn: arn, startDate: seconds(startedAt) };
  },

  SendTaskSuccess({ taskToken, output }, api) {
    const token = String(taskToken);
    return answer(
      token,
      { type: 'token-succeeded', token, output: parse(String(output), 'InvalidOutput') },
      api,
    );
  },

  async StopExecution({ executionArn, ...body }, { machines, executions, clock }) {
    const arn = String(executionArn);
    found(arn, executions);
    await machines.handle(arn, { type: 'stopped', ...reason(body) });
    return { stopDate: seconds(found(arn, executions).endedAt ?? clock.now()) };
  },

  DescribeExecution({ executionArn }, { executions }) {
    const execution = found(String(executionArn), executions);
    const { id, name, stateMachine, status, startedAt, endedAt, input, output, error, cause } = execution;
    return {
      executionArn: id,
      stateMachineArn: stateMachine.id,
      name,
      status,
      startDate: seconds(startedAt),
      ...(endedAt !== undefined && { stopDate: seconds(endedAt) }),
      input: JSON.stringify(input),
      ...(output !== undefined && { output: JSON.stringify(output) }),
      error,
      cause,
    };
  },

  GetExecutionHistory({ executionArn, reverseOrder, maxResults, nextToken }, { executions }) {
    const { history } = found(String(executionArn), executions);
    const events = (reverseOrder === true ? history.toReversed() : history).map(shown);
    return page(events, nextToken, maxResults, 'events');
  },

  ListExecutions({ stateMachineArn, statusFilter, maxResults, nextToken }, { executions }) {
    const status = typeof statusFilter === 'string' ? statusFilter : undefined;
    return page(
      executions.list(String(stateMachineArn), status).map(summary),
      nextToken,
      maxResults,
      'executions',
    );
  },
};

const NAME = /^[^\s<>{}[\]?*"#%\\^|~`$&,;:/]{1,80}$/;

function reason({ error, cause }: Body): { error?: string; cause?: string } {
  return { ...(typeof error === 'string' && { error }), ...(typeof cause === 'string' && { cause }) };
}

function found(arn: string, executions: Executions): Execution {
  const execution = executions.find(arn);
  if (execution === undefined)
    throw new AwsError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
  return execution;
}

async function answer(token: string, event: Event, { machines, executions }: Api): Promise<object> {
  const row = executions.byToken(token);
  if (row === undefined) throw new AwsError('InvalidToken', "Invalid Token: 'Invalid token'");
  const taken = isOut(executions, row, token) && (await machines.handle(row.arn, event));
  if (!taken) throw new AwsError('TaskTimedOut', "Task Timed Out: 'Provided task does not exist anymore'");
  return {};
}

function parse(text: string, error: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    throw new AwsError(error, `${error}: the text is not JSON`);
  }
}

/** A token stays known after its task is over, so that a late answer is told from an invented one. */
function isOut(executions: Executions, { arn, status }: ExecutionRow, token: string): boolean {
  const execution = status === 'RUNNING' ? executions.find(arn) : undefined;
  return execution !== undefined && openTokens(execution).includes(token);
}

function shown({ timestamp, ...event }: HistoryEvent): object {
  const [key] = Object.keys(event).filter((name) => name.endsWith('EventDetails'));
  return {
    ...event,
    ...(key === undefined ? {} : { [key]: event[key as keyof typeof event] }),
    timestamp: seconds(timestamp),
  };
}

function summary({ arn, machine, name, status, started, ended }: ExecutionRow): object {
  const stopped = ended === null ? {} : { stopDate: seconds(ended) };
  return {
    executionArn: arn,
    stateMachineArn: machine,
    name,
    status,
    startDate: seconds(started),
    ...stopped,
  };
}

function page(items: object[], token: unknown, size: unknown, key: string): object {
  const from = Number(token ?? 0);
  const to = from + Number(size ?? 1000);
  return { [key]: items.slice(from, to), ...(to < items.length && { nextToken: String(to) }) };
}
