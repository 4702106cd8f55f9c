import type { Grant } from '#/local/iam/iam.ts';

interface Entry {
  /** The AWS service that holds the grant by a resource's policy; else it is our functions and machines. */
  service?: string;
  actions: readonly string[];
  why: string;
}

const USE_KEY = ['kms:DescribeKey', 'kms:Encrypt', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'];

/** Grants that nothing on one machine can use. All others are used by the acceptance suite. */
export const CHECKED_BY_AWS: readonly Entry[] = [
  {
    actions: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    why: 'Lambda writes down what a function prints; here that goes into one file.',
  },
  {
    actions: [
      'logs:CreateLogDelivery',
      'logs:DeleteLogDelivery',
      'logs:DescribeLogGroups',
      'logs:DescribeResourcePolicies',
      'logs:GetLogDelivery',
      'logs:ListLogDeliveries',
      'logs:PutResourcePolicy',
      'logs:UpdateLogDelivery',
    ],
    why: 'Step Functions sets up the log of its executions.',
  },
  {
    actions: ['xray:PutTelemetryRecords', 'xray:PutTraceSegments'],
    why: 'Lambda and Step Functions send their traces themselves.',
  },
  {
    actions: ['xray:GetSamplingRules', 'xray:GetSamplingTargets'],
    why: 'Step Functions asks which executions are traced.',
  },
  {
    actions: USE_KEY,
    why: 'DynamoDB asks them of whoever uses a table under a customer managed key; its documentation does not say in which call.',
  },
  {
    service: 'logs.ap-northeast-1.amazonaws.com',
    actions: [...USE_KEY, 'kms:Decrypt', 'kms:GenerateDataKey'],
    why: 'CloudWatch Logs encrypts the log groups.',
  },
  {
    service: 'logging.s3.amazonaws.com',
    actions: ['s3:PutObject'],
    why: 'S3 delivers its access logs.',
  },
  {
    service: 'ses.amazonaws.com',
    actions: ['kms:Decrypt'],
    why: 'S3 asks it of whoever writes in parts, as SES may do with a large mail.',
  },
];

const isService = (holder: string): boolean => holder.endsWith('.amazonaws.com');

export const coveredBy = ({ service, actions }: Entry, { holder, action }: Grant): boolean =>
  actions.includes(action) && (service === undefined ? !isService(holder) : service === holder);

export const entryOf = (grant: Grant): Entry | undefined =>
  CHECKED_BY_AWS.find((entry) => coveredBy(entry, grant));
