import type { Inbox } from '#/core/ports.ts';
import { VERDICTS, type Verdict } from '#/core/report/sender.ts';

const LONGEST_HEADER = 64 * 1024;

const RESULTS: Record<string, Verdict> = {
  pass: 'PASS',
  fail: 'FAIL',
  softfail: 'FAIL',
  none: 'GRAY',
  neutral: 'GRAY',
  policy: 'GRAY',
};

/** What SES knew of a mail, from the header it puts on top when it stores it. What is not there speaks for nothing. */
export const storedEnvelope: Inbox['envelope'] = (mail) => {
  const own = ownHeader(mail);
  const [, sender = ''] = /^Return-Path: <(.*)>/im.exec(own) ?? [];
  const [, to = ''] = /^[ \t]+for ([^;]*);/im.exec(own) ?? [];
  const verdicts = {
    spam: scanned(own, 'Spam'),
    virus: scanned(own, 'Virus'),
    spf: checked(own, 'spf'),
    dkim: checked(own, 'dkim'),
    dmarc: checked(own, 'dmarc'),
  };
  return { sender, to: to.split(',').flatMap((address) => address.trim() || []), verdicts };
};

/** SES writes its receipt last: what stands below it is the sender's, who may have written the same names. */
function ownHeader(mail: Uint8Array): string {
  const text = new TextDecoder('latin1').decode(mail.subarray(0, LONGEST_HEADER));
  const [header = ''] = text.split(/\r?\n\r?\n/, 1);
  return header.slice(0, Math.max(header.search(/^X-SES-RECEIPT:/im), 0));
}

function scanned(own: string, what: 'Spam' | 'Virus'): Verdict {
  const [, word = ''] = new RegExp(`^X-SES-${what}-Verdict: (\\w+)`, 'im').exec(own) ?? [];
  return VERDICTS.find((verdict) => verdict === word) ?? 'PROCESSING_FAILED';
}

/** Only at the start of a line: within it SES quotes names that the sender chose. One good signature is enough. */
function checked(own: string, check: 'spf' | 'dkim' | 'dmarc'): Verdict {
  const [, results = ''] = /^Authentication-Results: amazonses\.com;(.*(?:\r?\n[ \t].*)*)/im.exec(own) ?? [];
  const found = [...results.matchAll(new RegExp(`^[ \\t]*${check}=(\\w+)`, 'gim'))].map(
    ([, word = '']) => RESULTS[word.toLowerCase()] ?? 'PROCESSING_FAILED',
  );
  return found.find((verdict) => verdict === 'PASS') ?? found[0] ?? 'PROCESSING_FAILED';
}
