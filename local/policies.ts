import { ACCOUNT } from '#/local/resources.ts';
import { StartError } from '#/local/start-error.ts';
import { readStatements, type Statement } from '#/local/statements.ts';
import type { Resource, Template } from '#/local/template.ts';
import { text } from '#/local/text.ts';

/** A function or machine, and what the policies of its role say. */
export interface Holder {
  id: string;
  /** Logical id. */
  role: string;
  roleArn: string;
  /** Who it is to AWS while it works. */
  session: string;
  statements: Statement[];
}

/** What else could say what a role may do. */
const FOREIGN = ['Policies', 'ManagedPolicyArns', 'PermissionsBoundary'];

export function readHolders(template: Template): Map<string, Holder> {
  const attached = template.ofType('AWS::IAM::Policy').map(({ id, properties }) => ({
    roles: properties.Roles as string[],
    statements: readStatements(id, properties.PolicyDocument),
  }));
  const types = ['AWS::Lambda::Function', 'AWS::StepFunctions::StateMachine'];
  const workers = types.flatMap((type) => template.ofType(type));
  return new Map(
    workers.map(({ id, arn, properties }) => {
      const roleArn = String(properties.Role ?? properties.RoleArn);
      const role = template.byArn(roleArn);
      if (role === undefined) throw new StartError(text.unknownReference('Role', `${id} ${roleArn}`));
      const foreign = FOREIGN.filter((name) => name in role.properties);
      if (foreign.length > 0) throw new StartError(text.policyRefused(role.id, foreign.join(', ')));
      const session = `arn:aws:sts::${ACCOUNT}:assumed-role/${role.name}/${arn.split(':').at(-1)}`;
      const statements = attached.flatMap((one) => (one.roles.includes(role.name) ? one.statements : []));
      return [id, { id, role: role.id, roleArn, session, statements }];
    }),
  );
}

/** An object is guarded by the policy of its bucket. */
export function policyOf(policies: Map<string, Statement[]>, resource: string): Statement[] {
  const guarded = resource.startsWith('arn:aws:s3:') ? resource.replace(/\/.*/s, '') : resource;
  return policies.get(guarded) ?? [];
}

/** The statements of resources' own policies, by the ARN of what they guard. */
export function readResourcePolicies(template: Template): Map<string, Statement[]> {
  const policies = new Map<string, Statement[]>();
  for (const resource of template.resources) {
    const guard = GUARDS[resource.type]?.(resource, template);
    const statements = guard ? readStatements(resource.id, guard.document) : [];
    for (const arn of guard?.arns ?? []) policies.set(arn, [...(policies.get(arn) ?? []), ...statements]);
  }
  return policies;
}

type Guard = (resource: Resource, template: Template) => { arns: string[]; document: unknown };

const GUARDS: Record<string, Guard> = {
  'AWS::KMS::Key': ({ arn, properties }) => ({ arns: [arn], document: properties.KeyPolicy }),
  'AWS::S3::BucketPolicy': ({ properties }, template) => {
    const bucket = template.ofType('AWS::S3::Bucket').find(({ name }) => name === properties.Bucket);
    return { arns: [bucket?.arn ?? ''], document: properties.PolicyDocument };
  },
  'AWS::SNS::TopicPolicy': ({ properties }) => ({
    arns: properties.Topics as string[],
    document: properties.PolicyDocument,
  }),
  /** Lambda makes a statement of it. */
  'AWS::Lambda::Permission': ({ id, properties }, template) => {
    const { Action, FunctionName, Principal, SourceArn, SourceAccount, ...foreign } = properties;
    const [unknown] = Object.keys(foreign);
    if (unknown !== undefined) throw new StartError(text.policyRefused(id, unknown));
    const called = template
      .ofType('AWS::Lambda::Function')
      .find(({ name, arn }) => [name, arn].includes(String(FunctionName)));
    const Resource = called?.arn ?? '';
    const Condition = {
      ...(SourceArn !== undefined && { ArnLike: { 'aws:SourceArn': SourceArn } }),
      ...(SourceAccount !== undefined && { StringEquals: { 'aws:SourceAccount': SourceAccount } }),
    };
    const Statement = { Effect: 'Allow', Principal: { Service: Principal }, Action, Resource, Condition };
    return { arns: [Resource], document: { Version: '2012-10-17', Statement } };
  },
};
