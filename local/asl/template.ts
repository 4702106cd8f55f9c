import type * as z from 'zod';
import type { Json, JsonObject } from '#/local/asl/execution.ts';
import { evaluate, isExpression, reasonOf, sourceOf } from '#/local/asl/expression.ts';
import { EvaluationFailure } from '#/local/asl/failure.ts';
import type { Sources } from '#/local/asl/functions.ts';

export interface Scope {
  /** The variables of the state machine and `$states`. */
  variables: JsonObject;
  sources: Sources;
}

/** Replaces every expression in a template by its value; `field` is how AWS names the place. */
export async function fill(template: Json, field: string, scope: Scope): Promise<Json> {
  if (isExpression(template)) return value(template, field, scope);
  if (Array.isArray(template)) {
    const items: Json[] = [];
    for (const [index, item] of template.entries()) items.push(await fill(item, `${field}[${index}]`, scope));
    return items;
  }
  if (typeof template !== 'object' || template === null) return template;
  return fillObject(template, field, scope);
}

export async function fillObject(template: JsonObject, field: string, scope: Scope): Promise<JsonObject> {
  const entries: [string, Json][] = [];
  for (const [key, item] of Object.entries(template))
    entries.push([key, await fill(item, `${field}/${key}`, scope)]);
  return Object.fromEntries(entries);
}

/** The value must be what the field takes: of its type, and within its bounds. */
export async function fillAs<T>(
  expected: z.ZodType<T>,
  template: Json,
  field: string,
  scope: Scope,
): Promise<T> {
  const filled = await fill(template, field, scope);
  const parsed = expected.safeParse(filled);
  if (parsed.success) return parsed.data;
  const [type, actual, shown] = [expected.def.type, kindOf(filled), JSON.stringify(filled)];
  const types = `an unexpected result type. Expected '${type}', but was '${actual}' for value: ${shown}`;
  throw failure(template, field, `returned ${type === actual ? `a value out of range: ${shown}` : types}`);
}

async function value(expression: string, field: string, { variables, sources }: Scope): Promise<Json> {
  let result: Json | undefined;
  try {
    result = await evaluate(sourceOf(expression), variables, sources);
  } catch (error) {
    const { code, message } = reasonOf(error);
    const reason = code ? `. ${code}: ${message}` : `: ${message}`;
    throw failure(expression, field, `threw an error during evaluation${reason}`);
  }
  if (result !== undefined) return result;
  throw failure(expression, field, 'returned nothing (undefined).');
}

function failure(template: Json, field: string, what: string): EvaluationFailure {
  const which = `The JSONata expression '${sourceOf(String(template))}' specified for the field '${field}'`;
  return new EvaluationFailure(`${which} ${what}`, field);
}

function kindOf(json: Json): string {
  if (json === null) return 'null';
  return Array.isArray(json) ? 'array' : typeof json;
}
