import * as z from 'zod';
import { ACCOUNT } from '#/local/resources.ts';
import { COMMON, form, inert, maybe, RESOURCE, texts } from '#/local/shapes.ts';
import { POLICY } from '#/local/statements.ts';

const { strictObject: strict, array, literal, number, string } = z;

const LOG = 'The log here is one file.';
const SILENCE = 'Nothing rings here because too little happens.';
const MAIL = 'No mail leaves this machine.';

const only = <Value extends string>(value: Value) => z.tuple([literal(value)]);
const lambdaArn = form('arn:aws:lambda:…', /^arn:aws:lambda:/);
const metric = strict({
  ...texts('Namespace', 'MetricName'),
  Dimensions: array(strict(texts('Name', 'Value'))).default([]),
});
const count = number().optional();
const retention = strict({ Mode: z.enum(['COMPLIANCE', 'GOVERNANCE']), Days: count, Years: count });
const encryption = strict({
  ServerSideEncryptionByDefault: strict({
    SSEAlgorithm: z.enum(['AES256', 'aws:kms']),
    KMSMasterKeyID: maybe,
  }),
  ...inert('Saves calls of KMS, which cost nothing here.', 'BucketKeyEnabled'),
});
const keySchema = array(strict({ AttributeName: string(), KeyType: z.enum(['HASH', 'RANGE']) }));

/** What a resource of each type may say; everything else in it is refused at start. */
export const PROPERTIES = {
  'AWS::ApiGateway::Authorizer': strict({
    ...texts('Name', 'RestApiId'),
    Type: literal('COGNITO_USER_POOLS'),
    IdentitySource: literal('method.request.header.Authorization'),
    ...inert('There is one user pool.', 'ProviderARNs'),
  }),
  'AWS::ApiGateway::Deployment': strict(texts('RestApiId')),
  'AWS::ApiGateway::Method': strict({
    ...texts('RestApiId', 'ResourceId', 'HttpMethod'),
    AuthorizationType: z.enum(['NONE', 'COGNITO_USER_POOLS']).default('NONE'),
    AuthorizationScopes: array(string()).default([]),
    AuthorizerId: maybe,
    Integration: strict({
      Type: literal('AWS_PROXY'),
      IntegrationHttpMethod: literal('POST'),
      Uri: form('…/functions/…/invocations', /functions\/.+\/invocations$/),
    }),
  }),
  'AWS::ApiGateway::Resource': strict(texts('RestApiId', 'ParentId', 'PathPart')),
  'AWS::ApiGateway::RestApi': strict({
    Name: string(),
    BinaryMediaTypes: only('*/*'),
    ...inert('It answers on 127.0.0.1 alone.', 'EndpointConfiguration'),
  }),
  'AWS::ApiGateway::Stage': strict({
    ...texts('RestApiId', 'StageName'),
    ...inert('Every method is served as it now stands in the template.', 'DeploymentId'),
    ...inert('Nobody is throttled, and the log is one file.', 'MethodSettings', 'AccessLogSetting'),
  }),
  'AWS::CloudWatch::Alarm': strict({
    AlarmName: maybe,
    AlarmDescription: string().default(''),
    AlarmActions: array(form('arn:aws:sns:…', /^arn:aws:sns:/)).default([]),
    ComparisonOperator: z
      .enum(['GreaterThanThreshold', 'GreaterThanOrEqualToThreshold'])
      .or(literal('LessThanThreshold').meta({ inert: SILENCE })),
    Threshold: number(),
    EvaluationPeriods: literal(1),
    Period: count,
    Statistic: z.enum(['Sum', 'Maximum']).optional(),
    ...metric.partial().shape,
    Metrics: array(
      strict({
        Id: string(),
        Expression: form('a + b + …', /^\w+( \+ \w+)*$/).optional(),
        MetricStat: strict({ Metric: metric, Period: number(), Stat: literal('Sum') }).optional(),
        ReturnData: z.boolean().optional(),
      }),
    ).default([]),
    ...inert(SILENCE, 'TreatMissingData'),
  }),
  'AWS::Cognito::UserPool': strict(
    inert(
      'Here a person signs in by a click on a name, without password or mail.',
      ...['AccountRecoverySetting', 'AdminCreateUserConfig', 'DeletionProtection', 'EnabledMfas'],
      ...['EmailVerificationMessage', 'EmailVerificationSubject', 'MfaConfiguration', 'Policies'],
      ...['SmsVerificationMessage', 'UserPoolTier', 'UsernameConfiguration', 'VerificationMessageTemplate'],
    ),
  ),
  'AWS::Cognito::UserPoolClient': strict({
    UserPoolId: string(),
    CallbackURLs: array(string()).default([]),
    AllowedOAuthFlowsUserPoolClient: literal(true).optional(),
    AllowedOAuthFlows: only('code').optional(),
    AllowedOAuthScopes: only('openid'),
    GenerateSecret: literal(false).optional(),
    SupportedIdentityProviders: only('COGNITO').optional(),
    ...inert('A sign-out may lead wherever a sign-in may lead.', 'LogoutURLs'),
    ...inert('Nobody has a password here.', 'ExplicitAuthFlows', 'PreventUserExistenceErrors'),
    ...inert('A token lasts an hour here.', 'AccessTokenValidity', 'IdTokenValidity', 'TokenValidityUnits'),
    ...inert('No token is renewed here.', 'RefreshTokenValidity'),
  }),
  'AWS::Cognito::UserPoolDomain': strict({
    ...texts('UserPoolId', 'Domain'),
    ...inert('The look of the sign-in page on AWS.', 'ManagedLoginVersion'),
  }),
  'AWS::DynamoDB::Table': strict({
    TableName: maybe,
    BillingMode: literal('PAY_PER_REQUEST'),
    AttributeDefinitions: array(strict({ AttributeName: string(), AttributeType: z.enum(['S', 'N', 'B']) })),
    KeySchema: keySchema,
    GlobalSecondaryIndexes: array(
      strict({
        IndexName: string(),
        KeySchema: keySchema,
        Projection: strict({ ProjectionType: literal('ALL') }),
      }),
    ).optional(),
    SSESpecification: strict({
      SSEEnabled: literal(true),
      SSEType: literal('KMS'),
      KMSMasterKeyId: maybe,
    }).optional(),
    ...inert('A copy of the data folder is the backup.', 'PointInTimeRecoverySpecification'),
    ...inert('Only --fresh deletes.', 'DeletionProtectionEnabled'),
  }),
  'AWS::Events::Rule': strict({
    Name: maybe,
    State: z.enum(['ENABLED', 'DISABLED']).optional(),
    ScheduleExpression: form('rate(…)', /^rate\([1-9]\d* (minute|hour|day)s?\)$/),
    Targets: array(
      strict({ Id: string(), Arn: lambdaArn, Input: maybe, ...inert('Every event arrives.', 'RetryPolicy') }),
    ).default([]),
  }),
  'AWS::IAM::Policy': strict({ PolicyName: string(), PolicyDocument: POLICY, Roles: array(string()) }),
  'AWS::IAM::Role': strict({
    RoleName: maybe,
    ManagedPolicyArns: array(form('…/AmazonAPIGatewayPushToCloudWatchLogs', /PushToCloudWatchLogs$/))
      .meta({ inert: LOG })
      .optional(),
    ...inert('Each function and machine has its own key; no role is taken on.', 'AssumeRolePolicyDocument'),
  }),
  'AWS::KMS::Alias': strict(texts('AliasName', 'TargetKeyId')),
  'AWS::KMS::Key': strict({
    KeySpec: z.enum(['SYMMETRIC_DEFAULT', 'ECC_NIST_EDWARDS25519', 'HMAC_256']).default('SYMMETRIC_DEFAULT'),
    KeyUsage: z.enum(['ENCRYPT_DECRYPT', 'SIGN_VERIFY', 'GENERATE_VERIFY_MAC']).default('ENCRYPT_DECRYPT'),
    KeyPolicy: POLICY,
    ...inert('A symmetric key encrypts nothing here.', 'EnableKeyRotation'),
  }),
  'AWS::Lambda::EventInvokeConfig': strict({
    FunctionName: string(),
    Qualifier: literal('$LATEST'),
    MaximumRetryAttempts: number().default(2),
    MaximumEventAgeInSeconds: number().default(21_600),
  }),
  'AWS::Lambda::Function': strict({
    FunctionName: maybe,
    Runtime: literal('nodejs24.x'),
    ...texts('Handler', 'Role'),
    Code: strict({ S3Key: string(), ...inert('Bundles are read from cdk.out.', 'S3Bucket') }),
    Timeout: number().default(3),
    MemorySize: number().default(128),
    Environment: strict({ Variables: z.record(string(), string()).default({}) }).optional(),
    Architectures: array(z.enum(['arm64', 'x86_64']))
      .meta({ inert: 'A bundle is JavaScript.' })
      .optional(),
    ...inert(LOG, 'LoggingConfig'),
    ...inert('X-Ray is a service of AWS.', 'TracingConfig'),
  }),
  'AWS::Lambda::Permission': strict({
    Action: literal('lambda:InvokeFunction'),
    ...texts('FunctionName', 'Principal'),
    SourceArn: maybe,
    SourceAccount: literal(ACCOUNT).optional(),
  }),
  'AWS::S3::Bucket': strict({
    BucketName: maybe,
    VersioningConfiguration: strict({ Status: literal('Enabled') }).optional(),
    ObjectLockEnabled: z.boolean().default(false),
    ObjectLockConfiguration: strict({
      ObjectLockEnabled: literal('Enabled'),
      Rule: strict({ DefaultRetention: retention }).optional(),
    }).optional(),
    BucketEncryption: strict({ ServerSideEncryptionConfiguration: z.tuple([encryption]) }).optional(),
    ...inert('Nothing expires here.', 'LifecycleConfiguration'),
    ...inert('There is no public on 127.0.0.1.', 'PublicAccessBlockConfiguration'),
    ...inert(LOG, 'LoggingConfiguration'),
  }),
  'AWS::S3::BucketPolicy': strict({ Bucket: string(), PolicyDocument: POLICY }),
  'AWS::SES::ConfigurationSet': strict({
    Name: maybe,
    ...inert(MAIL, 'DeliveryOptions', 'ReputationOptions'),
  }),
  'AWS::SES::EmailIdentity': strict({
    ...texts('EmailIdentity'),
    ConfigurationSetAttributes: strict({ ConfigurationSetName: string() }).optional(),
  }),
  'AWS::SES::ReceiptRule': strict({
    RuleSetName: string(),
    Rule: strict({
      Name: string(),
      Enabled: z.boolean().default(false),
      Recipients: array(string()).min(1),
      ScanEnabled: z.boolean().default(false),
      Actions: array(
        strict({
          S3Action: strict({ BucketName: string(), ObjectKeyPrefix: string().default('') }).optional(),
          LambdaAction: strict({
            FunctionArn: lambdaArn,
            InvocationType: literal('Event').optional(),
          }).optional(),
        }),
      ).default([]),
      ...inert('Mail comes in on 127.0.0.1, without TLS.', 'TlsPolicy'),
    }),
  }),
  'AWS::SES::ReceiptRuleSet': strict({ RuleSetName: maybe }),
  'AWS::SNS::Subscription': strict({ ...texts('TopicArn', 'Endpoint'), Protocol: literal('email') }),
  'AWS::SNS::Topic': strict({ TopicName: maybe, KmsMasterKeyId: maybe }),
  'AWS::SNS::TopicPolicy': strict({ Topics: array(string()), PolicyDocument: POLICY }),
  'AWS::StepFunctions::StateMachine': strict({
    StateMachineName: maybe,
    StateMachineType: literal('STANDARD').optional(),
    ...texts('DefinitionString', 'RoleArn'),
    DefinitionSubstitutions: z.record(string(), string()).default({}),
    ...inert(LOG, 'LoggingConfiguration'),
    ...inert('X-Ray is a service of AWS.', 'TracingConfiguration'),
  }),
};

export type Typed = keyof typeof PROPERTIES;
export type PropertiesOf<Type extends Typed> = z.output<(typeof PROPERTIES)[Type]>;

/** The whole resource of one type; the properties of a type without a schema are inert as a whole. */
export function schemaOf(type: string) {
  const known: Record<string, z.ZodObject | undefined> = PROPERTIES;
  return RESOURCE.extend({ Properties: known[type]?.extend(COMMON) ?? z.unknown() });
}
