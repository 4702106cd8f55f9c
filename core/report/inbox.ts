import type { Inbox, Moment } from '#/core/ports.ts';
import { addSeconds, type Instant } from '#/core/time.ts';

/** By then a mail has become a case, unless its call was lost or failed. */
const LEFT_MINUTES = 2;
/** What is begun by then is over before the function is stopped. */
const BEGINS_SECONDS = 15;
/** An alarm that never ends mails only once, so it pauses. */
const ALARM = { after: 5, lasts: 5, every: 30 };

/** Takes in what was left in the inbox. A mail that fails stays for the next round, and keeps nothing from the others. */
export async function sweepInbox(
  { inbox, moment }: { inbox: Inbox; moment: Moment },
  takeIn: (messageId: string) => Promise<void>,
): Promise<void> {
  const now = moment.now();
  const latest = addSeconds(now, BEGINS_SECONDS);
  const left = (await inbox.list()).filter(({ since }) => minutes(since, now) >= LEFT_MINUTES);
  // Before anything is tried: a mail may take the function down.
  if (left.some(({ since }) => isLong(minutes(since, now)))) moment.alarm('MailLeft');
  // Each round begins with another one, so that such a mail does not stand before the others for ever.
  const first = left.length === 0 ? 0 : minutes('1970-01-01', now) % left.length;
  for (const { messageId } of [...left.slice(first), ...left.slice(0, first)]) {
    if (moment.now() > latest) return;
    try {
      await takeIn(messageId);
    } catch (error) {
      moment.warn('mail left in the inbox', error);
    }
  }
}

const minutes = (since: Instant, now: Instant): number =>
  Math.floor((Date.parse(now) - Date.parse(since)) / 60_000);

const isLong = (age: number): boolean =>
  age >= ALARM.after && (age - ALARM.after) % ALARM.every < ALARM.lasts;
