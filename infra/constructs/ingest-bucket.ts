import { Duration, Stack } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { BucketEncryption } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { INGEST_PREFIX } from '#/functions/shared/env.ts';
import { allow, allowKey } from '#/infra/constructs/grants.ts';
import { receiptRuleArn } from '#/infra/constructs/receipt-rule.ts';
import { StoreBucket } from '#/infra/constructs/store-bucket.ts';

interface IngestBucketProps {
  readonly key: IKey;
  readonly accessLogs: StoreBucket;
}

/** Mail as it arrived waits here, unlocked, until it is hashed and kept as evidence. */
export class IngestBucket extends StoreBucket {
  private readonly key: IKey;

  constructor(scope: Construct, id: string, { key, accessLogs }: IngestBucketProps) {
    super(scope, id, {
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      lifecycleRules: [{ expiration: Duration.days(30) }],
      accessLogs,
      serverAccessLogsPrefix: 'ingest/',
    });
    this.key = key;
    const principals = [new ServicePrincipal('ses.amazonaws.com')];
    const source = { 'aws:SourceAccount': Stack.of(this).account };
    this.addToResourcePolicy(
      new PolicyStatement({
        principals,
        actions: ['s3:PutObject'],
        resources: [this.arnForObjects(`${INGEST_PREFIX}*`)],
        conditions: { StringEquals: { ...source, 'aws:SourceArn': receiptRuleArn(this) } },
      }),
    );
    key.addToResourcePolicy(
      new PolicyStatement({
        // Named, so that CDK does not make one statement of it and CloudWatch's: each is shown to be needed by itself.
        sid: 'ReceivedMail',
        principals,
        // Decrypt as well: SES asks for it where the bucket encrypts by itself.
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: ['*'],
        // Not the rule: S3 calls the key for SES, and nothing says that it hands the rule on. The bucket asks for it.
        conditions: { StringEquals: source },
      }),
    );
  }

  /** To find what lies there, to read it, and to remove what is kept elsewhere by then. */
  grantTake(grantee: IGrantable) {
    allow([grantee], ['s3:GetObject', 's3:DeleteObject'], [this.arnForObjects(`${INGEST_PREFIX}*`)]);
    allow([grantee], ['s3:ListBucket'], [this.bucketArn], {
      StringLike: { 's3:prefix': `${INGEST_PREFIX}*` },
    });
    allowKey([grantee], ['kms:Decrypt'], this.key, 's3');
  }
}
