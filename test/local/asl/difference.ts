import type { Execution } from '#/local/asl/execution.ts';
import type { Recording } from './recording.ts';

type Fields = Record<string, unknown>;

/** The other fields depend on the transport. */
const TRANSPORT: Record<string, string[]> = { SdkHttpMetadata: ['HttpStatusCode'], SdkResponseMetadata: [] };
/** The other fields depend on the language that the function is written in. */
const ERROR = ['errorType', 'errorMessage'];

/** Says where an execution differs from the recording; nothing if it does not. */
export function differencesOf(recording: Recording, execution: Execution): string[] {
  const { expectedError, expectedOutput, expectedStatus, expectedHistoryTypes, historyOrder } = recording;
  const { history, output, status } = execution;
  const { error, cause } = outcomeOf(execution);
  const types = (given: string[]) => arranged(given, historyOrder).join(' ');
  const comparison = new Comparison(recording.placeholders, execution);
  comparison.add('status', expectedStatus, status);
  // One that failed has no output; that of one that should have is told by the status.
  if (expectedStatus === 'SUCCEEDED' && expectedOutput !== undefined) {
    comparison.add('output', expectedOutput, output);
  }
  if (expectedError) comparison.add('error', expectedError, { error, cause });
  if (expectedHistoryTypes) {
    comparison.add('history', types(expectedHistoryTypes), types(history.map(({ type }) => type)));
  }
  return comparison.differences;
}

/** A timeout is told in the history only. */
function outcomeOf({ history }: Execution): Fields {
  const last = history.at(-1);
  return last?.executionFailedEventDetails ?? last?.executionTimedOutEventDetails ?? {};
}

function arranged(types: string[], order: string): string[] {
  if (order === 'exact') return types;
  return (order === 'set' ? [...new Set(types)] : types).toSorted();
}

class Comparison {
  readonly differences: string[] = [];
  readonly #placeholders: string[];
  readonly #execution: Execution;

  constructor(placeholders: string[], execution: Execution) {
    this.#placeholders = placeholders;
    this.#execution = execution;
  }

  add(where: string, expected: unknown, actual: unknown): void {
    const isText = (typeof expected === 'string' || where === 'error/cause') && typeof actual === 'string';
    const [wanted, got] = isText ? [opened(expected), opened(actual)] : [expected, actual];
    if (Array.isArray(wanted) && Array.isArray(got)) {
      const length = Math.max(wanted.length, got.length);
      for (let at = 0; at < length; at++) this.add(`${where}[${at}]`, wanted[at], got[at]);
    } else if (isFields(wanted) && isFields(got)) {
      this.#addFields(where, wanted, got);
    } else if (!this.#isSame(expected, actual)) {
      this.differences.push(`${where}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`);
    }
  }

  #addFields(where: string, wanted: Fields, got: Fields): void {
    const essence = 'errorType' in wanted ? ERROR : TRANSPORT[where.split('/').at(-1) ?? ''];
    const theirs = essence ?? Object.keys(wanted);
    const pairs = theirs.map((key) => [key, Object.keys(got).find((own) => this.#isSame(key, own))]);
    for (const [key = '', own = ''] of pairs) this.add(`${where}/${key}`, wanted[key], got[own]);
    const paired = pairs.map(([, own]) => own);
    const others = essence ? [] : Object.keys(got).filter((own) => !paired.includes(own));
    for (const own of others) this.add(`${where}/${own}`, undefined, got[own]);
  }

  #isSame(expected: unknown, actual: unknown): boolean {
    if (typeof expected !== 'string' || actual === undefined) return expected === actual;
    if (this.#placeholders.includes(expected)) return true;
    return typeof actual === 'string' && (this.#isMadeUp(actual) || this.#pattern(expected).test(actual));
  }

  #pattern(expected: string): RegExp {
    // A placeholder that is a word is not meant inside another word.
    const bounded = (text: string) =>
      RegExp.escape(text)
        .replace(/^/, /^\w/.test(text) ? '(?<!\\w)' : '')
        .concat(/\w$/.test(text) ? '(?!\\w)' : '');
    const anything = new RegExp(this.#placeholders.map(bounded).join('|') || '(?!)');
    return new RegExp(`^${expected.split(anything).map(RegExp.escape).join('.*')}$`, 's');
  }

  /** Names and moments that this run has of its own: the recording does not say what they were. */
  #isMadeUp(text: string): boolean {
    const { id, name, stateMachine, roleArn, startedAt, endedAt = startedAt } = this.#execution;
    const moment = /^\d{4}-\d\d-\d\dT/.test(text) ? Date.parse(text) : Number.NaN;
    const names = [id, name, stateMachine.id, stateMachine.name, roleArn];
    return names.includes(text) || (moment >= startedAt && moment <= endedAt);
  }
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** JSON text stands for the value in it, so that the order of its fields does not count. */
function opened(value: unknown): unknown {
  if (typeof value !== 'string' || !/^\s*[[{]/.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
