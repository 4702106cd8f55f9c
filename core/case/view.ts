import type { Case, DutyState, Evidence, Task } from '#/core/case/case.ts';
import type { CommandName } from '#/core/case/commands.ts';
import type { Ask, BodyOf, Reply, Settlement } from '#/core/case/events.ts';
import type { ChoiceFact, FactKey, Facts } from '#/core/case/facts.ts';
import type { Followed } from '#/core/case/queue.ts';
import type { WaveView } from '#/core/case/view-wave.ts';
import type { DutyFinding } from '#/core/duty/derive.ts';
import type { Level, Source } from '#/core/policy/source.ts';
import type { Statute } from '#/core/policy/statute.ts';
import type { CaseLine } from '#/core/ports.ts';
import type { MailFacts } from '#/core/report/mail.ts';
import type { Hearers } from '#/core/report/reaches.ts';
import type { Report } from '#/core/report/report.ts';
import type { Line } from '#/core/text/derivation.ts';
import type { Day, Instant } from '#/core/time.ts';

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
  followed?: Followed;
}

export interface MeView {
  person: Named;
  posts: Named[];
  municipality: string;
  contactUnit: { name: string; telephone: string };
  levels: { level: Level; name: string }[];
  kinds: { id: string; number: string; name: string; group: string }[];
  seesQueue: boolean;
}

/** What the form of a report asks, for whoever is signed in. */
export interface FormView {
  now: Instant;
  groups: Named[];
  kinds: {
    id: string;
    name: string;
    group: string;
    questions: { id: string; words: string; facts: ChoiceFact[] }[];
  }[];
  overlays: { id: string; name: string; steps: string[] }[];
  sections: Named[];
  /** Posts whose holder a report may be about, and who is told in the stead of each. */
  concerned: Named[];
  hearers: Hearers;
  /** What each post is called. */
  posts: Record<string, string>;
  /** Where the copy of a receipt may go. */
  ownDomains: string[];
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
  /** Facts nobody knows yet that would raise the level. */
  missing: FactKey[];
  wouldRaise: RuleView[];
}

export interface TaskView extends Task {
  /** The time is the product's choice, not the municipality's. */
  dueDefault: boolean;
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
  /** The public body that owes it. */
  bodyName: string;
  force: Statute['force'];
  /** What the result is called, which depends on what stands behind the rule. */
  resultWords: string;
  confirm: boolean;
  postsConfirm: boolean;
  /** The stage at work, and what comes of each. */
  stageName: string;
  stages: StageView[];
  derivation: Line[];
  questions: { words: string; of: string }[];
  items: string[];
  notes: string[];
  state: DutyState;
  finding: DutyFinding;
  /** The latest written draft, or the one we suggest from the facts. */
  draft: { revision: number; text: string; author?: Named /** Written on older facts. */; outdated: boolean };
  /** Why the draft came back, while it is being written anew. */
  returned?: { reason: string; by: Named };
  filings: { stageName: string; filedAt: Instant; receiptNumber: string }[];
  changedSince: boolean;
  /** What this person may do to it now. */
  may: CommandName[];
}

export interface StageView {
  name: string;
  words: string;
  aimDay: Day;
  limitDay: Day;
  /** Other days that one might count, and why the working one is another. */
  others: string[];
  confirm: boolean;
  /** The days are the product's choice. */
  isDefault: boolean;
  filed: boolean;
}

/** The fact sheet as known now. */
export interface FactsView {
  firstKnownAt: Instant;
  /** When the report was judged an incident or not. */
  judgedAt?: Instant;
  bodies: Named[] | null;
  values: Facts;
  /** What is known of one body alone, where it differs. */
  ofBody: { body: Named; firstKnownAt: Instant; values: Facts }[];
  history: { at: Instant; body?: string; words: string[] }[];
}

export type EvidenceView = Omit<Evidence, 'key' | 'versionId'>;

/** What the facts make of a case: its level, and what somebody would owe. */
export interface ProspectView {
  level: Level;
  /** Nothing stands against the quick way. */
  quick: boolean;
  /** Due or undecided, and somebody would be asked to work on it. */
  open: OwedView[];
  /** Looked at; nobody is asked for anything. */
  shown: OwedView[];
}

export interface OwedView {
  dutyId: string;
  name: string;
  bodyName: string;
  resultWords: string;
  /** The facts that would decide it. */
  missing: FactKey[];
  questions: { words: string; of: string }[];
}

export interface SettlementView extends Omit<Settlement, 'facts'> {
  seq: number;
  by: Named;
  at: Instant;
  firstKnownAt: Instant;
  facts: string[];
  prospect: ProspectView;
}

/** What the report says besides its own words, in words. */
export interface ReportView {
  channel: BodyOf<'report-accepted'>['channel'];
  questions: { id: string; words: string; answer: string }[];
  told: string[];
  overlays: { id: string; name: string; steps: string[]; never: string[] }[];
  concerns?: string;
  behalfSection?: string;
  /** What was written to and fro, oldest first. */
  thread: { at: Instant; by: string; fromReporter: boolean; text: string }[];
  unread: boolean;
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
  reported: ReportView;
  /** Proposed, and waiting for another person. */
  settlement?: SettlementView;
  /** What the reporter's answers tell, until somebody records facts. */
  told: Facts;
  /** Set where the report came by mail. */
  mail?: MailFacts;
  /** The report as it was sent again, with what was changed. */
  supplements: { at: Instant; report: Report }[];
  assessment?: { incident: boolean; violation: boolean };
  facts?: FactsView;
  /** The bodies that the profile has. */
  bodies: Named[];
  severity?: Level;
  /** The level that works until one is decided. */
  workingLevel: Level;
  suggestion: SuggestionView;
  /** Set where few may read the case: the named readers, or none where nobody has named them yet. */
  restricted?: { readers: Named[] };
  /** Who can be named as a reader, for whoever may name them. */
  mayBeNamed?: Named[];
  danger: boolean;
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
  wave?: WaveView;
}

/** Which page a path is, with what stands on it. */
export type Page =
  | { page: 'home' }
  | { page: 'form'; reportId: string; now: Instant; hearers: Hearers }
  | { page: 'paper' }
  | { page: 'look-up' }
  | { page: 'receipt'; receipt: ReceiptView }
  | { page: 'notice'; notice: NoticeView }
  | { page: 'file'; path: string }
  | { page: 'missing' };

/** What the reporter sees of a case: how far it is, and what was written to and fro. */
export interface ReceiptView {
  receiptId: string;
  caseId: string;
  /** With the number of the case it leads back to this page. */
  code: string;
  kind: string;
  overlays: string[];
  acceptedAt: Instant;
  state: 'accepted' | 'checking' | 'responding' | 'over';
  letters: { from: 'desk' | 'reporter'; at: Instant; text: string }[];
  /** What the report lists; a browser may still be sending. */
  files: { name: string; state: 'arrived' | 'awaited' | 'missing' }[];
  restricted?: true;
  /** The kind whose steps help as well, of a report by mail. */
  mailKind?: string;
  lookedAt?: Instant;
}

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
