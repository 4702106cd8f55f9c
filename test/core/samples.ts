import type { Case } from '#/core/case/case.ts';
import type { BodyOf, EventType } from '#/core/case/events.ts';
import { newCase } from '#/core/case/fold.ts';
import type { DutyFinding } from '#/core/duty/derive.ts';
import type { MailFacts } from '#/core/report/mail.ts';
import { CASE_ID, DUTY, later, learned, NOW, sheetOf, theReport } from '#/test/core/stage.ts';

const taskId = 'call-1-executive';

const days = { start: '2026-11-20', rawDay: '2026-11-24', over: [], beyondTable: false, others: [] };

export const finding: DutyFinding = {
  dutyId: DUTY,
  statute: 'ppc-report',
  body: 'mayor',
  result: 'due',
  binds: true,
  scope: 'holds',
  items: [{ item: '4号', verdict: 'holds', since: NOW, heldSince: NOW }],
  claimed: [],
  missing: [],
  asked: [],
  startsAt: NOW,
  startDay: '2026-11-20',
  stages: [
    { ...days, stage: 'preliminary', aimDay: '2026-11-22', limitDay: '2026-11-24' },
    { ...days, stage: 'final', days: 30, aimDay: '2026-12-12', rawDay: '2026-12-19', limitDay: '2026-12-21' },
  ],
  bodyAssumed: false,
  followed: true,
  factsRevision: 1,
  policyHash: 'a'.repeat(64),
};

const OTHER_CASE = '20261120-00002';
const KEY = `url:${'c'.repeat(24)}` as const;

const verdict = 'PASS' as const;
const MAIL: MailFacts = {
  from: '執行 まもる <executive@city.example>',
  fromAddress: 'executive@city.example',
  standing: 'claimed',
  doubts: [],
  automatic: false,
  to: ['incident@hikeshi.city.example'],
  subject: 'Re: 了知のお願い',
  messageId: '',
  inReplyTo: '',
  references: [],
  urls: [],
  problems: [],
  attachments: [],
  verdicts: { spam: verdict, virus: verdict, spf: verdict, dkim: verdict, dmarc: verdict },
};

/** One content of every type of event. A new type does not compile until it stands here. */
export const SAMPLES: { [T in EventType]: BodyOf<T> } = {
  'evidence-preserved': {
    evidenceId: 'raw-1',
    what: 'report-form',
    sha256: 'b'.repeat(64),
    bytes: 12,
    key: 'reports/1',
    versionId: 'v1',
    retainUntil: later(1),
  },
  'file-missing': { evidenceId: 'file-0123456789abcdef', name: '画面の写真.png' },
  'attachments-left': { evidenceId: 'raw-1', count: 3 },
  'report-accepted': { report: theReport, channel: 'form' },
  'report-supplemented': { report: theReport, channel: 'form' },
  'readers-named': { persons: ['desk-1'], reason: '本人の安全' },
  'reporter-written': { text: '窓口の質問' },
  'notice-answered': { person: 'executive', text: '（確認番号）', coded: true, mail: MAIL },
  'reporter-added': { text: '報告者の答え', channel: 'page' },
  'reporter-read': {},
  'settlement-proposed': {
    incident: true,
    violation: false,
    reason: '誤り',
    facts: learned(),
    level: 1,
    summary: '回収済み',
  },
  'settlement-confirmed': { proposed: 9 },
  'settlement-returned': { proposed: 9, reason: '人数' },
  'likeness-noted': { keys: [KEY], standsOut: [] },
  'likeness-found': { to: OTHER_CASE, keys: [KEY], plain: false, apart: ['opened'] },
  'wave-noticed': { count: 3 },
  'wave-confirmed': { members: [OTHER_CASE], rule: true },
  'case-joined': { master: OTHER_CASE, keys: [KEY], rule: { by: 'person:desk-1', at: NOW } },
  'members-joined': { members: [OTHER_CASE] },
  'members-refused': { members: [OTHER_CASE] },
  'case-split': { master: OTHER_CASE, reason: '別の件' },
  'members-split': { members: [OTHER_CASE] },
  'notices-queued': {
    text: 'report-arrived',
    to: [{ noticeId: 'n', person: 'desk-1', post: 'contact-unit' }],
  },
  'notice-sent': { noticeId: 'n', person: 'desk-1', attempt: 2, messageId: 'm' },
  'notice-failed': { noticeId: 'n', person: 'desk-1', attempt: 1, reason: 'MessageRejected' },
  'notice-withdrawn': { noticeId: 'n', person: 'desk-1' },
  'reply-sent': { text: 'receipt', attempt: 1, messageId: 'm' },
  'reply-failed': { text: 'receipt', attempt: 1, reason: 'MessageRejected' },
  'reply-withheld': { text: 'receipt', why: 'cap' },
  'task-opened': { taskId: 'assess-1', ask: 'assess', post: 'contact-unit', due: later(60) },
  'task-reminded': { taskId, round: 1, due: later(60) },
  'task-raised': { taskId, round: 2, post: 'everybody', due: later(60) },
  'report-assessed': { incident: true, violation: false, reason: '誤り' },
  'facts-recorded': {
    revision: 1,
    facts: sheetOf(),
    entered: { mode: 'learned', at: NOW, changes: [] },
    suggested: 0,
  },
  'severity-decided': {
    level: 3,
    suggested: { level: 2, rules: ['B1'], missing: [], wouldRaise: [], policyHash: 'a'.repeat(64) },
    reason: '判断',
    wakes: true,
  },
  'escalation-started': { level: 3, number: 1, everybodyAt: later(60) },
  'officers-called': {
    calls: [
      {
        taskId: 'call-1-executive-deputy',
        person: 'executive-deputy',
        post: 'deputy-executive-officer',
        due: later(15),
        deputyFor: 'executive-officer',
      },
    ],
  },
  'post-empty': { post: 'chief-officer' },
  'officer-acknowledged': {
    taskId,
    person: 'executive',
    reply: { how: 'telephone', enteredBy: 'desk-1', number: '000', at: NOW },
  },
  'officers-unanswered': { calls: [{ taskId, person: 'executive', post: 'executive-officer' }] },
  'duty-day-passed': { dutyId: DUTY, stage: 'preliminary', day: 'aim' },
  'code-refused': { taskId },
  'everybody-called': { round: 1, everybodyAt: later(120), reached: 5 },
  'policy-lacks': { dutyId: DUTY },
  'alarm-raised': { alarm: 'NobodyAnswered' },
  'charge-taken': { person: 'executive', post: 'executive-officer' },
  'duties-derived': {
    findings: [finding],
    none: ['police.mayor'],
    changes: [{ dutyId: DUTY, change: 'opened' }],
  },
  'duty-judged': { dutyId: DUTY, reportable: false, reason: '回収済み' },
  'draft-written': { dutyId: DUTY, revision: 1, text: '案' },
  'draft-returned': { dutyId: DUTY, revision: 1, reason: '人数' },
  'draft-approved': { dutyId: DUTY, revision: 1 },
  'report-filed': {
    dutyId: DUTY,
    stage: 'preliminary',
    filedAt: NOW,
    receiptNumber: 'R-1',
    by: 'privacy',
    last: false,
  },
  'probe-passed': {},
  'evidence-read': { evidenceId: 'raw-1' },
  'case-closed': { summary: '回収済み' },
  'timeline-anchored': { note: 'n', publicKey: 'k' },
  'run-raised': { run: 2, why: 'overdue' },
  'workflow-failed': { machine: 'incident', error: 'OutOfOrder' },
};

export const EVENT_TYPES = Object.keys(SAMPLES) as EventType[];

const common = {
  ...newCase(CASE_ID),
  receivedAt: NOW,
  recordedAt: NOW,
  runSince: NOW,
  kind: 'mail-missent',
  section: 'childcare',
  tasks: {
    [taskId]: {
      taskId,
      ask: 'acknowledge',
      post: 'executive-officer',
      person: 'executive',
      openedAt: NOW,
      due: later(15),
      round: 0,
      state: 'open',
      refusedCodes: 0,
    },
  },
  duties: { [DUTY]: { dutyId: DUTY, finding, state: 'drafting', stage: 0, filings: [] } },
};
const assessment = { incident: true, violation: false };
const severity = 3;

/** A case in each state, with a task and a duty in hand. */
export const CASE_IN = {
  reported: common,
  assessed: { ...common, state: 'assessed', assessment },
  'set-aside': { ...common, state: 'set-aside', assessment },
  responding: { ...common, state: 'responding', assessment, severity, levelNumber: 1, wakes: true },
  closed: { ...common, state: 'closed', assessment, severity, closedAt: NOW, anchoredSeq: 0 },
} as Record<Case['state'], Case>;
