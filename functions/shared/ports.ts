import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { Carrier } from '#/core/case/carry.ts';
import { dynamoCases } from '#/functions/shared/aws/dynamo-cases.ts';
import { moment } from '#/functions/shared/moment.ts';
import { policy } from '#/functions/shared/policy.ts';

/** What every step needs; a handler adds the ports its own task asks for. */
export const carrier = (table: string): Carrier => ({
  cases: dynamoCases(new DynamoDBClient(), table),
  moment,
  policy,
});
