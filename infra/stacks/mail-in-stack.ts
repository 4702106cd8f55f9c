import { Stack, type StackProps } from 'aws-cdk-lib';
import { CfnReceiptRule, CfnReceiptRuleSet } from 'aws-cdk-lib/aws-ses';
import type { Construct } from 'constructs';
import { INGEST_PREFIX } from '#/functions/shared/env.ts';
import { RULE, RULE_SET } from '#/infra/constructs/receipt-rule.ts';
import type { Parameters } from '#/infra/parameters.ts';
import type { AppStack } from '#/infra/stacks/app-stack.ts';
import type { DataStack } from '#/infra/stacks/data-stack.ts';

interface MailInStackProps extends StackProps {
  readonly parameters: Parameters;
  readonly data: DataStack;
  readonly app: AppStack;
}

/**
 * Incoming mail has its own stack: an account has one active receipt rule set per region, shared with whatever
 * else receives mail there. Its bucket is with the data, since the functions of the application read what the
 * rule of this stack writes.
 */
export class MailInStack extends Stack {
  constructor(scope: Construct, id: string, { parameters, data, app, ...props }: MailInStackProps) {
    super(scope, id, props);
    const ruleSet = new CfnReceiptRuleSet(this, 'RuleSet', { ruleSetName: RULE_SET });
    new CfnReceiptRule(this, 'Report', {
      ruleSetName: ruleSet.ref,
      rule: {
        name: RULE,
        enabled: true,
        // What cannot be delivered comes back to the second.
        recipients: [parameters.reportAddress, parameters.mailFrom],
        tlsPolicy: 'Require',
        scanEnabled: true,
        // In this order: the function finds the mail in the bucket.
        actions: [
          { s3Action: { bucketName: data.ingest.bucketName, objectKeyPrefix: INGEST_PREFIX } },
          { lambdaAction: { functionArn: app.acceptMail.functionArn, invocationType: 'Event' } },
        ],
      },
    });
  }
}
