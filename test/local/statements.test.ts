import { describe, expect, test } from 'vitest';
import { addressed } from '#/local/iam/policies.ts';
import { coverOf, POLICY } from '#/local/iam/statements.ts';
import { checked } from '#/local/template/shapes.ts';

const ALLOW = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::a/*' };

function read(changes: object) {
  const [statement] = checked(POLICY, {
    Version: '2012-10-17',
    Statement: { ...ALLOW, ...changes },
  }).Statement;
  if (statement === undefined) throw new Error('no statement');
  return { ...statement, policy: 'Policy', at: 0 };
}

const holds = (Condition: object, context: Record<string, string>) =>
  coverOf(read({ Condition }), { action: 's3:GetObject', resource: 'arn:aws:s3:::a/b', context }) !==
  undefined;

describe('a condition', () => {
  test.each([
    ['StringEquals', 's3:prefix', 'a', ['a'], ['A', 'ab']],
    ['StringLike', 's3:prefix', 'a/*', ['a/', 'a/b/c'], ['a', 'b/a/']],
    ['Bool', 'aws:SecureTransport', false, ['false'], ['true']],
    ['NumericGreaterThan', 's3:signatureAge', 300, ['301'], ['300', '29']],
    [
      'ArnLike',
      'aws:SourceArn',
      'arn:aws:events:*:1:rule/*',
      ['arn:aws:events:x:1:rule/a'],
      ['arn:aws:events:x:y:1:rule/a'],
    ],
    ['ArnEquals', 'aws:SourceArn', 'arn:aws:s3:::a', ['arn:aws:s3:::a'], ['arn:aws:s3:::b', 'a']],
  ])('%s on %s', (operator, key, wanted, fitting, others) => {
    const given = (value: string) => holds({ [operator]: { [key]: wanted } }, { [key]: value });
    expect(fitting.filter((value) => !given(value))).toEqual([]);
    expect(others.filter(given)).toEqual([]);
    expect(holds({ [operator]: { [key]: wanted } }, {})).toBe(false);
  });

  test('takes any of its values, and all of its keys', () => {
    const Condition = { StringEquals: { 's3:prefix': ['a', 'b'], 'aws:SourceAccount': '1' } };
    expect(holds(Condition, { 's3:prefix': 'b', 'aws:SourceAccount': '1' })).toBe(true);
    expect(holds(Condition, { 's3:prefix': 'b', 'aws:SourceAccount': '2' })).toBe(false);
  });
});

describe('a principal', () => {
  const role = { roleArn: 'arn:aws:iam::000000000000:role/One' };
  const named = (Principal: unknown, caller: Parameters<typeof addressed>[1] = role) =>
    addressed(read({ Principal }), caller);

  test('is everybody, a role, a service, or the account, which decides for itself', () => {
    expect(named('*')).toEqual({ as: '*', account: false });
    expect(named({ AWS: role.roleArn })).toEqual({ as: role.roleArn, account: false });
    expect(named({ AWS: 'arn:aws:iam::000000000000:root' })).toMatchObject({ account: true });
    expect(named({ AWS: ['000000000000'] })).toMatchObject({ account: true });
    expect(named({ AWS: `${role.roleArn}Two` })).toBeUndefined();
    const Service = 'events.amazonaws.com';
    expect(named({ Service }, { service: Service })).toEqual({ as: Service, account: false });
    expect(named({ Service })).toBeUndefined();
    expect(named({ AWS: 'arn:aws:iam::000000000000:root' }, { service: Service })).toBeUndefined();
  });
});

describe('at the start is refused by name', () => {
  test.each([
    ['NotAction', { NotAction: 's3:*' }],
    ['NotResource', { NotResource: '*' }],
    ['NotPrincipal', { NotPrincipal: '*' }],
    ['DateLessThan', { Condition: { DateLessThan: { 'aws:SourceArn': 'a' } } }],
    ['StringEqualsIfExists', { Condition: { StringEqualsIfExists: { 'aws:SourceArn': 'a' } } }],
    ['aws:SourceIp', { Condition: { StringEquals: { 'aws:SourceIp': 'a' } } }],
    ['Federated', { Principal: { Federated: 'a' } }],
    ['aws:username', { Resource: 'arn:aws:s3:::a/$' + '{aws:username}' }],
  ])('%s', (name, changes) => {
    expect(() => read(changes)).toThrow(new RegExp(`Statement[^]*${name}`));
  });

  test('a policy of another version, or none', () => {
    expect(() => checked(POLICY, { Version: '2008-10-17', Statement: ALLOW })).toThrow(/Version/);
    expect(() => checked(POLICY, { Statement: ALLOW })).toThrow(/Version/);
  });
});
