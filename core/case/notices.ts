import { type Case, needsCharge } from '#/core/case/case.ts';
import { overlaysOf, type World, workingLevel } from '#/core/case/decision.ts';
import type { NoticeText } from '#/core/case/events.ts';
import { isOfficeHour, nextOfficeTime } from '#/core/duty/calendar.ts';
import { kindOf, type Policy } from '#/core/policy/policy.ts';
import type { Level } from '#/core/policy/source.ts';
import type { PendingErrand } from '#/core/ports.ts';
import type { StandsOut } from '#/core/report/likeness.ts';
import type { Instant } from '#/core/time.ts';

type MailErrand = Extract<PendingErrand, { errand: 'mail' }>;

/** Somebody must act on these at once: they are never kept back, and say so in their subject where they call. */
const URGENT: readonly NoticeText[] = [
  'officer-called',
  'deputy-called',
  'everybody-called',
  'duty-day-passed',
];
export const isUrgent = (text: NoticeText): boolean => URGENT.includes(text);

/** Nobody can be reached any more unless a person telephones. */
const AT_ONCE: readonly NoticeText[] = ['code-locked', 'policy-lacks'];

/** The first level at which every mail goes out by itself, whatever else there is. */
const NEVER_FOLDED: Level = 3;

/** Whether a mail may wait to be said together with others. */
export const mayWait = (subject: Case, policy: Policy, text: NoticeText): boolean =>
  !isUrgent(text) && !AT_ONCE.includes(text) && workingLevel(subject, policy) < NEVER_FOLDED;

/** Of a light kind that something raises, words that are not known to be harmless may say just that. */
export function mayBeRaised(policy: Policy, kind: string, standsOut: readonly StandsOut[] = []): boolean {
  const { raisedBy, provisionalLevel } = kindOf(policy, kind);
  const isLight = provisionalLevel <= policy.profile.quiet.upTo && raisedBy.length > 0;
  return isLight && standsOut.includes('opened');
}

/** A case that wakes nobody: of a low level, not of a kind that somebody must act on at night, and with nothing in it that may be graver. */
export const isCalm = (subject: Case, policy: Policy): boolean =>
  workingLevel(subject, policy) <= policy.profile.quiet.upTo &&
  !mayBeRaised(policy, subject.kind, subject.likeness?.standsOut) &&
  [kindOf(policy, subject.kind), ...overlaysOf(subject, policy)].every(
    ({ night = 'morning' }) => night === 'morning',
  );

/** Until when a mail waits because it is night, or a day on which the offices are closed, and nobody shall be woken by it. */
export function quietUntil(
  subject: Case,
  { policy, now }: Pick<World, 'policy' | 'now'>,
  text: NoticeText,
): Instant | undefined {
  const { office, quiet } = policy.profile;
  if (!isCalm(subject, policy) || !mayWait(subject, policy, text)) return undefined;
  return isOfficeHour(policy.calendar, office, now)
    ? undefined
    : nextOfficeTime(policy.calendar, quiet.digestAt, now);
}

/** After hours without mail nobody shall be asked for one thing once for every hour: the newest is enough. */
export const isRepeated = (errand: MailErrand, waiting: readonly MailErrand[]): boolean =>
  errand.taskId !== undefined &&
  waiting.some(
    ({ person, text, taskId, dueAt }) =>
      person === errand.person && text === errand.text && taskId === errand.taskId && dueAt > errand.dueAt,
  );

/** What may still be said of a case that is closed. */
const OF_CLOSED: readonly NoticeText[] = ['case-closed', 'report-supplemented', 'reporter-added'];

/** Whether a queued mail still has a point. Whatever ends a matter ends its mails, also the ones already queued. */
export function isWanted(subject: Case, { text, taskId }: { text: NoticeText; taskId?: string }): boolean {
  if (subject.state === 'closed') return OF_CLOSED.includes(text);
  const task = taskId === undefined ? undefined : subject.tasks[taskId];
  switch (text) {
    case 'everybody-called':
      // News also to whoever has acknowledged, since nobody has taken charge.
      return needsCharge(subject);
    case 'officer-called':
    case 'deputy-called':
      return task?.state === 'open' || task?.state === 'unanswered';
    case 'report-arrived':
    case 'task-opened':
    case 'task-late':
    case 'task-raised':
      return task?.state === 'open';
    default:
      return true;
  }
}
