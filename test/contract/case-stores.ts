import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe } from 'vitest';
import type { Cases } from '#/core/ports.ts';
import { dynamoCases } from '#/functions/shared/aws/dynamo-cases.ts';
import { createDynamoDb } from '#/local/dynamodb.ts';
import { MemoryCases } from '#/test/simulation/memory-cases.ts';
import { nameOf, serviceUp, template } from './local-aws.ts';

type Opening = () => Promise<{ cases: Cases; close: () => Promise<void> }>;

/** The store in memory that the workflow tests run on. */
async function inMemory() {
  return { cases: new MemoryCases(), close: async () => {} };
}

/** The store that the functions run on, on the engine that `npm start` runs. */
export async function onDynamoDb() {
  const closers: (() => unknown)[] = [];
  const { settings } = await serviceUp(
    'dynamodb',
    async (data, closing) => {
      const engine = await createDynamoDb(template, data, () => {});
      closing(() => engine.stop());
      return engine.service;
    },
    (closer) => void closers.push(closer),
  );
  const client = new DynamoDBClient(settings);
  closers.push(() => client.destroy());
  return {
    cases: dynamoCases(client, nameOf('AWS::DynamoDB::Table')),
    async close() {
      for (const closer of closers.toReversed()) await closer();
    },
  };
}

const STORES: [name: string, open: Opening][] = [
  ['in memory', inMemory],
  ['on DynamoDB', onDynamoDb],
];

/** The same behaviours of every case store. Each test uses cases of its own. */
export function ofEveryStore(behaviours: (cases: () => Cases) => void): void {
  describe.each(STORES)('%s', (_name, open) => {
    let opened: Awaited<ReturnType<Opening>>;
    beforeAll(async () => {
      opened = await open();
    });
    afterAll(() => opened.close());
    behaviours(() => opened.cases);
  });
}
