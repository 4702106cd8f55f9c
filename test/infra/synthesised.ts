import { existsSync, readdirSync, readFileSync } from 'node:fs';

const CDK_OUT = new URL('../../cdk.out/', import.meta.url);

interface Output {
  readonly Value: unknown;
  readonly Export?: { readonly Name: string };
}

interface Template {
  readonly Resources?: Record<string, Omit<Resource, 'id' | 'path' | 'stack'>>;
  readonly Outputs?: Record<string, Output>;
}

export interface Resource {
  readonly id: string;
  readonly stack: string;
  /** Where it stands in the app, without the stack and without the last part that CDK adds. */
  readonly path: string;
  readonly Type: string;
  readonly Properties: Record<string, unknown>;
  readonly DeletionPolicy?: string;
  readonly Metadata: Record<string, unknown>;
}

export interface Statement {
  readonly Effect: string;
  readonly Action: string | string[];
  readonly Resource: unknown;
  readonly Condition?: Record<string, Record<string, unknown>>;
}

export function synthesisedJson<T>(file: string): T {
  if (!existsSync(new URL('manifest.json', CDK_OUT))) {
    throw new Error('cdk.out is missing: run `npm run build` first');
  }
  return JSON.parse(readFileSync(new URL(file, CDK_OUT), 'utf8'));
}

export const MANIFEST = synthesisedJson<Record<string, unknown>>('manifest.json');

const FILES = readdirSync(CDK_OUT).filter((file) => file.endsWith('.template.json'));
export const TEMPLATES = new Map(
  FILES.map((file) => [file.replace('.template.json', ''), synthesisedJson<Template>(file)]),
);

export const RESOURCES: Resource[] = [...TEMPLATES].flatMap(([stack, template]) =>
  Object.entries(template.Resources ?? {}).map(([id, resource]) => {
    const path = String(resource.Metadata['aws:cdk:path'])
      .replace(`${stack}/`, '')
      .replace(/\/Resource$/, '');
    return { ...resource, id, stack, path };
  }),
);

export function ofType(type: string): Resource[] {
  return RESOURCES.filter((resource) => resource.Type === type);
}

export function at(path: string): Resource {
  const found = RESOURCES.find((resource) => resource.path === path);
  if (!found) throw new Error(`no resource at ${path}`);
  return found;
}

/** A value as a person would write it, with the places of resources instead of references to them. */
export function readable(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const [[intrinsic, argument] = []] = Object.entries(value) as [string, unknown][];
  if (intrinsic === 'Ref') return nameOf(String(argument));
  if (intrinsic === 'Fn::GetAtt') return nameOf(String((argument as string[])[0]));
  if (intrinsic === 'Fn::ImportValue') return readable(exported(String(argument)));
  if (intrinsic === 'Fn::Join') return (argument as [string, unknown[]])[1].map(readable).join('');
  throw new Error(`unexpected value ${JSON.stringify(value)}`);
}

function nameOf(id: string): string {
  return RESOURCES.find((resource) => resource.id === id)?.path ?? id;
}

function exported(name: string): unknown {
  const outputs = [...TEMPLATES.values()].flatMap((template) => Object.values(template.Outputs ?? {}));
  const output = outputs.find((each) => each.Export?.Name === name);
  if (!output) throw new Error(`nothing is exported as ${name}`);
  return output.Value;
}

export function list<T>(value: T | T[]): T[] {
  return Array.isArray(value) ? value : [value];
}

/** What a role may do, as sorted lines of "action place", or "action place via service" where a key is open to one alone. */
export function permissionsOf(role: string): string[] {
  const policies = ofType('AWS::IAM::Policy').filter((policy) =>
    (policy.Properties.Roles as unknown[]).some((each) => readable(each) === role),
  );
  const statements = policies.flatMap(
    (policy) => (policy.Properties.PolicyDocument as { Statement: Statement[] }).Statement,
  );
  return statements
    .flatMap(({ Action, Resource, Condition }) =>
      list(Action).flatMap((action) =>
        list(Resource).map((resource) => `${action} ${readable(resource)}${via(Condition)}`),
      ),
    )
    .sort();
}

function via(condition: Statement['Condition']): string {
  const service = condition?.StringEquals?.['kms:ViaService'];
  return service === undefined ? '' : ` via ${readable(service)}`;
}
