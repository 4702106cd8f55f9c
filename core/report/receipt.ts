import * as z from 'zod';
import type { Case } from '#/core/case/case.ts';
import { quietUntil } from '#/core/case/notices.ts';
import type { Kind } from '#/core/policy/kind.ts';
import { kindOf, type Policy, postName } from '#/core/policy/policy.ts';
import { nextElsewhere } from '#/core/text/openapi.ts';
import type { Instant } from '#/core/time.ts';

/** What a sender is answered who is a program, or the desk that reads it out on the telephone. */
export const receiptSchema = z.strictObject({
  caseId: z.string().regex(/^\d{8}-\d{5}$/),
  receiptId: z.string().regex(/^[0-9a-f]{32}$/),
  /** With the number of the case it opens the page of the receipt. */
  receiptCode: z.string(),
  acceptedAt: z.iso.datetime(),
  kind: z.strictObject({ id: z.string(), name: z.string() }),
  /** What to do now, what not to do, and who acts on such a kind; of a restricted case nobody is named. */
  steps: z.array(z.string()),
  never: z.array(z.string()),
  acts: z.array(z.string()),
  contactUnit: z.strictObject({ name: z.string(), telephone: z.string() }),
  /** What happens next. */
  next: z.array(z.string()),
});
export type Receipt = z.infer<typeof receiptSchema>;

export const actsOf = ({ acts }: Kind, policy: Policy): string[] =>
  acts.map(
    (act) => `${'post' in act ? postName(policy, act.post) : act.who}${act.does ? `：${act.does}` : ''}`,
  );

/** When the desk first looks at a report that wakes nobody; undefined where it does so at once, or has done so. */
export const lookedAt = (subject: Case, policy: Policy, now: Instant): Instant | undefined =>
  subject.state === 'reported' ? quietUntil(subject, { policy, now }, 'report-arrived') : undefined;

/** A mail that is passed on tells nothing of its kind; most are about a mail that came in. */
export const kindOfMail = (subject: Case, policy: Policy): Kind | undefined =>
  Object.values(subject.evidence).some(
    ({ what, preservedAt }) => what === 'report-mail' && preservedAt === subject.receivedAt,
  )
    ? policy.kinds.find(({ id }) => id === SUSPICIOUS_MAIL)
    : undefined;

const SUSPICIOUS_MAIL = 'suspicious-mail';

/** What stands on a receipt. The lines of the overlays come before those of the kind. */
export function receiptOf(subject: Case, policy: Policy, receiptCode: string): Receipt {
  const kind = kindOf(policy, subject.reportedKind);
  const over = policy.overlays.filter(({ id }) => subject.overlays.includes(id));
  const { name, telephone } = policy.profile.contactUnit;
  return {
    caseId: subject.caseId,
    receiptId: subject.receiptId,
    receiptCode,
    acceptedAt: subject.receivedAt,
    kind: { id: kind.id, name: kind.name },
    steps: [...over, kind].flatMap(({ steps }) => steps),
    never: [...over, kind].flatMap(({ never }) => never),
    acts: subject.restricted ? [] : actsOf(kind, policy),
    contactUnit: { name, telephone },
    next: nextElsewhere(lookedAt(subject, policy, subject.receivedAt)),
  };
}
