import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import type { SESEvent } from 'aws-lambda';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { openSmtp } from '#/local/mail/smtp.ts';
import type { Running } from '#/local/main.ts';
import { CLIENT, item, upApp } from '#/test/local/app.ts';
import { temporaryFolder } from '#/test/local/service-server.ts';
import { converse, envelope, sendTo } from '#/test/local/smtp-client.ts';

const { folder, remove } = temporaryFolder();
let running: Running;
let port: number;
let s3: S3Client;

beforeAll(async () => {
  running = await upApp(folder);
  port = running.mailDoor.port;
  const { awsEndpoint: endpoint, operator: credentials } = running;
  s3 = new S3Client({ ...CLIENT, endpoint, credentials, forcePathStyle: true });
});
afterAll(async () => {
  await running.stop();
  remove();
});

const MESSAGE = 'From: a@b.example\r\nSubject: =?utf-8?B?5aCx5ZGK?=\r\n\r\n..two dots\r\n.\r\n';
const idIn = (answer = '') => /^250.* (\w{40})$/.exec(answer)?.[1] ?? answer;

async function stored(id: string): Promise<Buffer> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'arrivals', Key: `mail/${id}` }));
  return Buffer.from((await Body?.transformToByteArray()) ?? []);
}

async function eventOf(id: string): Promise<SESEvent['Records'][number]['ses']> {
  await running.settled();
  const event: SESEvent = JSON.parse((await item(running, 'MAILS', id))?.event?.S ?? '');
  expect(event).toMatchObject({ Records: [{ eventSource: 'aws:ses', eventVersion: '1.0' }] });
  return (event.Records[0] as SESEvent['Records'][number]).ses;
}

describe('a mail that is taken in', () => {
  test('lies in the bucket, and its function has been called, with what SES adds above', async () => {
    const from = '総務 太郎 <taro@city.example>';
    const message = { from, to: 'desk@city.example', subject: '紛失', text: '端末です' };
    const id = idIn(await sendTo(port, message));
    const mail = (await stored(id)).toString();
    const [head = '', body] = mail.split('\r\n\r\n');
    expect(body).toContain(Buffer.from('端末です').toString('base64'));
    expect(head.split('\r\n').map((line) => line.split(':')[0])).toEqual(
      expect.arrayContaining(['Return-Path', 'X-SES-Spam-Verdict', 'Authentication-Results', 'Subject']),
    );
    expect(head).toMatch(/^Return-Path: <taro@city.example>\r\nReceived: from \S+ \(\S+ \[127\.0\.0\.1\]\)/);
    const { mail: told, receipt } = await eventOf(id);
    expect(told).toMatchObject({
      source: 'taro@city.example',
      messageId: id,
      destination: ['desk@city.example'],
      headersTruncated: true,
      headers: [],
      commonHeaders: { returnPath: 'taro@city.example' },
    });
    expect(receipt).toMatchObject({
      recipients: ['desk@city.example'],
      spamVerdict: { status: 'PASS' },
      dmarcVerdict: { status: 'PASS' },
      action: { type: 'Lambda', invocationType: 'Event', functionArn: expect.stringContaining('Receive') },
    });
    expect(receipt).not.toHaveProperty('dmarcPolicy');
  });

  test('has every byte that was sent below those headers: dots, bytes above 127, bare line feeds', async () => {
    const bytes = Buffer.from([...Array(256).keys()].filter((byte) => byte !== 13 && byte !== 10));
    const sent = Buffer.concat([Buffer.from(`${MESSAGE}one\ntwo\r\n`), bytes]);
    const stuffed = Buffer.from(sent.toString('latin1').replace(/^\./gm, '..'), 'latin1');
    const end = Buffer.from('\r\n.');
    const answers = await converse(
      port,
      ...envelope('a@b.example', 'desk@city.example'),
      'DATA',
      Buffer.concat([stuffed, end]),
    );
    const mail = await stored(idIn(answers.at(-1)));
    expect(
      mail.subarray(mail.indexOf('From: a@b.example')).equals(Buffer.concat([sent, Buffer.from('\r\n')])),
    ).toBe(true);
  });

  test('may come from nobody, as bounces do, and without any header', async () => {
    const answers = await converse(port, ...envelope('', 'desk@city.example'), 'DATA', 'no header\r\n.');
    const id = idIn(answers.at(-1));
    expect((await stored(id)).toString()).toMatch(/^Return-Path: <>\r\n/);
    const { mail } = await eventOf(id);
    expect(mail).toMatchObject({ source: '', commonHeaders: { returnPath: '' } });
  });

  test('is found by SES as the mailbox page says, from then on', async () => {
    const turn = (verdicts: Record<string, string>) =>
      fetch(`${running.toolsUrl}/mail`, { method: 'POST', body: new URLSearchParams(verdicts) });
    afterEach(() => turn({ virus: 'PASS', dmarc: 'PASS', spf: 'PASS' }));
    await turn({ virus: 'FAIL', dmarc: 'FAIL', spf: 'GRAY', spam: 'nonsense' });
    const id = idIn(await sendTo(port, { from: 'a@b.example', to: 'desk@city.example', text: 'x' }));
    const { receipt } = await eventOf(id);
    expect(receipt).toMatchObject({
      spamVerdict: { status: 'PASS' },
      virusVerdict: { status: 'FAIL' },
      spfVerdict: { status: 'GRAY' },
      dkimVerdict: { status: 'PASS' },
      dmarcVerdict: { status: 'FAIL' },
      dmarcPolicy: 'quarantine',
    });
    expect((await stored(id)).toString()).toContain('X-SES-Virus-Verdict: FAIL');
  });

  test('cannot bring lines of its own into the headers that SES adds', async () => {
    const answers = await converse(
      port,
      'EHLO x\rX-SES-Virus-Verdict:PASS',
      ...envelope('a@b.example', '"x\rX-SES-Virus-Verdict:PASS"@whole.example'),
    );
    expect([answers[0], answers.at(-1)]).toEqual([
      expect.stringMatching(/^501/),
      expect.stringMatching(/^501/),
    ]);
  });
});

describe('the recipients of a rule', () => {
  test.each([
    ['DESK@CITY.example', 250],
    ['desk+night@city.example', 250],
    ['box+one@city.example', 250],
    ['anybody@whole.example', 250],
    ['anybody@far.below.example', 250],
    ['box@city.example', 550],
    ['box+two@city.example', 550],
    ['desk@city.example.example', 550],
    ['anybody@sub.whole.example', 550],
    ['anybody@below.example', 550],
    ['other@city.example', 550],
    ['off@city.example', 550],
  ])('%s: %i', async (address, code) => {
    const answers = await converse(port, ...envelope('a@b.example', address));
    expect(answers.at(-1)).toMatch(new RegExp(`^${code}`));
  });

  test('are told to the function of their rule, and nobody else of the envelope', async () => {
    const [hello, from, to] = envelope('a@b.example', 'desk+x@city.example');
    const all = [hello, from, to, 'RCPT TO:<copy@city.example>', 'RCPT TO:<box+one@city.example>', 'DATA'];
    const answers = await converse(port, ...all, `${MESSAGE}\r\n.`);
    expect(answers[3]).toMatch(/^250/);
    const { receipt } = await eventOf(idIn(answers.at(-1)));
    expect(receipt.recipients).toEqual(['desk+x@city.example', 'box+one@city.example']);
  });
});

describe('a mail that is not taken in', () => {
  const keys = async () =>
    (await s3.send(new ListObjectsV2Command({ Bucket: 'arrivals' }))).Contents?.length ?? 0;

  test('is refused where it is larger than 40 MB, said beforehand or not', async () => {
    const before = await keys();
    const [hello, from, to] = envelope('a@b.example', 'desk@city.example');
    expect((await converse(port, hello, `${from} SIZE=41943041`)).at(-1)).toMatch(/^552/);
    const large = Buffer.concat([Buffer.alloc(40 * 1024 * 1024 + 1, 'x'), Buffer.from('\r\n.')]);
    expect((await converse(port, hello, from, to, 'DATA', large)).at(-1)).toMatch(/^552/);
    expect(await keys()).toBe(before);
  });

  test('is to be sent again where the function has not let SES in', async () => {
    const answers = await converse(
      port,
      ...envelope('a@b.example', 'forgotten@city.example'),
      'DATA',
      `${MESSAGE}\r\n.`,
    );
    expect(answers.at(-1)).toMatch(/^451/);
  });

  test('is to be sent again where it could not be stored', async () => {
    const receive = async () => {
      throw new Error('the disk is full');
    };
    const lines: string[] = [];
    const smtp = await openSmtp({
      port: 0,
      receipt: { accepts: () => true, receive },
      log: (line) => lines.push(line),
    });
    onTestFinished(() => smtp.close());
    const answers = await converse(
      smtp.port,
      ...envelope('a@b.example', 'x@y.example'),
      'DATA',
      `${MESSAGE}\r\n.`,
    );
    expect(answers.at(-1)).toMatch(/^451/);
    expect(lines.join()).toContain('the disk is full');
  });
});

test('a port that nobody asked for gives way where it is taken; one that was asked for does not', async () => {
  const receipt = { accepts: () => false, receive: async () => '' };
  const open = (wanted?: number) => openSmtp({ port: wanted, receipt, log: () => {} });
  const first = await open();
  onTestFinished(() => first.close());
  const second = await open();
  onTestFinished(() => second.close());
  expect(second.port).not.toBe(first.port);
  await expect(open(first.port)).rejects.toThrow('--mail-port');
});

test('somebody without a mail program writes to the desk on the mailbox page', async () => {
  const page = await (await fetch(`${running.toolsUrl}/mail`)).text();
  expect(page).toContain('Desk@city.example');
  expect(page).toContain(String(port));
  const body = new URLSearchParams({ from: 'hanako@city.example', subject: '件名', text: '.\n本文' });
  const send = (headers = {}) => fetch(`${running.toolsUrl}/mail/in`, { method: 'POST', body, headers });
  expect((await send({ 'sec-fetch-site': 'cross-site' })).status).toBe(403);
  const before = await s3.send(new ListObjectsV2Command({ Bucket: 'arrivals' }));
  expect(await (await send()).text()).toContain('送りました');
  const after = await s3.send(new ListObjectsV2Command({ Bucket: 'arrivals' }));
  const known = before.Contents?.map(({ Key }) => Key) ?? [];
  const [added, ...others] = after.Contents?.filter(({ Key }) => !known.includes(Key)) ?? [];
  expect(others).toEqual([]);
  const id = added?.Key?.slice('mail/'.length) ?? '';
  expect((await eventOf(id)).mail.source).toBe('hanako@city.example');
  expect((await stored(id)).toString()).toContain(Buffer.from('件名').toString('base64'));
});
