import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { bucketsOf } from '#/local/template/settings.ts';
import { readTemplate } from '#/local/template/template.ts';
import { APP } from '#/test/local/app.ts';
import { refusal } from '#/test/local/refusal.ts';
import { temporaryFolder } from '#/test/local/service-server.ts';

const { folder, remove } = temporaryFolder();
afterAll(remove);

const RULE = { ScheduleExpression: 'rate(1 minute)' };
const LAMBDA = {
  ...{ Runtime: 'nodejs24.x', Handler: 'index.handler', Code: { S3Key: 'serve.zip' } },
  Role: { 'Fn::GetAtt': ['ServeRole', 'Arn'] },
};
const NOBODYS = 'arn:aws:lambda:ap-northeast-1:000000000000:function:Nobody';
const COMMON_RULE = { Name: 'odd', Recipients: ['odd@city.example'] };
const METRIC = { Namespace: 'Hikeshi', MetricName: 'Odd' };
const ALARM = { ComparisonOperator: 'GreaterThanThreshold', Threshold: 1, EvaluationPeriods: 1 };
const stat = (Id: string, ReturnData = false, Period = 60) => ({
  ...{ Id, ReturnData },
  MetricStat: { Metric: METRIC, Period, Stat: 'Sum' },
});
const sum = (Expression: string) => ({ Id: 'sum', Expression });
const policy = (statement: object) => ({
  Version: '2012-10-17',
  Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*', ...statement },
});
const retained = (DefaultRetention: object) => ({
  ObjectLockEnabled: true,
  ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled', Rule: { DefaultRetention } },
});
const encrypted = (KMSMasterKeyID: string) => ({
  BucketEncryption: {
    ServerSideEncryptionConfiguration: [
      { ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID } },
    ],
  },
});
const METHOD = {
  ...{ RestApiId: { Ref: 'Api' }, ResourceId: { Ref: 'BadResource' }, HttpMethod: 'PUT' },
  Integration: {
    Type: 'AWS_PROXY',
    IntegrationHttpMethod: 'POST',
    Uri: { 'Fn::Join': ['/', ['functions', { 'Fn::GetAtt': ['Serve', 'Arn'] }, 'invocations']] },
  },
};
const machine = (DefinitionString: unknown) => ({
  ...{ DefinitionString, DefinitionSubstitutions: { Known: 'known' } },
  RoleArn: { 'Fn::GetAtt': ['ChainRole', 'Arn'] },
});

describe('what AWS would refuse, or would do otherwise, is refused as well', () => {
  test.each<[type: string, properties: object, said: string]>([
    ['ApiGateway::Method', { ...METHOD, AuthorizationType: 'COGNITO_USER_POOLS' }, 'AuthorizerId'],
    ['ApiGateway::Method', { ...METHOD, AuthorizerId: { Ref: 'SignedIn' } }, 'AuthorizerId'],
    [
      'ApiGateway::Method',
      { ...METHOD, AuthorizationType: 'COGNITO_USER_POOLS', AuthorizerId: 'nobody' },
      'AuthorizerId「nobody」',
    ],
    [
      'ApiGateway::Method',
      { ...METHOD, Integration: { ...METHOD.Integration, Uri: `functions/${NOBODYS}/invocations` } },
      `Integration.Uri「${NOBODYS}」`,
    ],
    ['CloudWatch::Alarm', { ...ALARM, Metrics: [sum('a + b'), stat('a')] }, 'one sum of all'],
    ['CloudWatch::Alarm', { ...ALARM, Metrics: [sum('a - b'), stat('a'), stat('b')] }, 'only with Less'],
    ['CloudWatch::Alarm', { ...ALARM, Metrics: [sum('a'), stat('a'), stat('b')] }, 'one sum of all'],
    ['CloudWatch::Alarm', { ...ALARM, Metrics: [sum('a + a'), stat('a')] }, 'one sum of all'],
    ['CloudWatch::Alarm', { ...ALARM, Metrics: [sum('a'), stat('a', true)] }, 'one sum of all'],
    ['CloudWatch::Alarm', { ...ALARM, Metrics: [stat('a', true), stat('b')] }, 'one sum of all'],
    ['CloudWatch::Alarm', { ...ALARM, Metrics: [sum('sum'), { ...stat('b'), ...sum('sum') }] }, 'one sum'],
    [
      'CloudWatch::Alarm',
      { ...ALARM, Metrics: [sum('a + b'), stat('a'), stat('b', false, 300)] },
      'one sum of all',
    ],
    [
      'CloudWatch::Alarm',
      { ...ALARM, Metrics: [stat('a', true)], AlarmActions: ['arn:aws:sns:x:0:Nobody'] },
      'AlarmActions「arn:aws:sns:x:0:Nobody」',
    ],
    [
      'DynamoDB::Table',
      {
        ...{ BillingMode: 'PAY_PER_REQUEST', AttributeDefinitions: [], KeySchema: [] },
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS', KMSMasterKeyId: 'nobodys' },
      },
      'SSESpecification.KMSMasterKeyId「nobodys」',
    ],
    ['Events::Rule', { ScheduleExpression: 'rate(1 days)' }, '"rate(1 days)"'],
    ['Events::Rule', { ScheduleExpression: 'rate(5 minute)' }, '"rate(5 minute)"'],
    ['Events::Rule', { ...RULE, Targets: [{ Id: 'a', Arn: NOBODYS, Input: '{' }] }, '使えるのは JSON'],
    ['Events::Rule', { ...RULE, Targets: [{ Id: 'a', Arn: NOBODYS }] }, `Targets.Arn「${NOBODYS}」`],
    [
      'IAM::Policy',
      { PolicyName: 'Odd', Roles: [], PolicyDocument: policy({ Principal: '*' }) },
      'no Principal',
    ],
    ['IAM::Policy', { PolicyName: 'Odd', Roles: ['Nobody'], PolicyDocument: policy({}) }, 'Roles「Nobody」'],
    [
      'IAM::Policy',
      { PolicyName: 'Odd', Roles: [LAMBDA.Role], PolicyDocument: policy({}) },
      'Roles.0 に "arn:aws:iam::',
    ],
    ['KMS::Alias', { AliasName: 'alias/odd', TargetKeyId: 'nobodys' }, 'TargetKeyId「nobodys」'],
    ['KMS::Key', { KeySpec: 'HMAC_256', KeyPolicy: policy({ Principal: '*' }) }, 'KeyUsage of its KeySpec'],
    [
      'KMS::Key',
      { KeyUsage: 'SIGN_VERIFY', KeyPolicy: policy({ Principal: '*' }) },
      'KeyUsage of its KeySpec',
    ],
    ['KMS::Key', { KeyPolicy: policy({}) }, 'a Principal in each'],
    ['Lambda::EventInvokeConfig', { FunctionName: 'Nobody', Qualifier: '$LATEST' }, 'FunctionName「Nobody」'],
    [
      'Lambda::EventInvokeConfig',
      { FunctionName: { Ref: 'Serve' }, Qualifier: '$LATEST', MaximumRetryAttempts: 3 },
      'MaximumRetryAttempts に 3',
    ],
    ['Lambda::Function', { ...LAMBDA, Timeout: 901 }, 'Timeout に 901'],
    ['Lambda::Function', { ...LAMBDA, Timeout: 0 }, 'Timeout に 0'],
    ['Lambda::Function', { ...LAMBDA, MemorySize: 64 }, 'MemorySize に 64'],
    [
      'Lambda::Function',
      { ...LAMBDA, Role: 'arn:aws:iam::0:role/Nobody' },
      'Role「arn:aws:iam::0:role/Nobody」',
    ],
    ...['AWS_REGION', '_HANDLER', 'LAMBDA_TASK_ROOT', 'TZ'].map((name): [string, object, string] => [
      'Lambda::Function',
      { ...LAMBDA, Environment: { Variables: { [name]: 'x' } } },
      `Environment.Variables.${name} は使えません`,
    ]),
    [
      'Lambda::Permission',
      { Action: 'lambda:InvokeFunction', FunctionName: 'Nobody', Principal: 'ses.amazonaws.com' },
      'FunctionName「Nobody」',
    ],
    ['S3::Bucket', { ObjectLockConfiguration: { ObjectLockEnabled: 'Enabled' } }, 'with ObjectLockEnabled'],
    ['S3::Bucket', retained({ Mode: 'GOVERNANCE' }), '使えるのは Days or Years'],
    ['S3::Bucket', retained({ Mode: 'GOVERNANCE', Days: 1, Years: 1 }), '使えるのは Days or Years'],
    ['S3::Bucket', retained({ Mode: 'GOVERNANCE', Days: 0 }), 'DefaultRetention.Days に 0'],
    ['S3::Bucket', encrypted('nobodys'), 'KMSMasterKeyID「nobodys」'],
    ['S3::Bucket', { BucketName: '{{resolve:ssm:/odd}}' }, '関数 {{resolve:ssm:/odd}} は使えません'],
    [
      'S3::BucketPolicy',
      { Bucket: 'nobodys', PolicyDocument: policy({ Principal: '*' }) },
      'Bucket「nobodys」',
    ],
    ['S3::BucketPolicy', { Bucket: { Ref: 'Nobodys' }, PolicyDocument: policy({}) }, 'Ref「Nobodys」'],
    [
      'SES::EmailIdentity',
      { EmailIdentity: 'odd.example', ConfigurationSetAttributes: { ConfigurationSetName: 'nobodys' } },
      'ConfigurationSetName「nobodys」',
    ],
    ['SES::ReceiptRule', { RuleSetName: 'nobodys', Rule: COMMON_RULE }, 'RuleSetName「nobodys」'],
    [
      'SES::ReceiptRule',
      { RuleSetName: 'arrivals', Rule: { ...COMMON_RULE, Actions: [{}] } },
      'one of S3Action',
    ],
    [
      'SES::ReceiptRule',
      {
        RuleSetName: 'arrivals',
        Rule: { ...COMMON_RULE, Actions: [{ S3Action: { BucketName: 'nobodys' } }] },
      },
      'BucketName「nobodys」',
    ],
    [
      'SES::ReceiptRule',
      {
        RuleSetName: 'arrivals',
        Rule: { ...COMMON_RULE, Actions: [{ LambdaAction: { FunctionArn: NOBODYS } }] },
      },
      `FunctionArn「${NOBODYS}」`,
    ],
    ['SNS::Topic', { KmsMasterKeyId: 'alias/aws/sns' }, 'KmsMasterKeyId「alias/aws/sns」'],
    [
      'SNS::TopicPolicy',
      { Topics: ['nobodys'], PolicyDocument: policy({ Principal: '*' }) },
      'Topics「nobodys」',
    ],
    [
      'StepFunctions::StateMachine',
      machine({ 'Fn::Join': ['{', ['$', 'Known} $', 'Unknown}']] }),
      'DefinitionSubstitutions for all',
    ],
    ['StepFunctions::StateMachine', { ...machine(''), RoleArn: 'nobodys' }, 'RoleArn「nobodys」'],
  ])('%s %j', (type, Properties, said) => {
    const lines = refusal(folder, { Odd: { Type: `AWS::${type}`, Properties } }).split('\n');
    expect(lines.filter((line) => line.startsWith('・'))).toEqual([expect.stringMatching(/^・App の Odd/)]);
    expect(lines[1]).toContain(said);
  });

  test.each<[what: string, parameter: object, said: string]>([
    ['type', { Type: 'AWS::SSM::Parameter::Value<String>' }, 'Parameters.Odd.Type に "AWS::SSM::'],
    ['constraint', { Type: 'String', AllowedValues: ['a'] }, 'Parameters.Odd.AllowedValues は使えません'],
  ])('a parameter with a %s', (_, Odd, said) => {
    expect(refusal(folder, {}, { Parameters: { Odd } })).toContain(said);
  });

  test('a Ref to a parameter that has no value here', () => {
    const BootstrapVersion = { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/version' };
    const Parameters = { Named: { Type: 'String' }, BootstrapVersion };
    for (const name of Object.keys(Parameters))
      expect(
        refusal(
          folder,
          { Odd: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { Ref: name } } } },
          { Parameters },
        ),
      ).toContain(`Ref「${name}」`);
  });

  test('a condition of an output', () => {
    const Outputs = { Odd: { Value: 'x', Condition: 'IsRich' } };
    expect(refusal(folder, {}, { Outputs })).toContain('Outputs.Odd.Condition は使えません');
  });

  test.each([
    ['an assembly within', { type: 'cdk:cloud-assembly' }, 'artifacts.Odd.type に "cdk:cloud-assembly"'],
    [
      'a stack elsewhere',
      { type: 'aws:cloudformation:stack', environment: 'aws://unknown-account/us-east-1' },
      'artifacts.Odd.environment に "aws://unknown-account/us-east-1"',
    ],
    [
      'a stack of another account',
      { type: 'aws:cloudformation:stack', environment: 'aws://111111111111/ap-northeast-1' },
      'artifacts.Odd.environment に "aws://111111111111',
    ],
  ])('%s', (_, Odd, said) => {
    expect(refusal(folder, {}, {}, { Odd })).toContain(said);
  });
});

test('a bucket of locked objects keeps versions without being told to', () => {
  const copy = mkdtempSync(join(folder, 'app-'));
  cpSync(APP, copy, { recursive: true });
  const file = join(copy, 'Store.template.json');
  const store = JSON.parse(readFileSync(file, 'utf8'));
  store.Resources.Originals.Properties.VersioningConfiguration = undefined;
  writeFileSync(file, JSON.stringify(store));
  const versioned = Object.fromEntries(bucketsOf(readTemplate(copy)).map((one) => [one.name, one.versioned]));
  expect(versioned).toEqual({ originals: true, arrivals: false });
});
