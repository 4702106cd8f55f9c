import * as z from 'zod';
import { ACCOUNT } from '#/local/resources.ts';
import { StartError } from '#/local/start-error.ts';
import { text } from '#/local/text.ts';

/** One grant that a request needs; a request may need several. */
export interface Need {
  action: string;
  resource: string;
  context?: Record<string, string>;
}

/** A function or machine under its role, or an AWS service. */
export type Caller = { roleArn: string } | { service: string };

export function matches(pattern: string, text: string): boolean {
  const escaped = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${escaped}$`, 's').test(text);
}

const ROOT = `arn:aws:iam::${ACCOUNT}:root`;

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
] as const;

const listOf = <S extends z.ZodType>(schema: S) =>
  z.preprocess((given) => (given === undefined ? given : [given].flat()), z.array(schema));
const word = z.string().refine((given) => !/\$\{/.test(given), 'policy variables are not known here');
const words = listOf(word);
const scalars = listOf(z.union([word, z.number(), z.boolean()]).transform(String));
const operator = z.enum(Object.keys(OPERATORS) as (keyof typeof OPERATORS)[]);

const STATEMENT = z.strictObject({
  Sid: z.string().optional(),
  Effect: z.enum(['Allow', 'Deny']),
  Principal: z
    .preprocess(
      (given) => (given === '*' ? { AWS: '*' } : given),
      z.strictObject({ AWS: words.default([]), Service: words.default([]) }),
    )
    .default({ AWS: [], Service: [] }),
  Action: words,
  Resource: words,
  Condition: z.partialRecord(operator, z.partialRecord(z.enum(KEYS), scalars)).default({}),
});

const DOCUMENT = z.strictObject({
  Id: z.string().optional(),
  Version: z.literal('2012-10-17'),
  Statement: listOf(STATEMENT),
});

export type Statement = z.output<typeof STATEMENT> & {
  /** Logical id of what the statement stands in, and its place there. */
  policy: string;
  at: number;
};

/** What is not known here must stop the start: passed over, it would allow or refuse what AWS does not. */
export function readStatements(policy: string, document: unknown): Statement[] {
  const read = DOCUMENT.safeParse(document);
  if (!read.success) throw new StartError(text.policyRefused(policy, z.prettifyError(read.error)));
  return read.data.Statement.map((statement, at) => ({ ...statement, policy, at }));
}

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

/** Every key of every operator must hold; of its values one is enough. A key that is not there holds for none. */
function holds(condition: Statement['Condition'], context: Record<string, string>): boolean {
  return Object.entries(condition).every(([name, keys]) =>
    Object.entries(keys ?? {}).every(([key, wanted]) => {
      const found = context[key];
      const compare = OPERATORS[name as keyof typeof OPERATORS];
      return found !== undefined && wanted.some((value) => compare(value, found));
    }),
  );
}

/**
 * The principal of a resource's statement that means the caller. Where it is the whole account, the statement
 * leaves it to the caller's own policies.
 */
export function addressed(
  { Principal }: Statement,
  caller: Caller,
): { as: string; account: boolean } | undefined {
  const [named, itself] =
    'service' in caller ? [Principal.Service, caller.service] : [Principal.AWS, caller.roleArn];
  if (Principal.AWS.includes('*')) return { as: '*', account: false };
  if (named.includes(itself)) return { as: itself, account: false };
  const account = 'service' in caller ? undefined : named.find((one) => one === ROOT || one === ACCOUNT);
  return account === undefined ? undefined : { as: account, account: true };
}
