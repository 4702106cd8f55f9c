import { Duration, Stack } from 'aws-cdk-lib';
import { type IGrantable, PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { BucketEncryption, HttpMethods } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { INGEST_PREFIX, UPLOAD_PREFIX } from '#/functions/shared/env.ts';
import { allow, allowKey } from '#/infra/constructs/grants.ts';
import { receiptRuleArn } from '#/infra/constructs/receipt-rule.ts';
import { StoreBucket } from '#/infra/constructs/store-bucket.ts';

interface IngestBucketProps {
  readonly key: IKey;
  readonly accessLogs: StoreBucket;
  /** The only pages from which a browser may send a file here. */
  readonly publicUrl: string;
}

/** Mail as it arrived, and files as browsers send them, wait here, unlocked, until they are hashed and kept as evidence. */
export class IngestBucket extends StoreBucket {
  private readonly key: IKey;

  constructor(scope: Construct, id: string, { key, accessLogs, publicUrl }: IngestBucketProps) {
    super(scope, id, {
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      lifecycleRules: [
        { prefix: INGEST_PREFIX, expiration: Duration.days(30) },
        // What belongs to a report is kept within the hour; the rest was never sent with one.
        { prefix: UPLOAD_PREFIX, expiration: Duration.days(3) },
      ],
      cors: [{ allowedMethods: [HttpMethods.POST], allowedOrigins: [publicUrl] }],
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
  grantTake(prefix: typeof INGEST_PREFIX | typeof UPLOAD_PREFIX, grantee: IGrantable) {
    allow([grantee], ['s3:GetObject', 's3:DeleteObject'], [this.arnForObjects(`${prefix}*`)]);
    allow([grantee], ['s3:ListBucket'], [this.bucketArn], { StringLike: { 's3:prefix': `${prefix}*` } });
    allowKey([grantee], ['kms:Decrypt'], this.key, 's3');
  }

  /** Whoever signs the form of an upload must be allowed the upload. */
  grantUpload(grantee: IGrantable) {
    allow([grantee], ['s3:PutObject'], [this.arnForObjects(`${UPLOAD_PREFIX}*`)]);
    allowKey([grantee], ['kms:GenerateDataKey'], this.key, 's3');
  }
}
