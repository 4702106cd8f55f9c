import { createHash } from 'node:crypto';
import jsonata from 'jsonata';
import type { Json } from '#/local/asl/execution.ts';

/** Where `$uuid()`, `$random()` and `$now()` get theirs from. */
export interface Sources {
  now: number;
  random: () => number;
  uuid: () => string;
}

const ALGORITHMS = ['MD5', 'SHA-1', 'SHA-256', 'SHA-384', 'SHA-512'];

function parse(text: string | undefined): Json | undefined {
  return text === undefined ? undefined : JSON.parse(text);
}

function partition(value: Json | undefined, size: number | undefined): Json[][] | undefined {
  if (value === undefined || size === undefined) return undefined;
  const array = Array.isArray(value) ? value : [value];
  const step = Math.trunc(size);
  if (step < 1) throw new Error('Argument 2 of function "partition" must be a positive number');
  const chunks: Json[][] = [];
  for (let start = 0; start < array.length; start += step) chunks.push(array.slice(start, start + step));
  return chunks.length > 0 ? chunks : undefined;
}

/** Answers by JSONata's rules for sequences: one element is that element, none is nothing. */
function range(first?: number, last?: number, by?: number): number | number[] | undefined {
  if (first === undefined || last === undefined || by === undefined) return undefined;
  const [from, step] = [Math.trunc(first), Math.trunc(by)];
  if (step === 0) return undefined;
  const count = Math.max(0, Math.floor((Math.trunc(last) - from) / step) + 1);
  if (count > MAX_ELEMENTS) throw new Error(MEMORY_EXCEEDED);
  const numbers = Array.from({ length: count }, (_, index) => from + index * step);
  return numbers.length > 1 ? numbers : numbers[0];
}

function hash(data: Json | undefined, algorithm: string | undefined): string | undefined {
  if (data === undefined || algorithm === undefined) return undefined;
  if (!ALGORITHMS.includes(algorithm)) throw new Error(`Unsupported hashing algorithm: ${algorithm}`);
  const text = typeof data === 'string' ? data : JSON.stringify(data);
  return createHash(algorithm.replace('SHA-', 'SHA')).update(text).digest('hex');
}

/** `new java.util.Random(seed).nextDouble()`, which is what AWS answers bit for bit. */
function seededRandom(seed: number): number {
  const mask = (1n << 48n) - 1n;
  let state = (BigInt(Math.trunc(seed)) ^ 0x5deece66dn) & mask;
  const next = (bits: bigint) => {
    state = (state * 0x5deece66dn + 0xbn) & mask;
    return Number(state >> (48n - bits));
  };
  return (next(26n) * 2 ** 27 + next(27n)) / 2 ** 53;
}

/** AWS refuses a sequence longer than this for its memory (measured: 873,782 passes, one more does not). */
export const MAX_ELEMENTS = 873_782;
export const MEMORY_EXCEEDED =
  'Expression evaluation memory limit exceeded: Check for excessive memory usage';

const format = jsonata('$fromMillis($at, $picture, $timezone)');

/** What AWS adds to JSONata, and what it takes away. */
export function awsFunctions({ now, random, uuid }: Sources): Record<string, unknown> {
  return {
    parse,
    partition,
    range,
    hash,
    uuid,
    random: (seed?: number) => (seed === undefined ? random() : seededRandom(seed)),
    millis: () => now,
    now: (picture?: string, timezone?: string) => format.evaluate(undefined, { at: now, picture, timezone }),
    eval: undefined,
  };
}
