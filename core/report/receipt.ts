import * as z from 'zod';
import type { Case } from '#/core/case/case.ts';
import { kindOf, type Policy, postName } from '#/core/policy/policy.ts';
import { NEXT_ELSEWHERE } from '#/core/text/openapi.ts';

/** What a sender is answered who is a program, or the desk that reads it out on the telephone. */
export const receiptSchema = z.strictObject({
  caseId: z.string().regex(/^\d{8}-\d{5}$/),
  receiptId: z.string().regex(/^[0-9a-f]{32}$/),
  /** With the number of the case it opens the page of the receipt. */
  receiptCode: z.string(),
  acceptedAt: z.iso.datetime(),
  kind: z.strictObject({ id: z.string(), name: z.string() }),
  /** What to do now, what not to do, and who acts at once. */
  steps: z.array(z.string()),
  never: z.array(z.string()),
  acts: z.array(z.string()),
  contactUnit: z.strictObject({ name: z.string(), telephone: z.string() }),
  /** What happens next. */
  next: z.array(z.string()),
});
export type Receipt = z.infer<typeof receiptSchema>;

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
    acts: kind.acts.map(
      (act) => `${'post' in act ? postName(policy, act.post) : act.who}${act.does ? `：${act.does}` : ''}`,
    ),
    contactUnit: { name, telephone },
    next: NEXT_ELSEWHERE,
  };
}
