import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SESClient, SendEmailCommand, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { createMailbox } from '#/local/mail/mailbox.ts';
import { createSes, type Ses } from '#/local/mail/ses.ts';
import { listen, page, serve, temporaryFolder } from './service-server.ts';

const now = () => new Date('2026-11-20T00:15:00Z');
const options = { identities: ['city.example.jp', 'Alone@example.org'], now, deliver: async () => {} };
const pagesOf = ({ mails }: Ses) => createMailbox(mails, { port: 0, address: undefined }, page);
const { folder, remove } = temporaryFolder();
let ses: Ses;
let client: SESClient;
const closing: (() => void)[] = [];
let pages = '';

beforeAll(async () => {
  ses = createSes({ folder, ...options });
  const server = await serve('ses', ses.service);
  const tools = await listen(pagesOf(ses));
  pages = tools.endpoint;
  client = new SESClient(server.settings);
  closing.push(server.close, tools.close);
});
afterAll(() => {
  for (const close of closing) close();
  remove();
});
beforeEach(() => turn({ down: 'off' }));

const message = (from: string, to = 'desk@city.example.jp') =>
  `From: =?UTF-8?B?54Gr5raI44GX?= <${from}>\r\nTo: ${to}\r\nSubject: =?UTF-8?B?6YCa5aCx?=\r\n\r\nbody +/=\r\n`;
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => 'done',
    (error: Error) => error.name,
  );
function send(Data: string, more: { Source?: string; Destinations?: string[] } = {}) {
  return client.send(new SendRawEmailCommand({ RawMessage: { Data: Buffer.from(Data) }, ...more }));
}
async function turn(form: Record<string, string>) {
  const answer = await fetch(`${pages}/mail`, {
    method: 'POST',
    body: new URLSearchParams(form),
    redirect: 'manual',
  });
  expect(answer.status).toBe(303);
}
const listed = async (to = '') =>
  (await (await fetch(`${pages}/mail.json?to=${to}`)).json()) as { id: string; to: string }[];

test('a message is kept exactly as it was sent, under its time and id', async () => {
  const raw = message('hikeshi@city.example.jp');
  const { MessageId } = await send(raw);
  const name = `20261120T001500000Z-${MessageId}.eml`;
  expect(readFileSync(join(folder, 'mail', name), 'utf8')).toBe(raw);
});

test('messages and switches are there after a restart, and the same message twice is two', async () => {
  const raw = message('hikeshi@city.example.jp', 'twice@city.example.jp');
  const ids = [await send(raw), await send(raw)].map((one) => one.MessageId);
  await turn({ down: 'on' });
  const again = await listen(pagesOf(createSes({ folder, ...options })));
  const found = await (await fetch(`${again.endpoint}/mail.json?to=twice@city.example.jp`)).json();
  const page = await (await fetch(`${again.endpoint}/mail`)).text();
  again.close();
  expect(found).toMatchObject([{ id: ids[1] }, { id: ids[0] }]);
  expect(page).toContain('市のメールは止まっています');
});

test('only a verified sender may send, in the envelope as in the header', async () => {
  for (const from of ['a@city.example.jp', 'a@mail.city.example.jp', 'alone@EXAMPLE.org']) {
    expect(await refusal(send(message(from)))).toBe('done');
  }
  for (const from of ['a@othercity.example.jp', 'a@example.jp', 'other@example.org']) {
    expect(await refusal(send(message(from)))).toBe('MessageRejected');
  }
  const stranger = { Source: 'a@example.com' };
  expect(await refusal(send(message('a@city.example.jp'), stranger))).toBe('MessageRejected');
});

test('the envelope decides who gets it', async () => {
  const Destinations = ['hidden@city.example.jp'];
  await send(message('a@city.example.jp', 'shown@city.example.jp'), { Destinations });
  expect(await listed('hidden@city.example.jp')).toHaveLength(1);
  expect(await listed('shown@city.example.jp')).toHaveLength(0);
});

test('no recipient, too many of them, too many bytes or another action is refused', async () => {
  expect(await refusal(send('From: a@city.example.jp\r\n\r\nbody'))).toBe('InvalidParameterValue');
  const Destinations = Array.from({ length: 51 }, (_, at) => `${at}@city.example.jp`);
  expect(await refusal(send(message('a@city.example.jp'), { Destinations }))).toBe('InvalidParameterValue');
  const large = message('a@city.example.jp') + 'x'.repeat(10 * 1024 * 1024);
  expect(await refusal(send(large))).toBe('InvalidParameterValue');
  const Body = { Text: { Data: 'a' } };
  const simple = new SendEmailCommand({
    Source: 'a@city.example.jp',
    Destination: {},
    Message: { Subject: { Data: '' }, Body },
  });
  expect(await refusal(client.send(simple))).toBe('InvalidAction');
});

test('a parameter that is not known is refused by its name, in the call as in the header of the mail', async () => {
  const raw = message('a@city.example.jp');
  const call = { RawMessage: { Data: Buffer.from(raw) } };
  const refused = (more: object) => client.send(new SendRawEmailCommand({ ...call, ...more }));
  await expect(refused({ ConfigurationSetName: 'a' })).rejects.toThrow('ConfigurationSetName is not impl');
  await expect(refused({ Tags: [{ Name: 'a', Value: 'b' }] })).rejects.toThrow('Tags.member.1.Name, Tags');
  await expect(send(`X-SES-CONFIGURATION-SET: a\r\n${raw}`)).rejects.toThrow('x-ses-configuration-set is');
});

test('while the city mail is down nothing is accepted and nothing is kept', async () => {
  await turn({ down: 'on' });
  const before = readdirSync(join(folder, 'mail')).length;
  expect(await refusal(send(message('a@city.example.jp')))).toBe('ServiceUnavailable');
  expect(readdirSync(join(folder, 'mail'))).toHaveLength(before);
  await turn({ down: 'off' });
  expect(await refusal(send(message('a@city.example.jp')))).toBe('done');
});

test('an address set to bounce marks what is sent to it until it is set back', async () => {
  const to = 'gone@city.example.jp';
  await turn({ bounce: to });
  await send(message('a@city.example.jp', 'Gone@city.example.jp'));
  await turn({ unbounce: to });
  await send(message('a@city.example.jp', to));
  expect(await listed(to)).toMatchObject([{ bounced: [] }, { bounced: ['Gone@city.example.jp'] }]);
});

test('another website cannot turn the switches', async () => {
  const headers = { 'sec-fetch-site': 'cross-site' };
  const body = new URLSearchParams({ down: 'on' });
  expect((await fetch(`${pages}/mail`, { method: 'POST', body, headers })).status).toBe(403);
  expect(await refusal(send(message('a@city.example.jp')))).toBe('done');
});
