import { expect, test } from 'vitest';
import { FILES, found, read } from './tree.ts';

const WRITTEN = FILES.filter((path) => /\.(ts|tsx|mjs|css|html)$/.test(path));
const SOURCE = WRITTEN.filter((path) => /^(core|functions|infra|local|cli|web)\/.*\.tsx?$/.test(path));
const linesOf = (path: string): string[] => read(path).trimEnd().split('\n');

test('no file is longer than 300 lines', () => {
  const long = WRITTEN.map((path) => ({ path, lines: linesOf(path).length })).filter(
    ({ lines }) => lines > 300,
  );
  expect(long).toEqual([]);
});

test('half of the source files are shorter than 70 lines', () => {
  const lengths = SOURCE.map((path) => linesOf(path).length).sort((one, other) => one - other);
  expect(lengths[Math.floor(lengths.length / 2)]).toBeLessThan(70);
});

test('fewer than 8 lines of source in 100 are comments', () => {
  const lines = SOURCE.flatMap(linesOf);
  const comments = lines.filter((line) => /^\s*(\/\/|\/\*|\*)/.test(line));
  expect(comments.length / lines.length).toBeLessThan(0.08);
});

test('core and the steps have no clock, no chance, no environment and no console', () => {
  const pure = SOURCE.filter(
    (path) => path.startsWith('core/') || /^functions\/[a-z-]+\/task\.ts$/.test(path),
  );
  const impure =
    /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bprocess\.|\bconsole\.|\bsetTimeout\b|\bfetch\(|\brandomUUID\b|\bgetRandomValues\b/g;
  expect(pure.length).toBeGreaterThan(50);
  expect(found(pure, impure)).toEqual([]);
});

test('everybody in the demo, the fixtures and the tests is invented', () => {
  const invented = FILES.filter((path) => /^(policies|test)\//.test(path));
  const addresses = found(invented, /[\w.+-]+@[\w-]+(\.[\w-]+)*\.[a-z]{2,}\b/gi);
  const reserved = /@([\w-]+\.)*(example|example\.(com|org|net|jp)|invalid|test)$/i;
  expect(addresses.length).toBeGreaterThan(10);
  expect(addresses.filter((address) => !reserved.test(address))).toEqual([]);
  const numbers = found(invented, /(?<![\w-])\+?\d{2,4}-\d{2,4}-\d{4}(?![\w-])/g);
  expect(numbers.filter((number) => !/\b000-\d{4}/.test(number))).toEqual([]);
});
