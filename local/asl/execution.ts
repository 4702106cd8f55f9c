export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** What the caller says when it starts an execution. */
export interface StartOptions {
  id: string;
  name: string;
  stateMachine: { id: string; name: string };
  roleArn: string;
  input: Json;
  /** A secret: every token, uuid and random number is drawn from it, so that a step can be taken again. */
  seed: string;
}

/** One execution as plain JSON: storing it after every step is all that durability needs. */
export interface Execution extends StartOptions {
  status: 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';
  startedAt: number;
  endedAt?: number;
  output?: Json;
  error?: string;
  cause?: string;
  /** The machine's own TimeoutSeconds. */
  timeout?: Timer;
  draws: number;
  root: Flow;
  history: HistoryEvent[];
}

/** One thread of control: the machine itself, a branch of a Parallel or an iteration of a Map. */
export interface Flow {
  index: number;
  state: string;
  input: Json;
  variables: JsonObject;
  enteredAt: number;
  enteredEventId: number;
  lastEventId: number;
  /** How often each retrier of the present state has been used. */
  retries: number[];
  item?: { Index: number; Value: Json };
  waiting?: Waiting;
}

export type Waiting = WaitingForTime | WaitingForTask | WaitingForFlows;

export interface WaitingForTime {
  for: 'time';
  timers: Timer[];
  then: 'leave' | 'retry';
}

export interface WaitingForTask {
  for: 'task';
  timers: Timer[];
  token?: string;
  heartbeatSeconds?: number;
  /** What was asked for; gone once the integration answered and only the token is still out. */
  request?: Request;
}

export interface WaitingForFlows {
  for: 'flows';
  flows: Flow[];
  inputs: Json[];
  items?: Json[];
  started: number;
  concurrency: number;
  outputs: Record<number, Json>;
}

export interface Timer {
  id: string;
  at: number;
}

/** For a Lambda function the output is its answer, for another integration what the API answers. */
export type Event =
  | { type: 'task-succeeded'; taskId: string; output: Json }
  | { type: 'task-failed'; taskId: string; error: string; cause?: string }
  | { type: 'token-succeeded'; token: string; output: Json }
  | { type: 'token-failed'; token: string; error?: string; cause?: string }
  | { type: 'heartbeat'; token: string }
  | { type: 'timer-fired'; id: string }
  | { type: 'stopped'; error?: string; cause?: string };

export type Request =
  | { type: 'invoke-lambda'; taskId: string; functionArn: string; payload: Json; token?: string }
  | { type: 'start-execution'; taskId: string; stateMachineArn: string; name?: string; input: Json };

/** A timer set again under the same id replaces the earlier one. */
export type Effect = Request | ({ type: 'set-timer' } & Timer) | { type: 'ended' };

export interface Step {
  execution: Execution;
  effects: Effect[];
}

/** As GetExecutionHistory gives it, but with the timestamp in milliseconds. */
export interface HistoryEvent {
  id: number;
  previousEventId: number;
  timestamp: number;
  type: string;
  [details: `${string}EventDetails`]: JsonObject;
}
