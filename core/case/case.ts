import type { Ask, BodyOf, Settlement } from '#/core/case/events.ts';
import type { FactSheet, Facts } from '#/core/case/facts.ts';
import type { DutyFinding, StageFinding } from '#/core/duty/derive.ts';
import type { Level } from '#/core/policy/source.ts';
import type { LikenessKey, StandsOut } from '#/core/report/likeness.ts';
import type { Concerned } from '#/core/report/report.ts';
import type { Instant } from '#/core/time.ts';

/** Change me when the stored shape of a case changes. */
export const CASE_SCHEMA = 3;

/** Something a named post, or one called person, must do by a time. */
export interface Task {
  taskId: string;
  ask: Ask;
  post: string;
  also?: string[];
  except?: string;
  /** Set where one person is asked, not a post. */
  person?: string;
  deputyFor?: string;
  dutyId?: string;
  openedAt: Instant;
  due: Instant;
  /** Times it was reminded or raised. */
  round: number;
  state: 'open' | 'done' | 'unanswered' | 'dropped';
  doneBy?: string;
  doneAt?: Instant;
  refusedCodes: number;
}

export type DutyState =
  | 'none'
  | 'undecided'
  | 'drafting'
  | 'approving'
  | 'filing'
  | 'filed'
  | 'judged-none'
  /** Nobody is asked for it: it stands there to be seen. */
  | 'shown'
  /** Its statute has been taken out of the policy: a person must see to it outside. */
  | 'left-policy';

export interface Duty {
  dutyId: string;
  finding: DutyFinding;
  state: DutyState;
  /** The stage at work, counted from 0: a first report, then the final one. */
  stage: number;
  /** The last of this stage's days that has passed without the report being filed. */
  passed?: 'aim' | 'limit';
  /** `factsRevision`: the facts the text was written on. */
  draft?: { revision: number; author: string; factsRevision: number };
  approvedAt?: Instant;
  filings: { stage: string; filedAt: Instant; receiptNumber: string }[];
  /** A person took it up although nobody was asked for it. */
  taken?: true;
  /** The facts have changed since the last filing: somebody must see whether to supplement it. */
  changedSince?: true;
}

export type Evidence = BodyOf<'evidence-preserved'> & { preservedAt: Instant };

export interface Assessment {
  incident: boolean;
  violation: boolean;
}

export interface EscalationState {
  number: number;
  everybodyAt: Instant;
  round: number;
  /** How many of everybody have been called in this round. */
  reached: number;
}

interface Common {
  schema: typeof CASE_SCHEMA;
  caseId: string;
  /** Fencing: an execution made for an earlier run ends without effect. */
  run: number;
  runSince: Instant;
  /** Runs raised one after the other of which none held. */
  restarts: number;
  seq: number;
  headHash: string;
  recordedAt: Instant;
  /** The seq of the last event made by a person, or with more from whoever reported: a machine that has not seen it must look again. */
  stirred: number;
  kind: string;
  /** As it was reported: whoever reported sees no other. */
  reportedKind: string;
  section: string;
  /** The section of whoever passed the report on for somebody else. */
  reporterSection: string;
  personalData: 'yes' | 'no' | 'unknown';
  /** What the reporter's answers told. */
  told: Facts;
  overlays: string[];
  /** The posts whose holders the case is about: passed over in every notice, and no readers. */
  concerns?: Concerned[];
  /** Read by few, and counted in no figure and likened to no other case. */
  restricted?: true;
  /** Who alone reads a restricted case, besides whoever is called or asked, once somebody has named them. */
  readers?: string[];
  /** Reported by mail: its kind says little. */
  byMail?: true;
  /** The reporter says that somebody is in danger. */
  danger?: true;
  /** What raises the level of its kind, as the reporter ticked it. */
  raised?: string[];
  receiptId: string;
  /** Where the reporter hears of the case. */
  reporterMail?: string;
  /** Not a report: the watch on the door itself. It stands in no list and no figure. */
  probe?: true;
  receivedAt: Instant;
  facts?: FactSheet;
  factsRevision: number;
  /** The highest level that any facts suggested so far. */
  suggested: Level;
  tasks: Record<string, Task>;
  duties: Record<string, Duty>;
  evidence: Record<string, Evidence>;
  /** Waits for another person's word; `seq` is the event it was proposed with. */
  settlement?: Settlement & { seq: number; by: string };
  /** The reporter added something that nobody at the desk has said to have read. */
  unread?: true;
  /** What came after the report: how often it was sent again with other content, added to, and answered by programs. */
  supplements?: Partial<Record<'reports' | 'additions' | 'automatic', number>> & {
    /** When the desk was last mailed about it. */
    toldAt?: Instant;
  };
  /** What other reports may have in common with this one, and what sets this one apart. */
  likeness?: { keys: LikenessKey[]; standsOut: StandsOut[] };
  /** An older report that this one is like; nobody has joined them. */
  alike?: Alike;
  /** This report belongs to another case, which is worked on in its place. */
  joined?: Joined;
  /** Other reports belong to this one. */
  wave?: Wave;
  /** Of how many reports like this one the desk was told. */
  likeCounted?: number;
  /** Those who hear of a new report have been told, and its reporter has a receipt. */
  announced?: true;
  /** A person has parted it from another: it is compared with nothing any more. */
  unlike?: true;
}

export interface Alike {
  to: string;
  keys: LikenessKey[];
  /** Strongly alike, and nothing sets it apart: one more of the same. */
  plain: boolean;
  apart: StandsOut[];
}

export interface Joined {
  to: string;
  keys: LikenessKey[];
  at: Instant;
  /** The last event of that case that its reporter was told. */
  heard: number;
}

/** `rule`: what comes and is plainly alike joins by itself, since a person has confirmed it. */
export interface Wave {
  since: Instant;
  by: string;
  rule: boolean;
  members: number;
}

export interface Reported extends Common {
  state: 'reported';
}
/** Judged an incident or a violation, its severity still open. */
export interface Assessed extends Common {
  state: 'assessed';
  assessment: Assessment;
}
/** Judged neither: no response, but the duties are still derived and followed. */
export interface SetAside extends Common {
  state: 'set-aside';
  assessment: Assessment;
}
export interface Responding extends Common {
  state: 'responding';
  assessment: Assessment;
  severity: Level;
  /** Counts the levels decided one after another: each has calls of its own. */
  levelNumber: number;
  /** People are called for this level. */
  wakes: boolean;
  escalation?: EscalationState;
  /** The person in charge, once somebody has taken it. */
  charge?: string;
  chargeAt?: Instant;
}
export interface Closed extends Common {
  state: 'closed';
  assessment: Assessment;
  severity?: Level;
  charge?: string;
  chargeAt?: Instant;
  closedAt: Instant;
  /** The event with which the end was last signed; 0 before that. What came after it is not signed yet. */
  anchoredSeq: number;
}

export type Case = Reported | Assessed | SetAside | Responding | Closed;

/** The sections whose heads hear of a case: the one it is about, and that of whoever passed it on. */
export const sectionsOf = ({ section, reporterSection, restricted }: Case): string[] =>
  [section, ...(restricted ? [] : [reporterSection])].filter((id) => id !== '');

/** Every event is covered by a signed end. */
export const isAnchored = (subject: Closed): boolean => subject.anchoredSeq === subject.seq;

export const openTasks = (subject: Case): Task[] =>
  Object.values(subject.tasks).filter((task) => task.state === 'open');

export const openTask = (subject: Case, ask: Ask, dutyId?: string): Task | undefined =>
  openTasks(subject).find((task) => task.ask === ask && task.dutyId === dutyId);

/** Somebody must still be found who takes charge. */
export const needsCharge = (subject: Case): boolean =>
  subject.state === 'responding' && subject.wakes && subject.charge === undefined;

/** The calls of the present level that still wait for an answer. */
export const openCalls = (subject: Case): Task[] =>
  subject.state === 'responding' && subject.wakes
    ? openTasks(subject).filter(
        (task) => task.ask === 'acknowledge' && task.taskId.startsWith(`call-${subject.levelNumber}-`),
      )
    : [];

/** The people of this level have not been called yet, whether or not somebody is in charge. */
export const isUntold = (subject: Case): boolean =>
  subject.state === 'responding' && subject.wakes && subject.escalation?.number !== subject.levelNumber;

/** The days that count for the stage at work. */
export const stageOf = ({ finding, stage }: Duty): StageFinding =>
  finding.stages[Math.min(stage, finding.stages.length - 1)] as StageFinding;

const UNFINISHED: readonly DutyState[] = ['undecided', 'drafting', 'approving', 'filing'];
export const unfinishedDuties = (subject: Case): Duty[] =>
  Object.values(subject.duties).filter((duty) => UNFINISHED.includes(duty.state));
