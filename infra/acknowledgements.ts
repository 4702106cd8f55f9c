import type { Acknowledgment } from 'aws-cdk-lib';

/** Findings of cdk-nag and CDK that stand, each with its reason; everything else stops the synth. */
export const ACKNOWLEDGEMENTS: readonly Acknowledgment[] = [
  {
    id: 'AwsSolutions::AwsSolutions-IAM5[Resource::*]',
    reason: 'X-Ray and the delivery of state machine logs are granted on all resources or not at all.',
  },
  {
    id: 'AwsSolutions::AwsSolutions-IAM5[Resource::HikeshiData:ExportsOutputFnGetAttEvidence4CC26D68Arn9E0A376E/*]',
    reason: 'Evidence is named when it arrives. One function may read any object, to hand it out.',
  },
  {
    id: 'AwsSolutions::AwsSolutions-IAM5[Resource::HikeshiData:ExportsOutputFnGetAttEvidence4CC26D68Arn9E0A376E/reports/*]',
    reason: 'A report is named by its hash when it arrives. One function may keep reports, and nothing else.',
  },
  {
    id: 'AwsSolutions::AwsSolutions-IAM5[Resource::HikeshiData:ExportsOutputFnGetAttEvidence4CC26D68Arn9E0A376E/mails/*]',
    reason: 'A mail is named by its hash when it is kept. One function may keep mails, and nothing else.',
  },
  {
    id: 'AwsSolutions::AwsSolutions-IAM5[Resource::HikeshiData:ExportsOutputFnGetAttIngest4069586CArnDE37746A/mail/*]',
    reason: 'SES names a mail when it receives it. One function may read mails there.',
  },
  {
    id: 'AwsSolutions::AwsSolutions-IAM5[Resource::HikeshiData:ExportsOutputFnGetAttEvidence4CC26D68Arn9E0A376E/files/*]',
    reason:
      'A file is named by its hash when it is kept. One function may keep files, and read mails to find them.',
  },
  {
    id: 'AwsSolutions::AwsSolutions-IAM5[Resource::HikeshiData:ExportsOutputFnGetAttIngest4069586CArnDE37746A/uploads/*]',
    reason:
      'A browser names a file when it sends it. One function may let it, another may take it from there.',
  },
  {
    id: 'AwsSolutions::AwsSolutions-IAM5[Resource::HikeshiData:ExportsOutputFnGetAttEvidence4CC26D68Arn9E0A376E/checkpoints/*]',
    reason: 'A checkpoint is named by the end it signs. One function may keep checkpoints, and nothing else.',
  },
  {
    id: 'AwsSolutions::AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonAPIGatewayPushToCloudWatchLogs]',
    reason:
      'The account setting that lets API Gateway write access logs is documented with this policy only.',
  },
  {
    id: 'AwsSolutions::AwsSolutions-APIG2',
    reason: 'A request the gateway refuses is a report lost. Functions check every body, and keep it first.',
  },
  {
    id: 'AwsSolutions::AwsSolutions-APIG4',
    reason: 'Form, pages and notices are for people who are not signed in; a test lists these routes.',
  },
  {
    id: 'AwsSolutions::AwsSolutions-COG4',
    reason: 'The same routes; every other one has the Cognito authorizer, which a test checks.',
  },
  {
    id: 'AwsSolutions::AwsSolutions-APIG6',
    reason: 'Execution logs hold request paths, and the path of a notice holds the tag that opens it.',
  },
  {
    id: 'Serverless::Serverless-APIGWXrayEnabled',
    reason: 'Traces of the gateway hold request paths, as its execution logs do. Functions are traced.',
  },
  {
    id: 'AwsSolutions::AwsSolutions-COG8',
    reason: 'Everybody signs in with a second factor, and accounts are few and made by hand.',
  },
  {
    id: 'Serverless::Serverless-LambdaDLQ',
    reason:
      'Callers wait for the answer and see the failure. The clock does not, and calls again; a mail stays in its bucket.',
  },
  {
    id: 'Serverless::Serverless-LambdaAsyncFailureDestination',
    reason:
      'A call carries only the name of a mail that its bucket keeps, or nothing. Errors and silence have their alarms.',
  },
  {
    id: 'Serverless::Serverless-EventBusDLQ',
    reason: 'A call of the clock that is lost is made good by the next one; silence has its alarm.',
  },
  {
    id: 'Serverless::Serverless-SNSRedrivePolicy',
    reason: 'An alarm whose mail is lost still stands in CloudWatch; nobody would read a queue of them.',
  },
];
