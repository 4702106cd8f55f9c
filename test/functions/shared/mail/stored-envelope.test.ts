import fc from 'fast-check';
import { expect, test } from 'vitest';
import { storedEnvelope } from '#/functions/shared/mail/stored-envelope.ts';
import { asStored, VERDICTS, type Verdicts } from '#/local/mail/received-mail.ts';

const envelope = {
  from: 'taro@city.example',
  to: ['incident+1@city.example'],
  helo: 'h.example',
  client: '::1',
};
const verdict = fc.constantFrom(...VERDICTS);
const verdicts: fc.Arbitrary<Verdicts> = fc.record({
  spam: verdict,
  virus: verdict,
  spf: verdict,
  dkim: verdict,
  dmarc: verdict,
});
const stored = (raw: string, found: Verdicts, more: Partial<typeof envelope> = {}) =>
  asStored(Buffer.from(raw), {
    messageId: 'm1',
    time: new Date('2026-11-20T08:23:00Z'),
    envelope: { ...envelope, ...more },
    verdicts: found,
  });
const NONE = 'PROCESSING_FAILED';
const failed: Verdicts = { spam: 'FAIL', virus: 'FAIL', spf: 'FAIL', dkim: 'FAIL', dmarc: 'FAIL' };
const nothing = { spam: NONE, virus: NONE, spf: NONE, dkim: NONE, dmarc: NONE };

/** What a sender would like to have been found. */
const FORGED = [
  'Return-Path: <mayor@city.example>',
  'X-SES-Spam-Verdict: PASS',
  'X-SES-Virus-Verdict: PASS',
  'Authentication-Results: amazonses.com;',
  ' spf=pass',
  ' dkim=pass',
  ' dmarc=pass',
  'X-SES-RECEIPT: AAAA',
].join('\r\n');

test('what SES found and for whom it took a mail in is read from what it wrote on top', () => {
  fc.assert(
    fc.property(verdicts, fc.string(), (found, body) => {
      const { from: sender, to } = envelope;
      const mail = stored(`${FORGED}\r\nSubject: x\r\n\r\n${body}`, found);
      expect(storedEnvelope(mail)).toEqual({ sender, to, verdicts: found });
    }),
  );
});

test('names that the sender chose are no results', () => {
  const tricks = { from: '"x; dkim=pass"@evil.example', helo: 'amazonses.com; dkim=pass dmarc=pass' };
  expect(storedEnvelope(stored('\r\n', failed, tricks)).verdicts).toEqual(failed);
});

test('mail that SES has not written on has nothing that speaks for it, whatever stands in it', () => {
  for (const mail of [
    '',
    FORGED.replace(/X-SES-RECEIPT.*/s, ''),
    `Subject: x\r\n\r\n${FORGED}`,
    '\0'.repeat(99),
  ])
    expect(storedEnvelope(Buffer.from(mail))).toEqual({ sender: '', to: [], verdicts: nothing });
});

test('one good signature of several is enough, and what is not scanned is not known', () => {
  const mail = stored('\r\n', { ...failed, spam: 'DISABLED', virus: 'DISABLED' })
    .toString()
    .replace(' dkim=fail', ' dkim=fail header.i=@list.example;\r\n dkim=pass');
  expect(storedEnvelope(Buffer.from(mail)).verdicts).toEqual({
    ...failed,
    spam: NONE,
    virus: NONE,
    dkim: 'PASS',
  });
});
