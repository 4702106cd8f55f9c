import { CfnParameter, Duration, Stack, type StackProps } from 'aws-cdk-lib';
import { BucketEncryption } from 'aws-cdk-lib/aws-s3';
import type { Construct } from 'constructs';
import { CasesTable } from '#/infra/constructs/cases-table.ts';
import { EvidenceBucket } from '#/infra/constructs/evidence-bucket.ts';
import { IngestBucket } from '#/infra/constructs/ingest-bucket.ts';
import { CodeKey, DataKey, TimelineKey } from '#/infra/constructs/keys.ts';
import { StoreBucket } from '#/infra/constructs/store-bucket.ts';
import type { Parameters } from '#/infra/parameters.ts';

interface DataStackProps extends StackProps {
  readonly parameters: Parameters;
}

/** All that must outlive any deployment. Nothing here is ever deleted by CloudFormation. */
export class DataStack extends Stack {
  readonly dataKey: DataKey;
  readonly timelineKey: TimelineKey;
  readonly codeKey: CodeKey;
  readonly cases: CasesTable;
  readonly evidence: EvidenceBucket;
  readonly ingest: IngestBucket;

  constructor(scope: Construct, id: string, { parameters, ...props }: DataStackProps) {
    super(scope, id, { terminationProtection: true, ...props });

    this.dataKey = new DataKey(this, 'DataKey');
    this.timelineKey = new TimelineKey(this, 'TimelineKey');
    this.codeKey = new CodeKey(this, 'CodeKey');

    this.cases = new CasesTable(this, 'Cases', this.dataKey);

    const accessLogs = new StoreBucket(this, 'AccessLogs', {
      // S3 delivers its access logs to buckets with its own key only.
      encryption: BucketEncryption.S3_MANAGED,
      lifecycleRules: [{ expiration: Duration.days(400) }],
    });

    this.evidence = new EvidenceBucket(this, 'Evidence', {
      key: this.dataKey,
      accessLogs,
      lock: parameters.evidenceLock,
    });

    this.ingest = new IngestBucket(this, 'Ingest', {
      key: this.dataKey,
      accessLogs,
      // A template parameter, as in the stack of the application.
      publicUrl: new CfnParameter(this, 'PublicUrl', { default: parameters.publicUrl }).valueAsString,
    });
  }
}
