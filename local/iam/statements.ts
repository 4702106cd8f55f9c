import * as z from 'zod';
import { many, maybe } from '#/local/template/shapes.ts';

const { strictObject: strict, string } = z;

/** What is known of a request; some keys have several values at once. */
export type Context = Record<string, string | readonly string[]>;

/** One grant that a request needs; a request may need several. */
export interface Need {
  action: string;
  resource: string;
  context?: Context;
}

export function matches(pattern: string, text: string): boolean {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${escaped}$`, 's').test(text);
}

const partsOf = (arn: string) => /^(.*?):(.*?):(.*?):(.*?):(.*?):(.*)$/s.exec(arn)?.slice(1) ?? [arn];

/** Unlike in a Resource, a wildcard here stays within its part of the ARN. */
const matchesArn = (pattern: string, arn: string): boolean =>
  partsOf(pattern).length === partsOf(arn).length &&
  partsOf(pattern).every((part, at) => matches(part, partsOf(arn)[at] ?? ''));

const OPERATORS = {
  StringEquals: (wanted: string, found: string) => wanted === found,
  StringLike: matches,
  ArnEquals: matchesArn,
  ArnLike: matchesArn,
  Bool: (wanted: string, found: string) => wanted === found,
  NumericGreaterThan: (wanted: string, found: string) => Number(found) > Number(wanted),
};
type Operator = keyof typeof OPERATORS;

const NAMES = [...(Object.keys(OPERATORS) as Operator[]), 'ForAllValues:StringEquals', 'Null'] as const;

const KEYS = [
  'aws:SecureTransport',
  'aws:SourceAccount',
  'aws:SourceArn',
  'kms:CallerAccount',
  // Only CloudWatch Logs sends it, and nothing is logged there from here.
  'kms:EncryptionContext:aws:logs:arn',
  'kms:ViaService',
  's3:prefix',
  's3:signatureAge',
  'ses:FromAddress',
  'ses:Recipients',
] as const;

const word = string().regex(/^(?!.*\$\{)/s, 'a text without variables');
const words = many(word);
const values = many(z.union([word, z.number(), z.boolean()]).transform(String));
const operator = z.enum(NAMES);
const NOBODY = { AWS: [], Service: [] };

/** A policy document. What is not known here stops the start: passed over, it would allow or refuse what AWS does not. */
export const POLICY = strict({
  Id: maybe,
  Version: z.literal('2012-10-17'),
  Statement: many(
    strict({
      Sid: maybe,
      Effect: z.enum(['Allow', 'Deny']),
      Principal: z.preprocess(
        (given) => (given === '*' ? { AWS: given } : given),
        strict({ AWS: words.default([]), Service: words.default([]) }).default(NOBODY),
      ),
      Action: words,
      Resource: words,
      Condition: z.partialRecord(operator, z.partialRecord(z.enum(KEYS), values)).default({}),
    }),
  ),
}).meta({ id: 'policy' });

type Said = z.output<typeof POLICY>['Statement'];
const named = ({ Principal: { AWS, Service } }: Said[number]) => AWS.length + Service.length > 0;
export const RESOURCE_POLICY = POLICY.refine((one) => one.Statement.every(named), 'a Principal in each');
/** A role is the principal itself. */
export const ROLE_POLICY = POLICY.refine((one) => !one.Statement.some(named), 'no Principal');

export type Statement = Said[number] & {
  /** Logical id of what the statement stands in, and its place there. */
  policy: string;
  at: number;
};

const matchesAction = (pattern: string, action: string) =>
  matches(pattern.toLowerCase(), action.toLowerCase());

/** The action and the resource, as written, by which the statement covers the need. */
export function coverOf(
  { Action, Resource, Condition }: Statement,
  { action, resource, context = {} }: Need,
): { action: string; resource: string } | undefined {
  const named = Action.find((pattern) => matchesAction(pattern, action));
  const on = Resource.find((pattern) => matches(pattern, resource));
  if (named === undefined || on === undefined || !holds(Condition, context)) return undefined;
  return { action: named, resource: on };
}

/** Every key of every operator must hold. */
function holds(condition: Statement['Condition'], context: Context): boolean {
  return Object.entries(condition).every(([name, keys]) =>
    Object.entries(keys ?? {}).every(([key, wanted]) =>
      compare(name as (typeof NAMES)[number], wanted, context[key]),
    ),
  );
}

/** Of the values wanted one is enough. A key that is not there holds for none, but for all of its values it does. */
function compare(
  name: (typeof NAMES)[number],
  wanted: readonly string[],
  found: Context[string] | undefined,
): boolean {
  if (name === 'Null') return wanted.includes(String(found === undefined));
  const values = found === undefined ? [] : [found].flat();
  if (name === 'ForAllValues:StringEquals') return values.every((value) => wanted.includes(value));
  return values.some((value) => wanted.some((one) => OPERATORS[name](one, value)));
}
