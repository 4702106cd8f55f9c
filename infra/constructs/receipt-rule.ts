import { Stack } from 'aws-cdk-lib';
import type { Construct } from 'constructs';

/** Named, so that bucket, key and function can let in this very rule before it exists. */
export const RULE_SET = 'hikeshi';
export const RULE = 'report';

export const receiptRuleArn = (scope: Construct): string =>
  Stack.of(scope).formatArn({
    service: 'ses',
    resource: 'receipt-rule-set',
    resourceName: `${RULE_SET}:receipt-rule/${RULE}`,
  });
