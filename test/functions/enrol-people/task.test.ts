import { expect, test } from 'vitest';
import { enrolPeople, input } from '#/functions/enrol-people/task.ts';
import { holder } from '#/test/core/stage.ts';
import { MemoryCases } from '#/test/simulation/memory-cases.ts';

test('R09 people are entered, and entered again they are replaced', async () => {
  const cases = new MemoryCases();
  const people = [holder('one', ['chief-officer']), holder('two', [])];
  expect(await enrolPeople({ cases }, { people })).toEqual({ enrolled: 2 });
  await enrolPeople({ cases }, { people: [holder('one', [])] });
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
