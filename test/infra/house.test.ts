import { describe, expect, test } from 'vitest';
import { ACKNOWLEDGEMENTS } from '#/infra/acknowledgements.ts';
import {
  MANIFEST,
  ofType,
  RESOURCES,
  readable,
  synthesisedJson,
  TEMPLATES,
} from '#/test/infra/synthesised.ts';

interface Finding {
  readonly ruleName: string;
  readonly acknowledgedId?: string;
  readonly reason?: string;
}

interface Report {
  readonly pluginReports: { pluginName: string; violations: Finding[]; suppressedViolations?: Finding[] }[];
}

/** Adding to this list is a decision; the reasons stand in infra/acknowledgements.ts. */
const REVIEWED = [
  'AwsSolutions::AwsSolutions-APIG2',
  'AwsSolutions::AwsSolutions-APIG4',
  'AwsSolutions::AwsSolutions-APIG6',
  'AwsSolutions::AwsSolutions-COG4',
  'AwsSolutions::AwsSolutions-COG8',
  'AwsSolutions::AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]',
  'AwsSolutions::AwsSolutions-IAM5[Resource::*]',
  'AwsSolutions::AwsSolutions-IAM5[Resource::HikeshiData:ExportsOutputFnGetAttEvidence4CC26D68Arn9E0A376E/*]',
  'AwsSolutions::AwsSolutions-IAM5[Resource::HikeshiData:ExportsOutputFnGetAttEvidence4CC26D68Arn9E0A376E/checkpoints/*]',
  'AwsSolutions::AwsSolutions-IAM5[Resource::HikeshiData:ExportsOutputFnGetAttEvidence4CC26D68Arn9E0A376E/files/*]',
  'AwsSolutions::AwsSolutions-IAM5[Resource::HikeshiData:ExportsOutputFnGetAttEvidence4CC26D68Arn9E0A376E/mails/*]',
  'AwsSolutions::AwsSolutions-IAM5[Resource::HikeshiData:ExportsOutputFnGetAttEvidence4CC26D68Arn9E0A376E/reports/*]',
  'AwsSolutions::AwsSolutions-IAM5[Resource::HikeshiData:ExportsOutputFnGetAttIngest4069586CArnDE37746A/mail/*]',
  'AwsSolutions::AwsSolutions-IAM5[Resource::HikeshiData:ExportsOutputFnGetAttIngest4069586CArnDE37746A/uploads/*]',
  'Serverless::Serverless-APIGWXrayEnabled',
  'Serverless::Serverless-EventBusDLQ',
  'Serverless::Serverless-LambdaAsyncFailureDestination',
  'Serverless::Serverless-LambdaDLQ',
  'Serverless::Serverless-SNSRedrivePolicy',
];

describe('the findings of the synth', () => {
  const { pluginReports } = synthesisedJson<Report>('validation-report.json');

  test('come from both packs', () => {
    const names = pluginReports.map(({ pluginName }) => pluginName);
    expect(names).toEqual(expect.arrayContaining(['AwsSolutions', 'Serverless']));
  });

  test('are all acknowledged', () => {
    expect(pluginReports.flatMap(({ violations }) => violations)).toEqual([]);
  });

  test('are acknowledged with a reason, on the reviewed list, and no acknowledgement is left over', () => {
    const acknowledged = pluginReports.flatMap(({ suppressedViolations = [] }) => suppressedViolations);
    expect(acknowledged.map(({ acknowledgedId }) => acknowledgedId).sort()).toEqual(REVIEWED);
    expect(ACKNOWLEDGEMENTS.map(({ id }) => id).sort()).toEqual(REVIEWED);
    for (const { reason } of acknowledged) expect(reason?.length).toBeGreaterThan(40);
  });
});

describe('the templates', () => {
  const everything = JSON.stringify([...TEMPLATES.values()]);

  test('are data, application and incoming mail', () => {
    expect([...TEMPLATES.keys()]).toEqual(['HikeshiApp', 'HikeshiData', 'HikeshiMailIn']);
  });

  test('stay in Tokyo', () => {
    expect(everything).not.toContain('us-east-1');
    expect(everything).not.toContain('CloudFront');
    const { artifacts } = MANIFEST as { artifacts: Record<string, { type: string; environment?: string }> };
    const environments = Object.values(artifacts).flatMap(({ type, environment }) =>
      type === 'aws:cloudformation:stack' ? [environment] : [],
    );
    expect(new Set(environments)).toEqual(new Set(['aws://unknown-account/ap-northeast-1']));
  });

  test('have no helpers of CDK and nothing that asks CDK about the account', () => {
    expect(
      RESOURCES.filter(({ Type }) => Type.startsWith('Custom::') || Type.includes('CustomResource')),
    ).toEqual([]);
    expect(MANIFEST.missing).toBeUndefined();
  });

  test('give nothing a physical name but what must have one', () => {
    const names = [
      'TableName',
      'BucketName',
      'FunctionName',
      'StateMachineName',
      'RoleName',
      'LogGroupName',
    ].concat(['TopicName', 'AlarmName', 'UserPoolName', 'AliasName']);
    const named = RESOURCES.filter(
      ({ Type, Properties }) =>
        !['AWS::Lambda::Permission', 'AWS::Lambda::EventInvokeConfig'].includes(Type) &&
        names.some((name) => name in (Properties ?? {})),
    );
    expect(named.map(({ path }) => path)).toEqual([]);
  });
});

describe('the alarms', () => {
  const alarms = ofType('AWS::CloudWatch::Alarm');

  test('are twenty-three, on totals and on what the product calls a failure', () => {
    expect(alarms.map(({ path }) => path.replace('Alarms/', ''))).toEqual([
      'NobodyAnswered',
      'MailFailed',
      'MailFolded',
      'WorkflowFailed',
      'TimelineBroken',
      'MailLeft',
      'FormDoorClosed',
      'MailDoorClosed',
      'IncidentBroken',
      'EscalationBroken',
      'ExternalReportBroken',
      'StepErrors',
      'SweeperSilent',
      'LogSilent',
      'DoorsUnwatched',
      'FunctionErrors',
      'FunctionThrottles',
      'ApiErrors',
      'MailBounces',
    ]);
  });

  test('on what the product itself reports ring within the minute, at the first time', () => {
    const own = alarms.filter(({ Properties }) => Properties.Namespace === 'Hikeshi');
    expect(own).toHaveLength(8);
    for (const { Properties } of own) {
      expect(Properties).toMatchObject({ Statistic: 'Sum', Period: 60, Threshold: 1, EvaluationPeriods: 1 });
      expect(Properties.Dimensions).toBeUndefined();
    }
  });

  test('ring when the second clock has stopped, when nothing is logged, and when nobody tries the doors', () => {
    const silent = alarms.find(({ path }) => path.endsWith('SweeperSilent'));
    expect(silent?.Properties).toMatchObject({ TreatMissingData: 'breaching', MetricName: 'Invocations' });
    const unlogged = alarms.find(({ path }) => path.endsWith('LogSilent'))?.Properties ?? {};
    expect(unlogged).toMatchObject({ TreatMissingData: 'breaching', MetricName: 'IncomingLogEvents' });
    const [dimension] = unlogged.Dimensions as { Value: unknown }[];
    expect(readable(dimension?.Value)).toBe('SweepDueLog');
    const unwatched = alarms.find(({ path }) => path.endsWith('DoorsUnwatched'));
    expect(unwatched?.Properties).toMatchObject({ TreatMissingData: 'breaching', Threshold: 1 });
    // A round that failed is no round.
    expect(unwatched?.Properties.Metrics).toMatchObject([
      { Expression: 'called - failed' },
      { MetricStat: { Metric: { MetricName: 'Invocations' }, Period: 1800 } },
      { MetricStat: { Metric: { MetricName: 'Errors' }, Period: 1800 } },
    ]);
  });

  test('all go to the encrypted topic, which mails them', () => {
    for (const { Properties } of alarms) {
      expect((Properties.AlarmActions as unknown[]).map(readable)).toEqual(['Alarms/Topic']);
    }
    const [topic] = ofType('AWS::SNS::Topic');
    expect(readable(topic?.Properties.KmsMasterKeyId)).toBe('DataKey');
    expect(ofType('AWS::SNS::Subscription').map(({ Properties }) => Properties.Protocol)).toEqual(['email']);
  });
});
