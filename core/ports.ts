import type { Alike, Case } from '#/core/case/case.ts';
import type { Happening, NoticeText, ReplyText, TimelineEvent } from '#/core/case/events.ts';
import type { Person } from '#/core/escalation/network.ts';
import type { LikenessKey } from '#/core/report/likeness.ts';
import type { MailParts } from '#/core/report/mail-parts.ts';
import type { Envelope, Verdict } from '#/core/report/sender.ts';
import type { Instant } from '#/core/time.ts';

/** Time and chance come in from outside, so that a step can be replayed exactly. */
export interface Moment {
  now(): Instant;
  /** 128 random bits as 32 hex digits. */
  fresh(): string;
  /** Waits a little before a lost race is tried again. */
  pause(attempt: number): Promise<void>;
  /** Writes an error down that is not fatal here. */
  warn(what: string, error: unknown): void;
  /** Makes a noise that does not depend on our mail. */
  alarm(
    name:
      | 'NobodyAnswered'
      | 'DutyLate'
      | 'MailFailed'
      | 'MailFolded'
      | 'WorkflowFailed'
      | 'TimelineBroken'
      | 'MailLeft'
      | 'FormDoorClosed'
      | 'MailDoorClosed',
  ): void;
}

export type MachineName = 'incident' | 'escalation' | 'external-report';

/** An outside effect, written in the same transaction as the events that call for it. */
export type Errand =
  | { key: string; errand: 'start'; run: number }
  | { key: string; errand: 'wake' }
  | { key: string; errand: 'mail'; person: string; post: string; text: NoticeText; taskId?: string }
  /** A mail to the reporter, whose address stands in the case alone. */
  | { key: string; errand: 'reply'; text: ReplyText }
  | { key: string; errand: 'keep'; source: KeepSource }
  /** To all members of a wave: see to it that they belong to it, hear of it, or close with it. */
  | ({ key: string; errand: 'pass-on' } & PassedOn)
  /** To another case: what became of a report there. It lies with that case's errands, which alone can finish it. */
  | { key: string; errand: 'note'; to: string; of: NoteOf; member: string };

/** What is still to become evidence: a file that a browser sends, or what is attached to a mail kept already. */
export type KeepSource = { upload: string; name: string } | { mail: string; virus: Verdict };

export type PassedOn =
  | { order: 'join'; by: string; members: string[] }
  | { order: 'written'; seq: number }
  | { order: 'close' };

export type NoteOf = 'alike' | 'joined' | 'split';

export type PendingErrand = Errand & {
  caseId: string;
  dueAt: Instant;
  /** Kept back until then, for a letter that says several things at once. */
  heldUntil?: Instant;
  /** How often it was claimed, and how often that is known to have come to nothing. */
  attempts: number;
  refused: number;
};

export interface Change {
  before?: Case;
  after: Case;
  events: (TimelineEvent & { body: Happening['body'] })[];
  errands: Errand[];
  /** Errands that these events complete. */
  finished: string[];
  /** The key under which the first answer to a command or report is remembered. */
  once?: string;
}

export interface DueItem {
  caseId: string;
  dueAt: Instant;
  /** An errand left undone, or a task past its time. */
  what: 'errand' | 'task';
  errand?: Errand['errand'];
  key: string;
  /** Of a mail: whose it is, and until when it was kept back. */
  person?: string;
  heldUntil?: Instant;
}

/** What the desk's queue shows of a case: no report text. */
export interface CaseLine {
  caseId: string;
  state: Case['state'];
  kind: string;
  severity?: number;
  receivedAt: Instant;
  due?: Instant;
  ask?: string;
  charge?: string;
  /** People were called and nobody has taken charge. */
  unled?: true;
  /** Shown only to who may read the case. */
  restricted?: true;
  byMail?: true;
  /** The reporter says that somebody is in danger. */
  danger?: true;
  overlays?: string[];
  raised?: string[];
  /** Who proposed to settle it the quick way; another person is to confirm. */
  settledBy?: string;
  /** The reporter added something that nobody at the desk has read. */
  unread?: true;
  alike?: Alike;
  /** Of a member: the case that it belongs to, and its last event that the reporter was told. */
  joined?: { to: string; heard: number };
  /** Of the case that others belong to. */
  wave?: { members: number; rule: boolean };
}

/** Another report with the same key. */
export interface LikeLine {
  caseId: string;
  receivedAt: Instant;
}

/** The oldest with a key say all there is to say. */
export const MOST_LIKE = 3;

/** So many of the newest stand in an own list, as each case in one is read by itself. What is past only grows. */
export const OWN_LIST = { open: 200, past: 20 } as const;

export interface Cases {
  load(caseId: string): Promise<Case | undefined>;
  timeline(caseId: string): Promise<TimelineEvent[]>;
  /** Writes all of a change or nothing. `lost` when somebody else wrote first, `known` when `once` was already answered. */
  commit(change: Change, dueAt: Instant): Promise<'committed' | 'lost' | 'known'>;
  caseOfOnce(key: string): Promise<string | undefined>;
  errands(caseId: string): Promise<PendingErrand[]>;
  /** Takes an errand for a while; the number of the attempt, or undefined if another holds it or it is gone. */
  claim(caseId: string, key: string, now: Instant, until: Instant): Promise<number | undefined>;
  /** Notes that an attempt came to nothing, so that it is not feared to have been done and not marked. */
  noteRefused(caseId: string, key: string): Promise<void>;
  /** Keeps an errand back: it is due at that time. What is gone stays gone. */
  hold(caseId: string, key: string, until: Instant): Promise<void>;
  finish(caseId: string, key: string): Promise<void>;
  keepToken(caseId: string, purpose: string, token: string): Promise<void>;
  tokens(caseId: string): Promise<{ purpose: string; token: string }[]>;
  due(before: Instant): Promise<DueItem[]>;
  open(): Promise<CaseLine[]>;
  /** What was closed in a month (YYYY-MM). */
  closedIn(month: string): Promise<CaseLine[]>;
  /** What is open, then what is past, each with the newest first: for a person's id, for `post:` and a post, or for `section:` and a section. */
  ofReader(reader: string): Promise<CaseLine[]>;
  /** The oldest reports with this key that came since then and are not settled to be like an older one in it. */
  like(key: LikenessKey, since: Instant): Promise<LikeLine[]>;
  /** Those that were found to be like a case and are not joined with it, oldest first. */
  alike(caseId: string): Promise<CaseLine[]>;
  /** All that belong to a case, or so many of the newest. */
  members(caseId: string, state: 'open' | 'closed', newest?: number): Promise<CaseLine[]>;
  /** Counts one more of something within this window of minutes, and says how many there are now. */
  tally(name: string, now: Instant, minutes: number): Promise<number>;
  people(): Promise<Person[]>;
  enrol(person: Person): Promise<void>;
}

export interface PreservedObject {
  key: string;
  versionId: string;
  sha256: string;
  bytes: number;
  retainUntil: Instant;
}

export interface Objects {
  /** Locks the bytes under their own hash. The same bytes again give the same object. */
  preserve(prefix: string, bytes: Uint8Array, retainUntil: Instant): Promise<PreservedObject>;
  /** Locks the bytes under this key. The same bytes again give the same object; other bytes are refused. */
  preserveAs(key: string, bytes: Uint8Array, retainUntil: Instant): Promise<PreservedObject>;
  read(object: { key: string; versionId: string }): Promise<Uint8Array>;
  /** The keys of what is kept under a prefix. */
  list(prefix: string): Promise<string[]>;
  /** A link that serves one object version as a download, for a minute. */
  handOut(object: { key: string; versionId: string }, fileName: string): Promise<string>;
}

/** Where a browser sends one file, and what it sends along. */
export interface UploadForm {
  url: string;
  fields: Record<string, string>;
}

/** Files as browsers send them, waiting to be kept. */
export interface Uploads {
  /** Lets whoever has the form store one file of up to so many bytes, for a while. */
  offer(fileId: string, mostBytes: number): Promise<UploadForm>;
  /** Undefined as long as nothing has arrived. */
  read(fileId: string): Promise<Uint8Array | undefined>;
  remove(fileId: string): Promise<void>;
}

/** Mail as it arrived, waiting to be kept. */
export interface Inbox {
  /** What lies there, and since when. */
  list(): Promise<{ messageId: string; since: Instant }[]>;
  /** Undefined where it lies there no longer: only what has become a case is removed. */
  read(messageId: string): Promise<Uint8Array | undefined>;
  /** What the mail service wrote on top of a mail when it laid it there. */
  envelope(mail: Uint8Array): Envelope;
  /** What stands in a mail, as far as it can be read. */
  parse(mail: Uint8Array): Promise<MailParts>;
  remove(messageId: string): Promise<void>;
}

/** One message to one person. */
export interface Letter {
  to: string;
  subject: string;
  text: string;
  /** The same on every attempt, so that a mail sent twice can be seen to be one notice. */
  noticeId: string;
  /** The address of the case's thread, for whoever answers. */
  replyTo?: string;
  /** Set where a mail is answered: the id that its sender gave it, where it has one. */
  answers?: { messageId?: string };
}

export interface Mail {
  /** Gives the id under which the mail service took the message. */
  send(letter: Letter): Promise<string>;
}

/** The form on the web. */
export interface Form {
  /** Whether it was accepted, with a receipt. */
  submit(fields: Record<string, string>): Promise<boolean>;
}

export interface Machines {
  /** Starts the incident machine of a run; starting it twice is the same as once. */
  startIncident(caseId: string, run: number): Promise<void>;
  /** A token that is spent or gone is no fault: the case says what is true. */
  wake(token: string): Promise<void>;
}

export interface Signer {
  sign(message: Uint8Array): Promise<Uint8Array>;
  /** The public key as SPKI DER. */
  publicKey(): Promise<Uint8Array>;
  mac(message: string): Promise<Uint8Array>;
}
