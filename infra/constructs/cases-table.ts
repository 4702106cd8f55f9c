import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, ProjectionType, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import type { IGrantable } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { allow } from '#/infra/constructs/grants.ts';

const READ = ['dynamodb:GetItem', 'dynamodb:Query'];
// A transaction is authorised by the actions it is made of.
const WRITE = [
  'dynamodb:PutItem',
  'dynamodb:UpdateItem',
  'dynamodb:DeleteItem',
  'dynamodb:ConditionCheckItem',
];

// What DynamoDB asks of the caller's key, as its documentation has it, without the wildcards.
const READ_KEY = ['kms:Decrypt', 'kms:DescribeKey'];
const WRITE_KEY = ['kms:Encrypt', 'kms:GenerateDataKey', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'];

export class CasesTable extends Table {
  private readonly key: IKey;

  constructor(scope: Construct, id: string, key: IKey) {
    super(scope, id, {
      partitionKey: { name: 'pk', type: AttributeType.STRING },
      sortKey: { name: 'sk', type: AttributeType.STRING },
      billingMode: BillingMode.PAY_PER_REQUEST,
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

  grantRead(...grantees: IGrantable[]) {
    allow(grantees, READ, [this.tableArn]);
    allow(grantees, ['dynamodb:Query'], [`${this.tableArn}/index/lists`]);
    allow(grantees, READ_KEY, [this.key.keyArn]);
  }

  grantWrite(...grantees: IGrantable[]) {
    this.grantRead(...grantees);
    allow(grantees, WRITE, [this.tableArn]);
    allow(grantees, WRITE_KEY, [this.key.keyArn]);
  }
}
