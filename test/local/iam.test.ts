import { describe, expect, test } from 'vitest';
import type { AwsRequest } from '#/local/aws-request.ts';
import { createIam, permits } from '#/local/iam.ts';
import { needsOf } from '#/local/permissions.ts';
import { readTemplate } from '#/local/template.ts';
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

  test('for an object under lock is the retention too', () => {
    const headers = { 'x-amz-object-lock-mode': 'COMPLIANCE' };
    expect(needed(request('s3', 'PutObject', {}, { path: '/originals/a%20b', headers }))).toEqual([
      's3:PutObject originals/a b',
      's3:PutObjectRetention originals/a b',
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
});

describe('a policy', () => {
  const iam = createIam(
    template,
    () => undefined,
    () => {},
  );
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

  test('lets an AWS service in by the function and the source', () => {
    const tick = 'arn:aws:lambda:ap-northeast-1:000000000000:function:Tick';
    const rule = 'arn:aws:events:ap-northeast-1:000000000000:rule/EveryMinute';
    expect(permits(template, tick, 'events.amazonaws.com', rule)).toBe(true);
    expect(permits(template, tick, 'events.amazonaws.com', `${rule}Two`)).toBe(false);
    expect(permits(template, tick, 'apigateway.amazonaws.com', rule)).toBe(false);
  });
});
