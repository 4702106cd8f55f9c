import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CaseView, QueueView } from '#/core/case/view.ts';
import { type Running, up } from '#/local/main.ts';
import { CORPUS, type Message } from '#/test/functions/accept-mail/corpus.ts';
import { HOSTILE } from '#/test/functions/accept-mail/mails.ts';
import { PASSED } from '#/test/functions/accept-mail/receive.ts';
import { temporaryFolder } from '#/test/local/service-server.ts';
import { converse, envelope, sendTo } from '#/test/local/smtp-client.ts';
import { demoPeople } from '#/test/simulation/policy.ts';

const { folder, remove } = temporaryFolder();
const lines: string[] = [];
let running: Running;

/** What would be deployed, with the policies that would be. */
beforeAll(async () => {
  const cdkOut = fileURLToPath(new URL('../../cdk.out', import.meta.url));
  running = await up({ cdkOut, data: folder, port: 0, log: (line) => lines.push(line) });
  await running.invoke('enrol-people', { people: demoPeople });
});
afterAll(async () => {
  await running.stop();
  remove();
});

async function api(path: string, method = 'GET'): Promise<unknown> {
  const authorization = `Bearer ${await running.token('desk-1')}`;
  const answer = await fetch(`${running.productUrl}/api/${path}`, { method, headers: { authorization } });
  expect(answer.status).toBe(200);
  return answer.json();
}

const open = async () => {
  await running.settled();
  return ((await api('queue')) as QueueView).open.map(({ caseId }) => caseId);
};

async function caseFrom(message: object): Promise<CaseView> {
  const before = await open();
  expect(await sendTo(running.mailDoor.port, message)).toMatch(/^250/);
  const [caseId, ...others] = (await open()).filter((each) => !before.includes(each));
  expect(others).toEqual([]);
  return (await api(`cases/${caseId}`)) as CaseView;
}

test('a mail to the desk is a case that the desk reads, its original locked as it arrived', async () => {
  const to = running.mailDoor.address;
  const message = { from: '山田 <yamada@city.example>', to, subject: '端末を紛失', text: '電車に忘れた' };
  const view = await caseFrom(message);
  expect(view).toMatchObject({
    state: 'reported',
    kind: { id: 'other' },
    report: { happened: '電車に忘れた' },
    mail: {
      from: '山田 <yamada@city.example>',
      subject: '端末を紛失',
      problems: [],
      verdicts: { virus: 'PASS' },
    },
    tasks: [{ ask: 'assess', state: 'open' }],
  });
  const [item] = view.evidence;
  expect(item?.what).toBe('report-mail');
  const { url } = (await api(`cases/${view.caseId}/evidence/${item?.evidenceId}`, 'POST')) as { url: string };
  const original = Buffer.from(await (await fetch(url)).arrayBuffer());
  expect(createHash('sha256').update(original).digest('hex')).toBe(item?.sha256);
  expect(original.toString()).toMatch(/^Return-Path: <yamada@city\.example>\r\nReceived: from /);
  const mails = (await (await fetch(`${running.toolsUrl}/mail.json`)).json()) as {
    to: string;
    text: string;
  }[];
  expect(mails.filter(({ to: recipient }) => recipient.includes('yamada'))).toHaveLength(1);
  expect(JSON.stringify(mails)).not.toMatch(/紛失|電車/);
  expect(lines.filter((line) => line.startsWith('[iam]'))).toEqual([]);
}, 480_000);

test('what cannot be delivered comes back to where our mail is from: to its case, or to none', async () => {
  const before = await open();
  const [{ headers, subject } = { headers: {}, subject: '' }] = (await (
    await fetch(`${running.toolsUrl}/mail.json`)
  ).json()) as { headers: Record<string, string>; subject: string }[];
  const [caseId = ''] = /\d{8}-\d{5}/.exec(subject) ?? [];
  const { port, address = '' } = running.mailDoor;
  const to = address.replace('incident@', 'hikeshi@');
  const bounce = { from: '', to, subject: 'Undelivered Mail', headers: { 'Auto-Submitted': 'auto-replied' } };
  for (const text of ['550 No such user', `550\n\nReply-To: ${headers['reply-to']}\n`])
    expect(await sendTo(port, { ...bounce, text })).toMatch(/^250/);
  expect(await open()).toEqual(before);
  const { timeline } = (await api(`cases/${caseId}`)) as CaseView;
  expect(timeline.filter(({ words }) => words.includes('届かないという知らせ'))).toHaveLength(1);
});

/** What the mail service is to find of the mails that follow. */
const find = (verdicts: Partial<Record<string, string>>) =>
  fetch(`${running.toolsUrl}/mail`, {
    method: 'POST',
    body: new URLSearchParams({ ...PASSED, ...verdicts }),
  });

/** Every byte goes over the wire as it is, a dot at the start of a line as SMTP demands it. */
async function post({ raw, envelope: from, to }: Message): Promise<void> {
  const stuffed = Buffer.from(raw.toString('latin1').replaceAll(/(^|\r\n)\./g, '$1..'), 'latin1');
  const data = Buffer.concat([stuffed, Buffer.from('.')]);
  const answers = await converse(running.mailDoor.port, ...envelope(from, to), 'DATA', data);
  expect(answers.at(-1)).toMatch(/^250/);
}

async function originalOf({ caseId, evidence }: CaseView): Promise<Buffer> {
  const kept = evidence.find(({ what }) => what === 'report-mail');
  const { url } = (await api(`cases/${caseId}/evidence/${kept?.evidenceId}`, 'POST')) as { url: string };
  const original = Buffer.from(await (await fetch(url)).arrayBuffer());
  expect(hash(original)).toBe(kept?.sha256);
  return original;
}

const hash = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

/** SES puts its own header on top, whose last field this is; all below it is what was sent. */
const sentIn = (original: Buffer) =>
  original.subarray(original.indexOf('\r\n', original.indexOf('X-SES-RECEIPT: ')) + 2);

const HUGE = HOSTILE.filter(([name]) => /30 MB|deep|10,000 parts/.test(name)).map(
  ([about, raw, problems, text]): Message => ({
    file: '',
    about,
    raw: Buffer.concat([raw, Buffer.from('\r\n')]),
    envelope: '',
    to: 'incident@hikeshi.city.example',
    verdicts: {},
    facts: { problems },
    text,
  }),
);

const found = (message?: Message) => JSON.stringify(message?.verdicts);

test('R01 R25 every mail of the corpus is one case, its bytes kept as sent, read as it was meant', async () => {
  const before = await open();
  const messages = [...CORPUS, ...HUGE].toSorted((one, other) => found(one).localeCompare(found(other)));
  for (const [at, message] of messages.entries()) {
    if (found(message) !== found(messages[at - 1])) await find(message.verdicts);
    await post(message);
  }
  // No two of the corpus are so alike that the queue would fold them.
  const cases = (await open()).filter((caseId) => !before.includes(caseId));
  expect(cases).toHaveLength(messages.length);
  const unread = new Map(messages.map((message) => [hash(message.raw), message]));
  expect(unread.size).toBe(messages.length);
  for (const caseId of cases) {
    const view = (await api(`cases/${caseId}`)) as CaseView;
    const sent = hash(sentIn(await originalOf(view)));
    const { about = 'nobody sent it', facts = {}, text = /./ } = unread.get(sent) ?? {};
    expect(view.mail, about).toMatchObject(facts);
    expect(view.report.happened, about).toMatch(text);
    unread.delete(sent);
  }
  expect([...unread.values()].map(({ about }) => about)).toEqual([]);
  expect(lines.filter((line) => line.startsWith('[iam]'))).toEqual([]);
}, 480_000);
