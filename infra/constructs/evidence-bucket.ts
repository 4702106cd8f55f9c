import { Duration } from 'aws-cdk-lib';
import { AnyPrincipal, Effect, type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { BucketEncryption, ObjectLockRetention } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { allow, allowKey } from '#/infra/constructs/grants.ts';
import { StoreBucket } from '#/infra/constructs/store-bucket.ts';
import type { Parameters } from '#/infra/parameters.ts';

interface EvidenceBucketProps {
  readonly key: IKey;
  readonly accessLogs: StoreBucket;
  readonly lock: Parameters['evidenceLock'];
}

const SIGNED_LINK_LIFETIME = Duration.minutes(5);

const KEEP = ['s3:PutObject', 's3:PutObjectRetention', 's3:GetObject', 's3:GetObjectRetention'];

export class EvidenceBucket extends StoreBucket {
  private readonly key: IKey;

  constructor(scope: Construct, id: string, { key, accessLogs, lock }: EvidenceBucketProps) {
    const days = Duration.days(lock.days);
    super(scope, id, {
      versioned: true,
      objectLockEnabled: true,
      // Whatever is put without a date of its own is locked all the same. A lock by default demands a
      // checksum on every put, which the SDK always sends.
      objectLockDefaultRetention:
        lock.mode === 'COMPLIANCE'
          ? ObjectLockRetention.compliance(days)
          : ObjectLockRetention.governance(days),
      encryption: BucketEncryption.KMS,
      encryptionKey: key,
      bucketKeyEnabled: true,
      accessLogs,
      serverAccessLogsPrefix: 'evidence/',
    });
    this.key = key;
    this.addToResourcePolicy(
      new PolicyStatement({
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: ['s3:GetObject', 's3:GetObjectVersion'],
        resources: [this.arnForObjects('*')],
        conditions: { NumericGreaterThan: { 's3:signatureAge': SIGNED_LINK_LIFETIME.toMilliseconds() } },
      }),
    );
  }

  /** Always one version: which one stands on the timeline. */
  grantHandOut(...grantees: IGrantable[]) {
    allow(grantees, ['s3:GetObjectVersion'], [this.arnForObjects('*')]);
    allowKey(grantees, ['kms:Decrypt'], this.key, 's3');
  }

  /** To lock something away under a prefix, and to read until when it is locked where it is there already. */
  grantKeep(prefix: 'reports/' | 'mails/' | 'files/' | 'checkpoints/', grantee: IGrantable) {
    allow([grantee], KEEP, [this.arnForObjects(`${prefix}*`)]);
    allowKey([grantee], ['kms:Decrypt', 'kms:GenerateDataKey'], this.key, 's3');
  }

  /** What was kept is read again by its version, to be taken apart. */
  grantReadAgain(prefix: 'mails/', grantee: IGrantable) {
    allow([grantee], ['s3:GetObjectVersion'], [this.arnForObjects(`${prefix}*`)]);
  }

  grantList(prefix: 'checkpoints/', grantee: IGrantable) {
    allow([grantee], ['s3:ListBucket'], [this.bucketArn], { StringLike: { 's3:prefix': `${prefix}*` } });
  }
}
