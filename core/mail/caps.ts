import type { Carrier } from '#/core/case/carry.ts';
import type { Case } from '#/core/case/case.ts';
import { sha256, toHex } from '#/core/evidence/hash.ts';
import type { Cases } from '#/core/ports.ts';
import type { Instant } from '#/core/time.ts';

/**
 * Receipts are the mails that a machine could draw from us by writing to us. Nobody reports more often than this;
 * a wave of a thousand reports in an hour is still answered, and a loop of two machines is not.
 */
const RECEIPTS = [
  { of: 'address', most: 5, minutes: 60 },
  { of: 'address', most: 20, minutes: 24 * 60 },
  { of: 'all', most: 1500, minutes: 60 },
] as const;

/** Whether one more receipt may be sent. The address itself is not counted under: it is nobody's business there. */
export async function maySendReceipt(
  { cases, moment }: Pick<Carrier, 'cases' | 'moment'>,
  { reporterMail = '' }: Case,
): Promise<boolean> {
  const now = moment.now();
  const address = toHex(await sha256(reporterMail.toLowerCase())).slice(0, 32);
  // One after the other: what one address is refused must not use up what is there for all.
  for (const { of, most, minutes } of RECEIPTS) {
    const count = await cases.tally(`receipts ${minutes} ${of === 'all' ? of : address}`, now, minutes);
    if (of === 'all' && count === most + 1) moment.alarm('MailFolded');
    if (count > most) return false;
  }
  return true;
}

/** So many mails to one person in so many minutes; what comes after waits for one letter at the end of them. */
export const SINGLE_MAILS = 10;
export const FOLD_MINUTES = 10;

/** How many mails this person got in these minutes, this one included. */
export const countMail = (cases: Cases, person: string, now: Instant): Promise<number> =>
  cases.tally(`mails ${person}`, now, FOLD_MINUTES);
