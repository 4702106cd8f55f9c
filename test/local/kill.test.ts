import { type ChildProcess, spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { env } from 'node:process';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ListExecutionsCommand } from '@aws-sdk/client-sfn';
import { createTransport } from 'nodemailer';
import { expect, onTestFinished, test } from 'vitest';
import { is } from '#/core/case/events.ts';
import { replay } from '#/core/case/fold.ts';
import { isSendable } from '#/core/mail/letters.ts';
import type { Cases } from '#/core/ports.ts';
import { dynamoCases } from '#/functions/shared/aws/dynamo-cases.ts';
import { endEngines } from '#/local/dynamodb.ts';
import { type Running, up } from '#/local/main.ts';
import { CLIENT, sfn } from '#/test/local/app.ts';
import { temporaryFolder } from '#/test/local/service-server.ts';

/** `npm run test:kill` says fifty. */
const KILLS = Number(env.HIKESHI_KILLS ?? 3);
/** The moments of the kills; what happens at them is up to the machine. */
const SEED = env.HIKESHI_SEED ?? randomBytes(4).toString('hex');
const REPORTERS = 4;
const RECIPIENT = 'incident@hikeshi.city.example';
const ROOT = fileURLToPath(new URL('../../', import.meta.url));

interface Life {
  product: string;
  tools: string;
  smtp: number;
  kill(): Promise<void>;
}

/** `npm start`, as a group of processes that can be killed as one. */
async function start(data: string, patience = Number.POSITIVE_INFINITY): Promise<Life | undefined> {
  const child = spawn(process.execPath, ['cli/main.ts', 'start', '--port', '0', '--data', data], {
    ...{ cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'], detached: true },
  });
  const until = performance.now() + patience;
  for (;;) {
    const ports = portsOf(data, child);
    const url = (port: number) => `http://127.0.0.1:${port}`;
    const isUp =
      ports &&
      (await fetch(url(ports.product))
        .then(({ ok }) => ok)
        .catch(() => false));
    if (isUp) {
      const { product, tools, smtp } = ports;
      return { product: url(product), tools: url(tools), smtp, kill: () => kill(data, child) };
    }
    if (performance.now() > until) return void (await kill(data, child));
    if (child.exitCode !== null) throw new Error(`it ended with ${child.exitCode}`);
    await pause(10);
  }
}

function portsOf(
  data: string,
  { pid }: ChildProcess,
): { product: number; tools: number; smtp: number } | undefined {
  try {
    const run = JSON.parse(readFileSync(join(data, 'run.json'), 'utf8'));
    return run.pid === pid ? run : undefined;
  } catch {
    return undefined;
  }
}

/** The database is in a group of its own, but no part of the tree is spared. */
async function kill(data: string, child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  process.kill(-(child.pid ?? 0), 'SIGKILL');
  endEngines(data);
  await ended;
}

/** One member of staff after the other, each sending until the receipt is there, as a browser's reload does. */
class Reporter {
  readonly receipts: string[] = [];
  #reportId = '';

  async report(product: string, isOver: () => boolean): Promise<void> {
    while (!isOver()) {
      this.#reportId ||= randomBytes(16).toString('hex');
      const body = new URLSearchParams({
        reportId: this.#reportId,
        kind: 'mail-missent',
        callback: '内線1234',
      });
      const answer = await fetch(`${product}/reports`, { method: 'POST', body, redirect: 'manual' }).catch(
        () => undefined,
      );
      if (answer?.status !== 303) continue;
      this.receipts.push(answer.headers.get('location') ?? '');
      this.#reportId = '';
    }
  }
}

/** Sends mail after mail; the server's 250 is its word that the mail is kept. */
class Writer {
  readonly messageIds: string[] = [];

  async write(port: number, isOver: () => boolean): Promise<void> {
    const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true });
    const letter = {
      from: 'staff@city.example',
      to: RECIPIENT,
      subject: '画面がおかしい',
      text: '見てください',
    };
    for (let letters = 0; letters < 3 && !isOver(); letters += 1) {
      const sent = await transport.sendMail(letter).catch(() => undefined);
      if (sent) this.messageIds.push(sent.messageId);
    }
  }
}

let draws = 0;
function random(): number {
  draws += 1;
  return createHash('sha256').update(`${SEED} ${draws}`).digest().readUIntBE(0, 6) / 2 ** 48;
}

/** A life in which reports arrive and the clock is moved, until it is killed a moment after some of them. */
async function liveAndDie(life: Life, reporters: Reporter[], writer: Writer): Promise<void> {
  let over = false;
  const work = [
    ...reporters.map((reporter) => reporter.report(life.product, () => over)),
    writer.write(life.smtp, () => over),
    fetch(`${life.tools}/clock`, { method: 'POST', body: '{"advance":"3m"}' }).catch(() => undefined),
  ];
  const enough = receiptsOf(reporters).length + 1 + Math.floor(random() * 10);
  while (receiptsOf(reporters).length < enough) await pause(5);
  await pause(random() * 300);
  await life.kill();
  over = true;
  await Promise.all(work);
}

const receiptsOf = (reporters: Reporter[]) => reporters.flatMap(({ receipts }) => receipts);

async function caseOf(product: string, receipt: string): Promise<string> {
  const page = await (await fetch(product + receipt)).text();
  return /\d{8}-\d{5}/.exec(page)?.[0] ?? `no case at ${receipt}`;
}

/** The mails that went out: how often each notice did, and under which names. */
function mailsIn(data: string): { notices: Map<string, number>; names: string[] } {
  const folder = join(data, 'mail');
  const names = readdirSync(folder).filter((name) => name.endsWith('.eml'));
  const ids = names.map(
    (name) => /^X-Hikeshi-Notice: (\S+)/m.exec(readFileSync(join(folder, name), 'utf8'))?.[1] ?? name,
  );
  const notices = new Map([...Map.groupBy(ids, (id) => id)].map(([id, all]) => [id, all.length]));
  return { notices, names };
}

/** The cases of mails, by the ids that the sender gave these. */
async function casesOfMails(cases: Cases): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (const { caseId } of await cases.open()) {
    const accepted = (await cases.timeline(caseId)).find((event) => is(event, 'report-accepted'));
    if (accepted?.body.channel === 'mail') found.set(accepted.body.mail.messageId, caseId);
  }
  return found;
}

function casesOf({ template, awsEndpoint: endpoint, operator: credentials }: Running): Cases {
  const table = template.ofType('AWS::DynamoDB::Table')[0]?.name ?? '';
  return dynamoCases(new DynamoDBClient({ ...CLIENT, endpoint, credentials }), table);
}

async function expectWhole(cases: Cases, data: string, caseIds: string[]): Promise<void> {
  const { notices, names } = mailsIn(data);
  for (const caseId of caseIds) {
    const events = await cases.timeline(caseId);
    expect(replay(caseId, events)).toEqual(await cases.load(caseId));
    expect((await cases.errands(caseId)).filter(isSendable)).toEqual([]);
    const sent = events.filter((event) => is(event, 'notice-sent'));
    expect(sent.length).toBeGreaterThanOrEqual(2);
    for (const { body } of sent) {
      const { noticeId, attempt, digest, messageId } = body;
      // Said together with others: the letter has a name of its own.
      if (digest) {
        expect(
          names.some((name) => name.includes(messageId)),
          noticeId,
        ).toBe(true);
        continue;
      }
      // Each attempt beyond the marked one was cut off between claiming and marking; it may have been sent, or not.
      const count = notices.get(`${caseId}.${noticeId}`) ?? 0;
      expect([1, count], `${caseId}.${noticeId}`).toEqual([Math.min(count, 1), Math.min(count, attempt)]);
    }
  }
}

/** None has failed, and each case has the one that it needs. */
async function expectExecutions(running: Running, caseIds: string[]): Promise<void> {
  const names: string[] = [];
  for (const { arn: stateMachineArn } of running.template.ofType('AWS::StepFunctions::StateMachine')) {
    const { executions = [] } = await sfn(running).send(new ListExecutionsCommand({ stateMachineArn }));
    for (const { name = '', status = '' } of executions) {
      expect(['RUNNING', 'SUCCEEDED'], name).toContain(status);
      if (status === 'RUNNING') names.push(name);
    }
  }
  for (const caseId of caseIds)
    expect(
      names.some((name) => name.startsWith(`${caseId}-incident`)),
      caseId,
    ).toBe(true);
}

test(
  `after ${KILLS} times kill -9 of everything (seed ${SEED}), every acknowledged report and mail is there and goes on`,
  async () => {
    const { folder, remove } = temporaryFolder();
    onTestFinished(remove);
    const data = join(folder, 'data');
    const writer = new Writer();
    const reporters = Array.from({ length: REPORTERS }, () => new Reporter());
    for (let killed = 0; killed < KILLS; killed += 1) {
      // Once in three it dies while it starts, or just after.
      if (killed % 3 === 2) await (await start(data, random() * 1000))?.kill();
      const life = await start(data);
      if (life === undefined) throw new Error('it was not patient');
      for (const receipt of receiptsOf(reporters))
        expect(await caseOf(life.product, receipt)).toMatch(/^\d{8}-\d{5}$/);
      await liveAndDie(life, reporters, writer);
    }
    const cdkOut = join(ROOT, 'cdk.out');
    const running = await up({ cdkOut, data, port: 0, log: () => {} });
    onTestFinished(() => running.stop());
    // What was said together goes out at the end of ten minutes.
    await running.advance(15 * 60_000);
    const cases = casesOf(running);
    const ofForms = await Promise.all(
      receiptsOf(reporters).map((receipt) => caseOf(running.productUrl, receipt)),
    );
    const byMail = await casesOfMails(cases);
    const ofMails = writer.messageIds.map((id) => byMail.get(id) ?? `no case of ${id}`);
    const caseIds = [...ofForms, ...ofMails];
    expect(new Set(caseIds).size).toBe(caseIds.length);
    expect(ofForms.length).toBeGreaterThan(KILLS);
    expect(ofMails.length).toBeGreaterThan(0);
    await expectWhole(cases, data, caseIds);
    await expectExecutions(running, caseIds);
  },
  KILLS * 30_000 + 60_000,
);
