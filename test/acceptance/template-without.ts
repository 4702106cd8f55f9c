import { readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Grant } from '#/local/iam/iam.ts';
import { CDK_OUT } from '#/test/acceptance/town.ts';

interface Statement {
  Action: string | string[];
  Resource?: unknown;
}
interface Document {
  Statement: Statement[];
}
interface Resource {
  Type: string;
  Properties: Record<string, unknown> & {
    PolicyDocument?: Document;
    KeyPolicy?: Document;
    Roles?: unknown[];
  };
}
interface Template {
  Resources: Record<string, Resource>;
}

const list = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);

/** Makes of the folder an assembly in which somebody lacks one grant; everything else is what would be deployed. */
export function assemblyWithout(grant: Grant, grants: readonly Grant[], folder: string): void {
  for (const name of readdirSync(CDK_OUT)) {
    symlinkSync(join(CDK_OUT, name), join(folder, name));
    if (!name.endsWith('.template.json')) continue;
    const template = JSON.parse(readFileSync(join(CDK_OUT, name), 'utf8')) as Template;
    if (!(grant.policy in (template.Resources ?? {}))) continue;
    remove(template, grant, positionOf(grant, grants));
    rmSync(join(folder, name));
    writeFileSync(join(folder, name), JSON.stringify(template));
  }
}

/** Which of the statement's resources it is: in the template they are references. */
function positionOf(grant: Grant, grants: readonly Grant[]): number {
  const keys = ['holder', 'policy', 'statement', 'action'] as const;
  return grants.filter((other) => keys.every((key) => other[key] === grant[key])).indexOf(grant);
}

function remove({ Resources }: Template, grant: Grant, position: number): void {
  const { policy, holder, statement } = grant;
  const resource = Resources[policy] as Resource;
  if (resource.Type === 'AWS::Lambda::Permission') {
    delete Resources[policy];
    return;
  }
  const { Roles = [], KeyPolicy, PolicyDocument = KeyPolicy } = resource.Properties;
  if (Roles.length < 2) {
    if (PolicyDocument) without(PolicyDocument, statement, grant.action, position);
    return;
  }
  // The other roles of a shared policy keep it.
  const own = structuredClone(resource);
  const role = JSON.stringify(Resources[holder]?.Properties.Role);
  const isOwn = (one: unknown) => role.includes(`"${(one as { Ref: string }).Ref}"`);
  own.Properties.Roles = Roles.filter(isOwn);
  resource.Properties.Roles = Roles.filter((one) => !isOwn(one));
  if (own.Properties.PolicyDocument)
    without(own.Properties.PolicyDocument, statement, grant.action, position);
  Resources[`${policy}OfOne`] = own;
}

/** The rest of the statement stays: its other actions on everything, this action on its other resources. */
function without(document: Document, at: number, action: string, position: number): void {
  const [statement] = document.Statement.splice(at, 1) as [Statement];
  const others = list(statement.Action).filter((one) => one !== action);
  const elsewhere = list(statement.Resource).filter((_, index) => index !== position);
  if (others.length > 0) document.Statement.push({ ...statement, Action: others });
  if (elsewhere.length > 0) document.Statement.push({ ...statement, Action: action, Resource: elsewhere });
}
