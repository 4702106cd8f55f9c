import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { allow, allowKey } from '#/infra/constructs/grants.ts';

/** A transaction is authorised by the actions it is made of. */
type Use = 'GetItem' | 'Query' | 'lists' | 'PutItem' | 'UpdateItem' | 'DeleteItem';

// What DynamoDB asks of the caller's key, as its documentation has it: without the wildcards, all of it via DynamoDB.
const READ_KEY = ['kms:Decrypt', 'kms:DescribeKey'];
const WRITE_KEY = [...READ_KEY, 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'];

export class CasesTable extends Table {
  private readonly key: IKey;

  constructor(scope: Construct, id: string, key: IKey) {
    super(scope, id, {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
      // Only what is counted per window of time ends by itself; nothing of a case has this attribute.
      timeToLiveAttribute: 'expiresAt',
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true, recoveryPeriodInDays: 35 },
      deletionProtection: true,
      encryption: TableEncryption.CUSTOMER_MANAGED,
      encryptionKey: key,
      removalPolicy: RemovalPolicy.RETAIN,
    });
    this.key = key;
    this.addGlobalSecondaryIndex({
      indexName: 'lists',
      partitionKey: { name: 'list', type: AttributeType.STRING },
      sortKey: { name: 'order', type: AttributeType.STRING },
      projectionType: ProjectionType.ALL,
    });
  }

  /** `lists` is the index; everything else is an action on the table itself. */
  grantUse(grantees: readonly IGrantable[], ...uses: Use[]) {
    const onTable = uses.filter((use) => use !== 'lists').map((use) => `dynamodb:${use}`);
    const writes = uses.some((use) => use.endsWith('Item') && use !== 'GetItem');
    allow(grantees, onTable, [this.tableArn]);
    if (uses.includes('lists')) allow(grantees, ['dynamodb:Query'], [`${this.tableArn}/index/lists`]);
    allowKey(grantees, writes ? WRITE_KEY : READ_KEY, this.key, 'dynamodb');
  }
}
