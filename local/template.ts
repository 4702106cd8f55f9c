import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PSEUDO, resolve, type Scope } from '#/local/intrinsics.ts';
import { attributeOf, kindOf, type Named, refOf } from '#/local/resources.ts';
import { StartError } from '#/local/start-error.ts';
import { text } from '#/local/text.ts';

export interface Resource {
  /** Logical id. */
  id: string;
  stack: string;
  type: string;
  /** What Ref gives. */
  name: string;
  arn: string;
  /** The logical id as a person would write it: without CDK's hash. */
  label: string;
  properties: Record<string, unknown>;
}

export interface Template {
  resources: Resource[];
  ofType(type: string): Resource[];
  byArn(arn: string): Resource | undefined;
  /** The folder of a file asset, by the key under which it would be uploaded. */
  asset(key: string): string;
}

interface Stack {
  name: string;
  file: string;
  Parameters?: Record<string, { Default?: unknown }>;
  Conditions?: Record<string, unknown>;
  Resources?: Record<string, { Type: string; Properties?: Record<string, unknown>; Condition?: string }>;
  Outputs?: Record<string, { Value: unknown; Export?: { Name: unknown } }>;
}

interface Artifact {
  type: string;
  properties?: { templateFile?: string; file?: string; stackName?: string };
}

interface AssetManifest {
  files?: Record<string, { source: { path: string }; destinations: Record<string, { objectKey: string }> }>;
}

function readJson<T>(...path: string[]): T {
  const file = join(...path);
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch {
    throw new StartError(text.notSynthesised(file));
  }
}

export function readTemplate(cdkOut: string, parameters: Record<string, string> = {}): Template {
  const { artifacts } = readJson<{ artifacts: Record<string, Artifact> }>(cdkOut, 'manifest.json');
  const all = Object.entries(artifacts);
  const stacks = all
    .filter(([, artifact]) => artifact.type === 'aws:cloudformation:stack')
    .map(([id, artifact]) => {
      const name = artifact.properties?.stackName ?? id;
      const file = artifact.properties?.templateFile ?? '';
      return { ...readJson<Stack>(cdkOut, file), name, file };
    });
  const folders = new Map<string, string>();
  for (const [, artifact] of all.filter(([, { type }]) => type === 'cdk:asset-manifest')) {
    const manifest = readJson<AssetManifest>(cdkOut, artifact.properties?.file ?? '');
    for (const { source, destinations } of Object.values(manifest.files ?? {})) {
      for (const { objectKey } of Object.values(destinations))
        folders.set(objectKey, join(cdkOut, source.path));
    }
  }
  const resources = resolveStacks(stacks, parameters);
  const byArn = new Map(resources.map((resource) => [resource.arn, resource]));
  return {
    resources,
    ofType: (type) => resources.filter((resource) => resource.type === type),
    byArn: (arn) => byArn.get(arn),
    asset(key) {
      const folder = folders.get(key);
      if (folder === undefined) throw new StartError(text.notSynthesised(join(cdkOut, key)));
      return folder;
    },
  };
}

function resolveStacks(stacks: Stack[], parameters: Record<string, string>): Resource[] {
  const scopes = new Map(
    stacks.map((stack) => [stack, scopeOf(stack, parameters, (name) => imported(name))]),
  );

  function imported(name: string): unknown {
    for (const [stack, scope] of scopes) {
      for (const output of Object.values(stack.Outputs ?? {})) {
        if (output.Export !== undefined && resolve(output.Export.Name, scope) === name)
          return resolve(output.Value, scope);
      }
    }
    throw new StartError(text.unknownReference('Fn::ImportValue', name));
  }

  return [...scopes].flatMap(([stack, scope]) =>
    Object.entries(stack.Resources ?? {})
      .filter(([, { Condition }]) => Condition === undefined || scope.condition(Condition))
      .map(([id, { Type, Properties }]) => {
        if (kindOf(Type) === undefined) throw new StartError(text.unknownType(Type, id, stack.name));
        return {
          id,
          stack: stack.name,
          type: Type,
          name: String(scope.ref(id)),
          arn: kindOf(Type)?.arn === undefined ? '' : String(scope.attribute(id, 'Arn')),
          label: id.replace(/[0-9A-F]{8}$/, ''),
          properties: resolve(Properties ?? {}, scope) as Record<string, unknown>,
        };
      }),
  );
}

function scopeOf(
  stack: Stack,
  parameters: Record<string, string>,
  imported: (name: string) => unknown,
): Scope {
  const scope: Scope = {
    stack: stack.name,
    imported,
    ref(name) {
      if (name in PSEUDO) return PSEUDO[name];
      if (name === 'AWS::StackName' || name === 'AWS::StackId') return stack.name;
      const parameter = stack.Parameters?.[name];
      if (parameter !== undefined) return parameters[name] ?? parameter.Default;
      return refOf(typeOf(name), named(name));
    },
    attribute(id, attribute) {
      const value = attributeOf(typeOf(id), attribute, named(id));
      if (value === undefined)
        throw new StartError(text.unknownReference('Fn::GetAtt', `${id}.${attribute}`));
      return value;
    },
    condition: (name) => resolve(stack.Conditions?.[name], scope) === true,
  };

  function typeOf(id: string): string {
    const type = stack.Resources?.[id]?.Type;
    if (type === undefined) throw new StartError(text.unknownReference('Ref', id));
    return type;
  }

  function named(id: string): Named {
    return {
      id,
      stack: stack.name,
      property: (key) => resolve(stack.Resources?.[id]?.Properties?.[key], scope),
    };
  }

  return scope;
}
