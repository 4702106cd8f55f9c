import { createHash } from 'node:crypto';
import type { Typed } from '#/local/template/properties.ts';

export const REGION = 'ap-northeast-1';
export const ACCOUNT = '000000000000';

export interface Named {
  id: string;
  stack: string;
  property(key: string): unknown;
}

/** In the patterns `{id}` is the logical id, `{name}` the physical one, `{uuid}` and `{hash:9}` are made from both ids. */
interface Kind {
  /** The file that brings it up, or the reason why nothing needs to. */
  by: string;
  /** The property that may hold the physical name. */
  named?: string;
  name?: string;
  /** What Ref gives if not the name. */
  ref?: string;
  arn?: string;
  attributes?: Record<string, string>;
  /** There can be one of them: nothing here asks which. */
  single?: true;
}

const at = (service: string, path: string) => `arn:aws:${service}:${REGION}:${ACCOUNT}:${path}`;
const inApi = { by: 'api/api.ts', name: '{hash:10}', arn: `arn:aws:apigateway:${REGION}::{name}` };
const dkim = [1, 2, 3].flatMap((n) => [
  [`DkimDNSTokenName${n}`, `token${n}._domainkey.{name}`],
  [`DkimDNSTokenValue${n}`, `token${n}.dkim.amazonses.com`],
]);

/** Every resource type that is brought up, and the file that does it. */
export const EMULATED: Partial<Record<Typed, Kind>> = {
  'AWS::ApiGateway::Authorizer': { ...inApi, attributes: { AuthorizerId: '{name}' }, single: true },
  'AWS::ApiGateway::Deployment': { ...inApi, attributes: { DeploymentId: '{name}' } },
  'AWS::ApiGateway::Method': inApi,
  'AWS::ApiGateway::Resource': { ...inApi, attributes: { ResourceId: '{name}' } },
  'AWS::ApiGateway::RestApi': {
    ...inApi,
    attributes: { RootResourceId: '{name}root', RestApiId: '{name}' },
    single: true,
  },
  'AWS::ApiGateway::Stage': { by: 'api/api.ts', named: 'StageName', single: true },
  'AWS::CloudWatch::Alarm': {
    by: 'alarms/alarms.ts',
    named: 'AlarmName',
    arn: at('cloudwatch', 'alarm:{name}'),
  },
  'AWS::Cognito::UserPool': {
    by: 'sign-in/oidc.ts',
    name: `${REGION}_{hash:9}`,
    arn: at('cognito-idp', 'userpool/{name}'),
    attributes: { UserPoolId: '{name}', ProviderName: `cognito-idp.${REGION}.amazonaws.com/{name}` },
    single: true,
  },
  'AWS::Cognito::UserPoolClient': {
    by: 'sign-in/oidc.ts',
    name: '{hash:26}',
    attributes: { ClientId: '{name}' },
    single: true,
  },
  'AWS::Cognito::UserPoolDomain': { by: 'sign-in/oidc.ts', named: 'Domain' },
  'AWS::DynamoDB::Table': { by: 'dynamodb.ts', named: 'TableName', arn: at('dynamodb', 'table/{name}') },
  'AWS::Events::Rule': { by: 'lambda/events.ts', named: 'Name', arn: at('events', 'rule/{name}') },
  'AWS::IAM::Policy': { by: 'iam/iam.ts', named: 'PolicyName' },
  'AWS::IAM::Role': { by: 'iam/iam.ts', named: 'RoleName', arn: `arn:aws:iam::${ACCOUNT}:role/{name}` },
  'AWS::KMS::Alias': { by: 'kms.ts', named: 'AliasName', arn: at('kms', '{name}') },
  'AWS::KMS::Key': {
    by: 'kms.ts',
    name: '{uuid}',
    arn: at('kms', 'key/{name}'),
    attributes: { KeyId: '{name}' },
  },
  'AWS::Lambda::EventInvokeConfig': { by: 'lambda/invocations.ts' },
  'AWS::Lambda::Function': {
    by: 'lambda/lambda.ts',
    named: 'FunctionName',
    arn: at('lambda', 'function:{name}'),
  },
  'AWS::Lambda::Permission': { by: 'iam/iam.ts' },
  'AWS::S3::Bucket': {
    by: 's3/s3.ts',
    named: 'BucketName',
    name: '{lower}',
    arn: 'arn:aws:s3:::{name}',
    attributes: {
      DomainName: '{name}.s3.amazonaws.com',
      RegionalDomainName: `{name}.s3.${REGION}.amazonaws.com`,
    },
  },
  'AWS::S3::BucketPolicy': { by: 'iam/iam.ts' },
  'AWS::SES::ConfigurationSet': {
    by: 'mail/ses.ts',
    named: 'Name',
    arn: at('ses', 'configuration-set/{name}'),
  },
  'AWS::SES::EmailIdentity': {
    by: 'mail/ses.ts',
    named: 'EmailIdentity',
    arn: at('ses', 'identity/{name}'),
    attributes: Object.fromEntries(dkim),
  },
  'AWS::SES::ReceiptRule': { by: 'mail/receipt.ts' },
  'AWS::SES::ReceiptRuleSet': { by: 'mail/receipt.ts', named: 'RuleSetName' },
  'AWS::SNS::Topic': {
    by: 'alarms/alarms.ts',
    named: 'TopicName',
    ref: at('sns', '{name}'),
    arn: at('sns', '{name}'),
    attributes: { TopicArn: at('sns', '{name}'), TopicName: '{name}' },
  },
  'AWS::SNS::TopicPolicy': { by: 'iam/iam.ts' },
  'AWS::StepFunctions::StateMachine': {
    by: 'states/states.ts',
    named: 'StateMachineName',
    ref: at('states', 'stateMachine:{name}'),
    arn: at('states', 'stateMachine:{name}'),
    attributes: { Name: '{name}' },
  },
};

/** Resource types that do nothing on one machine, each with its reason. */
export const INERT: Record<string, Kind> = {
  'AWS::ApiGateway::Account': { by: 'Names the role by which API Gateway logs; the log here is one file.' },
  'AWS::CDK::Metadata': { by: 'Says which constructs were used; has no effect on AWS either.' },
  'AWS::Cognito::ManagedLoginBranding': { by: 'The look of the sign-in page on AWS.' },
  'AWS::Logs::LogGroup': {
    by: 'Everything is logged to one file in the data folder.',
    named: 'LogGroupName',
    arn: at('logs', 'log-group:{name}:*'),
  },
  'AWS::SNS::Subscription': { by: 'Carries alarms to addresses outside; they are shown here instead.' },
  'AWS::WAFv2::IPSet': {
    by: 'Part of the web ACL.',
    arn: at('wafv2', 'regional/ipset/{name}/{uuid}'),
    attributes: { Id: '{uuid}' },
  },
  'AWS::WAFv2::WebACL': {
    by: 'Guards against the internet; everything here is on 127.0.0.1.',
    arn: at('wafv2', 'regional/webacl/{name}/{uuid}'),
    attributes: { Id: '{uuid}' },
  },
  'AWS::WAFv2::WebACLAssociation': { by: 'Part of the web ACL.' },
};

const KINDS: Record<string, Kind | undefined> = { ...EMULATED, ...INERT };

export const kindOf = (type: string) => KINDS[type];

export function nameOf(type: string, resource: Named): string {
  const { named, name = '{id}' } = kindOf(type) ?? {};
  const given = named === undefined ? undefined : resource.property(named);
  return typeof given === 'string' ? given : fill(name, resource);
}

/** What Ref gives. */
export function refOf(type: string, resource: Named): string {
  return fill(kindOf(type)?.ref ?? '{name}', resource, () => nameOf(type, resource));
}

export function attributeOf(type: string, attribute: string, resource: Named): string | undefined {
  const kind = kindOf(type);
  const pattern = attribute === 'Arn' ? kind?.arn : kind?.attributes?.[attribute];
  return pattern === undefined ? undefined : fill(pattern, resource, () => nameOf(type, resource));
}

function fill(pattern: string, { id, stack }: Named, name = () => id): string {
  const hash = createHash('sha256').update(`${stack}/${id}`).digest('hex');
  const uuid = `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20, 32)}`;
  return pattern
    .replace(/\{hash:(\d+)\}/, (_, length: string) => hash.slice(0, Number(length)))
    .replace('{uuid}', uuid)
    .replace('{lower}', id.toLowerCase())
    .replace('{id}', id)
    .replace('{name}', name);
}
