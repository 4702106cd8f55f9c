import { expect, test } from 'vitest';
import { enrolPeople, input } from '#/functions/enrol-people/task.ts';
import { holder } from '#/test/core/stage.ts';
import { MemoryCases } from '#/test/simulation/memory-cases.ts';
import { wakayama } from '#/test/simulation/policy.ts';

test('R09 people are entered, and entered again they are replaced', async () => {
  const cases = new MemoryCases();
  const people = [holder('one', ['chief-officer']), holder('two', [])];
  expect(await enrolPeople({ cases, policy: wakayama }, { people })).toEqual({ enrolled: 2 });
  await enrolPeople({ cases, policy: wakayama }, { people: [holder('one', [])] });
  expect((await cases.people()).map(({ id, posts }) => [id, posts.length])).toEqual([
    ['one', 0],
    ['two', 0],
  ]);
});

test('a list with one wrong entry is refused as a whole', () => {
  expect(
    input.safeParse({ people: [holder('one', []), { ...holder('two', []), mail: 'none' }] }).success,
  ).toBe(false);
  expect(input.safeParse({ people: [] }).success).toBe(false);
});

test('a post or a section that the profile does not have is refused, with everybody in the list', async () => {
  const cases = new MemoryCases();
  const people = [holder('one', ['chief-officer']), holder('two', ['cheif-officer'])];
  await expect(enrolPeople({ cases, policy: wakayama }, { people })).rejects.toThrow('two: cheif-officer');
  expect(await cases.people()).toEqual([]);
});
