import { type Case, sectionsOf } from '#/core/case/case.ts';
import { both, type Decision, nothing, say, tellPosts, type World } from '#/core/case/decision.ts';
import type { BodyOf } from '#/core/case/events.ts';
import { toKeep } from '#/core/case/files.ts';
import { isGraver, withSupplement } from '#/core/case/fold-report.ts';
import { isJustTold, isKept, type Original, reply } from '#/core/case/reporter.ts';
import { reviewCase, tellSection } from '#/core/case/review.ts';
import { Fault } from '#/core/fault.ts';
import { likenessKeys, standingOut } from '#/core/report/likeness.ts';
import type { Report } from '#/core/report/report.ts';

/** A report sent again with other content stands there as a whole each time. */
const MOST_SUPPLEMENTS = 10;

/** The report sent again: the same bytes change nothing; other bytes are added, so that a correction is not lost. */
export async function supplement(
  subject: Case,
  world: World,
  original: Original,
  body: BodyOf<'report-supplemented'>,
): Promise<Decision> {
  if (isKept(subject, original)) return nothing;
  if ((subject.supplements?.reports ?? 0) >= MOST_SUPPLEMENTS) throw new Fault('TooManySupplements');
  const after = withSupplement(subject, body);
  const graver = isGraver(subject, after);
  const step = `supplement-${subject.seq}`;
  // Before it was announced at all, its machine is about to do that.
  const again = graver && subject.announced ? reviewCase(after, world) : nothing;
  const supplemented = say(original, { type: 'report-supplemented', body });
  return both(
    { ...supplemented, errands: toKeep(supplemented.happenings, subject.evidence) },
    await likenessAgain(after, body.report, world),
    again.errands.length > 0 || (isJustTold(subject, world.now) && !graver)
      ? again
      : tellPosts(after, world, ['contact-unit'], 'report-supplemented', { step }),
    subject.announced ? announcedAgain(subject, after, world, step) : nothing,
  );
}

/** Whoever is told when a report comes, and was not told when this one did: a head of a section, whoever stands in, its reporter. */
const announcedAgain = (subject: Case, after: Case, world: World, step: string): Decision =>
  both(
    placeOf(subject) === placeOf(after) ? nothing : tellSection(after, world, `section-${step}`),
    subject.reporterMail === undefined ? reply(after, 'receipt', `receipt-${step}`) : nothing,
  );

const placeOf = (subject: Case): string =>
  `${sectionsOf(subject)} ${subject.concerns?.includes('section-manager')}`;

/** What later reports are compared by; what sets this one apart once does so for good. */
async function likenessAgain(
  { likeness, restricted }: Case,
  report: Report,
  { policy: { profile } }: World,
): Promise<Decision> {
  const keys = restricted ? [] : await likenessKeys(report, profile.mail.ownDomains);
  if (keys.length === 0) return nothing;
  const standsOut = [...new Set([...(likeness?.standsOut ?? []), ...standingOut(report)])];
  return say({ type: 'likeness-noted', body: { keys, standsOut } });
}
