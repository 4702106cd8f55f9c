import type { Case } from '#/core/case/case.ts';
import { both, type Decision, nothing, tellPosts, type World } from '#/core/case/decision.ts';
import type { Happening, ReplyText } from '#/core/case/events.ts';
import { toKeep } from '#/core/case/files.ts';
import { addMinutes, type Instant } from '#/core/time.ts';

/** A mail to the reporter, where the reporter left an address. The case itself stands on the page of the receipt anyway. */
export const reply = (subject: Case, text: ReplyText, step: string): Decision =>
  subject.reporterMail === undefined || subject.probe
    ? nothing
    : { happenings: [], errands: [{ key: `reply-${step}`, errand: 'reply', text }] };

/** Whoever keeps writing must not fill the timeline, nor the desk's mailbox. */
export const MOST_ADDED = 100;
const QUIET_MINUTES = 10;

/** What the reporter adds stands on the timeline, and the desk hears of it; of what a program answers only the timeline. */
export function added(subject: Case, world: World, ...happenings: Happening[]): Decision {
  const byProgram = happenings.some(
    ({ type, body }) => type === 'reporter-added' && body.channel === 'mail' && body.mail.automatic,
  );
  return both(
    { happenings, errands: toKeep(happenings, subject.evidence) },
    byProgram || isJustTold(subject, world.now)
      ? nothing
      : tellPosts(subject, world, ['contact-unit'], 'reporter-added', { step: `added-${subject.seq}` }),
  );
}

/** The desk looks at an open case anyway. Nobody looks at a closed one, so its closing ends the quiet. */
export function isJustTold(subject: Case, now: Instant): boolean {
  const { toldAt } = subject.supplements ?? {};
  if (toldAt === undefined || (subject.state === 'closed' && toldAt <= subject.closedAt)) return false;
  return now < addMinutes(toldAt, QUIET_MINUTES);
}
