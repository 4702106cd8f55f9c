import type { AwsRequest } from '#/local/aws-request.ts';
import type { ResourceOf, Template } from '#/local/template.ts';

/** One grant that a request needs; a request may need several. */
export interface Need {
  action: string;
  resource: string;
  context?: Record<string, string>;
}

type Body = Record<string, unknown>;

/** `machineOf` gives the machine that a task token belongs to; a token names none itself. */
export type MachineOf = (token: string) => string | undefined;

export function needsOf(request: AwsRequest, template: Template, machineOf: MachineOf): Need[] {
  if (request.service === 's3') return s3Needs(request, template);
  if (request.service === 'ses') return sesNeeds(request, template);
  const body = JSON.parse(request.body.toString() || '{}') as Body;
  if (request.service === 'dynamodb') return dynamoNeeds(request.action, body, template);
  if (request.service === 'kms') return kmsNeeds(request.action, body, template);
  if (request.service === 'states') return statesNeeds(request.action, body, machineOf);
  return [{ action: `${request.service}:${request.action}`, resource: '*' }];
}

const WRITES = /^(Put|Update|Delete|Batch[W]|TransactWrite|ConditionCheck)/;

function dynamoNeeds(action: string, body: Body, template: Template): Need[] {
  const elements = (body.TransactItems as Record<string, { TableName: string }>[] | undefined) ?? [];
  const single: [string, unknown, unknown][] = [[action, body.TableName, body.IndexName]];
  const inTransaction = elements.flatMap((element) =>
    Object.entries(element).map(([kind, { TableName }]): [string, unknown, unknown] => [
      { Put: 'PutItem', Update: 'UpdateItem', Delete: 'DeleteItem', Get: 'GetItem' }[kind] ??
        'ConditionCheckItem',
      TableName,
      undefined,
    ]),
  );
  const batched = Object.keys((body.RequestItems as Body | undefined) ?? {}).map(
    (name): [string, unknown, unknown] => [action, name, undefined],
  );
  const touched = [inTransaction, batched].find(({ length }) => length > 0) ?? single;
  return touched.flatMap(([one, tableName, index]) => {
    const table = template
      .ofType('AWS::DynamoDB::Table')
      .find(({ name, arn }) => [name, arn].includes(String(tableName)));
    const arn = table?.arn ?? `arn:aws:dynamodb:::table/${tableName}`;
    const resource = index === undefined ? arn : `${arn}/index/${index}`;
    return [
      { action: `dynamodb:${one}`, resource },
      ...keyNeeds(template, table?.properties.SSESpecification?.KMSMasterKeyId, WRITES.test(one), 'dynamodb'),
    ];
  });
}

/** A table or bucket under a customer managed key asks the caller, not the service, for the use of the key. */
function keyNeeds(template: Template, keyId: string | undefined, writes: boolean, service: string): Need[] {
  const key = findKey(template, keyId);
  if (key === undefined) return [];
  const context = {
    'kms:ViaService': `${service}.ap-northeast-1.amazonaws.com`,
    'kms:CallerAccount': '000000000000',
  };
  const reads = service === 'dynamodb' || !writes ? ['kms:Decrypt'] : [];
  const actions = writes ? [...reads, 'kms:GenerateDataKey'] : reads;
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

function statesNeeds(action: string, body: Body, machineOf: MachineOf): Need[] {
  const token = body.taskToken;
  const resource =
    token === undefined ? (body.stateMachineArn ?? body.executionArn) : machineOf(String(token));
  return resource === undefined ? [] : [{ action: `states:${action}`, resource: String(resource) }];
}

const S3_ACTIONS: Record<string, string> = {
  HeadObject: 'GetObject',
  CopyObject: 'PutObject',
  PostObject: 'PutObject',
  ListObjectsV2: 'ListBucket',
  ListObjectVersions: 'ListBucketVersions',
};

function s3Needs(request: AwsRequest, template: Template): Need[] {
  const [, bucketName = '', key = ''] = /^\/([^/]*)\/?(.*)$/s.exec(decodeURIComponent(request.path)) ?? [];
  const bucket = template.ofType('AWS::S3::Bucket').find(({ name }) => name === bucketName);
  const arn = `arn:aws:s3:::${bucketName}`;
  const resource = key === '' ? arn : `${arn}/${key}`;
  const base = S3_ACTIONS[request.action] ?? request.action;
  const versioned = request.query.has('versionId') && ['GetObject', 'DeleteObject'].includes(base);
  const prefix = base.startsWith('ListBucket') ? request.query.get('prefix') : null;
  const context = prefix === null ? {} : { context: { 's3:prefix': prefix } };
  const needs: Need[] = [{ action: `s3:${base}${versioned ? 'Version' : ''}`, resource, ...context }];
  if (base === 'PutObject') needs.push(...writeNeeds(request, resource));
  const encryption = bucket?.properties.BucketEncryption;
  const byDefault = encryption?.ServerSideEncryptionConfiguration[0]?.ServerSideEncryptionByDefault;
  if (base !== 'GetObject' && base !== 'PutObject') return needs;
  return [...needs, ...keyNeeds(template, byDefault?.KMSMasterKeyID, base === 'PutObject', 's3')];
}

function writeNeeds({ headers, query }: AwsRequest, resource: string): Need[] {
  const has = (name: string) => headers[name] !== undefined || query.has(name);
  const needs: Need[] = [];
  if (has('x-amz-object-lock-mode')) needs.push({ action: 's3:PutObjectRetention', resource });
  if (has('x-amz-object-lock-legal-hold')) needs.push({ action: 's3:PutObjectLegalHold', resource });
  const [from, version] = decodeURIComponent(headers['x-amz-copy-source'] ?? '').split('?versionId=');
  if (!from) return needs;
  const action = version === undefined ? 's3:GetObject' : 's3:GetObjectVersion';
  return [...needs, { action, resource: `arn:aws:s3:::${from.replace(/^\//, '')}` }];
}

/** The identity is the sender's address if it is one of the template, else the sender's domain. */
function sesNeeds({ action, body }: AwsRequest, template: Template): Need[] {
  const form = new URLSearchParams(body.toString());
  const raw = Buffer.from(form.get('RawMessage.Data') ?? '', 'base64').toString();
  const from = form.get('Source') ?? /^From: *(.*(?:\r?\n[ \t].*)*)/im.exec(raw)?.[1] ?? '';
  const address = /<([^>]*)>/.exec(from)?.[1] ?? from.trim();
  const identities = template.ofType('AWS::SES::EmailIdentity');
  const domain = address.split('@')[1] ?? '';
  const identity =
    identities.find(({ name }) => name === address) ?? identities.find(({ name }) => name === domain);
  const resource = identity?.arn ?? `arn:aws:ses:ap-northeast-1:000000000000:identity/${domain}`;
  return [{ action: `ses:${action}`, resource, context: { 'ses:FromAddress': address } }];
}
