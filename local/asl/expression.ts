import jsonata from 'jsonata';
import * as z from 'zod';
import type { Json, JsonObject } from '#/local/asl/execution.ts';
import { awsFunctions, MAX_ELEMENTS, MEMORY_EXCEEDED, type Sources } from '#/local/asl/functions.ts';

/** In the place of AWS's time limit, which is not published; unlike time, it lets a run be repeated. */
const MAX_STEPS = 500_000;
/** As on AWS. */
const MAX_DEPTH = 100;

const TOO_DEEP =
  'Stack overflow error: Check for non-terminating recursive function. Consider rewriting as tail-recursive.';

const ENTRY = Symbol.for('jsonata.__evaluate_entry');
const EXIT = Symbol.for('jsonata.__evaluate_exit');
const BUDGET = ' budget';

const cache = new Map<string, jsonata.Expression>();

export function isExpression(value: unknown): value is string {
  return typeof value === 'string' && value.length >= 4 && value.startsWith('{%') && value.endsWith('%}');
}

export function sourceOf(expression: string): string {
  return expression.slice(2, -2).trim();
}

const Reason = z.object({ code: z.string().optional().catch(undefined), message: z.string().catch('') });

/** Why jsonata gave up: what it throws is no Error. */
export function reasonOf(error: unknown): z.infer<typeof Reason> {
  return Reason.parse(error);
}

/** Throws jsonata's own error when the source cannot be parsed. */
export function parseExpression(source: string): jsonata.Expression {
  const known = cache.get(source);
  if (known) return known;
  const parsed = jsonata(source);
  // The published types know string names only; jsonata looks its hooks up by symbol.
  const assign = parsed.assign as (name: string | symbol, hook: Hook) => void;
  assign(ENTRY, (_node, _input, environment) => environment.lookup(BUDGET).enter());
  assign(EXIT, (_node, _input, environment, result) => environment.lookup(BUDGET).leave(result));
  cache.set(source, parsed);
  return parsed;
}

type Environment = { lookup(name: typeof BUDGET): Budget };
type Evaluation = { next?: () => void };
type Hook = (node: unknown, input: unknown, environment: Environment, result?: unknown) => unknown;

/** jsonata itself would follow an endless recursion for ever, and Node's timers would never fire again. */
class Budget {
  #steps = 0;
  readonly #open: Evaluation[] = [];
  #entered: Evaluation | undefined;

  /**
   * jsonata enters all members of an array or object in one turn. Each waits here until the one before it has
   * left, so that what is open is always one path down, and its length is the depth.
   */
  enter(): Promise<void> {
    if (++this.#steps > MAX_STEPS) throw new Error('Expression evaluation timeout: Check for infinite loop');
    const depth = this.#open.length + 1;
    if (depth > MAX_DEPTH) throw new Error(`${TOO_DEEP} Depth=${depth} max=${MAX_DEPTH}`);
    const before = this.#entered;
    const evaluation: Evaluation = {};
    this.#entered = evaluation;
    return new Promise((resolve) => {
      const open = () => resolve(void this.#open.push(evaluation));
      if (before) before.next = open;
      queueMicrotask(() => {
        this.#entered = undefined;
        if (!before) open();
      });
    });
  }

  leave(result: unknown): void {
    if (Array.isArray(result) && result.length > MAX_ELEMENTS) throw new Error(MEMORY_EXCEEDED);
    this.#open.pop()?.next?.();
  }
}

/** Answers undefined when the expression does. */
export async function evaluate(source: string, variables: JsonObject, sources: Sources) {
  // jsonata writes into what an expression calls, were it no function.
  const bindings = { ...awsFunctions(sources), ...structuredClone(variables), [BUDGET]: new Budget() };
  const result: unknown = await parseExpression(source).evaluate(undefined, bindings);
  const text = JSON.stringify(result, plain);
  const value: Json | undefined = text === undefined ? undefined : JSON.parse(text);
  return value;
}

/** AWS writes the numbers JSON does not have as strings; a function has no value. */
function plain(_key: string, value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) return String(value);
  if (typeof value !== 'object' || value === null) return value;
  return '_jsonata_lambda' in value || '_jsonata_function' in value ? undefined : value;
}
