import { expect, test } from 'vitest';
import { FAULT_CODES } from '#/core/fault.ts';
import { FAULT_WORDS } from '#/core/text/faults.ts';
import { FILES, found, read } from './tree.ts';

const JAPANESE = /[\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Han}]+/gu;

/** Where Japanese is written, and nowhere else: what people read, what they decided, and what tests say of it. */
const HOMES = [
  /^core\/text\//,
  /^policies\//,
  /^web\/src\/text\//,
  /^local\/(text|pages\/text-pages)\.ts$/,
  /^cli\/text\.ts$/,
  /^test\//,
  /^docs\//,
  /^(README|CONTRIBUTING|AGENTS)\.md$/,
  /^package\.json$/,
  // What a browser shows before any script runs.
  /^web\/(index\.html|public\/)/,
];

test('Japanese stands only where the words are kept', () => {
  const elsewhere = FILES.filter((path) => !HOMES.some((home) => home.test(path)));
  expect(elsewhere.length).toBeGreaterThan(100);
  expect(found(elsewhere, JAPANESE)).toEqual([]);
});

test('every refusal has words of its own, and they say what to do', () => {
  expect(Object.keys(FAULT_WORDS).sort()).toEqual(FAULT_CODES.toSorted());
  const words = Object.values(FAULT_WORDS);
  expect(new Set(words).size).toBe(words.length);
  const short = Object.entries(FAULT_WORDS).filter(([, text]) => !/。.*ください。$/s.test(text));
  expect(short).toEqual([]);
});

test('every refusal can happen', () => {
  const source = FILES.filter((path) => /^(core|functions)\/.*\.ts$/.test(path) && path !== 'core/fault.ts')
    .map(read)
    .join('\n');
  expect(FAULT_CODES.filter((code) => !source.includes(`'${code}'`))).toEqual([]);
});
