import type { MailParts } from '#/core/report/mail-parts.ts';

export const CHECKS = ['spam', 'virus', 'spf', 'dkim', 'dmarc'] as const;
export type Check = (typeof CHECKS)[number];

/** What the mail service found. Only PASS speaks for a mail. */
export const VERDICTS = ['PASS', 'FAIL', 'GRAY', 'PROCESSING_FAILED', 'DISABLED'] as const;
export type Verdict = (typeof VERDICTS)[number];

/** What the domain of a sender asks for where DMARC fails. */
export const POLICIES = ['none', 'quarantine', 'reject'] as const;

/** What the mail service knows of a mail besides its bytes. */
export interface Envelope {
  /** Where failures go back to; empty for mail that no answer may follow. */
  sender: string;
  /** The addresses of ours that it was sent to, labels included. */
  to: string[];
  verdicts: Record<Check, Verdict>;
  /** Told only where DMARC fails, and not by what is written on a mail: then the worse is assumed. */
  dmarcPolicy?: (typeof POLICIES)[number];
}

/**
 * `confirmed`: the domain of From vouches for it. `claimed`: nobody does, as with most honest mail of staff, whose
 * signatures do not survive the gateways that disarm mail. `suspicious`: something speaks against it.
 */
export type Standing = 'confirmed' | 'claimed' | 'suspicious';

/** What speaks against a sender. */
export const DOUBTS = ['virus', 'spam', 'forged', 'no-sender', 'several-senders', 'other-name'] as const;
export type Doubt = (typeof DOUBTS)[number];

export const standingOf = (doubts: readonly Doubt[], { dmarc }: Envelope['verdicts']): Standing => {
  if (doubts.length > 0) return 'suspicious';
  return dmarc === 'PASS' ? 'confirmed' : 'claimed';
};

export function doubtsOf(
  senders: MailParts['from'],
  { verdicts, dmarcPolicy }: Envelope,
  ownDomains: readonly string[],
): Doubt[] {
  const address = addressOf(senders);
  const forged = verdicts.dmarc === 'FAIL' && dmarcPolicy !== 'none' && isOwn(address, ownDomains);
  const found: Record<Doubt, boolean> = {
    virus: verdicts.virus === 'FAIL',
    spam: verdicts.spam === 'FAIL',
    forged,
    'no-sender': senders.length === 0 || (senders.length === 1 && address === ''),
    'several-senders': senders.length > 1,
    'other-name': senders.some(namesAnother),
  };
  return DOUBTS.filter((doubt) => found[doubt]);
}

/** An address that mail can be sent to without a second look. */
const PLAIN = /^[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@(?:[a-z0-9-]{1,63}\.)+[a-z0-9-]{2,63}$/;

/** The one address of a sender, in small letters; empty where there is none, or more than one. */
export function addressOf(senders: MailParts['from']): string {
  const [{ address } = { address: '' }, ...others] = senders;
  const plain = address.toLowerCase();
  return others.length === 0 && plain.length <= 200 && PLAIN.test(plain) ? plain : '';
}

const domainOf = (address: string): string => address.toLowerCase().slice(address.lastIndexOf('@') + 1);

/** Whether an address is in a domain of the municipality, or below one. */
export const isOwn = (address: string, ownDomains: readonly string[]): boolean =>
  address !== '' && ownDomains.some((own) => `.${domainOf(address)}`.endsWith(`.${own}`));

/** Mail programs show the name and hide the address: a name that is an address of somebody else's is a mask. */
const namesAnother = ({ name, address }: MailParts['from'][number]): boolean =>
  [...name.normalize('NFKC').matchAll(/@([a-z0-9-]+(?:\.[a-z0-9-]+)+)/gi)].some(
    ([, shown = '']) => shown.toLowerCase() !== domainOf(address),
  );

/** Whether a program wrote it (RFC 3834), so that no program may answer. */
export function isAutomatic(fields: MailParts['fields'], sender: string): boolean {
  const submitted = fields['auto-submitted'] ?? 'no';
  return (
    !/^\s*no\s*(?:[;(]|$)/i.test(submitted) ||
    /^\s*(?:bulk|junk|list)\b/i.test(fields.precedence ?? '') ||
    'list-id' in fields ||
    'x-auto-response-suppress' in fields ||
    /^$|^(?:mailer-daemon|postmaster)@/i.test(sender)
  );
}
