import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type * as z from 'zod';
import { StartError } from '#/local/start-error.ts';
import { PSEUDO, resolve, type Scope } from '#/local/template/intrinsics.ts';
import { type PropertiesOf, schemaOf, type Typed } from '#/local/template/properties.ts';
import { danglingIn } from '#/local/template/references.ts';
import { attributeOf, kindOf, type Named, refOf } from '#/local/template/resources.ts';
import { checked, MANIFEST, SECTIONS, STACK } from '#/local/template/shapes.ts';
import { text } from '#/local/text.ts';

/** The properties of a type that is inert as a whole have no meaning here. */
export interface Resource<Properties = unknown> {
  /** Logical id. */
  id: string;
  stack: string;
  type: string;
  /** What Ref gives. */
  name: string;
  arn: string;
  /** The logical id as a person would write it: without CDK's hash. */
  label: string;
  properties: Properties;
}

export type ResourceOf<Type extends Typed> = Resource<PropertiesOf<Type>>;

export interface Template {
  resources: Resource[];
  ofType<Type extends Typed>(type: Type): ResourceOf<Type>[];
  byArn(arn: string): Resource | undefined;
  /** The folder of a file asset, by the key under which it would be uploaded. */
  asset(key: string): string;
}

type Attempt = <Found>(where: string, work: () => Found) => Found | undefined;
type Stack = z.output<typeof STACK> & { name: string };
type Declared = Stack['Resources'][string];

interface AssetManifest {
  files?: Record<string, { source: { path: string }; destinations: Record<string, { objectKey: string }> }>;
}

function readJson<T = unknown>(...path: string[]): T {
  const file = join(...path);
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch {
    throw new StartError(text.notSynthesised(file));
  }
}

export function readTemplate(cdkOut: string, parameters: Record<string, string> = {}): Template {
  const problems: string[] = [];
  /** Whatever is wrong is said at once rather than one thing at each start. */
  const attempt: Attempt = (where, work) => {
    try {
      return work();
    } catch (error) {
      if (!(error instanceof StartError)) throw error;
      problems.push(`${where}：${error.message}`);
      return undefined;
    }
  };
  const manifest = readJson(cdkOut, 'manifest.json');
  const read = attempt('manifest.json', () => checked(MANIFEST, manifest));
  const all = Object.entries(read?.artifacts ?? {});
  const stacks = all
    .filter(([, artifact]) => artifact.type === 'aws:cloudformation:stack')
    .map(([id, artifact]) => {
      const name = artifact.properties.stackName ?? id;
      const content = readJson(cdkOut, artifact.properties.templateFile ?? '');
      attempt(name, () => checked(SECTIONS, content));
      return { ...checked(STACK, content), name };
    });
  const folders = new Map<string, string>();
  for (const [, artifact] of all.filter(([, { type }]) => type === 'cdk:asset-manifest')) {
    const { files = {} } = readJson<AssetManifest>(cdkOut, artifact.properties.file ?? '');
    for (const { source, destinations } of Object.values(files)) {
      for (const { objectKey } of Object.values(destinations))
        folders.set(objectKey, join(cdkOut, source.path));
    }
  }
  const resources = resolveStacks(stacks, parameters, attempt);
  const types = resources.map(({ type }) => type);
  const many = types.filter((type, at) => kindOf(type)?.single === true && types.indexOf(type) < at);
  problems.push(...many.map(text.onlyOne));
  // What was refused itself is missed by all that name it.
  if (problems.length === 0) problems.push(...danglingIn(resources));
  if (problems.length > 0) throw new StartError(text.refused(problems));
  const byArn = new Map(resources.map((resource) => [resource.arn, resource]));
  return {
    resources,
    ofType: <Type extends Typed>(type: Type) =>
      resources.filter((resource): resource is ResourceOf<Type> => resource.type === type),
    byArn: (arn) => byArn.get(arn),
    asset(key) {
      const folder = folders.get(key);
      if (folder === undefined) throw new StartError(text.notSynthesised(join(cdkOut, key)));
      return folder;
    },
  };
}

function resolveStacks(stacks: Stack[], parameters: Record<string, string>, attempt: Attempt): Resource[] {
  const scopes = new Map(
    stacks.map((stack) => [stack, scopeOf(stack, parameters, (name) => imported(name))]),
  );

  function imported(name: string): unknown {
    for (const [stack, scope] of scopes) {
      for (const output of Object.values(stack.Outputs)) {
        if (output.Export !== undefined && resolve(output.Export.Name, scope) === name)
          return resolve(output.Value, scope);
      }
    }
    throw new StartError(text.unknownReference('Fn::ImportValue', name));
  }

  return [...scopes].flatMap(([stack, scope]) =>
    Object.entries(stack.Resources).flatMap(([id, declared]) => {
      const where = text.resource(stack.name, id, declared.Type);
      return attempt(where, () => readResource(id, declared, scope)) ?? [];
    }),
  );
}

function readResource(id: string, declared: Declared, scope: Scope): Resource[] {
  const { Type: type, Condition } = declared;
  if (Condition !== undefined && !scope.condition(Condition)) return [];
  const kind = kindOf(type);
  if (kind === undefined) throw new StartError(text.unknownType);
  const found = { ...declared, Properties: resolve(declared.Properties, scope) };
  const [secret] = /\{\{resolve:[^}]*\}\}/.exec(JSON.stringify(found.Properties)) ?? [];
  if (secret !== undefined) throw new StartError(text.unknownFunction(secret));
  const { Properties: properties } = checked(schemaOf(type), found);
  const name = String(scope.ref(id));
  const arn = kind.arn === undefined ? '' : String(scope.attribute(id, 'Arn'));
  return [{ id, stack: scope.stack, type, name, arn, label: id.replace(/[0-9A-F]{8}$/, ''), properties }];
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
      const parameter = stack.Parameters[name];
      const given = parameters[name] ?? parameter?.Default;
      if (parameter?.Type === 'String' && given !== undefined) return given;
      return refOf(typeOf(name), named(name));
    },
    attribute(id, attribute) {
      const value = attributeOf(typeOf(id), attribute, named(id));
      if (value === undefined)
        throw new StartError(text.unknownReference('Fn::GetAtt', `${id}.${attribute}`));
      return value;
    },
    condition(name) {
      if (name in stack.Conditions) return resolve(stack.Conditions[name], scope) === true;
      throw new StartError(text.unknownReference('Condition', name));
    },
  };

  function typeOf(id: string): string {
    const type = stack.Resources[id]?.Type;
    if (type === undefined) throw new StartError(text.unknownReference('Ref', id));
    return type;
  }

  function named(id: string): Named {
    return {
      id,
      stack: stack.name,
      property: (key) => resolve(stack.Resources[id]?.Properties[key], scope),
    };
  }

  return scope;
}
