import { createHash } from 'node:crypto';
import jsonata from 'jsonata';
import * as z from 'zod';
import type { Json } from '#/local/asl/execution.ts';

/** Where `$uuid()`, `$random()` and `$now()` get theirs from. */
export interface Sources {
  now: number;
  random: () => number;
  uuid: () => string;
}

/** AWS refuses a sequence longer than this for its memory (measured: 873,782 passes, one more does not). */
export const MAX_ELEMENTS = 873_782;
export const MEMORY_EXCEEDED =
  'Expression evaluation memory limit exceeded: Check for excessive memory usage';

/** Like jsonata's own functions: from nothing comes nothing, and an argument of another type is an error. */
function typed<Types extends z.ZodTuple>(
  name: string,
  types: Types,
  body: (...given: z.output<Types>) => unknown,
) {
  const { length } = types.def.items;
  return (...args: unknown[]): unknown => {
    const given = Array.from({ length }, (_, index) => args[index]);
    if (given.includes(undefined)) return undefined;
    const { data, error } = types.safeParse(given);
    if (data) return body(...data);
    const index = Number(error?.issues[0]?.path[0]) + 1;
    throw Object.assign(new Error(name), { code: 'T0410', token: name, index });
  };
}

const [Any, Text, Numeric] = [z.custom<Json>(), z.string(), z.number()];

const parse = typed('parse', z.tuple([Text]), (text) => {
  try {
    return JSON.parse(text);
  } catch {
    // What the parser says would show the text, and so put it into logs.
    throw new Error('Argument 1 of function "parse" is not valid JSON');
  }
});

const partition = typed('partition', z.tuple([Any, Numeric]), (value, size) => {
  const array = Array.isArray(value) ? value : [value];
  const step = Math.trunc(size);
  if (step < 0) throw new Error('Argument 2 of function "partition" must be a positive number');
  if (step === 0) return undefined;
  const chunks: Json[][] = [];
  for (let start = 0; start < array.length; start += step) chunks.push(array.slice(start, start + step));
  return chunks.length > 0 ? chunks : undefined;
});

/** Answers by JSONata's rules for sequences: one element is that element, none is nothing. */
const range = typed('range', z.tuple([Numeric, Numeric, Numeric]), (first, last, by) => {
  const [from, step] = [Math.trunc(first), Math.trunc(by)];
  if (step === 0) return undefined;
  const count = Math.max(0, Math.floor((Math.trunc(last) - from) / step) + 1);
  if (count > MAX_ELEMENTS) throw new Error(MEMORY_EXCEEDED);
  const numbers = Array.from({ length: count }, (_, index) => from + index * step);
  return numbers.length > 1 ? numbers : numbers[0];
});

const ALGORITHMS = ['MD5', 'SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'];

const hash = typed('hash', z.tuple([Text, Text]), (text, algorithm) => {
  if (!ALGORITHMS.includes(algorithm)) throw new Error(`Unsupported hashing algorithm: ${algorithm}`);
  return createHash(algorithm.replace('SHA-', 'SHA')).update(text).digest('hex');
});

/** `new java.util.Random(seed).nextDouble()`, which is what AWS answers bit for bit. */
const seeded = typed('random', z.tuple([Numeric]), (seed) => {
  const mask = (1n << 48n) - 1n;
  let state = (BigInt(Math.trunc(seed)) ^ 0x5deece66dn) & mask;
  const next = (bits: bigint) => {
    state = (state * 0x5deece66dn + 0xbn) & mask;
    return Number(state >> (48n - bits));
  };
  return (next(26n) * 2 ** 27 + next(27n)) / 2 ** 53;
});

const format = jsonata('$fromMillis($at, $picture, $timezone)');

/** What AWS adds to JSONata, and what it takes away. */
export function awsFunctions({ now, random, uuid }: Sources): Record<string, unknown> {
  return {
    parse,
    partition,
    range,
    hash,
    uuid,
    random: (seed?: unknown) => (seed === undefined ? random() : seeded(seed)),
    millis: () => now,
    now: (picture?: string, timezone?: string) => format.evaluate(undefined, { at: now, picture, timezone }),
    eval: undefined,
  };
}
