import type { Case } from '#/core/case/case.ts';
import { type Decision, nothing } from '#/core/case/decision.ts';
import type { ReplyText } from '#/core/case/events.ts';

/** A mail to the reporter, where the reporter left an address. The case itself stands on the page of the receipt anyway. */
export const reply = (subject: Case, text: ReplyText, step: string): Decision =>
  subject.reporterMail === undefined || subject.probe
    ? nothing
    : { happenings: [], errands: [{ key: `reply-${step}`, errand: 'reply', text }] };
