import type { Json, JsonObject } from '#/local/asl/execution.ts';
import { evaluate, isExpression, sourceOf } from '#/local/asl/expression.ts';
import { EvaluationFailure } from '#/local/asl/failure.ts';
import type { Sources } from '#/local/asl/functions.ts';

export interface Scope {
  /** The variables of the state machine and `$states`. */
  variables: JsonObject;
  sources: Sources;
}

type Kinds = { array: Json[]; boolean: boolean; number: number; string: string };

/** Replaces every expression in a template by its value; `field` is how AWS names the place. */
export async function fill(template: Json, field: string, scope: Scope): Promise<Json> {
  if (isExpression(template)) return value(template, field, scope);
  if (Array.isArray(template)) {
    const items: Json[] = [];
    for (const [index, item] of template.entries()) items.push(await fill(item, `${field}[${index}]`, scope));
    return items;
  }
  if (typeof template !== 'object' || template === null) return template;
  const filled: JsonObject = {};
  for (const [key, item] of Object.entries(template))
    filled[key] = await fill(item, `${field}/${key}`, scope);
  return filled;
}

export async function fillAs<Kind extends keyof Kinds>(
  kind: Kind,
  template: Json,
  field: string,
  scope: Scope,
): Promise<Kinds[Kind]> {
  const filled = await fill(template, field, scope);
  const actual = kindOf(filled);
  if (actual === kind) return filled as Kinds[Kind];
  const reason = `Expected '${kind}', but was '${actual}' for value: ${JSON.stringify(filled)}`;
  throw failure(template, field, `returned an unexpected result type. ${reason}`);
}

export async function fillWhole(template: Json, field: string, least: number, scope: Scope): Promise<number> {
  const number = await fillAs('number', template, field, scope);
  if (Number.isInteger(number) && number >= least) return number;
  throw failure(template, field, `returned ${number}, which is not a whole number from ${least}`);
}

async function value(expression: string, field: string, { variables, sources }: Scope): Promise<Json> {
  let result: Json | undefined;
  try {
    result = await evaluate(sourceOf(expression), variables, sources);
  } catch (error) {
    const { code, message } = error as { code?: string; message: string };
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
