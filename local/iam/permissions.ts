import type { AwsRequest } from '#/local/gateway/aws-request.ts';
import type { Need } from '#/local/iam/statements.ts';
import { placeOf } from '#/local/s3/request.ts';
import { ACCOUNT, REGION } from '#/local/template/resources.ts';
import type { ResourceOf, Template } from '#/local/template/template.ts';

type Body = Record<string, unknown>;

/** `machineOf` gives the machine that a task token belongs to; a token names none itself. */
export type MachineOf = (token: string) => string | undefined;

/** Never empty but for a task token that nobody gave out, of which the service itself says that it is invalid. */
export function needsOf(request: AwsRequest, template: Template, machineOf: MachineOf): Need[] {
  const needs = listed(request, template, machineOf);
  if (needs.length > 0 || answersTask(request)) return needs;
  return [{ action: `${request.service}:${request.action}`, resource: '*' }];
}

function listed(request: AwsRequest, template: Template, machineOf: MachineOf): Need[] {
  if (request.service === 's3') return s3Needs(request, template);
  if (request.service === 'ses') return sesNeeds(request, template);
  const body = JSON.parse(request.body.toString() || '{}') as Body;
  if (request.service === 'dynamodb') return dynamoNeeds(request.action, body, template);
  if (request.service === 'kms') return kmsNeeds(request.action, body, template);
  if (request.service === 'states') return statesNeeds(request, body, machineOf);
  return [];
}

const WRITES = /^(Put|Update|Delete|BatchWrite|TransactWrite|ConditionCheck)/;

/** Action, table and index of each thing touched. A body says what it likes: of it counts what the action reads. */
function touched(action: string, body: Body): [string, unknown, unknown?][] {
  switch (action) {
    case 'TransactGetItems':
    case 'TransactWriteItems': {
      const elements = (body.TransactItems ?? []) as Record<string, { TableName: string }>[];
      return elements.flatMap((element) =>
        Object.entries(element).map(([kind, { TableName }]): [string, string] => [`${kind}Item`, TableName]),
      );
    }
    case 'BatchGetItem':
    case 'BatchWriteItem':
      return Object.keys(body.RequestItems ?? {}).map((name) => [action, name]);
    case 'Query':
    case 'Scan':
      return [[action, body.TableName, body.IndexName]];
    default:
      return [[action, body.TableName]];
  }
}

function dynamoNeeds(action: string, body: Body, template: Template): Need[] {
  const distinct = new Map(touched(action, body).map((one) => [one.join(' '), one]));
  return [...distinct.values()].flatMap(([one, tableName, index]) => {
    const table = template
      .ofType('AWS::DynamoDB::Table')
      .find(({ name, arn }) => [name, arn].includes(String(tableName)));
    const arn = table?.arn ?? `arn:aws:dynamodb:::table/${tableName}`;
    const resource = index === undefined ? arn : `${arn}/index/${index}`;
    const keyId = table?.properties.SSESpecification?.KMSMasterKeyId;
    return [
      { action: `dynamodb:${one}`, resource },
      ...keyNeeds(template, keyId, WRITES.test(one) ? 'writes' : 'reads', 'dynamodb'),
    ];
  });
}

/** A table or bucket under a customer managed key asks the caller, not the service, for the use of the key. */
export function keyNeeds(
  template: Template,
  keyId: string | undefined,
  use: 'reads' | 'writes' | undefined,
  service: string,
): Need[] {
  const key = findKey(template, keyId);
  if (key === undefined || use === undefined) return [];
  const context = {
    'kms:ViaService': `${service}.${REGION}.amazonaws.com`,
    'kms:CallerAccount': ACCOUNT,
  };
  // Who writes to S3 alone needs not read what is kept under the key.
  const reads = service !== 's3' || use === 'reads' ? ['kms:Decrypt'] : [];
  const actions = use === 'writes' ? [...reads, 'kms:GenerateDataKey'] : reads;
  return actions.map((action) => ({ action, resource: key.arn, context }));
}

function findKey(template: Template, keyId: string | undefined): ResourceOf<'AWS::KMS::Key'> | undefined {
  if (keyId === undefined) return undefined;
  const alias = template.ofType('AWS::KMS::Alias').find(({ name, arn }) => [name, arn].includes(keyId));
  const wanted = alias?.properties.TargetKeyId ?? keyId;
  return template.ofType('AWS::KMS::Key').find(({ name, arn }) => [name, arn].includes(wanted));
}

function kmsNeeds(action: string, body: Body, template: Template): Need[] {
  const keyId = String(body.KeyId ?? '');
  return [{ action: `kms:${action}`, resource: findKey(template, keyId)?.arn ?? keyId }];
}

const answersTask = ({ service, action }: AwsRequest): boolean =>
  service === 'states' && /^SendTask(Success|Failure|Heartbeat)$/.test(action);

const ON_EXECUTION = ['DescribeExecution', 'GetExecutionHistory', 'StopExecution'];

function statesNeeds(request: AwsRequest, body: Body, machineOf: MachineOf): Need[] {
  const { action } = request;
  const named = ON_EXECUTION.includes(action) ? body.executionArn : body.stateMachineArn;
  const resource = answersTask(request) ? machineOf(String(body.taskToken)) : named;
  return resource === undefined ? [] : [{ action: `states:${action}`, resource: String(resource) }];
}

const S3_ACTIONS: Record<string, string> = {
  HeadObject: 'GetObject',
  CopyObject: 'PutObject',
  ListObjectsV2: 'ListBucket',
};

function s3Needs(request: AwsRequest, template: Template): Need[] {
  const { action, caller, query } = request;
  const { bucket, key } = placeOf(request.path);
  const arn = `arn:aws:s3:::${bucket}`;
  const resource = key === '' ? arn : `${arn}/${key}`;
  const base = S3_ACTIONS[action] ?? action;
  const versioned = query.has('versionId') && ['GetObject', 'DeleteObject'].includes(base);
  const prefix = base.startsWith('ListBucket') ? query.get('prefix') : null;
  const context = {
    ...(caller.signatureAge !== undefined && { 's3:signatureAge': String(caller.signatureAge) }),
    ...(prefix !== null && { 's3:prefix': prefix }),
  };
  return [
    { action: `s3:${base}${versioned ? 'Version' : ''}`, resource, context },
    ...lockNeeds(request, resource),
    ...copyNeeds(request, template),
    ...keyNeeds(template, keyOfBucket(bucket, template), usesKey(request, base), 's3'),
  ];
}

/** What of an object's bytes the request touches. A HEAD touches them only to read a checksum. */
function usesKey({ action, headers }: AwsRequest, base: string): 'reads' | 'writes' | undefined {
  if (action === 'HeadObject' && headers['x-amz-checksum-mode'] !== 'ENABLED') return undefined;
  if (base === 'GetObject') return 'reads';
  return base === 'PutObject' ? 'writes' : undefined;
}

const LOCK_NEEDS = {
  'x-amz-object-lock-mode': 's3:PutObjectRetention',
  'x-amz-object-lock-legal-hold': 's3:PutObjectLegalHold',
  'x-amz-bypass-governance-retention': 's3:BypassGovernanceRetention',
};

function lockNeeds({ headers, query }: AwsRequest, resource: string): Need[] {
  const asked = Object.entries(LOCK_NEEDS).filter(([name]) => headers[name] !== undefined || query.has(name));
  return asked.map(([, action]) => ({ action, resource }));
}

function copyNeeds({ headers }: AwsRequest, template: Template): Need[] {
  const [from, version] = (headers['x-amz-copy-source'] ?? '').split('?versionId=');
  if (!from) return [];
  const { bucket, key } = placeOf(from);
  const action = version === undefined ? 's3:GetObject' : 's3:GetObjectVersion';
  const read = { action, resource: `arn:aws:s3:::${bucket}/${key}` };
  return [read, ...keyNeeds(template, keyOfBucket(bucket, template), 'reads', 's3')];
}

function keyOfBucket(bucket: string, template: Template): string | undefined {
  const found = template.ofType('AWS::S3::Bucket').find(({ name }) => name === bucket);
  const encryption = found?.properties.BucketEncryption?.ServerSideEncryptionConfiguration[0];
  return encryption?.ServerSideEncryptionByDefault?.KMSMasterKeyID;
}

/**
 * The identity is the sender's address if it is one of the template, else the sender's domain. The configuration
 * set that it brings along is asked for as well.
 */
function sesNeeds({ action, body }: AwsRequest, template: Template): Need[] {
  const form = new URLSearchParams(body.toString());
  const raw = Buffer.from(form.get('RawMessage.Data') ?? '', 'base64').toString();
  const [head = ''] = raw.split(/(?:^|\n)\r?\n/);
  const from = form.get('Source') ?? /(?:^|\n)From: *(.*(?:\r?\n[ \t].*)*)/i.exec(head)?.[1] ?? '';
  const address = /<([^>]*)>/.exec(from)?.[1] ?? from.trim();
  const identities = template.ofType('AWS::SES::EmailIdentity');
  const domain = address.split('@')[1] ?? '';
  const identity =
    identities.find(({ name }) => name === address) ?? identities.find(({ name }) => name === domain);
  const set = identity?.properties.ConfigurationSetAttributes?.ConfigurationSetName;
  const at = `arn:aws:ses:${REGION}:${ACCOUNT}`;
  const asked = [
    identity?.arn ?? `${at}:identity/${domain}`,
    ...(set ? [`${at}:configuration-set/${set}`] : []),
  ];
  const recipients = [...form].flatMap(([name, value]) => (name.startsWith('Destinations.') ? value : []));
  const context = {
    'ses:FromAddress': address,
    // Left to the header of the mail, they are not known here; no policy that asks for them then allows it.
    ...(recipients.length > 0 && { 'ses:Recipients': recipients }),
  };
  return asked.map((resource) => ({ action: `ses:${action}`, resource, context }));
}
