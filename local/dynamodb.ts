import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Agent, request as httpRequest } from 'node:http';
import { createRequire } from 'node:module';
import { createServer } from 'node:net';
import { delimiter, join, resolve } from 'node:path';
import { env } from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AwsResponse, Service } from '#/local/aws-request.ts';
import type { Data } from '#/local/data.ts';
import { StartError } from '#/local/start-error.ts';
import type { Template } from '#/local/template.ts';
import { text } from '#/local/text.ts';

export interface DynamoDb {
  service: Service;
  stop(): Promise<void>;
}

export async function createDynamoDb(template: Template, data: Data, failed: () => void): Promise<DynamoDb> {
  const given = env.HIKESHI_DYNAMODB_ENDPOINT;
  const child = given === undefined ? await startBinary(data, failed) : undefined;
  const endpoint = new URL(given ?? `http://127.0.0.1:${child?.port}`);
  const agent = new Agent({ keepAlive: true, maxSockets: 32 });
  const send = (action: string, body: string | Buffer) => post(endpoint, agent, action, body);

  await waitUntilUp(() => send('ListTables', '{}'));
  for (const table of template.ofType('AWS::DynamoDB::Table'))
    await createTable(table.name, table.properties, send);
  return {
    service: (request) => send(request.action, request.body),
    async stop() {
      agent.destroy();
      await child?.stop();
    },
  };
}

type Send = (action: string, body: string | Buffer) => Promise<AwsResponse>;

/** The stream stays off: it would make every write slower than the last, and nothing here reads it. */
async function createTable(name: string, properties: Record<string, unknown>, send: Send): Promise<void> {
  const keys = ['AttributeDefinitions', 'KeySchema', 'GlobalSecondaryIndexes', 'LocalSecondaryIndexes'];
  const kept = keys.filter((key) => key in properties).map((key) => [key, properties[key]]);
  const request = { TableName: name, BillingMode: 'PAY_PER_REQUEST', ...Object.fromEntries(kept) };
  const response = await send('CreateTable', JSON.stringify(request));
  const answer = String(response.body);
  if (response.status !== 200 && !answer.includes('ResourceInUseException'))
    throw new StartError(text.tableRefused(name, answer));
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
    const outgoing = httpRequest(endpoint, { method: 'POST', agent, headers }, async (incoming) => {
      const chunks: Buffer[] = [];
      for await (const chunk of incoming) chunks.push(chunk as Buffer);
      const kept = ['content-type', 'x-amz-crc32', 'x-amzn-requestid']
        .map((name) => [name, incoming.headers[name]] as const)
        .filter((entry): entry is [string, string] => typeof entry[1] === 'string');
      resolve({
        status: incoming.statusCode ?? 500,
        headers: Object.fromEntries(kept),
        body: Buffer.concat(chunks),
      });
    });
    outgoing.on('error', reject);
    outgoing.end(body);
  });
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

async function startBinary(data: Data, failed: () => void): Promise<{ port: number; stop(): Promise<void> }> {
  endEngines(data.folder);
  const port = await freePort();
  const args = ['--host', '127.0.0.1', '--port', String(port), '--db-path', databaseIn(data.folder)];
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
    port,
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
  return pids.filter((pid) => commandOf(pid).includes(databaseIn(folder)));
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
      .map((folder) => join(folder, 'dynoxide'))
      .find((file) => existsSync(file));
    if (found === undefined) throw new StartError(text.noDatabaseBinary);
    return found;
  }
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
