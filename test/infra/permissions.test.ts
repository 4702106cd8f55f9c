import { describe, expect, test } from 'vitest';
import { ENVIRONMENT, type FunctionName } from '#/functions/shared/env.ts';
import { pascalCase } from '#/infra/constructs/task-function.ts';
import { PRODUCTION } from '#/infra/parameters.ts';
import { list, ofType, permissionsOf, readable, type Statement } from '#/test/infra/synthesised.ts';

const key = (service: string, ...actions: string[]) =>
  actions.map((action) => `kms:${action} DataKey via ${service}.ap-northeast-1.amazonaws.com`);
const READ_KEY = key('dynamodb', 'Decrypt', 'DescribeKey');
const WRITE_KEY = [
  ...READ_KEY,
  ...key('dynamodb', 'Encrypt', 'GenerateDataKey', 'ReEncryptFrom', 'ReEncryptTo'),
];
const READ_OBJECTS = key('s3', 'Decrypt');
const WRITE_OBJECTS = key('s3', 'Decrypt', 'GenerateDataKey');
const QUERY = 'dynamodb:Query Cases';
const LISTS = 'dynamodb:Query Cases/index/lists';
const [GET, PUT, UPDATE, DELETE] = ['Get', 'Put', 'Update', 'Delete'].map(
  (each) => `dynamodb:${each}Item Cases`,
) as [string, string, string, string];
const NOTE = [QUERY, PUT, ...WRITE_KEY];
const STEP = [...NOTE, DELETE];
const EVIDENCE_HAND_OUT = ['s3:GetObjectVersion Evidence/*'];
const evidenceKeep = (prefix: string) =>
  ['GetObject', 'GetObjectRetention', 'PutObject', 'PutObjectRetention'].map(
    (action) => `s3:${action} Evidence/${prefix}/*`,
  );
const UPLOAD = ['s3:PutObject Ingest/uploads/*'];
const UPLOADS_TAKE = ['s3:DeleteObject Ingest/uploads/*', 's3:GetObject Ingest/uploads/*'];
const MAILS_READ_AGAIN = ['s3:GetObjectVersion Evidence/mails/*'];
const INGEST_TAKE = ['s3:DeleteObject Ingest/mail/*', 's3:GetObject Ingest/mail/*'];
const CODE = ['kms:GenerateMac CodeKey'];
const START = ['states:StartExecution Incident'];
const WAKE = ['Escalation', 'ExternalReport', 'Incident'].map((each) => `states:SendTaskSuccess ${each}`);
const SES = 'arn:aws:ses:ap-northeast-1:AWS::AccountId';

const SEND = [
  `ses:SendRawEmail ${SES}:configuration-set/OutgoingMail/Configuration`,
  `ses:SendRawEmail ${SES}:identity/OutgoingMail/Identity`,
];

const ALLOWED: Record<FunctionName, string[]> = {
  'serve-web': [QUERY, GET, ...READ_KEY, ...CODE],
  'accept-report': [...STEP, GET, ...CODE, ...evidenceKeep('reports'), ...WRITE_OBJECTS, ...START],
  'accept-mail': [
    ...STEP,
    GET,
    UPDATE,
    ...evidenceKeep('mails'),
    ...WRITE_OBJECTS,
    ...INGEST_TAKE,
    's3:ListBucket Ingest',
    ...CODE,
    ...START,
    ...WAKE,
  ],
  'answer-query': [QUERY, LISTS, ...READ_KEY],
  'carry-command': [...STEP, GET, ...CODE, ...START, ...WAKE],
  'hand-out-evidence': [...NOTE, ...EVIDENCE_HAND_OUT, ...READ_OBJECTS],
  'review-case': [...STEP, LISTS],
  'review-escalation': NOTE,
  'review-duty': NOTE,
  'await-person': [...NOTE, ...WAKE],
  'send-mail': [...STEP, LISTS, UPDATE, ...CODE, ...SEND],
  'anchor-timeline': [
    ...STEP,
    ...evidenceKeep('checkpoints'),
    ...WRITE_OBJECTS,
    's3:ListBucket Evidence',
    'kms:GetPublicKey TimelineKey',
    'kms:Sign TimelineKey',
  ],
  'offer-upload': [...UPLOAD, ...key('s3', 'GenerateDataKey')],
  'keep-files': [
    ...STEP,
    LISTS,
    UPDATE,
    ...evidenceKeep('files'),
    ...MAILS_READ_AGAIN,
    ...UPLOADS_TAKE,
    's3:ListBucket Ingest',
    ...WRITE_OBJECTS,
  ],
  'record-failure': NOTE,
  'sweep-due': [...STEP, LISTS, ...START, ...WAKE],
  'probe-doors': [QUERY, GET, ...READ_KEY, ...CODE, ...SEND],
  'pass-on': [...STEP, LISTS, ...START, 'states:SendTaskSuccess Incident'],
  'enrol-people': [PUT, ...WRITE_KEY],
};

const TRACE = ['xray:PutTelemetryRecords *', 'xray:PutTraceSegments *'];
const SAMPLE = ['xray:GetSamplingRules *', 'xray:GetSamplingTargets *'];
/** AWS knows no resources for these. */
const DELIVER_LOGS = [
  'logs:CreateLogDelivery *',
  'logs:DeleteLogDelivery *',
  'logs:DescribeLogGroups *',
  'logs:DescribeResourcePolicies *',
  'logs:GetLogDelivery *',
  'logs:ListLogDeliveries *',
  'logs:PutResourcePolicy *',
  'logs:UpdateLogDelivery *',
];

describe('a function may do exactly what it needs', () => {
  test.each(Object.keys(ENVIRONMENT) as FunctionName[])('%s', (name) => {
    const id = pascalCase(name);
    const ownLog = [`logs:CreateLogStream ${id}Log`, `logs:PutLogEvents ${id}Log`];
    expect(permissionsOf(`${id}Role`)).toEqual([...ALLOWED[name], ...ownLog, ...TRACE].sort());
  });
});

describe('a machine may call exactly what its definition names', () => {
  test.each(ofType('AWS::StepFunctions::StateMachine'))('$path', ({ path, Properties }) => {
    const named = Object.entries(Properties.DefinitionSubstitutions as Record<string, unknown>);
    const calls = named.map(([placeholder, value]) =>
      placeholder.endsWith('FunctionArn')
        ? `lambda:InvokeFunction ${readable(value)}`
        : `states:StartExecution ${readable(value)}`,
    );
    expect(permissionsOf(`${path}Role`)).toEqual([...calls, ...DELIVER_LOGS, ...TRACE, ...SAMPLE].sort());
  });
});

test('no permission has a wildcard but those that AWS gives in no other way, and the names of objects', () => {
  const statements = ofType('AWS::IAM::Policy').flatMap(
    ({ Properties }) => (Properties.PolicyDocument as { Statement: Statement[] }).Statement,
  );
  const wild = statements
    .flatMap(({ Action, Resource }) =>
      list(Action).flatMap((action) => list(Resource).map((each) => `${action} ${readable(each)}`)),
    )
    .filter((line) => line.includes('*'));
  const reviewed = [
    ...TRACE,
    ...SAMPLE,
    ...DELIVER_LOGS,
    ...EVIDENCE_HAND_OUT,
    ...evidenceKeep('reports'),
    ...evidenceKeep('mails'),
    ...evidenceKeep('files'),
    ...evidenceKeep('checkpoints'),
    ...MAILS_READ_AGAIN,
    ...UPLOAD,
    ...UPLOADS_TAKE,
    ...INGEST_TAKE,
  ];
  expect([...new Set(wild)].sort()).toEqual(reviewed.sort());
});

const statementsFor = (action: string) =>
  ofType('AWS::IAM::Policy').flatMap(({ path, Properties }) =>
    (Properties.PolicyDocument as { Statement: Statement[] }).Statement.filter(({ Action }) =>
      list(Action).includes(action),
    ).map(({ Condition }) => ({ path, Condition })),
  );

test('nothing can be listed but the names of checkpoints and of what waits to be taken in', () => {
  const prefixes = statementsFor('s3:ListBucket').map(
    ({ Condition }) => Condition?.StringLike?.['s3:prefix'],
  );
  expect(prefixes.sort()).toEqual(['checkpoints/*', 'mail/*', 'uploads/*']);
});

test('one function writes to people; the watch on the door writes to the door and to nobody else', () => {
  const only = {
    'ForAllValues:StringEquals': { 'ses:Recipients': PRODUCTION.reportAddress },
    Null: { 'ses:Recipients': 'false' },
  };
  expect(statementsFor('ses:SendRawEmail')).toEqual([
    { path: 'SendMailRole/DefaultPolicy', Condition: undefined },
    { path: 'ProbeDoorsRole/DefaultPolicy', Condition: only },
  ]);
});

test('no role has policies inside it, and one has a policy of AWS: the gateway, for its access log', () => {
  const roles = ofType('AWS::IAM::Role');
  expect(roles.filter(({ Properties }) => Properties.Policies)).toEqual([]);
  const managed = roles.filter(({ Properties }) => Properties.ManagedPolicyArns);
  expect(managed.map(({ path }) => path)).toEqual(['Api/CloudWatchRole']);
});

test('every role belongs to a function, a machine or the gateway', () => {
  const functions = Object.keys(ENVIRONMENT).map((name) => `${pascalCase(name)}Role`);
  const machines = ofType('AWS::StepFunctions::StateMachine').map(({ path }) => `${path}Role`);
  const roles = ofType('AWS::IAM::Role').map(({ path }) => path);
  expect(roles.sort()).toEqual([...functions, ...machines, 'Api/CloudWatchRole'].sort());
});
