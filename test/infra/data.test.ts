import { App } from 'aws-cdk-lib';
import type { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { describe, expect, test } from 'vitest';
import { TRIAL } from '#/infra/parameters.ts';
import { DataStack } from '#/infra/stacks/data-stack.ts';
import { at, MANIFEST, ofType, RESOURCES, readable } from '#/test/infra/synthesised.ts';

describe('the table', () => {
  const table = at('Cases').Properties;

  test('can be restored to any second of the last 35 days', () => {
    expect(table.PointInTimeRecoverySpecification).toEqual({
      PointInTimeRecoveryEnabled: true,
      RecoveryPeriodInDays: 35,
    });
  });

  test('cannot be deleted by mistake', () => {
    expect(table.DeletionProtectionEnabled).toBe(true);
    expect(at('Cases').DeletionPolicy).toBe('Retain');
  });

  test('is encrypted with our own key', () => {
    expect(table.SSESpecification).toMatchObject({ SSEEnabled: true, SSEType: 'KMS' });
    expect(readable((table.SSESpecification as { KMSMasterKeyId: unknown }).KMSMasterKeyId)).toBe('DataKey');
  });

  test('forgets by itself only what says when', () => {
    expect(table.TimeToLiveSpecification).toEqual({ AttributeName: 'expiresAt', Enabled: true });
  });

  test('has the one index of lists and no stream', () => {
    expect(table.KeySchema).toEqual([
      { AttributeName: 'pk', KeyType: 'HASH' },
      { AttributeName: 'sk', KeyType: 'RANGE' },
    ]);
    expect(table.GlobalSecondaryIndexes).toEqual([
      {
        IndexName: 'lists',
        KeySchema: [
          { AttributeName: 'list', KeyType: 'HASH' },
          { AttributeName: 'order', KeyType: 'RANGE' },
        ],
        Projection: { ProjectionType: 'ALL' },
      },
    ]);
    expect(table.StreamSpecification).toBeUndefined();
  });
});

describe('the evidence bucket', () => {
  const bucket = at('Evidence').Properties;

  test('locks every version for 90 days, for everybody', () => {
    expect(bucket.VersioningConfiguration).toEqual({ Status: 'Enabled' });
    expect(bucket.ObjectLockEnabled).toBe(true);
    expect(bucket.ObjectLockConfiguration).toEqual({
      ObjectLockEnabled: 'Enabled',
      Rule: { DefaultRetention: { Mode: 'COMPLIANCE', Days: 90 } },
    });
  });

  test('of a trial can be emptied again', () => {
    const { evidence } = new DataStack(new App(), 'Trial', { parameters: TRIAL });
    const { objectLockConfiguration } = evidence.node.defaultChild as CfnBucket;
    expect(evidence.stack.resolve(objectLockConfiguration)).toMatchObject({
      rule: { defaultRetention: { mode: 'GOVERNANCE', days: 1 } },
    });
  });

  test('refuses links that were signed more than five minutes ago', () => {
    expect(at('Evidence/Policy').Properties.PolicyDocument).toMatchObject({
      Statement: expect.arrayContaining([
        expect.objectContaining({
          Effect: 'Deny',
          Action: ['s3:GetObject', 's3:GetObjectVersion'],
          Condition: { NumericGreaterThan: { 's3:signatureAge': 300_000 } },
        }),
      ]),
    });
  });
});

describe('every bucket', () => {
  test.each(ofType('AWS::S3::Bucket'))('$path is closed to the public and encrypted', ({ Properties }) => {
    expect(Properties.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      BlockPublicPolicy: true,
      IgnorePublicAcls: true,
      RestrictPublicBuckets: true,
    });
    expect(Properties.BucketEncryption).toBeDefined();
  });

  test.each(ofType('AWS::S3::Bucket'))('$path is reached by TLS alone', ({ path }) => {
    expect(at(`${path}/Policy`).Properties.PolicyDocument).toMatchObject({
      Statement: expect.arrayContaining([
        expect.objectContaining({
          Effect: 'Deny',
          Action: 's3:*',
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        }),
      ]),
    });
  });

  test('but the one for access logs writes them there', () => {
    for (const path of ['Evidence', 'Ingest']) {
      const logging = at(path).Properties.LoggingConfiguration as { DestinationBucketName: unknown };
      expect(readable(logging.DestinationBucketName)).toBe('AccessLogs');
    }
  });
});

describe('the keys', () => {
  test('are one to encrypt, one to sign timelines and one to make codes', () => {
    const kinds = ofType('AWS::KMS::Key').map(({ path, Properties: { KeySpec, KeyUsage } }) => ({
      path,
      KeySpec,
      KeyUsage,
    }));
    expect(kinds).toEqual([
      { path: 'DataKey', KeySpec: undefined, KeyUsage: undefined },
      { path: 'TimelineKey', KeySpec: 'ECC_NIST_EDWARDS25519', KeyUsage: 'SIGN_VERIFY' },
      { path: 'CodeKey', KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' },
    ]);
    expect(at('DataKey').Properties.EnableKeyRotation).toBe(true);
  });
});

test('the data outlives its stack, which cannot be deleted while protected', () => {
  const kept = RESOURCES.filter(
    ({ stack, Type }) => stack === 'HikeshiData' && Type !== 'AWS::S3::BucketPolicy',
  );
  expect(kept.filter(({ DeletionPolicy }) => DeletionPolicy !== 'Retain')).toEqual([]);
  expect(MANIFEST).toMatchObject({
    artifacts: { HikeshiData: { properties: { terminationProtection: true } } },
  });
});
