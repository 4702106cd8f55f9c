import type { Case, DutyState, Task } from '#/core/case/case.ts';
import type { CommandName } from '#/core/case/commands.ts';
import type { Ask, Reply } from '#/core/case/events.ts';
import type { Facts } from '#/core/case/facts.ts';
import type { DutyFinding } from '#/core/duty/derive.ts';
import type { Level, Source } from '#/core/policy/source.ts';
import type { CaseLine } from '#/core/ports.ts';
import type { MailFacts } from '#/core/report/mail.ts';
import type { Report } from '#/core/report/report.ts';
import type { Instant } from '#/core/time.ts';

/** What the desk's screens are made of. Names are already words; ids stay beside them. */
export interface Named {
  id: string;
  name: string;
}

export interface QueueLine extends CaseLine {
  kindName: string;
  /** The level that works until one is decided. */
  provisionalLevel: Level;
  chargeName?: string;
}

export interface MeView {
  person: Named;
  posts: Named[];
  municipality: string;
  contactUnit: { name: string; telephone: string };
  levels: { level: Level; name: string }[];
  seesQueue: boolean;
}

export interface QueueView {
  now: Instant;
  /** Cases at work, what is due soonest first; empty for who may not see the whole queue. */
  open: QueueLine[];
  /** Cases in which I was called. */
  mine: QueueLine[];
  /** Closed this month. */
  closed: QueueLine[];
}

export interface TimelineLine {
  seq: number;
  occurredAt: Instant;
  recordedAt: Instant;
  actor: string;
  words: string;
  hash: string;
}

export interface RuleView {
  id: string;
  words: string;
  source: Source;
}

export interface SuggestionView {
  level: Level;
  rules: RuleView[];
  wouldRaise: RuleView[];
}

export interface TaskView extends Task {
  postName: string;
  personName?: string;
  telephone?: string;
  deputyForName?: string;
  /** When the mail that asks for it left us; `mailFailed` if it has not, or not yet. */
  mailedAt?: Instant;
  mailFailed?: true;
  /** When and how the call was acknowledged. */
  answered?: { at: Instant; how: Reply['how'] };
}

export interface DutyView {
  dutyId: string;
  name: string;
  law: string;
  addressee: string;
  channel: string;
  deadlineWords: string;
  deadlineConfirm: boolean;
  postsConfirm: boolean;
  state: DutyState;
  finding: DutyFinding;
  /** The latest written draft, or the one we suggest from the facts. */
  draft: { revision: number; text: string; author?: Named /** Written on older facts. */; outdated: boolean };
  /** Why the draft came back, while it is being written anew. */
  returned?: { reason: string; by: Named };
  filed?: { filedAt: Instant; receiptNumber: string };
}

export interface EvidenceView {
  evidenceId: string;
  what: string;
  sha256: string;
  bytes: number;
  preservedAt: Instant;
  retainUntil: Instant;
}

export interface CaseView {
  now: Instant;
  caseId: string;
  state: Case['state'];
  run: number;
  kind: { id: string; number: string; name: string };
  sectionName: string;
  receivedAt: Instant;
  report: Report;
  /** Set where the report came by mail. */
  mail?: MailFacts;
  /** The report as it was sent again, with what was changed. */
  supplements: { at: Instant; report: Report }[];
  assessment?: { incident: boolean; violation: boolean };
  facts?: Facts;
  severity?: Level;
  /** The level that works until one is decided. */
  workingLevel: Level;
  suggestion: SuggestionView;
  charge?: Named & { at: Instant };
  /** When everybody is called if nobody has taken charge. */
  everybodyAt?: Instant;
  tasks: TaskView[];
  duties: DutyView[];
  evidence: EvidenceView[];
  timeline: TimelineLine[];
  headHash: string;
  anchored: boolean;
  /** What this person may do now. */
  may: CommandName[];
}

/** Which page a path is, with what stands on it. */
export type Page =
  | { page: 'home' }
  | { page: 'form'; reportId: string; now: Instant }
  | { page: 'receipt'; caseId: string; kind: string; acceptedAt: Instant }
  | { page: 'notice'; notice: NoticeView }
  | { page: 'file'; path: string }
  | { page: 'missing' };

/** What somebody sees who came from a mail and is not signed in. */
export interface NoticeView {
  caseId: string;
  level?: Level;
  asked: Ask;
  state: 'open' | 'acknowledged' | 'charge' | 'over' | 'locked';
  /** Who acknowledged, or who took charge, and when; names, not ids. */
  by?: string;
  at?: Instant;
  personName: string;
  /** The post's id. */
  post: string;
  /** Whoever is in charge of the case already. */
  chargeName?: string;
}
