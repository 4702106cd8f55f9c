import { describe, expect, test } from 'vitest';
import { evaluate, reasonOf } from '#/local/asl/expression.ts';

const sources = { now: Date.UTC(2026, 3, 1), random: () => 0.25, uuid: () => 'a-uuid' };
const value = (source: string, variables = {}) => evaluate(source, variables, sources);

test.each([
  ['$parse(\'{"a": [1]}\').a', [1]],
  ['$partition([1, 2, 3], 2)', [[1, 2], [3]]],
  ['$partition([1], 1)', [[1]]],
  ['$partition([1, 2, 3], 2.9)', [[1, 2], [3]]],
  ['$partition("a", 1)', [['a']]],
  ['$partition([], 1)', undefined],
  ['$partition([1], 0)', undefined],
  ['$range(0, 6, 2)', [0, 2, 4, 6]],
  ['$range(5, 1, -2)', [5, 3, 1]],
  ['$range(-1.7, 2, 1)', [-1, 0, 1, 2]],
  ['$range(1, 1, 1)', 1],
  ['$range(1, 0, 1)', undefined],
  ['$range(1, 2, 0)', undefined],
  ['$range(1, $none, 1)', undefined],
  ['$hash("input", "SHA-1")', '140f86aae51ab9e1cda9b4254fe98a74eb54c1a1'],
  ['$hash("input", "MD5")', 'a43c1b0aa53a0c908810c06ab1ff3967'],
  ['$random(42)', 0.7275636800328681],
  ['$random()', 0.25],
  ['$hash($none, "MD5")', undefined],
  ['$parse($none)', undefined],
  ['$uuid()', 'a-uuid'],
  ['$now()', '2026-04-01T00:00:00.000Z'],
  ['$now("[Y]")', '2026'],
  ['$millis()', 1775001600000],
  ['1/0', 'Infinity'],
  ['[-1/0, 0/0]', ['-Infinity', 'NaN']],
  ['-0', 0],
  ['9007199254740993', 2 ** 53],
  ['1e21', 1e21],
  ['function($x) { $x }', undefined],
  ['$sum', undefined],
  ['{"a": $sum, "b": 1}', { b: 1 }],
  ['$random() = $random()', true],
  ['$now() = $fromMillis($millis())', true],
  ["$contains('hello$world', /^hello\\$/)", true],
  ['"\\u65e5\\n\\"" & \'"\'', '日\n""'],
  ['[[1]]', [[1]]],
  ['[{"n": 1}, {"n": 2}][n = 2]', { n: 2 }],
  ['[{"n": 1}][n = 2]', undefined],
])('%s is what it is on AWS', async (source, expected) => {
  expect(await value(source)).toEqual(expected);
});

test.each(['null', 'true', '0', '-1.5e3', '""', '"日本"', '[]', '[1]', '{}', '{"a": [null]}'])(
  '$parse reads %s',
  async (text) => {
    expect(await value('$parse($text)', { text })).toEqual(JSON.parse(text));
  },
);

describe('an argument that does not fit is told', () => {
  test.each([
    ['$parse(1)', 'T0410', 'Argument 1 of function "parse" does not match function signature'],
    ['$partition([1], "2")', 'T0410', 'Argument 2 of function "partition" does not'],
    ['$range(1, "2", 1)', 'T0410', 'Argument 2 of function "range" does not'],
    ['$hash({}, "MD5")', 'T0410', 'Argument 1 of function "hash" does not'],
    ['$random("a")', 'T0410', 'Argument 1 of function "random" does not'],
    ['$map([1], $parse)', 'T0410', 'Argument 1 of function "parse" does not'],
    ['$partition([1], -1)', undefined, 'must be a positive number'],
    ['$hash("a", "sha256")', undefined, 'Unsupported hashing algorithm: sha256'],
    ['$range(1, 1e9, 1)', undefined, 'memory limit exceeded'],
    ['$parse("{secret")', undefined, 'Argument 1 of function "parse" is not valid JSON'],
  ])('%s', async (source, code, message) => {
    const thrown: unknown = await value(source).catch((error) => error);
    expect(thrown).toMatchObject({ message: expect.stringContaining(message) });
    expect(reasonOf(thrown).code).toBe(code);
  });
});

test('an expression changes nothing outside itself', async () => {
  const variables = { a: { b: 1 } };
  await expect(value('$a()', variables)).rejects.toMatchObject({ code: 'T1006' });
  expect(variables).toEqual({ a: { b: 1 } });
});

describe('an expression is given up', () => {
  test.each([
    ['that never ends', '($f := function($x) { $f($x + 1) }; $f(1))', 'Expression evaluation timeout'],
    ['that nests too deep', '($f := function($x) { 1 + $f($x) }; $f(1))', 'Depth=101 max=100'],
    ['with too many operators', Array(200).fill('1').join('+'), 'Stack overflow error'],
    ['that takes too much memory', '$count([1..873783])', 'memory limit exceeded'],
    ['that would evaluate a text', '$eval("1+1")', 'Attempted to invoke a non-function'],
  ])('%s', async (_title, source, message) => {
    await expect(value(source)).rejects.toMatchObject({ message: expect.stringContaining(message) });
  });

  test('but not for being wide', async () => {
    expect(await value('$count([1..873782])')).toBe(873_782);
    expect(await value('$map([1..300], function($x) {{ "a": $x, "b": [$x, $x] }}) ~> $count()')).toBe(300);
    expect(
      await value(
        `{${Array.from({ length: 200 }, (_, key) => `"${key}": [${key}]`)}} ~> $keys() ~> $count()`,
      ),
    ).toBe(200);
  });

  test('and another one at the same time goes on', async () => {
    const endless = value('($f := function($x) { $x = $n ? $x : $f($x + 1) }; $f(1))', { n: -1 });
    const finite = value('($f := function($x) { $x = $n ? $x : $f($x + 1) }; $f(1))', { n: 50 });
    await expect(endless).rejects.toThrow();
    expect(await finite).toBe(50);
  });
});
