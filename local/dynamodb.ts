import { type ChildProcess, spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { basename, delimiter, join, resolve } from 'node:path';
import { env } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Data } from '#/local/data.ts';
import type { AwsResponse, Service } from '#/local/gateway/aws-request.ts';
import { readBody } from '#/local/servers.ts';
import { StartError } from '#/local/start-error.ts';
import type { ResourceOf, Template } from '#/local/template/template.ts';
import { text } from '#/local/text.ts';

const ENGINE = 'dynoxide';

export interface DynamoDb {
  service: Service;
  stop(): Promise<void>;
}

export async function createDynamoDb(template: Template, data: Data, failed: () => void): Promise<DynamoDb> {
  const given = env.HIKESHI_DYNAMODB_ENDPOINT;
  const child = given === undefined ? await startBinary(data, failed) : undefined;
  const endpoint = new URL(given ?? child?.endpoint ?? '');
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  const send = (action: string, body: string | Buffer) => post(endpoint, agent, action, body);

  const stop = async () => {
    agent.destroy();
    await child?.stop();
  };
  try {
    await waitUntilUp(() => send('ListTables', '{}'));
    for (const table of template.ofType('AWS::DynamoDB::Table')) await createTable(table, data.folder, send);
  } catch (error) {
    await stop();
    throw error;
  }
  return { service: (request) => send(request.action, request.body), stop };
}

type Send = (action: string, body: string | Buffer) => Promise<AwsResponse>;
type Table = ResourceOf<'AWS::DynamoDB::Table'>;
type Shape = Pick<Table['properties'], 'AttributeDefinitions' | 'KeySchema' | 'GlobalSecondaryIndexes'>;

async function createTable({ name, properties }: Table, folder: string, send: Send): Promise<void> {
  const { BillingMode, AttributeDefinitions, KeySchema, GlobalSecondaryIndexes } = properties;
  const request = { TableName: name, BillingMode, AttributeDefinitions, KeySchema, GlobalSecondaryIndexes };
  const response = await send('CreateTable', JSON.stringify(request));
  const answer = String(response.body);
  if (response.status === 200) return;
  if (!answer.includes('ResourceInUseException')) throw new StartError(text.tableRefused(name, answer));
  const { body } = await send('DescribeTable', JSON.stringify({ TableName: name }));
  if (shapeOf(JSON.parse(String(body)).Table) !== shapeOf(properties))
    throw new StartError(text.tableDiffers(name, folder));
}

/** Keys and indexes, the same in whatever order they are listed. */
function shapeOf({ AttributeDefinitions, KeySchema, GlobalSecondaryIndexes = [] }: Shape): string {
  const types = new Map(AttributeDefinitions.map((one) => [one.AttributeName, one.AttributeType]));
  const keys = (schema: Shape['KeySchema']) =>
    schema.map((key) => [key.KeyType, key.AttributeName, types.get(key.AttributeName)]).sort();
  const indexes = GlobalSecondaryIndexes.map((index) => [index.IndexName, keys(index.KeySchema)]);
  return JSON.stringify([keys(KeySchema), indexes.sort()]);
}

function post(endpoint: URL, agent: Agent, action: string, body: string | Buffer): Promise<AwsResponse> {
  const headers = {
    'content-type': 'application/x-amz-json-1.0',
    'content-length': Buffer.byteLength(body),
    'x-amz-target': `DynamoDB_20120810.${action}`,
    authorization:
      'AWS4-HMAC-SHA256 Credential=local/20260101/ap-northeast-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0',
    'x-amz-date': '20260101T000000Z',
  };
  return new Promise((resolve, reject) => {
    const outgoing = httpRequest(endpoint, { method: 'POST', agent, headers }, (incoming) =>
      answerOf(incoming).then(resolve, reject),
    );
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}

async function answerOf(incoming: IncomingMessage): Promise<AwsResponse> {
  const kept = ['content-type', 'x-amz-crc32', 'x-amzn-requestid']
    .map((name) => [name, incoming.headers[name]] as const)
    .filter((entry): entry is [string, string] => typeof entry[1] === 'string');
  const body = await readBody(incoming, Number.POSITIVE_INFINITY);
  return { status: incoming.statusCode ?? 500, headers: Object.fromEntries(kept), body: body ?? '' };
}

async function waitUntilUp(probe: () => Promise<unknown>): Promise<void> {
  for (let attempt = 0; attempt < 400; attempt += 1) {
    try {
      await probe();
      return;
    } catch {
      await sleep(25);
    }
  }
  throw new StartError(text.databaseSilent);
}

interface Engine {
  endpoint: string;
  stop(): Promise<void>;
}

const ENGINE_GONE_MS = 5_000;

async function startBinary(data: Data, failed: () => void): Promise<Engine> {
  endEngines(data.folder);
  // What was killed holds the file until it is gone.
  const patience = performance.now() + ENGINE_GONE_MS;
  while (enginesOn(data.folder).length > 0 && performance.now() < patience) await sleep(10);
  // It asks nobody for a signature and lets every web page read its answers: none may guess where it is.
  const host = ['127', randomInt(1, 255), randomInt(1, 255), randomInt(1, 255)].join('.');
  const port = await freePort(host);
  const args = ['--host', host, '--port', String(port), '--db-path', databaseIn(data.folder)];
  // In a group of its own: Ctrl-C in the terminal must not take it away before the rest has stopped.
  const child = spawn(findEngine(env), args, { stdio: 'ignore', detached: true });
  const ended = new Promise<void>((resolve) =>
    child.once('exit', () => resolve()).once('error', () => resolve()),
  );
  let stopping = false;
  void ended.then(() => stopping || failed());
  const killAtExit = () => void child.kill('SIGKILL');
  process.once('exit', killAtExit);
  return {
    endpoint: `http://${host}:${port}`,
    async stop() {
      stopping = true;
      process.removeListener('exit', killAtExit);
      await end(child, ended);
    },
  };
}

async function end(child: ChildProcess, ended: Promise<void>): Promise<void> {
  child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), 2_000);
  await ended;
  clearTimeout(patience);
}

/** After a kill -9 of the runtime alone its engine lives on, and two must not work on one file. */
export function endEngines(folder: string): void {
  for (const pid of enginesOn(folder)) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch {
      // It has ended by itself.
    }
  }
}

/** Found by what they work on: a file with their number could be a moment late. */
export function enginesOn(folder: string): number[] {
  if (!existsSync('/proc/self/cmdline')) return [];
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  return pids.filter((pid) => {
    const [program = '', ...args] = commandOf(pid);
    return basename(program) === ENGINE && args.includes(databaseIn(folder));
  });
}

const databaseIn = (folder: string) => join(resolve(folder), 'dynamodb.sqlite');

/** Empty for a process that has gone meanwhile, or that nobody has asked how it ended. */
function commandOf(pid: number): string[] {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
  } catch {
    return [];
  }
}

/** The engine that npm installed, or one on the PATH of machines for which npm has none. */
export function findEngine(
  { PATH = '' }: { PATH?: string | undefined },
  installed: () => string = () => createRequire(import.meta.url).resolve('@dynoxide/linux-x64/dynoxide'),
): string {
  try {
    return installed();
  } catch {
    const found = PATH.split(delimiter)
      .map((folder) => join(folder, ENGINE))
      .find((file) => existsSync(file));
    if (found === undefined) throw new StartError(text.noDatabaseBinary);
    return found;
  }
}

async function freePort(host: string): Promise<number> {
  const server = createServer();
  await once(server.listen(0, host), 'listening');
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
