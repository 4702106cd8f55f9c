import { type Cursor, isAlive, rootOf, stateOf } from '#/local/asl/cursor.ts';
import type { Definition, State } from '#/local/asl/definition.ts';
import type { Effect, Execution, Json, JsonObject, Step, Timer } from '#/local/asl/execution.ts';
import {
  defined,
  EvaluationFailure,
  failureWhile,
  isTooLarge,
  StateFailure,
  tooLarge,
} from '#/local/asl/failure.ts';
import { join, propagate } from '#/local/asl/flows.ts';
import * as history from '#/local/asl/history.ts';
import { draw } from '#/local/asl/random.ts';
import { catcherOf, retryAfter } from '#/local/asl/recovery.ts';
import { type Reads, scopeOf } from '#/local/asl/scope.ts';
import { perform } from '#/local/asl/states.ts';
import { fill, fillObject, type Scope } from '#/local/asl/template.ts';

/** A state, or the rule or catcher that speaks for it. */
interface Giving {
  Type?: State['Type'];
  Assign?: JsonObject | undefined;
  Output?: Json | undefined;
  Next?: string | undefined;
}

interface Exit extends Pick<Reads, 'result' | 'errorOutput'> {
  /** Where a rule or catcher stands inside the state. */
  prefix?: string;
}

const endings = {
  SUCCEEDED: 'ExecutionSucceeded',
  FAILED: 'ExecutionFailed',
  TIMED_OUT: 'ExecutionTimedOut',
  ABORTED: 'ExecutionAborted',
};

/** One step: everything that happens between an event and the moment all flows wait again. */
export class Run {
  readonly execution: Execution;
  readonly root: Cursor;
  readonly now: number;
  readonly effects: Effect[] = [];
  #ready: Cursor[] = [];

  constructor(definition: Definition, execution: Execution, now: number) {
    this.execution = execution;
    this.root = rootOf(definition, execution);
    this.now = now;
  }

  /** Does `first`, then goes on until every flow waits. */
  async step(first: () => Promise<void> | void): Promise<Step> {
    try {
      await first();
      for (const cursor of this.#upcoming()) {
        await this.attempt(cursor, () => perform(this, cursor, stateOf(cursor)));
      }
    } catch (error) {
      if (!(error instanceof history.HistoryIsFull)) throw error;
      const cause = `The execution reached the maximum number of history events (${history.MAX_EVENTS}).`;
      this.end('FAILED', { error: 'States.Runtime', cause });
    }
    return { execution: this.execution, effects: this.effects };
  }

  *#upcoming(): Generator<Cursor> {
    for (let cursor = this.#ready.shift(); cursor; cursor = this.#ready.shift()) {
      if (isAlive(cursor)) yield cursor;
    }
  }

  enter(cursor: Cursor, state: string, input: Json): void {
    const { flow } = cursor;
    Object.assign(flow, { state, input, enteredAt: this.now, retries: [] });
    this.record(cursor, `${stateOf(cursor).Type}StateEntered`, { name: state, ...history.input(input) });
    flow.enteredEventId = flow.lastEventId;
    this.again(cursor);
  }

  /** Performs the present state, for the first time or once more. */
  again(cursor: Cursor): void {
    delete cursor.flow.waiting;
    this.#ready.push(cursor);
  }

  /** Does something on behalf of the present state, which fails if that does. */
  async attempt(cursor: Cursor, action: () => Promise<void> | void): Promise<void> {
    try {
      await action();
    } catch (error) {
      await this.fail(cursor, this.#failureOf(cursor, error));
    }
  }

  async exit(cursor: Cursor, { prefix = '', ...reads }: Exit = {}, giving?: Giving): Promise<void> {
    const { flow, parent } = cursor;
    const { Assign = {}, Output, Next }: Giving = giving ?? stateOf(cursor);
    const { result, errorOutput = flow.input } = reads;
    const unchanged = result === undefined ? errorOutput : result;
    const scope = this.scope(cursor, reads);
    const variables = await fillObject(Assign, `${prefix}Assign`, scope);
    const output = Output === undefined ? unchanged : await fill(Output, `${prefix}Output`, scope);
    if (isTooLarge(output) || isTooLarge(variables)) throw tooLarge(flow.state);
    delete flow.waiting;
    const details = { name: flow.state, ...history.output(output), ...history.assigned(variables) };
    this.record(cursor, `${stateOf(cursor).Type}StateExited`, details);
    Object.assign(flow.variables, variables);
    if (Next !== undefined) this.enter(cursor, Next, output);
    else if (parent) await this.attempt(parent, () => join(this, cursor, parent, output));
    else this.end('SUCCEEDED', { output });
  }

  async fail(cursor: Cursor, failure: StateFailure): Promise<void> {
    if (failure.isFatal) return this.end('FAILED', failure.details);
    const state = stateOf(cursor);
    delete cursor.flow.waiting;
    const pause = retryAfter(state, cursor.flow, failure, () => draw(this.execution));
    if (pause !== undefined) return this.wait(cursor, 'retry', pause);
    const caught = catcherOf(state, failure);
    if (!caught) return this.#failUncaught(cursor, failure);
    try {
      await this.exit(cursor, { prefix: caught.prefix, errorOutput: failure.output }, caught.catcher);
    } catch (error) {
      await this.#failUncaught(cursor, this.#failureOf(cursor, error));
    }
  }

  async #failUncaught(cursor: Cursor, failure: StateFailure): Promise<void> {
    const { Type } = stateOf(cursor);
    if (Type === 'Map' || Type === 'Parallel') this.record(cursor, `${Type}StateFailed`);
    if (cursor.parent) await propagate(this, cursor, cursor.parent, failure);
    else this.end('FAILED', failure.details);
  }

  #failureOf(cursor: Cursor, error: unknown): StateFailure {
    if (error instanceof StateFailure) return error;
    if (!(error instanceof EvaluationFailure)) throw error;
    const failure = failureWhile(cursor.flow, 'States.QueryEvaluationError', error.message);
    const { state } = cursor.flow;
    this.record(cursor, 'EvaluationFailed', { ...failure.details, location: error.location, state });
    return failure;
  }

  /** Leaves the state or performs it again after a while. */
  wait({ flow }: Cursor, then: 'leave' | 'retry', seconds: number): void {
    const timer = this.setTimer(`${then}-${flow.enteredEventId}`, seconds);
    flow.waiting = { for: 'time', timers: [timer], then };
  }

  setTimer(id: string, seconds: number): Timer {
    const timer = { id, at: this.now + Math.round(seconds * 1000) };
    this.effects.push({ type: 'set-timer', ...timer });
    return timer;
  }

  end(status: keyof typeof endings, outcome: Pick<Execution, 'output' | 'error' | 'cause'>): void {
    const { output, ...details } = outcome;
    const isOwn = status === 'SUCCEEDED' || status === 'FAILED';
    const told = output === undefined ? defined(details) : history.output(output);
    this.record(isOwn ? this.root : undefined, endings[status], told);
    // AWS tells of a timeout in the history only.
    Object.assign(this.execution, { status, endedAt: this.now }, status === 'TIMED_OUT' ? {} : outcome);
    delete this.execution.timeout;
    delete this.execution.root.waiting;
    this.#ready = [];
    this.effects.push({ type: 'ended' });
  }

  record(cursor: Cursor | undefined, type: string, details?: JsonObject): void {
    const event = { previousEventId: cursor?.flow.lastEventId ?? 0, timestamp: this.now, type };
    const id = history.append(this.execution.history, event, details);
    if (cursor && !history.isAside(type)) cursor.flow.lastEventId = id;
  }

  scope(cursor: Cursor, reads: Reads = {}): Scope {
    return scopeOf(this.execution, this.now, cursor, reads);
  }
}
