import MailComposer from 'nodemailer/lib/mail-composer/index.js';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type MailStore, openMails } from '#/local/mail/mail-store.ts';
import { createMailbox } from '#/local/mail/mailbox.ts';
import { listen, page, temporaryFolder } from './service-server.ts';

const { folder, remove } = temporaryFolder();
let mails: MailStore;
let endpoint = '';
let close: () => void;
beforeAll(async () => {
  mails = openMails(folder);
  ({ endpoint, close } = await listen(createMailbox(mails, { port: 0, address: undefined }, page)));
});
afterAll(() => {
  close();
  remove();
});

const open = async (path: string) => (await fetch(endpoint + path)).text();
async function keep(
  subject: string,
  more: object = {},
  to = 'kacho@city.example.jp',
  time = '2026-11-20T00:15:00.000Z',
) {
  const mail = {
    from: '火消し <a@city.example.jp>',
    to,
    subject,
    text: '詳しくは https://desk.example.jp/case/1?a=1&b=2。',
  };
  const raw = await new MailComposer({ ...mail, ...more }).compile().build();
  return mails.keep(raw, { from: 'a@city.example.jp', to: [to], subject, time });
}

test('the list shows the newest first with its Japanese time, and can be filtered by recipient', async () => {
  await keep('【火消し】1 通目');
  await keep('【火消し】2 通目', {}, 'bucho@city.example.jp', '2026-11-20T15:05:00.000Z');
  const page = await open('/mail');
  expect(page.indexOf('2 通目')).toBeLessThan(page.indexOf('1 通目'));
  expect(page).toContain('2026/11/21 0:05');
  const filtered = await open('/mail?to=bucho%40city.example.jp');
  expect(filtered).toContain('2 通目');
  expect(filtered).not.toContain('1 通目');
});

test('as it arrived, a message shows its decoded text, its headers and its attachments', async () => {
  const attachments = [{ filename: '一覧.csv', content: 'a,b' }];
  const mail = await keep('【火消し】長い件名の通知が届きました', {
    attachments,
    headers: { 'Auto-Submitted': 'auto-generated' },
  });
  const page = await open(`/mail/${mail.id}`);
  expect(page).toContain('【火消し】長い件名の通知が届きました');
  expect(page).toContain('<a href="https://desk.example.jp/case/1?a=1&#38;b=2">');
  expect(page).toContain('Auto-Submitted: auto-generated');
  expect(page).toContain('一覧.csv（3 バイト）');
  const raw = await fetch(`${endpoint}/mail/${mail.id}/raw`);
  expect(raw.headers.get('content-disposition')).toContain('attachment');
  expect(Buffer.from(await raw.arrayBuffer())).toEqual(mails.raw(mail));
});

test('on LGWAN the links are dead and the attachments are gone', async () => {
  const mail = await keep('件名', { attachments: [{ filename: '一覧.csv', content: 'a,b' }] });
  const page = await open(`/mail/${mail.id}/lgwan`);
  expect(page).toContain('https://desk.example.jp/case/1');
  expect(page).not.toContain('href="https:');
  expect(page).not.toContain('一覧.csv');
  expect(page).toContain('添付 1 件は取り除かれました');
  expect(await open(`/mail/${mail.id}/phone`)).toContain('href="https://desk.example.jp');
});

test('markup in a message is text on every page', async () => {
  const html = '<p>一行目</p><script>alert(1)</script><b onclick="x()">二行目</b>';
  const mail = await keep('<img src=x>', { text: undefined, html });
  for (const view of ['', '/phone', '/lgwan']) {
    const page = await open(`/mail/${mail.id}${view}`);
    expect(page).toContain('&#60;img src=x&#62;');
    expect(page).toContain('一行目\n二行目');
    expect(page).not.toMatch(/<script|onclick=|<img/);
  }
});

test('a program reads id, recipient, subject, date, text and headers', async () => {
  const mail = await keep('件名', { headers: { 'X-Notice': 'N-1' } }, 'json@city.example.jp');
  const answer = await fetch(`${endpoint}/mail.json?to=json@city.example.jp`);
  const found = (await answer.json()) as { text: string }[];
  expect(found).toMatchObject([
    {
      id: mail.id,
      to: 'json@city.example.jp',
      subject: '件名',
      date: mail.time,
      headers: { 'x-notice': 'N-1' },
    },
  ]);
  expect(found[0]?.text).toContain('詳しくは');
});

test('what is not there is said to be missing', async () => {
  const answer = await fetch(`${endpoint}/mail/nothing`);
  expect([answer.status, await answer.text()]).toEqual([
    404,
    expect.stringContaining('そのメールはありません'),
  ]);
});
