import { randomBytes } from 'node:crypto';
import { REGION } from '#/local/template/resources.ts';

export interface Envelope {
  from: string;
  to: string[];
  helo: string;
  client: string;
}

export const CHECKS = ['spam', 'virus', 'spf', 'dkim', 'dmarc'] as const;
export const VERDICTS = ['PASS', 'FAIL', 'GRAY', 'PROCESSING_FAILED'] as const;
export type Verdicts = Record<(typeof CHECKS)[number], (typeof VERDICTS)[number] | 'DISABLED'>;

export interface Received {
  messageId: string;
  time: Date;
  envelope: Envelope;
  verdicts: Verdicts;
}

const RESULTS: Record<string, string> = { PASS: 'pass', FAIL: 'fail', GRAY: 'none' };

/** The message as SES stores it: its own headers above, and every byte below as it was sent. */
export function asStored(raw: Buffer, { messageId, time, envelope, verdicts }: Received): Buffer {
  const { from, helo, client, to } = envelope;
  const domain = from.split('@')[1] ?? '';
  const result = (check: keyof Verdicts) => RESULTS[verdicts[check]] ?? 'temperror';
  const path = `client-ip=${client}; envelope-from=${from}; helo=${helo};`;
  const spf = `${result('spf')} (spfCheck: as set on the mailbox page) ${path}`;
  const lines = [
    `Return-Path: <${from}>`,
    `Received: from ${helo} (${helo} [${client}])`,
    ` by inbound-smtp.${REGION}.amazonaws.com with SMTP id ${messageId}`,
    ` for ${to.join(', ')};`,
    ` ${time.toUTCString().replace('GMT', '+0000 (UTC)')}`,
    ...(['Spam', 'Virus'] as const).flatMap((name) => {
      const verdict = verdicts[name === 'Spam' ? 'spam' : 'virus'];
      return verdict === 'DISABLED' ? [] : `X-SES-${name}-Verdict: ${verdict}`;
    }),
    `Received-SPF: ${spf}`,
    'Authentication-Results: amazonses.com;',
    ` spf=${spf}`,
    ` dkim=${result('dkim')} header.i=@${domain};`,
    ` dmarc=${result('dmarc')} header.from=${domain};`,
    `X-SES-RECEIPT: ${randomBytes(48).toString('base64')}`,
  ];
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n`), raw]);
}

/** What a Lambda action sends. A mail is taken in before anybody parses it, so none of its own headers are told. */
export function eventOf(
  { messageId, time, envelope, verdicts }: Received,
  action: { functionArn: string; invocationType: string },
) {
  const timestamp = time.toISOString();
  const status = (check: keyof Verdicts) => ({ status: verdicts[check] });
  const mail = {
    timestamp,
    source: envelope.from,
    messageId,
    destination: envelope.to,
    headersTruncated: true,
    headers: [],
    commonHeaders: { returnPath: envelope.from },
  };
  const receipt = {
    timestamp,
    processingTimeMillis: 1,
    recipients: envelope.to,
    spamVerdict: status('spam'),
    virusVerdict: status('virus'),
    spfVerdict: status('spf'),
    dkimVerdict: status('dkim'),
    dmarcVerdict: status('dmarc'),
    ...(verdicts.dmarc === 'FAIL' && { dmarcPolicy: 'quarantine' }),
    action: { type: 'Lambda', ...action },
  };
  return { Records: [{ eventSource: 'aws:ses', eventVersion: '1.0', ses: { mail, receipt } }] };
}
