import { RemovalPolicy } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, type BucketProps, type IBucket } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';

export interface StoreBucketProps extends Omit<BucketProps, 'serverAccessLogsBucket'> {
  readonly accessLogs?: Bucket;
}

/** What every bucket here has in common. */
export class StoreBucket extends Bucket {
  constructor(scope: Construct, id: string, { accessLogs, ...props }: StoreBucketProps) {
    super(scope, id, {
      enforceSSL: true,
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      removalPolicy: RemovalPolicy.RETAIN,
      // CDK's declarations are not written for exact optional properties: to them a Bucket is no IBucket.
      ...(accessLogs ? { serverAccessLogsBucket: accessLogs as IBucket } : {}),
      ...props,
    });
  }
}
