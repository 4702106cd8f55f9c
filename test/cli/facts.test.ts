import { expect, test } from 'vitest';
import * as z from 'zod';
import { facts } from '#/cli/facts.ts';
import { answersTo, CHOICE_FACTS, factsSchema } from '#/core/case/facts.ts';
import { saidBy } from '#/test/cli/said.ts';

const named = z.looseObject({ title: z.string().min(1), description: z.string().min(1) });
const choice = named.extend({ enum: z.array(z.string()) });
const schemaSchema = z.looseObject({
  $schema: z.literal('https://json-schema.org/draft/2020-12/schema'),
  required: z.tuple([z.literal('known')]),
  additionalProperties: z.literal(false),
  properties: z.strictObject({
    kind: named,
    bodies: named,
    known: named.extend({
      items: z.looseObject({
        required: z.tuple([z.literal('at')]),
        additionalProperties: z.literal(false),
        properties: z.record(z.string(), named),
      }),
    }),
  }),
});

const { code, said } = await saidBy(facts, ['--schema']);
const known = schemaSchema.parse(JSON.parse(said)).properties.known.items.properties;

test('R33 the schema names every fact in Japanese', () => {
  expect(code).toBe(0);
  expect(Object.keys(known).sort()).toEqual(['at', 'body', ...Object.keys(factsSchema.shape)].sort());
  expect(Object.values(known).filter(({ description }) => !/[ぁ-ん]/.test(description))).toEqual([]);
});

test.each(CHOICE_FACTS)('R33 the schema says what each answer to %s means', (fact) => {
  const { enum: answers, description } = choice.parse(known[fact]);
  expect(answers).toEqual(answersTo(fact));
  expect(answers.filter((answer) => !description.includes(`${answer} = `))).toEqual([]);
});

test('R33 what the schema refuses of a moment is refused by the command', () => {
  const { pattern } = z.looseObject({ pattern: z.string() }).parse(known.at);
  const wrong = ['2026-12-01', '2026-12-01T09:00', '2026/12/01 09:00', ' 2026-12-01T09:00Z'];
  const right = ['2026-12-01T09:00+09:00', '2026-12-01T00:00:00Z', '2026-12-01T00:00:00.000Z'];
  expect([...wrong, ...right].filter((moment) => new RegExp(pattern).test(moment))).toEqual(right);
  expect(factsSchema.safeParse({ occurredAt: wrong[1] }).success).toBe(false);
});

test('R33 without --schema it says how it is called', async () => {
  await expect(facts([])).rejects.toThrow('npx hikeshi facts --schema');
  await expect(facts(['--scheme'])).rejects.toThrow('「--scheme」');
});
