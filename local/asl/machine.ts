import { check } from '#/local/asl/check.ts';
import { type Cursor, cursorsOf } from '#/local/asl/cursor.ts';
import type { Definition } from '#/local/asl/definition.ts';
import type {
  Event,
  Execution,
  Flow,
  Request,
  StartOptions,
  Step,
  Timer,
  WaitingForTask,
} from '#/local/asl/execution.ts';
import { StateFailure } from '#/local/asl/failure.ts';
import { newFlow } from '#/local/asl/flows.ts';
import * as history from '#/local/asl/history.ts';
import { Run } from '#/local/asl/run.ts';
import { answered, beat, failTask, succeed, timeOut } from '#/local/asl/tasks.ts';

export interface Machine {
  definition: Definition;
}

/** Throws a DefinitionError that lists all that is wrong with the definition, or that is not supported. */
export function compile(definition: unknown): Machine {
  return { definition: check(definition) };
}

export function start({ definition }: Machine, options: StartOptions, now: number): Promise<Step> {
  const root = newFlow(0, 0);
  const execution: Execution = { ...options, status: 'RUNNING', startedAt: now, draws: 0, root, history: [] };
  const run = new Run(definition, execution, now);
  return run.step(() => {
    const { input, roleArn } = options;
    run.record(undefined, 'ExecutionStarted', { ...history.input(input), roleArn });
    if (definition.TimeoutSeconds !== undefined) {
      execution.timeout = run.setTimer('execution', definition.TimeoutSeconds);
    }
    run.enter(run.root, definition.StartAt, input);
  });
}

/** Leaves the given execution as it was. An event that nothing waits for any more changes nothing. */
export async function advance(
  { definition }: Machine,
  from: Execution,
  event: Event,
  now: number,
): Promise<Step> {
  if (from.status !== 'RUNNING') return { execution: from, effects: [] };
  const { history: past, ...rest } = from;
  const run = new Run(definition, { ...structuredClone(rest), history: [...past] }, now);
  return run.step(() => handle(run, event));
}

/** The timers to set again after a restart. */
export function pendingTimers({ root, timeout }: Execution): Timer[] {
  return [...flowsOf(root).flatMap(timersOf), ...(timeout ? [timeout] : [])];
}

/** What was asked for and not answered yet: after a restart the caller fails it, or asks again. */
export function tasksInFlight({ root }: Execution): Request[] {
  return tasksOf(root).flatMap(({ request }) => (request ? [request] : []));
}

/** The tokens somebody may still answer. */
export function openTokens({ root }: Execution): string[] {
  return tasksOf(root).flatMap(({ token }) => (token === undefined ? [] : [token]));
}

function flowsOf(flow: Flow): Flow[] {
  return flow.waiting?.for === 'flows' ? flow.waiting.flows.flatMap(flowsOf) : [flow];
}

function tasksOf(root: Flow): WaitingForTask[] {
  return flowsOf(root).flatMap(({ waiting }) => (waiting?.for === 'task' ? [waiting] : []));
}

function timersOf({ waiting }: Flow): Timer[] {
  return waiting && 'timers' in waiting ? waiting.timers : [];
}

async function handle(run: Run, event: Event): Promise<void> {
  if (event.type === 'timer-fired') return fired(run, event.id);
  if (event.type === 'stopped') {
    const { type, ...details } = event;
    return run.end('ABORTED', details);
  }
  const cursor = cursorsOf(run.root).find(({ flow: { waiting } }) => {
    if (waiting?.for !== 'task') return false;
    return 'taskId' in event ? waiting.request?.taskId === event.taskId : waiting.token === event.token;
  });
  if (cursor) await run.attempt(cursor, () => toTask(run, cursor, event));
}

async function toTask(run: Run, cursor: Cursor, event: Exclude<Event, { type: 'stopped' | 'timer-fired' }>) {
  switch (event.type) {
    case 'task-succeeded':
      return answered(run, cursor, event.output);
    case 'token-succeeded':
      return succeed(run, cursor, event.output);
    case 'task-failed':
    case 'token-failed':
      return failTask(run, cursor, new StateFailure(event.error, event.cause));
    case 'heartbeat':
      return beat(run, cursor);
  }
}

async function fired(run: Run, id: string): Promise<void> {
  const timer = pendingTimers(run.execution).find((pending) => pending.id === id);
  // A timer that has been put off is still to come.
  if (!timer || timer.at > run.now) return;
  if (timer === run.execution.timeout) return run.end('TIMED_OUT', { error: 'States.Timeout' });
  const cursor = cursorsOf(run.root).find(({ flow }) => timersOf(flow).includes(timer));
  if (!cursor) return;
  const { waiting } = cursor.flow;
  await run.attempt(cursor, () => {
    if (waiting?.for === 'task') return timeOut(run, cursor, timer);
    if (waiting?.for === 'time' && waiting.then === 'retry') return run.again(cursor);
    return run.exit(cursor);
  });
}
