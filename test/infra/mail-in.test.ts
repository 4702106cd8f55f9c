import { expect, test } from 'vitest';
import { PRODUCTION } from '#/infra/parameters.ts';
import { at, list, ofType, readable, type Statement } from '#/test/infra/synthesised.ts';

const RULE = 'arn:aws:ses:ap-northeast-1:AWS::AccountId:receipt-rule-set/hikeshi:receipt-rule/report';

interface ResourceStatement extends Statement {
  readonly Principal: { Service?: unknown };
  readonly Condition: { StringEquals: Record<string, unknown> };
}

interface Action {
  S3Action?: { BucketName: unknown; ObjectKeyPrefix: string };
  LambdaAction?: { FunctionArn: unknown; InvocationType: string };
}

const { Name, Actions, ...rule } = at('Report').Properties.Rule as { Name: string; Actions: Action[] };

test('mail to the desk, and what comes back to us, is taken in, over TLS and scanned', () => {
  expect(readable(at('Report').Properties.RuleSetName)).toBe('RuleSet');
  expect(rule).toEqual({
    Enabled: true,
    Recipients: [PRODUCTION.reportAddress, PRODUCTION.mailFrom],
    ScanEnabled: true,
    TlsPolicy: 'Require',
  });
  for (const address of [PRODUCTION.reportAddress, PRODUCTION.mailFrom])
    expect(address.split('@')[1]).toBe(PRODUCTION.mailDomain);
  expect(PRODUCTION.mailFrom).not.toBe(PRODUCTION.reportAddress);
});

test('it lies in the bucket before the function is called', () => {
  const [first, second, ...more] = Actions;
  expect(more).toEqual([]);
  expect(readable(first?.S3Action?.BucketName)).toBe('Ingest');
  expect(first?.S3Action?.ObjectKeyPrefix).toBe('mail/');
  expect(readable(second?.LambdaAction?.FunctionArn)).toBe('AcceptMail');
  expect(second?.LambdaAction?.InvocationType).toBe('Event');
});

test('bucket and function let in this rule of this account, and no other of SES; the key lets in the account', () => {
  const names = [at('RuleSet').Properties.RuleSetName, Name];
  expect(RULE).toContain(`receipt-rule-set/${names.join(':receipt-rule/')}`);
  const policies = [at('Ingest/Policy').Properties.PolicyDocument, at('DataKey').Properties.KeyPolicy] as {
    Statement: ResourceStatement[];
  }[];
  const statements = policies
    .flatMap(({ Statement }) => Statement)
    .filter(({ Principal }) => Principal.Service === 'ses.amazonaws.com');
  const grants = statements.map(({ Effect, Action, Resource, Condition: { StringEquals: only } }) => ({
    [`${Effect} ${list(Action).join(' ')} ${readable(Resource)}`]: Object.entries(only).map(
      ([name, value]) => `${name} ${readable(value)}`,
    ),
  }));
  const account = 'aws:SourceAccount AWS::AccountId';
  expect(grants).toEqual([
    { 'Allow s3:PutObject Ingest/mail/*': [account, `aws:SourceArn ${RULE}`] },
    { 'Allow kms:Decrypt kms:GenerateDataKey *': [account] },
  ]);
  const permissions = ofType('AWS::Lambda::Permission').filter(
    ({ Properties }) => Properties.Principal === 'ses.amazonaws.com',
  );
  expect(permissions).toHaveLength(1);
  const { FunctionName, SourceArn, SourceAccount } = permissions[0]?.Properties ?? {};
  expect([FunctionName, SourceArn, SourceAccount].map(readable)).toEqual([
    'AcceptMail',
    RULE,
    'AWS::AccountId',
  ]);
});

test('a failure of the function is tried again as often as Lambda does by itself', () => {
  const limits = ofType('AWS::Lambda::EventInvokeConfig').map(({ Properties }) =>
    readable(Properties.FunctionName),
  );
  expect(limits).not.toContain('AcceptMail');
});
