import { Duration, Stack } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { BucketEncryption } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { INGEST_PREFIX } from '#/functions/shared/env.ts';
import { allow } from '#/infra/constructs/grants.ts';
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
    const ses = {
      principals: [new ServicePrincipal('ses.amazonaws.com')],
      conditions: {
        StringEquals: {
          'aws:SourceAccount': Stack.of(this).account,
          'aws:SourceArn': receiptRuleArn(this),
        },
      },
    };
    const mails = this.arnForObjects(`${INGEST_PREFIX}*`);
    this.addToResourcePolicy(new PolicyStatement({ ...ses, actions: ['s3:PutObject'], resources: [mails] }));
    // Decrypt as well: SES asks for it where the bucket encrypts by itself.
    const use = ['kms:Decrypt', 'kms:GenerateDataKey'];
    key.addToResourcePolicy(new PolicyStatement({ ...ses, actions: use, resources: ['*'] }));
  }

  grantTake(grantee: IGrantable) {
    allow([grantee], ['s3:GetObject'], [this.arnForObjects(`${INGEST_PREFIX}*`)]);
    allow([grantee], ['kms:Decrypt'], [this.key.keyArn]);
  }
}
