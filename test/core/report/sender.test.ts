import { describe, expect, test } from 'vitest';
import { reportOfMail } from '#/core/report/mail.ts';
import { type MailParts, UNREADABLE } from '#/core/report/mail-parts.ts';
import {
  addressOf,
  doubtsOf,
  type Envelope,
  isAutomatic,
  isOwn,
  POLICIES,
  standingOf,
  VERDICTS,
} from '#/core/report/sender.ts';

const OWN = ['city.example'];
const staff = { name: '花子', address: 'hanako@city.example' };
const passed = { spam: 'PASS', virus: 'PASS', spf: 'PASS', dkim: 'PASS', dmarc: 'PASS' } as const;
const envelope = (more: Partial<Envelope> = {}): Envelope => ({
  sender: 'hanako@city.example',
  to: ['incident@hikeshi.city.example'],
  verdicts: passed,
  ...more,
});
const found = (from: MailParts['from'], more: Partial<Envelope> = {}) => doubtsOf(from, envelope(more), OWN);

describe('who sent a mail', () => {
  test('is confirmed by DMARC alone: SPF and DKIM may speak for another domain than From', () => {
    for (const dmarc of VERDICTS) {
      const expected = dmarc === 'PASS' ? 'confirmed' : 'claimed';
      expect(standingOf([], { ...passed, dmarc }), dmarc).toBe(expected);
    }
    expect(standingOf(['spam'], passed)).toBe('suspicious');
  });

  test('is forged where our own domain fails and asks to be believed, and only there', () => {
    const failed = { ...passed, dmarc: 'FAIL' } as const;
    for (const dmarcPolicy of POLICIES) {
      const expected = dmarcPolicy === 'none' ? [] : ['forged'];
      expect(found([staff], { verdicts: failed, dmarcPolicy }), dmarcPolicy).toEqual(expected);
      expect(found([staff], { dmarcPolicy })).toEqual([]);
      const outside = { name: '', address: 'taro@outside.example' };
      expect(found([outside], { verdicts: failed, dmarcPolicy })).toEqual([]);
    }
    // The mail that the sweep finds comes without a policy.
    expect(found([staff], { verdicts: failed })).toEqual(['forged']);
  });

  test('is doubted for a virus, for spam, for nobody and for two at once', () => {
    expect(found([staff], { verdicts: { ...passed, virus: 'FAIL' } })).toEqual(['virus']);
    expect(found([staff], { verdicts: { ...passed, spam: 'FAIL' } })).toEqual(['spam']);
    expect(found([staff], { verdicts: { ...passed, spam: 'GRAY', virus: 'DISABLED' } })).toEqual([]);
    expect(found([])).toEqual(['no-sender']);
    expect(found([{ name: '花子', address: '' }])).toEqual(['no-sender']);
    expect(found([staff, staff])).toEqual(['several-senders']);
  });

  test('is doubted for a name that shows an address in another domain', () => {
    const named = (name: string) => found([{ name, address: 'taro@outside.example' }]);
    expect(named('mayor@city.example')).toEqual(['other-name']);
    expect(named('市長＜ｍａｙｏｒ＠ｃｉｔｙ．ｅｘａｍｐｌｅ＞')).toEqual(['other-name']);
    expect(named('taro@outside.example')).toEqual([]);
    expect(named('TARO@OUTSIDE.EXAMPLE')).toEqual([]);
    expect(named('太郎 @ 家')).toEqual([]);
  });
});

test('a domain below ours is ours, one that only ends like it is not', () => {
  expect(isOwn('a@city.example', OWN)).toBe(true);
  expect(isOwn('a@school.city.example', OWN)).toBe(true);
  expect(isOwn('a@othercity.example', OWN)).toBe(false);
  expect(isOwn('a@city.example.outside.example', OWN)).toBe(false);
  expect(isOwn('a@city.example@outside.example', OWN)).toBe(false);
  expect(isOwn('', OWN)).toBe(false);
});

test('an address is one that mail can be sent to, in small letters', () => {
  expect(addressOf([{ name: '', address: 'Hanako@City.Example' }])).toBe('hanako@city.example');
  const strange = ['', 'hanako', '花子@city.example', 'a b@city.example', 'a@city', 'a@b@city.example'];
  const hostile = ['<a@city.example>', 'a@city.example\nBcc: b@c.example', `${'a'.repeat(65)}@city.example`];
  for (const address of [...strange, ...hostile])
    expect(addressOf([{ name: '', address }]), address).toBe('');
  expect(addressOf([staff, staff])).toBe('');
});

test('R01 a program wrote it where RFC 3834 says so, or where no answer can go', () => {
  const sender = 'hanako@city.example';
  const written: MailParts['fields'][] = [
    { 'auto-submitted': 'auto-generated' },
    { 'auto-submitted': 'auto-replied (vacation)' },
    { precedence: 'Bulk' },
    { precedence: 'junk' },
    { precedence: 'list' },
    { 'list-id': '' },
    { 'x-auto-response-suppress': 'OOF' },
  ];
  for (const fields of written) expect(isAutomatic(fields, sender), JSON.stringify(fields)).toBe(true);
  const byPeople: MailParts['fields'][] = [
    {},
    { 'auto-submitted': 'no' },
    { 'auto-submitted': ' No; x' },
    { precedence: 'first-class' },
  ];
  for (const fields of byPeople) expect(isAutomatic(fields, sender), JSON.stringify(fields)).toBe(false);
  for (const other of ['', 'MAILER-DAEMON@city.example', 'postmaster@city.example']) {
    expect(isAutomatic({}, other), other).toBe(true);
  }
});

describe('R01 an answer goes', () => {
  const parts = { ...UNREADABLE, from: [staff], text: 'help', problems: [] };
  const answered = async (more: Partial<MailParts>, with_: Partial<Envelope> = {}) =>
    reportOfMail('m1', { ...parts, ...more }, envelope(with_), OWN).report.mail;

  test('to staff, also where nobody vouches for them', async () => {
    expect(await answered({})).toBe('hanako@city.example');
    expect(await answered({}, { verdicts: { ...passed, dmarc: 'GRAY' } })).toBe('hanako@city.example');
  });

  test('to nobody outside, to nothing suspicious and to no program', async () => {
    expect(await answered({ from: [{ name: '', address: 'taro@outside.example' }] })).toBeUndefined();
    expect(await answered({}, { verdicts: { ...passed, spam: 'FAIL' } })).toBeUndefined();
    expect(await answered({ fields: { precedence: 'bulk' } })).toBeUndefined();
    expect(await answered({}, { sender: '' })).toBeUndefined();
  });
});
