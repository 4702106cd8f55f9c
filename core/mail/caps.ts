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
  cases: Cases,
  { reporterMail = '' }: Case,
  now: Instant,
): Promise<boolean> {
  const address = toHex(await sha256(reporterMail.toLowerCase())).slice(0, 32);
  const counts = await Promise.all(
    RECEIPTS.map(async ({ of, most, minutes }) => {
      const name = `receipts ${minutes} ${of === 'all' ? of : address}`;
      return (await cases.tally(name, now, minutes)) <= most;
    }),
  );
  return counts.every(Boolean);
}

/** So many mails to one person in so many minutes; what comes after waits for one letter at the end of them. */
export const SINGLE_MAILS = 10;
export const FOLD_MINUTES = 10;

/** How many mails this person got in these minutes, this one included. */
export const countMail = (cases: Cases, person: string, now: Instant): Promise<number> =>
  cases.tally(`mails ${person}`, now, FOLD_MINUTES);
