import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SESClient } from '@aws-sdk/client-ses';
import PostalMime, { type Email } from 'postal-mime';
import { describe, expect, test } from 'vitest';
import type { Letter, Mail } from '#/core/ports.ts';
import { sesMail } from '#/functions/shared/aws/ses-mail.ts';
import { createSes } from '#/local/mail/ses.ts';
import { identitiesOf } from '#/local/template/settings.ts';
import { MemoryMail } from '#/test/simulation/memory-ports.ts';
import { nameOf, serviceUp, template } from './local-aws.ts';

const FROM = `incident@${nameOf('AWS::SES::EmailIdentity')}`;
const letter: Letter = {
  to: 'desk-1@city.example',
  subject:
    '【要対応】レベル3　20261120-00001　情報セキュリティインシデントの報告を受け付けました（統一的な窓口）',
  text: [
    '統一的な窓口　担当者　様',
    '',
    '.',
    `https://hikeshi.example/notices/20261120-00001/call-3-chief/${'0123456789abcdef'.repeat(2)}`,
    '確認番号　012345',
    'ﾊﾝｶｸ ①Ⅳ㈱ 髙﨑 𠮷野家 🔥 = +/ %',
    '',
  ].join('\n'),
  noticeId: '20261120-00001.report-arrived-desk-1',
};

interface Office {
  mail: Mail;
  /** What reached an address, oldest first. */
  inbox(to: string): Promise<(Pick<Letter, 'subject' | 'text'> & { notice: string })[]>;
}

async function bySes(
  from = FROM,
): Promise<Office & { raw(): string[]; parsed(): Promise<Email[]>; envelopes(): { to: string[] }[] }> {
  const identities = identitiesOf(template);
  const now = () => new Date('2026-11-20T08:23:00.000Z');
  const { settings, folder } = await serviceUp('ses', (data) => {
    return createSes({ folder: data.folder, identities, now, deliver: async () => {} }).service;
  });
  const files = (kind: string) =>
    readdirSync(join(folder, 'mail'))
      .filter((name) => name.endsWith(kind))
      .sort()
      .map((name) => readFileSync(join(folder, 'mail', name), 'utf8'));
  const envelopes = () => files('.envelope.json').map((file) => JSON.parse(file) as { to: string[] });
  const parsed = () => Promise.all(files('.eml').map((raw) => PostalMime.parse(raw)));
  return {
    mail: sesMail(new SESClient(settings), from),
    raw: () => files('.eml'),
    parsed,
    envelopes,
    async inbox(to) {
      const all = (await parsed()).map(({ subject = '', text = '', messageId = '' }, at) => {
        return { subject, text, notice: messageId, to: envelopes()[at]?.to ?? [] };
      });
      return all.filter((one) => one.to.includes(to)).map(({ to: _, ...one }) => one);
    },
  };
}

async function inMemory(): Promise<Office> {
  const mail = new MemoryMail();
  const shown = ({ subject, text, noticeId }: Letter) => ({ subject, text, notice: noticeId });
  return { mail, inbox: async (to) => mail.to(to).map(shown) };
}

const OFFICES: [name: string, open: () => Promise<Office>][] = [
  ['in memory', inMemory],
  ['by SES', () => bySes()],
];

describe.each(OFFICES)('%s', (_name, open) => {
  test('a letter reaches the one person it is for, with every character as written', async () => {
    const { mail, inbox } = await open();
    await mail.send(letter);
    await mail.send({ ...letter, to: 'chief@city.example', subject: 'other', noticeId: 'other' });
    const { subject, text } = letter;
    expect(await inbox(letter.to)).toMatchObject([{ subject, text }]);
    expect(await inbox('chief@city.example')).toMatchObject([{ subject: 'other' }]);
  });

  test('a notice sent twice is two messages that can be seen to be one notice', async () => {
    const { mail, inbox } = await open();
    const ids = [
      await mail.send(letter),
      await mail.send(letter),
      await mail.send({ ...letter, noticeId: 'another' }),
    ];
    expect(new Set(ids).size).toBe(3);
    const [first, second, third] = await inbox(letter.to);
    expect(first?.notice).toBe(second?.notice);
    expect(third?.notice).not.toBe(first?.notice);
  });
});

describe('what SES adds', () => {
  test('the headers are what a mail program reads: names decoded, one recipient, plain text', async () => {
    const { mail, parsed, envelopes } = await bySes();
    await mail.send(letter);
    expect(envelopes()).toMatchObject([{ to: [letter.to] }]);
    const [message] = await parsed();
    expect(message).toMatchObject({
      from: { name: '火消し', address: FROM },
      to: [{ address: letter.to }],
      subject: letter.subject,
      messageId: `<${letter.noticeId}@${FROM.split('@')[1]}>`,
    });
    expect(message?.cc ?? message?.bcc).toBeUndefined();
    expect(message?.html).toBeUndefined();
    expect(message?.attachments).toEqual([]);
  });

  test('no machine answers it', async () => {
    const { mail, parsed } = await bySes();
    await mail.send(letter);
    const headers = Object.fromEntries(
      (await parsed())[0]?.headers.map(({ key, value }) => [key, value]) ?? [],
    );
    expect(headers).toMatchObject({ 'auto-submitted': 'auto-generated', 'x-auto-response-suppress': 'All' });
  });

  test('an answer goes where the letter says, to the mail it answers, and is known to be a program', async () => {
    const { mail, parsed } = await bySes();
    const replyTo = 'incident+20261120-00001.0123456789abcdef@hikeshi.city.example';
    await mail.send({ ...letter, replyTo, answers: { messageId: '<a1@city.example>' } });
    await mail.send({ ...letter, answers: {} });
    const [first, second] = await parsed();
    expect(first).toMatchObject({
      replyTo: [{ address: replyTo }],
      inReplyTo: '<a1@city.example>',
      references: '<a1@city.example>',
    });
    for (const one of [first, second])
      expect(one?.headers.find(({ key }) => key === 'auto-submitted')?.value).toBe('auto-replied');
    expect(second?.inReplyTo).toBeUndefined();
  });

  test('every relay can carry it: ASCII only, short lines, encoded words no longer than allowed', async () => {
    const { mail, raw } = await bySes();
    await mail.send(letter);
    const [message = ''] = raw();
    expect(message).toMatch(/^[\t\r\n\x20-\x7e]*$/);
    for (const line of message.split('\r\n')) expect(line.length).toBeLessThanOrEqual(78);
    for (const [word] of message.matchAll(/=\?.*?\?=/g)) expect(word.length).toBeLessThanOrEqual(75);
    expect(message.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  test('nothing in a subject becomes a header or a recipient', async () => {
    const { mail, parsed, inbox } = await bySes();
    await mail.send({ ...letter, subject: 'a\r\nBcc: thief@other.example\r\n\r\nb' });
    const [message] = await parsed();
    expect(message?.headers.map(({ key }) => key)).not.toContain('bcc');
    expect(await inbox('thief@other.example')).toEqual([]);
  });

  test('a refusal is an error with the name that SES gives', async () => {
    const { mail } = await bySes('incident@stranger.example');
    await expect(mail.send(letter)).rejects.toMatchObject({ name: 'MessageRejected' });
  });
});
