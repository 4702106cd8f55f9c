import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { CaseView, QueueView } from '#/core/case/view.ts';
import { type Running, up } from '#/local/main.ts';
import { HOSTILE } from '#/test/functions/accept-mail/mails.ts';
import { temporaryFolder } from '#/test/local/service-server.ts';
import { sendTo } from '#/test/local/smtp-client.ts';
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
  expect(mails.filter(({ to: recipient }) => recipient.includes('yamada'))).toEqual([]);
  expect(JSON.stringify(mails)).not.toMatch(/紛失|電車/);
  expect(lines.filter((line) => line.startsWith('[iam]'))).toEqual([]);
});

test.each(['a file of 30 MB', 'parts in parts, 1,000 deep'])('%s is a case too', async (wanted) => {
  const [, raw, problems] = HOSTILE.find(([name]) => name === wanted) ?? [];
  const envelope = { from: '', to: running.mailDoor.address };
  const view = await caseFrom({ envelope, raw });
  expect(view.mail?.problems).toEqual(problems);
  expect(view.evidence[0]?.bytes).toBeGreaterThan(raw?.length ?? 0);
});
