import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Case } from '#/core/case/case.ts';
import { nothing } from '#/core/case/decision.ts';
import { replay } from '#/core/case/fold.ts';
import { foldAlike } from '#/core/case/queue.ts';
import {
  closeWith,
  compare,
  confirmWave,
  join,
  mayJoin,
  noticeWave,
  split,
  tellMember,
} from '#/core/case/wave.ts';
import { Fault } from '#/core/fault.ts';
import type { CaseLine } from '#/core/ports.ts';
import type { LikenessKey } from '#/core/report/likeness.ts';
import { CASE_IN } from '#/test/core/samples.ts';
import {
  CASE_ID,
  follow,
  type Grown,
  grow,
  mailed,
  NOW,
  ofType,
  reported,
  responding,
  worldAt,
} from '#/test/core/stage.ts';

const URL: LikenessKey = 'url:1';
const SUBJECT: LikenessKey = 'subject:1';
const world = worldAt();
const noted = async (keys: LikenessKey[] = [URL], report: Parameters<typeof reported>[0] = {}) =>
  (await grow(await reported({ kind: 'suspicious-mail', personalData: 'unknown', ...report }), [
    { type: 'likeness-noted', body: { keys, standsOut: [] } },
    { type: 'task-opened', body: { taskId: 'assess-1', ask: 'assess', post: 'contact-unit', due: NOW } },
  ])) satisfies Grown;
const other = async (change: Partial<Case> = {}): Promise<Case> =>
  ({ ...(await noted()).subject, caseId: '20261120-00009', ...change }) as Case;
const wave = { since: NOW, by: 'person:desk-1', rule: true, members: 3 };
const refusedWith = (code: string, work: () => unknown) => {
  expect(work).toThrow(Fault);
  expect(work).toThrow(code);
};

describe('a report that is like another', () => {
  test('is a proposal and nothing more, until a person has confirmed a wave', async () => {
    const { subject } = await noted();
    const { decision, oneMore } = compare(subject, world, { to: await other(), keys: [URL] });
    expect(decision.happenings.map(({ type }) => type)).toEqual(['likeness-found']);
    expect(oneMore).toBe('alike');
    const byRule = compare(subject, world, { to: await other({ wave }), keys: [URL] });
    expect(byRule.decision.happenings.map(({ type }) => type)).toEqual(['case-joined']);
    expect(byRule.oneMore).toBe('joined');
  });

  test('is not one more of the same where it is weakly alike, or the desk has passed the other by', async () => {
    const { subject } = await noted([SUBJECT]);
    expect(compare(subject, world, { to: await other({ wave }), keys: [SUBJECT] }).oneMore).toBeUndefined();
    const assessed = { ...CASE_IN.assessed, caseId: '20261120-00009' };
    const strong = await noted();
    expect(compare(strong.subject, world, { to: assessed, keys: [URL] }).oneMore).toBeUndefined();
  });

  test('is likened to nothing that is closed, restricted, a probe or a member', async () => {
    const { subject } = await noted();
    const unfit: Partial<Case>[] = [
      { restricted: true },
      { probe: true },
      { joined: { to: 'x', keys: [], at: NOW, heard: 0 } },
    ];
    for (const change of unfit)
      expect(compare(subject, world, { to: await other(change), keys: [URL] }).decision.happenings).toEqual(
        [],
      );
    expect(compare(subject, world, { to: CASE_IN.closed, keys: [URL] }).decision.happenings).toEqual([]);
  });
});

describe('who may lead and who may join', () => {
  test('a member leads nothing, and who leads is no member', async () => {
    const lead = { members: [], rule: true };
    const member = (await follow(await noted(), join((await noted()).subject, await other()))).subject;
    refusedWith('CannotJoin', () => confirmWave(member, lead, 'desk-1'));
    refusedWith('CannotJoin', () => confirmWave(CASE_IN.closed, lead, 'desk-1'));
    const master = await grow(await noted(), confirmWave((await noted()).subject, lead, 'desk-1').happenings);
    expect(mayJoin(master.subject)).toBe(false);
    expect(mayJoin((await noted()).subject)).toBe(true);
  });

  test('what is being responded to, or owes something, stays by itself', async () => {
    expect(mayJoin((await responding()).subject)).toBe(false);
    expect(mayJoin({ ...CASE_IN['set-aside'], announced: true, tasks: {} })).toBe(false);
  });
});

test('a member hears of each thing once, and closes only with its own master', async () => {
  const master = await other();
  const member = await follow(await noted(), join((await noted()).subject, master));
  const update = { seq: 7, text: '消してください' };
  const told = await follow(member, tellMember(member.subject, master.caseId, update));
  expect(told.subject.joined?.heard).toBe(7);
  expect(tellMember(told.subject, master.caseId, update).happenings).toEqual([]);
  expect(tellMember(member.subject, 'another', update).happenings).toEqual([]);
  const closed = { ...CASE_IN.closed, caseId: master.caseId };
  expect(closeWith(told.subject, closed).happenings.map(({ type }) => type)).toEqual([
    'case-closed',
    'run-raised',
  ]);
  expect(closeWith(told.subject, { ...closed, caseId: 'another' }).happenings).toEqual([]);
  expect(closeWith(told.subject, master).happenings).toEqual([]);
});

const ACTS = {
  join: (subject: Case, master: Case) => (mayJoin(subject) ? join(subject, master) : nothing),
  tell: (subject: Case, master: Case) => tellMember(subject, master.caseId, { seq: subject.seq, text: 'x' }),
  split: (subject: Case) => (subject.joined ? split(subject, '別の件') : nothing),
};
const asksNothing = ({ joined, tasks }: Case): boolean =>
  joined === undefined || Object.values(tasks).every(({ state }) => state !== 'open');

test('however often it is joined and split, a report keeps its history, and its state is what the history tells', async () => {
  const acts = fc.array(fc.constantFrom(...Object.values(ACTS)), { maxLength: 12 });
  const keeps = async (given: (typeof ACTS.join)[]) => {
    const master = await other();
    let at: Grown = await noted();
    const { kind, state, receivedAt, likeness, receiptId } = at.subject;
    for (const act of given) {
      const before = at.events;
      at = await follow(at, act(at.subject, master));
      expect(at.events.slice(0, before.length)).toEqual(before);
      expect(replay(CASE_ID, at.events)).toEqual(at.subject);
      expect(asksNothing(at.subject)).toBe(true);
    }
    expect(at.subject).toMatchObject({ kind, state, receivedAt, likeness, receiptId });
  };
  await fc.assert(fc.asyncProperty(acts, keeps), { numRuns: 60, seed: 2026 });
});

test('the desk is told of a wave at its third, tenth, thirtieth report, and of none twice', async () => {
  let at = await noted();
  const mails: string[] = [];
  for (let count = 1; count <= 1000; count += 1) {
    const decision = noticeWave(at.subject, world, count);
    mails.push(...mailed(decision));
    at = await follow(at, decision);
  }
  expect(mails.filter((mail) => mail.endsWith(' desk-1'))).toHaveLength(6);
  expect(ofType(noticeWave(at.subject, world, 1000), 'wave-noticed')).toEqual([]);
});

test('a thousand lines that are alike are one, what stands out is its own, and nothing hides behind what is taken up', () => {
  const line = (
    caseId: string,
    to?: string,
    plain = true,
    state: CaseLine['state'] = 'reported',
  ): CaseLine => ({
    caseId,
    state,
    kind: 'suspicious-mail',
    receivedAt: caseId,
    ...(to && { alike: { to, keys: [URL], plain, apart: [] } }),
  });
  const followers = Array.from({ length: 998 }, (_, at) => line(`b${at}`, at % 2 === 0 ? 'a' : `b${at - 1}`));
  const shown = foldAlike([line('a'), ...followers, line('c', 'a', false)]);
  expect(shown.map(({ caseId }) => caseId)).toEqual(['a', 'c']);
  expect(shown[0]?.followed).toMatchObject({ count: 998, alike: '同じリンク先' });
  const taken = foldAlike([line('a', undefined, true, 'assessed'), line('b', 'a')]);
  expect(taken.map(({ caseId }) => caseId)).toEqual(['a', 'b']);
});
