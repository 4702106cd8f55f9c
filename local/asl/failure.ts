import type { Catcher, Retrier } from '#/local/asl/definition.ts';
import type { Flow, Json, JsonObject } from '#/local/asl/execution.ts';

/** Why a state failed, in the names and words of AWS. */
export class StateFailure extends Error {
  override name = 'StateFailure';
  readonly error: string | undefined;
  override readonly cause: string | undefined;
  /** Further names that retriers and catchers know this failure by. */
  readonly aliases: string[];

  constructor(error?: string, cause?: string, aliases: string[] = []) {
    super(`${error}: ${cause}`);
    this.error = error;
    this.cause = cause;
    this.aliases = aliases;
  }

  /** Ends the execution at once, whatever state it is in and whatever that would retry or catch. */
  get isFatal(): boolean {
    return this.error === 'States.Runtime';
  }

  get details(): JsonObject {
    return defined({ error: this.error, cause: this.cause });
  }

  /** AWS binds an empty string to what was not given. */
  get output(): JsonObject {
    return { Error: this.error ?? '', Cause: this.cause ?? '' };
  }

  matches({ ErrorEquals }: Pick<Retrier | Catcher, 'ErrorEquals'>): boolean {
    const names = [this.error, ...this.aliases];
    return ErrorEquals.some((wanted) => {
      if (names.includes(wanted)) return true;
      if (this.error === 'States.DataLimitExceeded') return false;
      return wanted === 'States.ALL' || (wanted === 'States.TaskFailed' && this.error !== 'States.Timeout');
    });
  }
}

/** An expression that threw, answered nothing or answered the wrong kind of thing. */
export class EvaluationFailure extends Error {
  override name = 'EvaluationFailure';
  readonly location: string;

  constructor(message: string, location: string) {
    super(message);
    this.location = location;
  }
}

export function failureWhile({ state, enteredEventId }: Flow, error: string, message: string): StateFailure {
  const where = `executing the state '${state}' (entered at the event id #${enteredEventId})`;
  return new StateFailure(error, `An error occurred while ${where}. ${message}`);
}

const MAX_BYTES = 256 * 1024;

export function isTooLarge(value: Json): boolean {
  return Buffer.byteLength(JSON.stringify(value)) > MAX_BYTES;
}

export function tooLarge(stateOrTask: string): StateFailure {
  const what = 'a result with a size exceeding the maximum number of bytes service limit';
  return new StateFailure('States.DataLimitExceeded', `The state/task '${stateOrTask}' returned ${what}.`);
}

export function defined(values: Record<string, Json | undefined>): JsonObject {
  const entries = Object.entries(values).filter((entry): entry is [string, Json] => entry[1] !== undefined);
  return Object.fromEntries(entries);
}
