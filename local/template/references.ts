import type { Typed } from '#/local/template/properties.ts';
import type { Resource } from '#/local/template/template.ts';
import { text } from '#/local/text.ts';

const KEYS: Typed[] = ['AWS::KMS::Key', 'AWS::KMS::Alias'];
const SET = 'ConfigurationSetAttributes.ConfigurationSetName';
const ENCRYPTION = 'BucketEncryption.ServerSideEncryptionConfiguration.ServerSideEncryptionByDefault';

/** Where something must name a resource of the templates, and of which type. */
const REFERENCES: [in_: Typed, path: string, ...to: Typed[]][] = [
  ['AWS::ApiGateway::Method', 'AuthorizerId', 'AWS::ApiGateway::Authorizer'],
  ['AWS::ApiGateway::Method', 'Integration.Uri', 'AWS::Lambda::Function'],
  ['AWS::CloudWatch::Alarm', 'AlarmActions', 'AWS::SNS::Topic'],
  ['AWS::DynamoDB::Table', 'SSESpecification.KMSMasterKeyId', ...KEYS],
  ['AWS::Events::Rule', 'Targets.Arn', 'AWS::Lambda::Function'],
  ['AWS::IAM::Policy', 'Roles', 'AWS::IAM::Role'],
  ['AWS::KMS::Alias', 'TargetKeyId', 'AWS::KMS::Key'],
  ['AWS::Lambda::EventInvokeConfig', 'FunctionName', 'AWS::Lambda::Function'],
  ['AWS::Lambda::Function', 'Role', 'AWS::IAM::Role'],
  ['AWS::Lambda::Permission', 'FunctionName', 'AWS::Lambda::Function'],
  ['AWS::S3::Bucket', `${ENCRYPTION}.KMSMasterKeyID`, ...KEYS],
  ['AWS::S3::BucketPolicy', 'Bucket', 'AWS::S3::Bucket'],
  ['AWS::SES::EmailIdentity', SET, 'AWS::SES::ConfigurationSet'],
  ['AWS::SES::ReceiptRule', 'RuleSetName', 'AWS::SES::ReceiptRuleSet'],
  ['AWS::SES::ReceiptRule', 'Rule.Actions.S3Action.BucketName', 'AWS::S3::Bucket'],
  ['AWS::SES::ReceiptRule', 'Rule.Actions.LambdaAction.FunctionArn', 'AWS::Lambda::Function'],
  ['AWS::SNS::Topic', 'KmsMasterKeyId', ...KEYS],
  ['AWS::SNS::TopicPolicy', 'Topics', 'AWS::SNS::Topic'],
  ['AWS::StepFunctions::StateMachine', 'RoleArn', 'AWS::IAM::Role'],
];

/** What stands there; a list stands for each of its items, and a URI for the function in it. */
const namedAt = (properties: unknown, path: string): string[] =>
  path
    .split('.')
    .reduce((found, key) => found.flatMap((one) => Object(one)[key] ?? []), [properties])
    .map((value) => String(value).replace(/^.*functions\/(.+)\/invocations$/, '$1'));

/** Everything that names a resource which is in none of the templates. */
export function danglingIn(resources: readonly Resource[]): string[] {
  return REFERENCES.flatMap(([type, path, ...to]) => {
    const known = resources.filter((one) => to.some((wanted) => wanted === one.type));
    const ids = new Set(known.flatMap(({ name, arn }) => [name, arn]));
    return resources.flatMap(({ id, stack, ...one }) =>
      (one.type === type ? namedAt(one.properties, path) : [])
        .filter((value) => !ids.has(value))
        .map((value) => `${text.resource(stack, id, type)}：${text.unknownReference(path, value)}`),
    );
  });
}
