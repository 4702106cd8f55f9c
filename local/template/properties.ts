import * as z from 'zod';
import { RESOURCE_POLICY, ROLE_POLICY } from '#/local/iam/statements.ts';
import { ACCOUNT } from '#/local/template/resources.ts';
import { COMMON, form, inert, maybe, RESOURCE, texts } from '#/local/template/shapes.ts';

const { strictObject: strict, array, literal, number, string } = z;

const LOG = 'The log here is one file.';
const SILENCE = 'Nothing rings here because too little happens.';
const MAIL = 'No mail leaves this machine.';

const only = <Value extends string>(value: Value) => z.tuple([literal(value)]);
const name = form('a name', /^[^:]+$/);
const lambdaArn = form('arn:aws:lambda:…', /^arn:aws:lambda:/);
const metric = strict({
  ...texts('Namespace', 'MetricName'),
  Dimensions: array(strict(texts('Name', 'Value'))).default([]),
});
const within = (least: number, most: number) => z.int().min(least).max(most);
const count = z.int().min(1).optional();
const retention = strict({ Mode: z.enum(['COMPLIANCE', 'GOVERNANCE']), Days: count, Years: count }).refine(
  ({ Days, Years }) => (Days === undefined) !== (Years === undefined),
  'Days or Years',
);
const encryption = strict({
  ServerSideEncryptionByDefault: strict({
    SSEAlgorithm: z.enum(['AES256', 'aws:kms']),
    KMSMasterKeyID: maybe,
  }),
  ...inert('Saves calls of KMS, which cost nothing here.', 'BucketKeyEnabled'),
});
const VARIABLE = string().regex(/^(?!AWS_|LAMBDA_|TZ$)[A-Za-z]\w+$/);
/** In the same order: a key of each spec has one use. */
const SPECS = z.enum(['SYMMETRIC_DEFAULT', 'ECC_NIST_EDWARDS25519', 'HMAC_256']);
const USAGES = z.enum(['ENCRYPT_DECRYPT', 'SIGN_VERIFY', 'GENERATE_VERIFY_MAC']);
const json = maybe.refine((value) => {
  try {
    return value === undefined || JSON.parse(value) !== undefined;
  } catch {
    return false;
  }
}, 'JSON');
const keySchema = array(strict({ AttributeName: string(), KeyType: z.enum(['HASH', 'RANGE']) }));

const METRICS = array(
  strict({
    Id: string(),
    Expression: form('a + b - …', /^\w+( [+-] \w+)*$/).optional(),
    MetricStat: strict({ Metric: metric, Period: within(1, 86_400), Stat: literal('Sum') }).optional(),
    ReturnData: z.boolean().default(true),
  }),
).refine((all) => {
  const [sum, another] = all.filter(({ ReturnData }) => ReturnData);
  const stats = all.flatMap(({ Id, MetricStat }) => (MetricStat ? { Id, ...MetricStat } : []));
  const terms = sum?.Expression?.split(/ [+-] /) ?? [sum?.Id];
  return (
    another === undefined &&
    all.every(({ Expression, MetricStat }) => (Expression === undefined) === (MetricStat !== undefined)) &&
    String(terms.toSorted()) === String(stats.map(({ Id }) => Id).toSorted()) &&
    new Set(stats.map(({ Period }) => Period)).size === 1
  );
}, 'one metric, or one sum of all the others');

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
  }).refine(
    ({ AuthorizationType, AuthorizerId }) => (AuthorizationType === 'NONE') === (AuthorizerId === undefined),
    'AuthorizerId with COGNITO_USER_POOLS alone',
  ),
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
    Metrics: METRICS.default([]),
    ...inert(SILENCE, 'TreatMissingData'),
  }).refine(
    ({ ComparisonOperator, Metrics }) =>
      ComparisonOperator === 'LessThanThreshold' ||
      !Metrics.some(({ Expression = '' }) => Expression.includes('-')),
    'a - b only with LessThanThreshold',
  ),
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
    ...inert('A few rows too many do no harm.', 'TimeToLiveSpecification'),
    ...inert('A copy of the data folder is the backup.', 'PointInTimeRecoverySpecification'),
    ...inert('Only --fresh deletes.', 'DeletionProtectionEnabled'),
  }),
  'AWS::Events::Rule': strict({
    Name: maybe,
    State: z.enum(['ENABLED', 'DISABLED']).optional(),
    ScheduleExpression: form('rate(…)', /^rate\((1 (minute|hour|day)|(?!1 )[1-9]\d* (minute|hour|day)s)\)$/),
    Targets: array(
      strict({ Id: string(), Arn: lambdaArn, Input: json, ...inert('Every event arrives.', 'RetryPolicy') }),
    ).default([]),
  }),
  'AWS::IAM::Policy': strict({ PolicyName: string(), PolicyDocument: ROLE_POLICY, Roles: array(name) }),
  'AWS::IAM::Role': strict({
    RoleName: maybe,
    ManagedPolicyArns: array(form('…/AmazonAPIGatewayPushToCloudWatchLogs', /PushToCloudWatchLogs$/))
      .meta({ inert: LOG })
      .optional(),
    ...inert('Each function and machine has its own key; no role is taken on.', 'AssumeRolePolicyDocument'),
  }),
  'AWS::KMS::Alias': strict(texts('AliasName', 'TargetKeyId')),
  'AWS::KMS::Key': strict({
    KeySpec: SPECS.default('SYMMETRIC_DEFAULT'),
    KeyUsage: USAGES.default('ENCRYPT_DECRYPT'),
    KeyPolicy: RESOURCE_POLICY,
    ...inert('A symmetric key encrypts nothing here.', 'EnableKeyRotation'),
  }).refine(
    ({ KeySpec, KeyUsage }) => SPECS.options.indexOf(KeySpec) === USAGES.options.indexOf(KeyUsage),
    'the KeyUsage of its KeySpec',
  ),
  'AWS::Lambda::EventInvokeConfig': strict({
    FunctionName: string(),
    Qualifier: literal('$LATEST'),
    MaximumRetryAttempts: within(0, 2).default(2),
    MaximumEventAgeInSeconds: within(60, 21_600).default(21_600),
  }),
  'AWS::Lambda::Function': strict({
    FunctionName: maybe,
    Runtime: literal('nodejs24.x'),
    ...texts('Handler', 'Role'),
    Code: strict({ S3Key: string(), ...inert('Bundles are read from cdk.out.', 'S3Bucket') }),
    Timeout: within(1, 900).default(3),
    MemorySize: within(128, 10_240).default(128),
    Environment: strict({ Variables: z.record(VARIABLE, string()).default({}) }).optional(),
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
    CorsConfiguration: strict({
      CorsRules: array(
        strict({
          AllowedMethods: array(string()),
          AllowedOrigins: array(form('https://…', /^https?:[^*]+$/)),
        }),
      ),
    }).optional(),
    ...inert('Nothing expires here.', 'LifecycleConfiguration'),
    ...inert('There is no public on 127.0.0.1.', 'PublicAccessBlockConfiguration'),
    ...inert(LOG, 'LoggingConfiguration'),
  }).refine(
    ({ ObjectLockEnabled, ObjectLockConfiguration }) => ObjectLockEnabled || !ObjectLockConfiguration,
    'ObjectLockConfiguration with ObjectLockEnabled',
  ),
  'AWS::S3::BucketPolicy': strict({ Bucket: name, PolicyDocument: RESOURCE_POLICY }),
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
          S3Action: strict({ BucketName: name, ObjectKeyPrefix: string().default('') }).optional(),
          LambdaAction: strict({
            FunctionArn: lambdaArn,
            InvocationType: literal('Event').default('Event'),
          }).optional(),
        }).refine((action) => Object.keys(action).length === 1, 'one of S3Action, LambdaAction'),
      ).default([]),
      ...inert('Mail comes in on 127.0.0.1, without TLS.', 'TlsPolicy'),
    }),
  }),
  'AWS::SES::ReceiptRuleSet': strict({ RuleSetName: maybe }),
  'AWS::SNS::Subscription': strict({ ...texts('TopicArn', 'Endpoint'), Protocol: literal('email') }),
  'AWS::SNS::Topic': strict({ TopicName: maybe, KmsMasterKeyId: maybe }),
  'AWS::SNS::TopicPolicy': strict({ Topics: array(string()), PolicyDocument: RESOURCE_POLICY }),
  'AWS::StepFunctions::StateMachine': strict({
    StateMachineName: maybe,
    StateMachineType: literal('STANDARD').optional(),
    ...texts('DefinitionString', 'RoleArn'),
    DefinitionSubstitutions: z.record(string(), string()).default({}),
    ...inert(LOG, 'LoggingConfiguration'),
    ...inert('X-Ray is a service of AWS.', 'TracingConfiguration'),
  }).refine(
    ({ DefinitionString: text, DefinitionSubstitutions: given }) =>
      text.matchAll(/\$\{([^{}"]*)\}/g).every(([, name = '']) => name in given),
    'DefinitionSubstitutions for all of DefinitionString',
  ),
};

export type Typed = keyof typeof PROPERTIES;
export type PropertiesOf<Type extends Typed> = z.output<(typeof PROPERTIES)[Type]>;

/** The whole resource of one type; the properties of a type without a schema are inert as a whole. */
export function schemaOf(type: string) {
  const known: Record<string, z.ZodObject | undefined> = PROPERTIES;
  return RESOURCE.extend({ Properties: known[type]?.safeExtend(COMMON) ?? z.unknown() });
}
