import type { Assessment } from '#/core/case/case.ts';
import type { FactKey, FactSheet } from '#/core/case/facts.ts';
import type { Learned } from '#/core/case/record-facts.ts';
import type { DutyChange } from '#/core/duty/compare.ts';
import type { DutyFinding } from '#/core/duty/derive.ts';
import type { Level } from '#/core/policy/source.ts';
import type { LikenessKey, StandsOut } from '#/core/report/likeness.ts';
import type { MailFacts } from '#/core/report/mail.ts';
import type { Mark } from '#/core/report/mail-parts.ts';
import type { Report } from '#/core/report/report.ts';
import type { Verdict } from '#/core/report/sender.ts';
import type { Suggestion } from '#/core/severity/suggest.ts';
import type { Instant } from '#/core/time.ts';

/** What a person can be asked to do. */
export type Ask =
  | 'assess'
  | 'settle'
  | 'decide-severity'
  | 'close'
  | 'acknowledge'
  | 'judge'
  | 'draft'
  | 'approve'
  | 'file';

/** How a person let us know that they know. */
export type Reply =
  | { how: 'code' }
  | { how: 'mail' }
  | { how: 'signed-in' }
  | { how: 'telephone'; enteredBy: string; number: string; at: Instant };

/** Which mail it is; core/text holds the wording. */
export type NoticeText =
  | 'report-arrived'
  | 'report-in-section'
  | 'report-supplemented'
  | 'reporter-added'
  | 'report-in-stead'
  | 'notice-answered'
  | 'code-accepted'
  | 'code-wrong'
  | 'settlement-returned'
  | 'task-opened'
  | 'task-late'
  | 'duty-day-passed'
  | 'task-raised'
  | 'officer-called'
  | 'deputy-called'
  | 'everybody-called'
  | 'charge-taken'
  | 'policy-lacks'
  | 'level-changed'
  | 'code-locked'
  | 'case-closed'
  | 'wave-grows';

/** Which mail to the reporter it is. */
export type ReplyText = 'receipt' | 'written' | 'closed';

/** A small case from its report to its closing in one paper: what somebody else then confirms as a whole. */
export type Settlement = {
  incident: boolean;
  violation: boolean;
  reason: string;
  facts: Learned;
  level: 0 | 1;
  summary: string;
};

/** One person called to acknowledge. */
export interface Call {
  taskId: string;
  person: string;
  post: string;
  due: Instant;
  deputyFor?: string;
}

/** What somebody entered into the fact sheet, and what stood there before. */
export interface Entered {
  mode: 'learned' | 'corrected';
  at: Instant;
  body?: string;
  reason?: string;
  /** When the case was thought to have begun, where that was corrected. */
  beganBefore?: Instant;
  /** The kind of incident before, where another was entered. */
  kindBefore?: string;
  changes: { fact: FactKey; from?: unknown; to: unknown }[];
}

interface Bodies {
  'evidence-preserved': {
    evidenceId: string;
    what: 'report-form' | 'report-mail' | 'report-file' | 'mail-attachment' | 'checkpoint';
    sha256: string;
    bytes: number;
    key: string;
    versionId: string;
    retainUntil: Instant;
    /** As the sender called it. */
    name?: string;
    mediaType?: string;
    /** What was seen of an attachment without opening it. */
    marks?: Mark[];
    /** What the mail service found in the mail it was attached to. */
    virus?: Verdict;
  };
  /** The report lists a file that was never sent, or not to its end. */
  'file-missing': { evidenceId: string; name: string };
  /** Attachments that are kept inside their mail alone: so many were too much; without a number, it cannot be taken apart. */
  'attachments-left': { evidenceId: string; count?: number };
  /** `slip`: from outside the municipality's network; `desk`: typed in for somebody; `system`: by another system. */
  'report-accepted': { report: Report; receiptId?: string; probe?: true } & (
    | { channel: 'form' | 'slip' | 'desk' | 'system' }
    | { channel: 'mail'; mail: MailFacts }
  );
  'report-supplemented': { report: Report; channel: 'form' | 'slip' };
  /** From now on only these people read the case, besides whoever is called or asked. */
  'readers-named': { persons: string[]; reason: string };
  /** What the desk wrote to the reporter: a question, or how things stand. */
  'reporter-written': { text: string; master?: { caseId: string; seq: number } };
  /** What the reporter added: on the page of the receipt, or by answering a mail. */
  /** Somebody else than the reporter answered a mail about this case; `person` is whose address it claims. `coded`: with a confirmation number. */
  'notice-answered': { person?: string; text: string; coded?: true; mail: MailFacts };
  'reporter-added': { text: string } & ({ channel: 'page' } | { channel: 'mail'; mail: MailFacts });
  /** Somebody at the desk has read what the reporter added. */
  'reporter-read': Record<string, never>;
  'settlement-proposed': Settlement;
  'settlement-confirmed': { proposed: number };
  'settlement-returned': { proposed: number; reason: string };
  /** What can be compared of a report: hashes, and what sets it apart from others of the same. */
  'likeness-noted': { keys: LikenessKey[]; standsOut: StandsOut[] };
  /** An older report is like this one. Nothing is joined by that. */
  'likeness-found': { to: string; keys: LikenessKey[]; plain: boolean; apart: StandsOut[] };
  /** So many reports like this one have come by now. */
  'wave-noticed': { count: number };
  /** A person says that these, and with `rule` whatever is plainly alike, are one incident. */
  'wave-confirmed': { members: string[]; rule: boolean };
  /** `rule`: by the rule of a wave that this person had confirmed then. */
  'case-joined': { master: string; keys: LikenessKey[]; rule?: { by: string; at: Instant } };
  'members-joined': { members: string[] };
  /** Could not be joined: they are worked on by themselves. */
  'members-refused': { members: string[] };
  'case-split': { master: string; reason: string };
  'members-split': { members: string[] };
  'notices-queued': {
    text: NoticeText;
    to: { noticeId: string; person: string; post: string; taskId?: string }[];
    /** People whom one transaction could not hold. */
    leftOut?: number;
  };
  /** `digest`: one line of a letter that says several things. */
  'notice-sent': { noticeId: string; person: string; attempt: number; messageId: string; digest?: true };
  'notice-failed': { noticeId: string; person: string; attempt: number; reason: string };
  'notice-withdrawn': { noticeId: string; person: string };
  /** Mails to the reporter. */
  'reply-sent': { text: ReplyText; attempt: number; messageId: string };
  'reply-failed': { text: ReplyText; attempt: number; reason: string };
  /** `cap`: too many answers in an hour or a day. `outside`: not an address of the municipality. The page of the receipt has it all the same. */
  'reply-withheld': { text: ReplyText; why: 'cap' | 'outside' | 'over' };
  'task-opened': {
    taskId: string;
    ask: Ask;
    post: string;
    /** Other posts that may do it as well. */
    also?: string[];
    /** Whoever must not do it: the author of what is to be approved. */
    except?: string;
    due: Instant;
    dutyId?: string;
  };
  'task-reminded': { taskId: string; round: number; due: Instant };
  'task-raised': { taskId: string; round: number; post: string; due: Instant };
  'report-assessed': { incident: boolean; violation: boolean; reason: string };
  /** `suggested`: the level these facts suggest, below which nothing falls by itself. */
  'facts-recorded': { revision: number; facts: FactSheet; entered: Entered; suggested: Level };
  /** `wakes`: the policy has people called for this level. */
  'severity-decided': { level: Level; suggested: Suggestion; reason: string; wakes: boolean };
  'escalation-started': { level: Level; number: number; everybodyAt: Instant };
  'officers-called': { calls: Call[] };
  'post-empty': { post: string; deputyFor?: string };
  'officer-acknowledged': { taskId: string; person: string; reply: Reply };
  'officers-unanswered': { calls: { taskId: string; person: string; post: string }[] };
  'code-refused': { taskId: string };
  /** One wave of a round; `reached` counts those called in this round so far. */
  'everybody-called': { round: number; everybodyAt: Instant; reached: number };
  /** The policy was changed under an open case and no longer has what this case follows. */
  'policy-lacks': { level: Level } | { dutyId: string };
  'alarm-raised': { alarm: 'NobodyAnswered' | 'DutyLate' };
  'charge-taken': { person: string; post: string };
  /** `none`: the duties that the facts rule out. */
  'duties-derived': { findings: DutyFinding[]; none: string[]; changes: DutyChange[] };
  'duty-day-passed': { dutyId: string; stage: string; day: 'aim' | 'limit' };
  'duty-judged': { dutyId: string; reportable: boolean; reason: string };
  'draft-written': { dutyId: string; revision: number; text: string };
  'draft-returned': { dutyId: string; revision: number; reason: string };
  'draft-approved': { dutyId: string; revision: number };
  'report-filed': {
    dutyId: string;
    stage: string;
    filedAt: Instant;
    receiptNumber: string;
    by: string;
    last: boolean;
  };
  /** A probe has come through: its case is closed, and asks nobody for anything. */
  'probe-passed': Record<string, never>;
  'evidence-read': { evidenceId: string };
  /** `master`: closed with the case that it belongs to. */
  'case-closed': { summary: string; master?: { caseId: string; assessment: Assessment } };
  'timeline-anchored': { note: string; publicKey: string };
  /** `renewed`: nothing is wrong, but no execution may live for ever. */
  'run-raised': { run: number; why: 'overdue' | 'failed' | 'renewed' | 'split' | 'closed' };
  'workflow-failed': { machine: string; error: string };
}

export type EventType = keyof Bodies;
export type BodyOf<T extends EventType> = Bodies[T];

/** Something that happened, before it is sealed into the chain. */
export type Happening = {
  [T in EventType]: { type: T; body: Bodies[T]; occurredAt?: Instant; actingFor?: string };
}[EventType];

/** The part of an event that is hashed and chained: ASCII keys; strings and safe integers only. */
export interface EventHeader {
  caseId: string;
  seq: number;
  type: EventType;
  occurredAt: Instant;
  recordedAt: Instant;
  actor: string;
  actingFor: string;
  bodyHash: string;
  prevHash: string;
}

/** An event as it stands on the timeline: the header, its hash, and the content with its salt. */
export interface TimelineEvent extends EventHeader {
  hash: string;
  salt: string;
  /** Absent once retention has deleted it; the chain stands without. */
  body?: Happening['body'];
}

export const is = <T extends EventType>(
  event: TimelineEvent,
  type: T,
): event is TimelineEvent & { body: BodyOf<T> } => event.type === type && event.body !== undefined;
