import type { Case } from '#/core/case/case.ts';
import { both, type Decision, nothing, tellPosts, type World } from '#/core/case/decision.ts';
import {
  type Happening,
  is,
  type NoticeText,
  type ReplyText,
  type TimelineEvent,
} from '#/core/case/events.ts';
import { toKeep, uploadEvidenceId } from '#/core/case/files.ts';
import { isByProgram } from '#/core/case/fold-report.ts';
import type { ReceiptView } from '#/core/case/view.ts';
import { Fault } from '#/core/fault.ts';
import { line } from '#/core/report/mail.ts';
import { addMinutes, type Instant } from '#/core/time.ts';

/** A mail to the reporter, where the reporter left an address. The case itself stands on the page of the receipt anyway. */
export const reply = (subject: Case, text: ReplyText, step: string): Decision =>
  subject.reporterMail === undefined || subject.probe
    ? nothing
    : { happenings: [], errands: [{ key: `reply-${step}`, errand: 'reply', text }] };

/** Whoever keeps writing must not fill the timeline, nor the desk's mailbox. */
export const MOST_ADDED = 100;
/** What programs send back is for nobody to read: beyond this it is kept, and stands nowhere. */
export const MOST_AUTOMATIC = 200;
const QUIET_MINUTES = 10;

/** What the reporter adds stands on the timeline, and the desk hears of it; of what a program answers only the timeline. */
export function added(subject: Case, world: World, ...happenings: Happening[]): Decision {
  const [news] = happenings.flatMap(newsOf);
  return both(
    { happenings, errands: toKeep(happenings, subject.evidence) },
    news === undefined || isJustTold(subject, world.now)
      ? nothing
      : tellPosts(subject, world, ['contact-unit'], news, { step: `added-${subject.seq}` }),
  );
}

/** What the desk should hear of: not what a program wrote, nor a confirmation number, which the timeline tells. */
function newsOf({ type, body }: Happening): NoticeText[] {
  if (type === 'reporter-added') return isByProgram(body) ? [] : [type];
  return type === 'notice-answered' && !body.mail.automatic && !body.coded ? [type] : [];
}

export type Original = Extract<Happening, { type: 'evidence-preserved' }>;

export const isKept = ({ evidence }: Case, { body }: Original): boolean =>
  Object.values(evidence).some(({ sha256 }) => sha256 === body.sha256);

/** What is written on the page of the receipt. The same bytes change nothing. */
export function addedOnPage(subject: Case, world: World, original: Original, text: string): Decision {
  if (isKept(subject, original)) return nothing;
  if ((subject.supplements?.additions ?? 0) >= MOST_ADDED) throw new Fault('TooManyAdditions');
  return added(subject, world, original, { type: 'reporter-added', body: { text, channel: 'page' } });
}

/** The desk looks at an open case anyway. Nobody looks at a closed one, so its closing ends the quiet. */
export function isJustTold(subject: Case, now: Instant): boolean {
  const { toldAt } = subject.supplements ?? {};
  if (toldAt === undefined || (subject.state === 'closed' && toldAt <= subject.closedAt)) return false;
  return now < addMinutes(toldAt, QUIET_MINUTES);
}

/** Judged an incident or not, at which level, by whom: nothing of that is the reporter's to know. */
const STATES: Record<Case['state'], ReceiptView['state']> = {
  reported: 'accepted',
  assessed: 'checking',
  'set-aside': 'checking',
  responding: 'responding',
  closed: 'over',
};

export const receiptView = (
  subject: Case,
  timeline: readonly TimelineEvent[],
  /** `leading`: the case that is worked on, where this one was joined with it. */
  { receiptId, code, leading = subject }: Pick<ReceiptView, 'receiptId' | 'code'> & { leading?: Case },
): ReceiptView => ({
  receiptId,
  code,
  caseId: subject.caseId,
  kind: subject.reportedKind,
  overlays: subject.overlays,
  acceptedAt: subject.receivedAt,
  state: STATES[leading.state],
  letters: timeline.flatMap((event): ReceiptView['letters'] => {
    const at = event.recordedAt;
    if (is(event, 'reporter-written')) return [{ from: 'desk', at, text: event.body.text }];
    if (is(event, 'reporter-added') && !isByProgram(event.body))
      return [{ from: 'reporter', at, text: event.body.text }];
    return [];
  }),
  files: filesOf(subject, timeline),
});

/** Once each, though the report was sent again with it. */
function filesOf({ evidence }: Case, timeline: readonly TimelineEvent[]): ReceiptView['files'] {
  const missing = new Set(
    timeline.flatMap((event) => (is(event, 'file-missing') ? event.body.evidenceId : [])),
  );
  const names = new Map(
    timeline
      .flatMap((event) =>
        is(event, 'report-accepted') || is(event, 'report-supplemented')
          ? (event.body.report.files ?? [])
          : [],
      )
      .map(({ fileId, name }) => [uploadEvidenceId(fileId), line(name)]),
  );
  return [...names].map(([evidenceId, name]) => {
    if (Object.hasOwn(evidence, evidenceId)) return { name, state: 'arrived' };
    return { name, state: missing.has(evidenceId) ? 'missing' : 'awaited' };
  });
}
