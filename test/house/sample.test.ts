import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import * as z from 'zod';
import { profileSchema } from '#/core/policy/profile.ts';

type Shape = z.core.JSONSchema.JSONSchema;

const SAMPLE = readFileSync(new URL('../../policies/sample.yaml', import.meta.url), 'utf8');
const root = z.toJSONSchema(profileSchema, { io: 'input' });

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isShape = (part: unknown): part is Shape => isObject(part);

/** The five levels are alike, so are the terms within and outside of office hours, and the parts of a condition. */
const ALIKE: Record<string, string> = { closed: 'open', all: 'when', any: 'when' };
const alike = (key: string): string => ALIKE[key] ?? key.replace(/^[0-4]$/, 'level');

type Keys = [key: string, isGiven: boolean][];

/** Every key that the schema knows, with the name of what holds it, and whether one of the values has it. */
function keysOf(shape: Shape, values: readonly unknown[], holder = ''): Keys {
  if (values.length === 0) return [];
  const { $ref, anyOf = [], properties = {}, additionalProperties, items } = shape;
  const target = root.$defs?.[$ref?.replace('#/$defs/', '') ?? ''];
  const groups = values.filter(isObject);
  const parts = values.flatMap((value) => (Array.isArray(value) ? value : []));
  const among = (part: unknown, of: readonly unknown[]) => (isShape(part) ? keysOf(part, of, holder) : []);
  return [
    ...among(target, values),
    ...anyOf.flatMap((way) => among(way, values)),
    ...Object.entries(properties).flatMap(([key, inner]): Keys => {
      const given = groups.flatMap((group) => (key in group ? [group[key]] : []));
      const below = isShape(inner) ? keysOf(inner, given, alike(key)) : [];
      return [[`${holder}.${key}`, given.length > 0], ...below];
    }),
    ...among(additionalProperties, groups.flatMap(Object.values)),
    ...among(items, parts),
  ];
}

/** A source, a condition or a term is the same everywhere: shown once is enough. A rewording has the keys of a kind. */
function missingIn(yaml: string): string[] {
  const keys = keysOf(root, [parse(yaml)]);
  const given = new Set(keys.flatMap(([key, isGiven]) => (isGiven ? [key] : [])));
  return [...new Set(keys.map(([key]) => key))].filter(
    (key) => !given.has(key) && !key.startsWith('reword.'),
  );
}

test('policies/sample.yaml gives every key of a profile at least once', () => {
  expect(missingIn(SAMPLE)).toEqual([]);
});

test.each([
  [/^actingWord:\n( .*\n)+/m, '.actingWord'],
  [/, judged: true/g, 'when.judged'],
  [/, does: \S+/g, 'acts.does'],
  [/^ +note: 監査.*\n/m, 'posts.note'],
  [/{ sector: hospital }, /, 'when.sector'],
])('without %s it would be found to miss %s', (part, key) => {
  expect(missingIn(SAMPLE.replace(part, ''))).toEqual([key]);
});
