import type { Case, Task } from '#/core/case/case.ts';
import type { BodyOf, EventType } from '#/core/case/events.ts';
import { type FactSheet, graverOf } from '#/core/case/facts.ts';
import { endTasks } from '#/core/case/fold-tasks.ts';
import { canonical } from '#/core/evidence/hash.ts';
import { UNKNOWN_KIND } from '#/core/report/mail.ts';
import { isRestricted } from '#/core/report/reaches.ts';
import type { Report } from '#/core/report/report.ts';

type ReportEvent =
  | `report-${'accepted' | 'supplemented'}`
  | `reporter-${'added' | 'read'}`
  | 'notice-answered';
type Apply<T extends EventType> = (subject: Case, body: BodyOf<T>) => Case;

export const read = (subject: Case): Case => {
  const { unread: _unread, ...rest } = subject;
  return rest as Case;
};

/** What is proposed is overtaken by what comes after it. */
export const withoutSettlement = (subject: Case): Case => {
  const { settlement: _settlement, ...rest } = subject;
  return rest as Case;
};

/** A program that answers mail says nothing that anybody must read. */
export const isByProgram = (body: BodyOf<'reporter-added'>): boolean =>
  body.channel === 'mail' && body.mail.automatic;

const counted = ({ supplements }: Case, what: 'reports' | 'additions' | 'automatic') => ({
  supplements: { ...supplements, [what]: (supplements?.[what] ?? 0) + 1 },
});

const all = <T>(before: readonly T[] = [], more: readonly T[] = []): T[] => [
  ...new Set([...before, ...more]),
];

/** What a report says besides what it says before: nothing that was said is unsaid. */
function withReport(subject: Case, report: Report): Case {
  const concerns = all(subject.concerns, report.concerns && [report.concerns]);
  const raised = all(subject.raised, report.raised);
  return {
    ...subject,
    section: subject.section || report.section,
    reporterSection: subject.reporterSection || (report.behalf?.section ?? ''),
    told: graverOf(subject.told, report.told ?? {}),
    overlays: all(subject.overlays, report.overlays),
    ...(concerns.length > 0 && { concerns }),
    ...(raised.length > 0 && { raised }),
    ...(!subject.reporterMail && report.mail && { reporterMail: report.mail }),
    ...(isRestricted(report) && { restricted: true }),
    ...(report.danger === 'yes' && { danger: true }),
  };
}

/** Sent again: the graver of both counts. What the desk has found out stands before what was reported. */
export function withSupplement(subject: Case, { report }: BodyOf<'report-supplemented'>): Case {
  const { facts, kind, personalData } = subject;
  const reportedKind = subject.reportedKind === UNKNOWN_KIND ? report.kind : subject.reportedKind;
  const { personalData: gravest = personalData } = graverOf(
    { personalData },
    { personalData: report.personalData },
  );
  const after: Case = {
    ...withReport(subject, report),
    reportedKind,
    kind: facts ? kind : reportedKind,
    personalData: gravest,
    ...counted(subject, 'reports'),
    unread: true,
  };
  if (!isGraver(subject, after)) return after;
  const askedAnew = ({ ask, person, post, also = [] }: Task) =>
    ask === 'assess' ||
    ask === 'settle' ||
    (person === undefined && [post, ...also].some((asked) => after.concerns?.some((it) => it === asked)));
  return endTasks(withoutSettlement(after), askedAnew, 'dropped');
}

const WEIGHED = ['kind', 'personalData', 'told', 'overlays', 'raised', 'concerns', 'danger'] as const;

/** Something was said on which the level hangs, or who works on it. */
export const isGraver = (before: Case, after: Case): boolean =>
  WEIGHED.some((key) => canonical(before[key] ?? null) !== canonical(after[key] ?? null));

/** What the desk has found out, where it is such that few may read it. */
export const withFacts = (subject: Case, facts: FactSheet): Case => ({
  ...subject,
  facts,
  kind: facts.kind,
  ...([{}, ...facts.known].some((told) => isRestricted({ kind: facts.kind, told })) && { restricted: true }),
});

/** What comes from whoever reported. */
export const APPLY_REPORT: { [T in ReportEvent]: Apply<T> } = {
  'report-accepted': (subject, { report, receiptId = '', probe, channel }) => ({
    ...withReport(subject, report),
    receiptId,
    kind: report.kind,
    reportedKind: report.kind,
    personalData: report.personalData,
    ...(probe && { probe }),
    ...(channel === 'mail' && { byMail: true }),
  }),
  'report-supplemented': withSupplement,
  'reporter-added': (subject, body) =>
    isByProgram(body)
      ? { ...subject, ...counted(subject, 'automatic') }
      : { ...subject, ...counted(subject, 'additions'), unread: true },
  'notice-answered': (subject, { coded, mail }) => ({
    ...subject,
    ...counted(subject, mail.automatic ? 'automatic' : 'additions'),
    ...(!mail.automatic && !coded && { unread: true }),
  }),
  'reporter-read': read,
};
