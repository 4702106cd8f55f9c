import * as z from 'zod';
import { StartError } from '#/local/start-error.ts';
import { ACCOUNT, REGION } from '#/local/template/resources.ts';
import { text } from '#/local/text.ts';

const { strictObject: strict, array, literal, string } = z;

const BOOTSTRAP = 'There is no account to be bootstrapped.';

/** What has no effect on one machine, for one reason. */
export function inert<Name extends string>(reason: string, ...names: Name[]) {
  const property = z.unknown().optional().meta({ inert: reason });
  return Object.fromEntries(names.map((name) => [name, property])) as Record<Name, typeof property>;
}

/** Texts that are as good as any other. */
export const texts = <Name extends string>(...names: Name[]) =>
  Object.fromEntries(names.map((name) => [name, string()])) as Record<Name, z.ZodString>;

/** Text of one form; `shown` is how a person reads it. */
export const form = (shown: string, pattern: RegExp) => string().regex(pattern, shown).meta({ form: shown });

/** Where AWS takes one for a list of one. */
export const many = <Item extends z.ZodType>(item: Item) =>
  z.preprocess((value) => (value === undefined ? value : [value].flat()), array(item));

export const maybe = string().optional();
const declared = {
  Type: string(),
  Condition: maybe,
  Properties: z.record(string(), z.unknown()).default({}),
};

/** What a resource of any type may say beside its properties. */
export const RESOURCE = strict({
  ...declared,
  ...inert('Nothing is replaced or deleted here but by --fresh.', 'DeletionPolicy', 'UpdateReplacePolicy'),
  ...inert('Nothing is used before everything is up.', 'DependsOn'),
  ...inert('For the tools that made the template.', 'Metadata'),
});

export const MANIFEST = z.object({
  artifacts: z.record(
    string(),
    z.object({
      type: z.enum(['aws:cloudformation:stack', 'cdk:asset-manifest', 'cdk:feature-flag-report', 'cdk:tree']),
      environment: form(
        `aws://unknown-account/${REGION}`,
        RegExp(`^aws://(unknown-account|${ACCOUNT})/(unknown-region|${REGION})$`),
      ).optional(),
      properties: z.object({ templateFile: maybe, file: maybe, stackName: maybe }).default({}),
    }),
  ),
});

const parameter = {
  Type: string(),
  Default: maybe,
  ...inert('For people.', 'Description'),
  ...inert('Nobody types one in here.', 'AllowedPattern'),
};
const exported = strict({ Name: z.unknown() }).optional();
const output = { Value: z.unknown(), Export: exported, ...inert('For people.', 'Description') };
export const STACK = z.object({
  Parameters: z.record(string(), z.object(parameter)).default({}),
  Conditions: z.record(string(), z.unknown()).default({}),
  Resources: z.record(string(), z.looseObject(declared)).default({}),
  Outputs: z.record(string(), z.object(output)).default({}),
});
/** What a template may say. */
export const SECTIONS = STACK.extend({
  Parameters: z
    .object(inert(BOOTSTRAP, 'BootstrapVersion'))
    .catchall(strict({ ...parameter, Type: literal('String') }))
    .optional(),
  Outputs: z.record(string(), strict(output)).optional(),
  Rules: strict(inert(BOOTSTRAP, 'CheckBootstrapVersion')).optional(),
  ...inert('For people.', 'AWSTemplateFormatVersion', 'Description', 'Metadata'),
}).strict();

/** May stand in the properties of any type. */
export const COMMON = inert('For people.', 'Description', 'Tags');

/** What the schema makes of the value, or every reason why it can't. */
export function checked<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const found = schema.safeParse(value, { reportInput: true });
  if (found.success) return found.data;
  throw new StartError(found.error.issues.flatMap(problemsOf).join(''));
}

function problemsOf(issue: z.core.$ZodIssue): string[] {
  const path = issue.path.join('.');
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => text.unknownProperty([...issue.path, key].join('.')));
  if (issue.code === 'invalid_key') return [text.unknownProperty(path)];
  if (issue.input === undefined) return [text.missingProperty(path)];
  return [text.unsupportedValue(path, JSON.stringify(issue.input), wanted(issue))];
}

function wanted(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') return issue.values.join('、');
  if (issue.code === 'invalid_union') return issue.errors.flat().map(wanted).join('、');
  return issue.code === 'invalid_type' ? issue.expected : issue.message;
}
