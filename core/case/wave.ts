import { type Case, openCalls, unfinishedDuties } from '#/core/case/case.ts';
import {
  both,
  type Decision,
  nothing,
  say,
  tellPosts,
  type World,
  workingLevel,
} from '#/core/case/decision.ts';
import type { BodyOf } from '#/core/case/events.ts';
import { isUnjoined, keysOf } from '#/core/case/like-rows.ts';
import { reply } from '#/core/case/reporter.ts';
import { executionName, type OneMore } from '#/core/case/review.ts';
import { Fault } from '#/core/fault.ts';
import type { Errand, NoteOf, PassedOn } from '#/core/ports.ts';
import { isStrong, type LikenessKey, type StandsOut } from '#/core/report/likeness.ts';
import { UNKNOWN_KIND } from '#/core/report/mail.ts';
import { addMinutes, type Instant } from '#/core/time.ts';

/** How far back a report looks for others like it. */
const LIKE_MINUTES = 72 * 60;
export const likeSince = ({ receivedAt }: Case): Instant => addMinutes(receivedAt, -LIKE_MINUTES);

/** Errands that concern other cases than their own; the function that passes on finds them by this. */
export const PASS_ON = 'pass-on-';

/** To the other case, in the same transaction: neither can have happened without the other hearing of it. */
const note = (subject: Case, to: string, what: NoteOf): Decision => ({
  happenings: [],
  errands: [
    {
      key: `${PASS_ON}${what}-${subject.caseId}-${subject.seq}`,
      errand: 'note',
      to,
      of: what,
      member: subject.caseId,
    },
  ],
});

/** `seq`: of the case before, so that each order has a name of its own. */
const passOn = ({ seq }: Case, order: PassedOn): Errand => ({
  key: `${PASS_ON}${order.order}-${seq}`,
  errand: 'pass-on',
  ...order,
});

/** The older report that this one is like, as it stands, and in what. */
export interface Kin {
  to: Case;
  keys: LikenessKey[];
}

/** Whether there is any sense in looking for reports like this one. */
export const isComparable = (subject: Case): boolean =>
  isUnjoined(subject) && !subject.wave && !subject.unlike && keysOf(subject).length > 0;

/** What a report is found to be like, and what follows: by itself nothing but a proposal. */
export function compare(
  subject: Case,
  world: World,
  kin: Kin | undefined,
): { decision: Decision; oneMore: OneMore | undefined } {
  if (kin === undefined || !isComparable(subject) || !mayLead(kin.to))
    return { decision: nothing, oneMore: undefined };
  const { to, keys } = kin;
  const apart = setApart(subject, world);
  const plain = isStrong(keys) && apart.length === 0;
  const { wave } = to;
  if (plain && wave?.rule) {
    const rule = { by: wave.by, at: wave.since };
    return { decision: joined(subject, to, keys, rule), oneMore: 'joined' };
  }
  const oneMore = plain && (to.state === 'reported' || wave !== undefined) ? 'alike' : undefined;
  if (subject.alike?.to === to.caseId) return { decision: nothing, oneMore };
  const found = say({ type: 'likeness-found', body: { to: to.caseId, keys, plain, apart } });
  return { decision: both(found, note(subject, to.caseId, 'alike')), oneMore };
}

/** Above it, a kind says that something has happened to whoever chose it. */
const QUIET_LEVEL = 1;

/** What in this report goes beyond the one that would stand for it. Nobody chooses the kind that means "not known". */
function setApart(subject: Case, { policy }: World): StandsOut[] {
  // Where nothing was noted, the files alone are alike, and nobody has looked at the words.
  const { standsOut } = subject.likeness ?? { standsOut: ['opened' as const] };
  const graver = subject.kind !== UNKNOWN_KIND && workingLevel(subject, policy) > QUIET_LEVEL;
  return [...standsOut, ...(graver ? (['level'] as const) : [])];
}

const joined = (
  subject: Case,
  to: Case,
  keys: LikenessKey[],
  rule?: BodyOf<'case-joined'>['rule'],
): Decision =>
  both(
    say({ type: 'case-joined', body: { master: to.caseId, keys, ...(rule && { rule }) } }),
    note(subject, to.caseId, 'joined'),
  );

/** What stands for others stands for itself: a master is nobody's member, so there are no circles. */
export const mayLead = ({ state, joined: member, restricted, probe }: Case): boolean =>
  state !== 'closed' && !member && !restricted && !probe;

/** Work that has begun is not dropped: whoever was called, and every duty, stays with its case. */
export const mayJoin = (subject: Case): boolean =>
  mayLead(subject) &&
  subject.announced === true &&
  subject.wave === undefined &&
  subject.settlement === undefined &&
  subject.state !== 'responding' &&
  openCalls(subject).length === 0 &&
  unfinishedDuties(subject).length === 0;

/** A person's decision: these are one incident, and whatever plainly looks the same is part of it. */
export function confirmWave(
  subject: Case,
  { members, rule }: BodyOf<'wave-confirmed'>,
  by: string,
): Decision {
  if (!mayLead(subject)) throw new Fault('CannotJoin');
  const named = [...new Set(members)].filter((member) => member !== subject.caseId);
  return both(say({ type: 'wave-confirmed', body: { members: named, rule } }), {
    happenings: [],
    errands: [passOn(subject, { order: 'join', by, members: named })],
  });
}

/** What a person decided of one report. */
export const join = (subject: Case, to: Case): Decision =>
  joined(subject, to, subject.alike?.to === to.caseId ? subject.alike.keys : []);

export function split(subject: Case, reason: string): Decision {
  if (subject.joined === undefined) throw new Fault('WrongState');
  const { to: master } = subject.joined;
  return both(
    say({ type: 'case-split', body: { master, reason } }),
    newRun(subject, 'split'),
    note(subject, master, 'split'),
  );
}

function newRun({ caseId, run: before }: Case, why: 'split' | 'closed'): Decision {
  const run = before + 1;
  return {
    happenings: [{ type: 'run-raised', body: { run, why } }],
    errands: [{ key: executionName({ caseId, run }, 'incident'), errand: 'start', run }],
  };
}

/** Whatever the master is, its members are: they close with it, and each has an end of its own to be signed. */
export function closeWith(subject: Case, master: Case): Decision {
  if (subject.state === 'closed' || subject.joined?.to !== master.caseId || master.state !== 'closed')
    return nothing;
  const { caseId, assessment } = master;
  return both(
    say({ type: 'case-closed', body: { summary: '', master: { caseId, assessment } } }),
    newRun(subject, 'closed'),
    reply(subject, 'closed', 'closed'),
  );
}

/** What the desk wrote to the reporter of the master, each reporter is told, once. */
export function tellMember(subject: Case, master: string, update: { seq: number; text: string }): Decision {
  const { joined: member, state } = subject;
  if (state === 'closed' || member?.to !== master || member.heard >= update.seq) return nothing;
  return both(
    say({
      type: 'reporter-written',
      body: { text: update.text, master: { caseId: master, seq: update.seq } },
    }),
    reply(subject, 'written', `written-${subject.seq}`),
  );
}

/** What a master has to do for its members besides what it does for itself. */
export const toMembers = (subject: Case, order: PassedOn): Decision =>
  subject.wave === undefined ? nothing : { happenings: [], errands: [passOn(subject, order)] };

/** From here on the desk is told how a wave grows: a thousand reports are a handful of mails. */
const COUNTS = [3, 10, 30, 100, 300, 1000, 3000, 10_000];

/** So many reports are like this one by now, which nobody has joined yet. */
export function noticeWave(subject: Case, world: World, count: number): Decision {
  const passed = COUNTS.findLast((each) => each <= count) ?? 0;
  if (passed <= (subject.likeCounted ?? 0) || !mayLead(subject)) return nothing;
  return both(
    say({ type: 'wave-noticed', body: { count: passed } }),
    tellPosts(subject, world, ['contact-unit'], 'wave-grows', { step: `wave-${passed}` }),
  );
}

/** What was noted of reports elsewhere, as it stands on their master. */
export function noted(notes: readonly { key: string; of: NoteOf; member: string }[]): Decision {
  const members = (what: NoteOf) => notes.filter((each) => each.of === what).map(({ member }) => member);
  const joining = members('joined');
  const splitting = members('split');
  return {
    happenings: [
      ...(joining.length > 0 ? [{ type: 'members-joined' as const, body: { members: joining } }] : []),
      ...(splitting.length > 0 ? [{ type: 'members-split' as const, body: { members: splitting } }] : []),
    ],
    errands: [],
    finished: notes.map(({ key }) => key),
  };
}
