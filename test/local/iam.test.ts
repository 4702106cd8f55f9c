import { describe, expect, test } from 'vitest';
import type { AwsError, AwsRequest } from '#/local/gateway/aws-request.ts';
import { createIam } from '#/local/iam/iam.ts';
import { needsOf } from '#/local/iam/permissions.ts';
import { readTemplate } from '#/local/template/template.ts';
import { APP, MACHINE } from '#/test/local/app.ts';

const template = readTemplate(APP);
const THINGS = 'arn:aws:dynamodb:ap-northeast-1:000000000000:table/Things';

function request(service: string, action: string, body: unknown, rest: Partial<AwsRequest> = {}): AwsRequest {
  const caller = { accessKey: 'AKIA', role: 'Step' };
  const plain = { method: 'POST', path: '/', query: new URLSearchParams(), headers: {} };
  return { service, action, caller, ...plain, body: Buffer.from(JSON.stringify(body)), ...rest };
}

const needed = (of: AwsRequest) =>
  needsOf(of, template, (token) => (token === 'known' ? MACHINE : undefined)).map(
    ({ action, resource }) => `${action} ${resource.split(':').at(-1)}`,
  );

const isKey = expect.stringMatching(/^kms:(Decrypt|GenerateDataKey) key\//);

describe('what a request needs', () => {
  test('for a read is the table and its key, for an index the index', () => {
    expect(needed(request('dynamodb', 'GetItem', { TableName: 'Things' }))).toEqual([
      'dynamodb:GetItem table/Things',
      isKey,
    ]);
    expect(needed(request('dynamodb', 'Query', { TableName: 'Things', IndexName: 'lists' }))[0]).toBe(
      'dynamodb:Query table/Things/index/lists',
    );
  });

  test('for a transaction is every action in it, and the key for writing', () => {
    const TransactItems = ['Put', 'Update', 'Delete', 'ConditionCheck'].map((kind) => ({
      [kind]: { TableName: THINGS },
    }));
    const all = needed(request('dynamodb', 'TransactWriteItems', { TransactItems }));
    expect(all.filter((need) => need.startsWith('dynamodb:'))).toEqual([
      'dynamodb:PutItem table/Things',
      'dynamodb:UpdateItem table/Things',
      'dynamodb:DeleteItem table/Things',
      'dynamodb:ConditionCheckItem table/Things',
    ]);
    expect(all.filter((need) => need.startsWith('kms:GenerateDataKey'))).toHaveLength(4);
  });

  test('for a body that says more than its action reads is that action on that table', () => {
    const harmless = { TransactItems: [{ Get: { TableName: THINGS } }], RequestItems: { Things: {} } };
    const other = 'dynamodb:Scan table/Others';
    expect(needed(request('dynamodb', 'Scan', { TableName: 'Others', ...harmless }))).toEqual([other]);
    expect(
      needed(request('dynamodb', 'GetItem', { TableName: 'Things', IndexName: 'lists', ...harmless })),
    ).toEqual(['dynamodb:GetItem table/Things', isKey]);
    expect(
      needed(request('dynamodb', 'DeleteTable', { TableName: 'Things', ...harmless })).slice(0, 1),
    ).toEqual(['dynamodb:DeleteTable table/Things']);
    const write = { RequestItems: { Things: [], Others: [] }, TableName: 'Things' };
    expect(needed(request('dynamodb', 'BatchWriteItem', write))).toEqual([
      'dynamodb:BatchWriteItem table/Things',
      isKey,
      isKey,
      'dynamodb:BatchWriteItem table/Others',
    ]);
  });

  test('is never nothing, but for an answer with a token that nobody gave out', () => {
    expect(needed(request('dynamodb', 'BatchGetItem', { RequestItems: {} }))).toEqual([
      'dynamodb:BatchGetItem *',
    ]);
    expect(needed(request('states', 'ListStateMachines', {}))).toEqual(['states:ListStateMachines *']);
    expect(needed(request('states', 'SendTaskSuccess', { stateMachineArn: MACHINE }))).toEqual([]);
  });

  test('for an object under lock is the retention too', () => {
    const headers = { 'x-amz-object-lock-mode': 'COMPLIANCE' };
    expect(needed(request('s3', 'PutObject', {}, { path: '/originals/a%20b', headers }))).toEqual([
      's3:PutObject originals/a b',
      's3:PutObjectRetention originals/a b',
      isKey,
    ]);
  });

  test('for a look at an object without its bytes is no key, unless its checksum is asked for', () => {
    const head = (headers: Record<string, string>) =>
      needed(request('s3', 'HeadObject', {}, { path: '/originals/a', headers }));
    expect(head({})).toEqual(['s3:GetObject originals/a']);
    expect(head({ 'x-amz-checksum-mode': 'ENABLED' })).toEqual(['s3:GetObject originals/a', isKey]);
  });

  test('for a copy is the source and its key as well', () => {
    const headers = { 'x-amz-copy-source': '/originals/a%20b?versionId=1' };
    expect(needed(request('s3', 'CopyObject', {}, { path: '/originals/c', headers }))).toEqual([
      's3:PutObject originals/c',
      's3:GetObjectVersion originals/a b',
      isKey,
      isKey,
    ]);
  });

  test('for a list of objects is the bucket, under the prefix that is asked for', () => {
    const query = new URLSearchParams({ 'list-type': '2', prefix: 'checkpoints/1/' });
    const needs = needsOf(
      request('s3', 'ListObjectsV2', {}, { path: '/originals', query }),
      template,
      () => undefined,
    );
    expect(needs).toEqual([
      {
        action: 's3:ListBucket',
        resource: 'arn:aws:s3:::originals',
        context: { 's3:prefix': 'checkpoints/1/' },
      },
    ]);
  });

  test('for a version of an object is another action than for the object', () => {
    const query = new URLSearchParams({ versionId: '1' });
    expect(needed(request('s3', 'GetObject', {}, { path: '/originals/a', query }))[0]).toBe(
      's3:GetObjectVersion originals/a',
    );
  });

  test('for a task token is the machine that gave it out', () => {
    expect(needed(request('states', 'SendTaskSuccess', { taskToken: 'known' }))).toEqual([
      'states:SendTaskSuccess Chain',
    ]);
    expect(needed(request('states', 'SendTaskSuccess', { taskToken: 'invented' }))).toEqual([]);
  });

  test('for an execution or a machine is itself, whatever token or other name stands beside it', () => {
    const beside = { taskToken: 'invented', stateMachineArn: MACHINE, executionArn: 'arn:aws:states:::One' };
    const on = (action: string) => needed(request('states', action, beside));
    expect(on('StartExecution')).toEqual(['states:StartExecution Chain']);
    expect(on('StopExecution')).toEqual(['states:StopExecution One']);
  });

  test('for a mail is the sender in its header, not one in its body', () => {
    const sender = (raw: string) => {
      const body = Buffer.from(
        new URLSearchParams({ 'RawMessage.Data': Buffer.from(raw).toString('base64') }).toString(),
      );
      return needsOf(request('ses', 'SendRawEmail', {}, { body }), template, () => undefined)[0]?.context;
    };
    const text = '\r\n\r\nFrom: desk@city.example\r\n';
    expect(sender(`To: a@b.example${text}`)).toEqual({ 'ses:FromAddress': '' });
    expect(sender(`Subject: a\r\nFrom: A\r\n <a@b.example>${text}`)).toEqual({
      'ses:FromAddress': 'a@b.example',
    });
  });
});

const lines: string[] = [];
const iam = createIam(
  template,
  () => undefined,
  (line) => lines.push(line),
);

describe('a policy', () => {
  const table = { resource: THINGS };

  test('allows what it names, to the one it is given to', () => {
    expect(iam.refusal('Step', { action: 'dynamodb:UpdateItem', ...table })).toBeUndefined();
    expect(iam.refusal('Misbehave', { action: 'dynamodb:UpdateItem', ...table })).toMatch(/not authorized/);
    expect(iam.refusal('Step', { action: 'dynamodb:Scan', ...table })).toMatch(/dynamodb:Scan/);
  });

  test('reaches as far as its wildcard and no further', () => {
    const get = (resource: string) => iam.refusal('Misbehave', { action: 's3:GetObject', resource });
    expect(get('arn:aws:s3:::originals/a/b')).toBeUndefined();
    expect(get('arn:aws:s3:::originals2/a')).toBeDefined();
  });

  test('of a resource allows as well as one of the role', () => {
    const get = (role: string, key: string) =>
      iam.refusal(role, { action: 's3:GetObject', resource: `arn:aws:s3:::originals/${key}` });
    expect(get('Serve', 'public/a')).toBeUndefined();
    expect(get('Serve', 'a')).toMatch(/no identity-based policy allows/);
    expect(get('Step', 'public/a')).toMatch(/no identity-based policy allows/);
  });

  test('of a resource that denies is stronger than one of the role that allows', () => {
    const get = (age: number) =>
      iam.refusal('Misbehave', {
        action: 's3:GetObject',
        resource: 'arn:aws:s3:::originals/a',
        context: { 's3:signatureAge': String(age) },
      });
    expect(get(300_000)).toBeUndefined();
    expect(get(300_001)).toMatch(
      /"arn:aws:s3:::originals\/a" with an explicit deny in a resource-based policy$/,
    );
    expect(lines.at(-1)).toContain('ポリシー OriginalsPolicy の文 OldLinks');
  });

  test('of a key opens it to the roles of the account, which need a statement of their own', () => {
    const { arn: resource = '' } = template.ofType('AWS::KMS::Key')[0] ?? {};
    const decrypt = { action: 'kms:Decrypt', resource };
    expect(iam.refusal('Step', decrypt)).toBeUndefined();
    expect(iam.refusal('Serve', decrypt)).toMatch(/no identity-based policy allows the kms:Decrypt action/);
    expect(iam.refusal('Step', { action: 'kms:Decrypt', resource: `${resource}0` })).toMatch(
      /no resource-based policy allows the kms:Decrypt action/,
    );
  });

  test('lets an AWS service in by the function and the source', () => {
    const tick = {
      action: 'lambda:InvokeFunction',
      resource: 'arn:aws:lambda:ap-northeast-1:000000000000:function:Tick',
    };
    const rule = 'arn:aws:events:ap-northeast-1:000000000000:rule/EveryMinute';
    expect(iam.admits('events.amazonaws.com', rule, tick)).toBe(true);
    expect(iam.admits('events.amazonaws.com', `${rule}Two`, tick)).toBe(false);
    expect(iam.admits('apigateway.amazonaws.com', rule, tick)).toBe(false);
    expect(lines.at(-1)).toMatch(/apigateway.amazonaws.com は .*Tick .*"Service":"apigateway.amazonaws.com"/);
  });

  test('is found used once it has allowed something, and only then', () => {
    const fresh = createIam(
      template,
      () => undefined,
      () => {},
    );
    const used = () => fresh.grants().filter((grant) => grant.used);
    fresh.refusal('Misbehave', { action: 'dynamodb:PutItem', resource: THINGS });
    expect(used()).toEqual([]);
    fresh.refusal('Step', { action: 'dynamodb:PutItem', resource: THINGS });
    expect(used()).toEqual([
      {
        holder: 'Step',
        policy: 'StepPolicy',
        statement: 0,
        action: 'dynamodb:PutItem',
        resource: THINGS,
        used: true,
      },
    ]);
  });
});

describe('a refusal', () => {
  const refusedBy = (of: AwsRequest) => {
    try {
      iam.authorise({ ...of, caller: { accessKey: 'AKIA', role: 'Serve' } });
      return undefined;
    } catch (error) {
      const { name, status, message } = error as AwsError;
      return { name, status, message };
    }
  };
  const serve = 'arn:aws:sts::000000000000:assumed-role/ServeRole/Serve';

  test('cannot be talked out of by a token in the body', () => {
    const body = { stateMachineArn: MACHINE, taskToken: 'invented' };
    expect(refusedBy(request('states', 'StartExecution', body))?.name).toBe('AccessDeniedException');
  });

  test('is in the words of each service', () => {
    expect(refusedBy(request('dynamodb', 'GetItem', { TableName: 'Things' }))).toEqual({
      name: 'AccessDeniedException',
      status: 400,
      message: `User: ${serve} is not authorized to perform: dynamodb:GetItem on resource: ${THINGS} because no identity-based policy allows the dynamodb:GetItem action`,
    });
    expect(refusedBy(request('s3', 'GetObject', {}, { path: '/originals/a' }))).toEqual({
      name: 'AccessDenied',
      status: 403,
      message: `User: ${serve} is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::originals/a" because no identity-based policy allows the s3:GetObject action`,
    });
    const body = Buffer.from('Source=desk@city.example');
    expect(refusedBy(request('ses', 'SendRawEmail', {}, { body }))).toEqual({
      name: 'AccessDenied',
      status: 403,
      message: `User \`${serve}' is not authorized to perform \`ses:SendRawEmail' on resource \`arn:aws:ses:ap-northeast-1:000000000000:identity/city.example'`,
    });
  });

  test('of the key names the key, and the line for the person gives the statement that is missing', () => {
    expect(refusedBy(request('s3', 'GetObject', {}, { path: '/originals/public/a' }))?.message).toMatch(
      /kms:Decrypt on resource: arn:aws:kms:\S+ because no identity-based policy/,
    );
    expect(lines.at(-1)).toMatch(
      /^\[iam\] Serve は .*ServeRole .*"Action":"kms:Decrypt","Resource":"arn:aws:kms:/,
    );
  });
});
