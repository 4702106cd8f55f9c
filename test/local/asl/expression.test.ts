import { describe, expect, test } from 'vitest';
import { evaluate } from '#/local/asl/expression.ts';
import { Stage } from './stage.ts';

const sources = { now: Date.UTC(2026, 3, 1), random: () => 0.25, uuid: () => 'a-uuid' };
const value = (source: string, variables = {}) => evaluate(source, variables, sources);

test.each([
  ['$parse(\'{"a": [1]}\').a', [1]],
  ['$partition([1, 2, 3], 2)', [[1, 2], [3]]],
  ['$partition([1], 1)', [[1]]],
  ['$range(0, 6, 2)', [0, 2, 4, 6]],
  ['$range(5, 1, -2)', [5, 3, 1]],
  ['$range(-1.7, 2, 1)', [-1, 0, 1, 2]],
  ['$range(1, 1, 1)', 1],
  ['$range(1, 0, 1)', undefined],
  ['$hash("input", "SHA-1")', '140f86aae51ab9e1cda9b4254fe98a74eb54c1a1'],
  ['$hash("input", "MD5")', 'a43c1b0aa53a0c908810c06ab1ff3967'],
  ['$random(42)', 0.7275636800328681],
  ['$random()', 0.25],
  ['$uuid()', 'a-uuid'],
  ['$now()', '2026-04-01T00:00:00.000Z'],
  ['$now("[Y]")', '2026'],
  ['$millis()', 1775001600000],
  ['1/0', 'Infinity'],
  ['function($x) { $x }', undefined],
])('%s is what it is on AWS', async (source, expected) => {
  expect(await value(source)).toEqual(expected);
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

describe('what an expression gives must fit its field', () => {
  const output = (Output: unknown) => ({ Type: 'Pass', Output, End: true });
  test.each([
    ['Output/a/b[1]', output({ a: { b: [1, '{% $none %}'] } }), 'returned nothing (undefined).'],
    [
      'Output',
      output("{% $number('x') %}"),
      'threw an error during evaluation. D3030: Unable to cast value to a number: "x"',
    ],
    [
      'Choices[0]/Condition',
      { Type: 'Choice', Choices: [{ Condition: '{% "yes" %}', Next: 'Go' }] },
      "Expected 'boolean', but was 'string' for value: \"yes\"",
    ],
    [
      'Seconds',
      { Type: 'Wait', Seconds: '{% "1" %}', End: true },
      "Expected 'number', but was 'string' for value: \"1\"",
    ],
    ['Seconds', { Type: 'Wait', Seconds: '{% -1 %}', End: true }, 'not a whole number'],
    ['Error', { Type: 'Fail', Error: '{% 1 %}' }, "Expected 'string', but was 'number' for value: 1"],
  ])('%s', async (field, state, text) => {
    const go = JSON.stringify(state).includes('"Go"') ? { Go: { Type: 'Succeed' } } : {};
    const { execution } = await Stage.open({ State: state, ...go });
    expect(execution).toMatchObject({ status: 'FAILED', error: 'States.QueryEvaluationError' });
    expect(execution.cause).toContain(`specified for the field '${field}'`);
    expect(execution.cause).toContain(text);
  });
});
