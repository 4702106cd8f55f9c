import { randomBytes } from 'node:crypto';
import PostalMime, { type Address, decodeWords, type Email } from 'postal-mime';
import { REGION } from '#/local/resources.ts';

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

/** SES hands at most so much of the headers to a function. */
const MOST_OF_HEADERS = 10_240;

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

/** What a Lambda action sends: the envelope, the headers and the verdicts, never the body. */
export async function eventOf(
  stored: Buffer,
  { messageId, time, envelope, verdicts }: Received,
  action: { functionArn: string; invocationType: string },
) {
  const [head = ''] = stored.toString('utf8', 0, 64 * 1024).split(/\r?\n\r?\n/, 1);
  const email = await PostalMime.parse(head);
  const timestamp = time.toISOString();
  const { headers, headersTruncated } = shown(email);
  const common = commonHeaders(email);
  const status = (check: keyof Verdicts) => ({ status: verdicts[check] });
  const mail = {
    timestamp,
    source: envelope.from,
    messageId,
    destination: [...(common.to ?? []), ...(common.cc ?? [])],
    headersTruncated,
    headers,
    commonHeaders: { returnPath: envelope.from, ...common },
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

function shown(email: Email) {
  let size = 0;
  const headers = email.headers
    .map(({ originalKey, value }) => ({ name: originalKey, value }))
    .filter(({ name, value }) => {
      size += name.length + value.length + 4;
      return size <= MOST_OF_HEADERS;
    });
  return { headers, headersTruncated: size > MOST_OF_HEADERS };
}

function commonHeaders({ headers, from, to, cc, messageId, subject }: Email) {
  const date = headers.find(({ key }) => key === 'date')?.value;
  return {
    ...(from && { from: [written(from)] }),
    ...(date && { date: decodeWords(date) }),
    ...(to && { to: to.map(written) }),
    ...(cc && { cc: cc.map(written) }),
    ...(messageId && { messageId }),
    ...(subject && { subject }),
  };
}

const written = ({ name, address = '' }: Address) => (name ? `${name} <${address}>` : address);
