import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import {
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Running } from '#/local/main.ts';
import { CLIENT, item, MACHINE, post, sfn, upApp } from '#/test/local/app.ts';
import { temporaryFolder } from '#/test/local/service-server.ts';

const { folder, remove } = temporaryFolder();
const lines: string[] = [];
let running: Running;

beforeAll(async () => {
  running = await upApp(folder, { log: (line) => lines.push(line) });
});
afterAll(async () => {
  await running.stop();
  remove();
});

const s3 = ({ awsEndpoint: endpoint, operator: credentials }: Running) =>
  new S3Client({ ...CLIENT, endpoint, credentials, forcePathStyle: true });

interface Served {
  greeting: string;
  event: { requestContext: { authorizer: { claims: Record<string, string> } } };
}

const executionOf = (name: string) => `${MACHINE.replace('stateMachine', 'execution')}:${name}`;
const describeExecution = (name: string) =>
  sfn(running).send(new DescribeExecutionCommand({ executionArn: executionOf(name) }));

describe('the REST API', () => {
  test('hands a request over as a proxy event and answers what the function says', async () => {
    const response = await fetch(`${running.productUrl}/some/where?tag=a&tag=b`);
    const { greeting, event } = (await response.json()) as Served;
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(greeting).toBe(running.productUrl);
    expect(event).toMatchObject({
      resource: '/{proxy+}',
      path: '/some/where',
      pathParameters: { proxy: 'some/where' },
      queryStringParameters: { tag: 'b' },
      multiValueQueryStringParameters: { tag: ['a', 'b'] },
      requestContext: { stage: 'v1', identity: { sourceIp: '127.0.0.1' } },
      body: null,
      isBase64Encoded: false,
    });
  });

  test('asks for an access token where the template does', async () => {
    const url = `${running.productUrl}/api/me`;
    const without = await fetch(url);
    expect([without.status, await without.json()]).toEqual([401, { message: 'Unauthorized' }]);
    expect((await fetch(url, { headers: { authorization: 'Bearer eyJ.a.b' } })).status).toBe(401);
    const authorization = `Bearer ${await running.token('desk-1')}`;
    const { event } = (await (await fetch(url, { headers: { authorization } })).json()) as Served;
    expect(event.requestContext.authorizer.claims.username).toBe('desk-1');
  });

  test('puts the banner into pages, and into nothing else', async () => {
    const response = await fetch(`${running.productUrl}/page`);
    const body = await response.text();
    expect(body).toMatch(/<body class="desk">.*<aside class="practice".*<main>画面<\/main>/);
    expect(response.headers.get('content-length')).toBe(String(Buffer.byteLength(body)));
    const [, script = ''] = /src="([^"]+)"/.exec(body) ?? [];
    expect((await fetch(running.productUrl + script)).headers.get('content-type')).toBe('text/javascript');
  });

  test('answers as API Gateway does when there is no route, no permission, no sense in the answer, too much body', async () => {
    const missing = await fetch(`${running.productUrl}/some/where`, { method: 'PUT' });
    expect([missing.status, await missing.json()]).toEqual([
      403,
      { message: 'Missing Authentication Token' },
    ]);
    expect((await post(running, '/forgotten')).status).toBe(500);
    expect((await post(running, '/bad', { act: 'shapeless' })).status).toBe(502);
    expect((await post(running, '/bad', { act: 'throw' })).status).toBe(502);
    const body = Buffer.alloc(10 * 1024 * 1024 + 1);
    expect((await fetch(`${running.productUrl}/things`, { method: 'POST', body })).status).toBe(413);
  });
});

describe('a function', () => {
  const act = (name: string) => running.invoke('misbehave', { act: name });

  test('has exactly the environment of the template and what Lambda adds', async () => {
    const environment = (await act('environment')) as Record<string, string>;
    const own = Object.keys(environment).filter((name) => !name.startsWith('AWS_'));
    expect(own.toSorted()).toEqual(['BUCKET', 'LAMBDA_TASK_ROOT', 'TABLE', 'TZ', '_HANDLER']);
    expect(environment.AWS_ENDPOINT_URL).toBe(running.awsEndpoint);
  });

  test('fails alone when it throws, ends its process, leaves a rejection or takes too long', async () => {
    await expect(act('throw')).rejects.toThrow('CaseIsClosed: it is over');
    await expect(act('exit')).rejects.toThrow(
      'Runtime.ExitError: Error: Runtime exited with error: exit status 3',
    );
    await expect(act('reject')).rejects.toThrow('unseen');
    await expect(act('hang')).rejects.toThrow(/Sandbox.Timedout: .* Task timed out after 1.00 seconds/);
    await expect(act('context')).resolves.toMatchObject({
      functionName: 'Misbehave',
      memoryLimitInMB: '256',
    });
  });

  test('answers every one of many calls at once', async () => {
    const calls = Array.from({ length: 20 }, (_, at) =>
      running.invoke('step', { id: `many-${at}`, mark: 'done' }),
    );
    expect(await Promise.all(calls)).toHaveLength(20);
  });

  test('cannot do what its role does not allow, and the line says what is missing', async () => {
    await expect(act('write')).rejects.toThrow(
      /AccessDeniedException: .* not authorized to perform: dynamodb:PutItem/,
    );
    await expect(act('lock')).rejects.toThrow(/AccessDenied: .* s3:PutObjectRetention/);
    expect(lines.join('\n')).toMatch(/\[iam\] Misbehave は .*MisbehaveRole .*"Action":"dynamodb:PutItem"/);
    // Without the right to list, a missing object looks like a forbidden one.
    await expect(act('read')).rejects.toThrow(
      /AccessDenied: .* s3:ListBucket on resource: "arn:aws:s3:::\S+"/,
    );
  });

  test('is told of a lock only where it may know of it', async () => {
    const until = new Date(running.now() + 86_400_000);
    const lock = { ObjectLockMode: 'GOVERNANCE', ObjectLockRetainUntilDate: until } as const;
    const object = { Bucket: 'originals', Key: 'a' };
    await s3(running).send(new PutObjectCommand({ ...object, Body: 'b', ...lock }));
    expect(await s3(running).send(new HeadObjectCommand(object))).toMatchObject(lock);
    expect(await act('read')).toEqual({ read: 'b' });
  });

  test('rings the alarm of a metric in its log', async () => {
    await act('alarm');
    await expect.poll(() => lines.join('\n')).toContain('【警報】NobodyAnswered');
    const page = await (await fetch(`${running.toolsUrl}/alarms`)).text();
    expect(page).toContain('Nobody answered.');
  });
});

describe('a caller', () => {
  const look = new GetObjectCommand({ Bucket: 'originals', Key: 'a' });

  test('with a wrong secret is refused', async () => {
    const wrong = { ...running, operator: { ...running.operator, secretAccessKey: 'guessed' } };
    await expect(item(wrong, 'a', 'b')).rejects.toThrow(
      /^The request signature we calculated does not match/,
    );
    await expect(item(wrong, 'a', 'b')).rejects.toMatchObject({ name: 'InvalidSignatureException' });
    await expect(s3(wrong).send(look)).rejects.toMatchObject({ name: 'SignatureDoesNotMatch' });
  });

  test('with an unknown key is refused', async () => {
    const wrong = { ...running, operator: { accessKeyId: 'AKIANOBODY', secretAccessKey: 'guessed' } };
    await expect(item(wrong, 'a', 'b')).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
    await expect(s3(wrong).send(look)).rejects.toMatchObject({ name: 'InvalidAccessKeyId' });
  });
});

describe('an execution', () => {
  test('goes from a request through a token and a wait to its end', async () => {
    expect((await post(running, '/things', { id: 'whole' })).status).toBe(303);
    await running.settled();
    expect((await item(running, 'whole', 'THING'))?.stepped).toBeDefined();
    expect(await (await post(running, '/things/whole/wake')).json()).toEqual({ woken: true });
    expect(await (await post(running, '/things/whole/wake')).json()).toEqual({ error: 'TaskTimedOut' });
    const before = running.now();
    await running.advance(11 * 60_000);
    const done = Date.parse((await item(running, 'whole', 'THING'))?.done?.S ?? '');
    expect(done - before).toBeGreaterThan(9 * 60_000);
    expect(await describeExecution('whole')).toMatchObject({ status: 'SUCCEEDED', output: '{"id":"whole"}' });
    const executionArn = executionOf('whole');
    const { events = [] } = await sfn(running).send(new GetExecutionHistoryCommand({ executionArn }));
    expect(events.map(({ type }) => type)).toContain('TaskSubmitted');
    expect(events.at(-1)).toMatchObject({ type: 'ExecutionSucceeded', id: events.length });
  });

  test('that nobody answers goes on at its time limit', async () => {
    await post(running, '/things', { id: 'late' });
    await running.settled();
    await running.advance(61 * 60_000);
    expect((await item(running, 'late', 'THING'))?.late).toBeDefined();
    expect(await (await post(running, '/things/late/wake')).json()).toEqual({ error: 'TaskTimedOut' });
    expect(await (await post(running, '/things/nobody/wake')).json()).toEqual({ error: 'InvalidToken' });
  });

  test('is started once under a name', async () => {
    const start = (input: object) =>
      sfn(running).send(
        new StartExecutionCommand({ stateMachineArn: MACHINE, name: 'twice', input: JSON.stringify(input) }),
      );
    const [first, second] = await Promise.all([start({ id: 'twice' }), start({ id: 'twice' })]);
    expect(second).toMatchObject({ executionArn: first.executionArn, startDate: first.startDate });
    await expect(start({ id: 'other' })).rejects.toThrow(/Execution Already Exists/);
  });
});

describe('the schedule', () => {
  test('invokes its function on the driven clock', async () => {
    const ticks = async () => Number((await item(running, 'TICKS', 'minute'))?.ticks?.N ?? 0);
    const before = await ticks();
    await running.advance(60_000);
    expect(await ticks()).toBe(before + 1);
  });
});

describe('the time a function sees', () => {
  test('follows the driven clock', async () => {
    await running.advance(86_400_000);
    const time = (await running.invoke('misbehave', { act: 'time' })) as Record<string, number | string>;
    expect(Math.abs(Number(time.now) - running.now())).toBeLessThan(5_000);
    expect(time).toMatchObject({ parsed: '1970-01-01T00:00:00.000Z', isDate: true });
  });

  test('is said on every page beside the product once it is ahead', async () => {
    await running.advance(60_000);
    for (const path of ['/', '/mail', '/alarms', '/nothing', '/sign-in/nothing']) {
      expect(await (await fetch(running.toolsUrl + path)).text()).toMatch(/<aside class="practice".*進めて/);
    }
  });

  test('can be moved from the tools page only with a span that makes sense, and not by another site', async () => {
    const ask = (advance: string, headers = {}) =>
      fetch(`${running.toolsUrl}/clock`, { method: 'POST', headers, body: JSON.stringify({ advance }) });
    const before = running.now();
    expect((await ask('20m')).status).toBe(200);
    expect(running.now() - before).toBeGreaterThanOrEqual(20 * 60_000);
    expect((await ask('soon')).status).toBe(400);
    expect((await ask('20m', { 'sec-fetch-site': 'cross-site' })).status).toBe(400);
  });
});

describe('a path that is no URL', () => {
  const status = (url: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      const { port } = new URL(url);
      const request = get({ port, host: '127.0.0.1', path: '//' });
      request.once('error', reject).once('response', (response) => resolve(response.resume().statusCode));
    });

  test('is one that nobody serves, on both ports', async () => {
    expect([await status(running.toolsUrl), await status(running.productUrl)]).toEqual([404, 200]);
  });
});

test('no limit of time goes on after a function has answered', async () => {
  const timers = () => process.getActiveResourcesInfo().filter((name) => name === 'Timeout').length;
  await running.invoke('misbehave', { act: 'time' });
  const before = timers();
  for (let call = 0; call < 5; call += 1) await running.invoke('misbehave', { act: 'time' });
  expect(timers()).toBeLessThan(before + 5);
});

test('the tools answer nobody who calls them by another name', async () => {
  const named = (host: string) =>
    new Promise<number | undefined>((resolve, reject) => {
      const { port } = new URL(running.toolsUrl);
      const request = get({ port, host: '127.0.0.1', path: '/mail.json', headers: { host } });
      request.once('error', reject).once('response', (response) => resolve(response.resume().statusCode));
    });
  expect(await named('localhost:8081')).toBe(200);
  expect(await named('tools.example:8081')).toBe(400);
});

describe('a start that cannot succeed', () => {
  test('on a folder in use says so', async () => {
    await expect(upApp(folder)).rejects.toThrow(/すでに動いている/);
  });

  test('on a port in use says so', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as AddressInfo;
    const other = temporaryFolder();
    await expect(upApp(other.folder, { port })).rejects.toThrow(new RegExp(`ポート ${port} は`));
    other.remove();
    server.close();
  });

  test('in an unreadable data folder says so', async () => {
    await expect(upApp('/dev/null/data')).rejects.toThrow(/読み書きできません/);
  });
});
