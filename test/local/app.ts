import { fileURLToPath } from 'node:url';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { SFNClient } from '@aws-sdk/client-sfn';
import { type Running, type UpOptions, up } from '#/local/main.ts';

export const APP = fileURLToPath(new URL('../fixtures/local/app', import.meta.url));

export const TABLE = 'Things';
export const MACHINE = 'arn:aws:states:ap-northeast-1:000000000000:stateMachine:Chain';
export const CLIENT = { region: 'ap-northeast-1' };

/** The small app of test/fixtures/local/app, on free ports. */
export function upApp(data: string, options: Partial<UpOptions> = {}): Promise<Running> {
  return up({ cdkOut: APP, data, port: 0, log: () => {}, ...options });
}

export function sfn({ awsEndpoint, operator }: Running): SFNClient {
  return new SFNClient({ ...CLIENT, endpoint: awsEndpoint, credentials: operator });
}

export async function item({ awsEndpoint, operator }: Running, pk: string, sk: string) {
  const client = new DynamoDBClient({ ...CLIENT, endpoint: awsEndpoint, credentials: operator });
  const { Item } = await client.send(
    new GetItemCommand({ TableName: TABLE, Key: { pk: { S: pk }, sk: { S: sk } } }),
  );
  return Item;
}

export function post(running: Running, path: string, body: unknown = {}): Promise<Response> {
  return fetch(running.productUrl + path, { method: 'POST', redirect: 'manual', body: JSON.stringify(body) });
}
