import type * as z from 'zod';
import type { POLICY, Statement } from '#/local/iam/statements.ts';
import { StartError } from '#/local/start-error.ts';
import { ACCOUNT } from '#/local/template/resources.ts';
import type { Template } from '#/local/template/template.ts';
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

const statementsOf = (policy: string, { Statement }: z.output<typeof POLICY>): Statement[] =>
  Statement.map((statement, at) => ({ ...statement, policy, at }));

export function readHolders(template: Template): Map<string, Holder> {
  const attached = template.ofType('AWS::IAM::Policy').map(({ id, properties }) => ({
    roles: properties.Roles,
    statements: statementsOf(id, properties.PolicyDocument),
  }));
  const workers = [
    ...template.ofType('AWS::Lambda::Function').map((one) => ({ ...one, roleArn: one.properties.Role })),
    ...template
      .ofType('AWS::StepFunctions::StateMachine')
      .map((one) => ({ ...one, roleArn: one.properties.RoleArn })),
  ];
  return new Map(
    workers.map(({ id, arn, roleArn }) => {
      const role = template.byArn(roleArn);
      if (role === undefined) throw new StartError(text.unknownReference('Role', `${id} ${roleArn}`));
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
  const guard = (arn: string, statements: Statement[]) =>
    policies.set(arn, [...(policies.get(arn) ?? []), ...statements]);
  const named = (type: 'AWS::Lambda::Function' | 'AWS::S3::Bucket', name: string) =>
    template.ofType(type).find((one) => one.name === name || one.arn === name)?.arn ?? '';
  for (const { id, arn, properties } of template.ofType('AWS::KMS::Key'))
    guard(arn, statementsOf(id, properties.KeyPolicy));
  for (const { id, properties } of template.ofType('AWS::S3::BucketPolicy'))
    guard(named('AWS::S3::Bucket', properties.Bucket), statementsOf(id, properties.PolicyDocument));
  for (const { id, properties } of template.ofType('AWS::SNS::TopicPolicy'))
    for (const topic of properties.Topics) guard(topic, statementsOf(id, properties.PolicyDocument));
  // Lambda makes a statement of a permission.
  for (const { id, properties } of template.ofType('AWS::Lambda::Permission')) {
    const { Action, FunctionName, Principal, SourceArn, SourceAccount } = properties;
    const arn = named('AWS::Lambda::Function', FunctionName);
    const Condition = {
      ...(SourceArn !== undefined && { ArnLike: { 'aws:SourceArn': [SourceArn] } }),
      ...(SourceAccount !== undefined && { StringEquals: { 'aws:SourceAccount': [SourceAccount] } }),
    };
    const statement = { Effect: 'Allow' as const, Action: [Action], Resource: [arn], Condition };
    guard(arn, [{ ...statement, Principal: { AWS: [], Service: [Principal] }, policy: id, at: 0 }]);
  }
  return policies;
}

/** A function or machine under its role, or an AWS service. */
type Caller = { roleArn: string } | { service: string };

const ROOT = `arn:aws:iam::${ACCOUNT}:root`;

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
