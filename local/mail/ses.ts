import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import PostalMime, { type Address } from 'postal-mime';
import { AwsError, type AwsResponse, type Service, xml } from '#/local/gateway/aws-request.ts';
import { type Mail, type MailStore, openMails } from '#/local/mail/mail-store.ts';

export interface SesOptions {
  folder: string;
  /** Verified domains and addresses. */
  identities: readonly string[];
  now: () => Date;
  /** Hands on what was sent to whoever receives it. */
  deliver(raw: Buffer, envelope: Pick<Mail, 'from' | 'to'>): Promise<void>;
}

export interface Ses {
  service: Service;
  mails: MailStore;
}

const LONGEST = 10 * 1024 * 1024;
const MOST_RECIPIENTS = 50;
const PARAMETER = /^(Action|Version|Source|RawMessage\.Data|Destinations\.member\.\d+)$/;

export function createSes({ folder, identities, now, deliver }: SesOptions): Ses {
  const mails = openMails(join(folder, 'mail'));
  return {
    async service({ action, body }) {
      if (action !== 'SendRawEmail')
        throw new AwsError('InvalidAction', `SES: ${action} is not implemented here`);
      return answer(action, {
        MessageId: await send(new URLSearchParams(body.toString()), { mails, identities, now, deliver }),
      });
    },
    mails,
  };
}

interface Desk extends Omit<SesOptions, 'folder'> {
  mails: MailStore;
}

async function send(form: URLSearchParams, { mails, identities, now, deliver }: Desk): Promise<string> {
  if (mails.switches().down) {
    throw new AwsError('ServiceUnavailable', 'The service is switched off on the mailbox page', 503);
  }
  const raw = Buffer.from(form.get('RawMessage.Data') ?? '', 'base64');
  if (raw.length > LONGEST) {
    throw new AwsError(
      'InvalidParameterValue',
      `Message length is more than ${LONGEST} bytes long: '${raw.length}'.`,
    );
  }
  const parsed = await PostalMime.parse(raw);
  // SES takes some parameters from the header of the mail as well.
  const inHeader = parsed.headers.filter(({ key }) => key.startsWith('x-ses-')).map(({ key }) => key);
  const unknown = [...form.keys()].filter((name) => !PARAMETER.test(name)).concat(inHeader);
  if (unknown.length > 0)
    throw new AwsError('InvalidParameterValue', `SES: ${unknown.join(', ')} is not implemented here`);
  const from = form.get('Source') ?? parsed.from?.address;
  if (!from) throw new AwsError('InvalidParameterValue', "Missing required header 'From'.");
  const senders = [from, ...addresses(parsed.from ? [parsed.from] : [])];
  const unverified = senders.filter((sender) => !isVerified(sender, identities));
  if (unverified.length) {
    const message = `Email address is not verified. The following identities failed the check: ${unverified.join(', ')}`;
    throw new AwsError('MessageRejected', message);
  }
  const named = [...form]
    .filter(([name]) => name.startsWith('Destinations.member.'))
    .map(([, address]) => address);
  const { to = [], cc = [], bcc = [] } = parsed;
  const recipients = named.length ? named : addresses([...to, ...cc, ...bcc]);
  if (recipients.length === 0) throw new AwsError('InvalidParameterValue', 'Missing final destination');
  if (recipients.length > MOST_RECIPIENTS) {
    throw new AwsError('InvalidParameterValue', `Recipient count exceeds ${MOST_RECIPIENTS}.`);
  }
  const sent = { time: now().toISOString(), from, to: recipients, subject: parsed.subject ?? '' };
  const { id, bounced } = mails.keep(raw, sent);
  await deliver(raw, { from, to: recipients.filter((recipient) => !bounced.includes(recipient)) });
  return id;
}

function addresses(list: readonly Address[]): string[] {
  return list.flatMap((one) => (one.group ?? [one]).flatMap(({ address }) => address ?? []));
}

function isVerified(sender: string, identities: readonly string[]): boolean {
  const address = (/<([^>]*)>/.exec(sender)?.[1] ?? sender).toLowerCase();
  const domain = address.split('@').at(-1) ?? '';
  return identities.some(
    (one) => address === one.toLowerCase() || `.${domain}`.endsWith(`.${one.toLowerCase()}`),
  );
}

function answer(action: string, result: Record<string, string>): AwsResponse {
  const fields = Object.entries(result).map(([name, value]) => `<${name}>${value}</${name}>`);
  const metadata = `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata>`;
  return xml(
    `<${action}Response xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><${action}Result>${fields.join('')}</${action}Result>${metadata}</${action}Response>`,
  );
}
