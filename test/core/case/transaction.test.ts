import { describe, expect, test } from 'vitest';
import type { Command } from '#/core/case/commands.ts';
import { decide } from '#/core/case/decide.ts';
import type { Decision } from '#/core/case/decision.ts';
import type { Happening } from '#/core/case/events.ts';
import type { Facts } from '#/core/case/facts.ts';
import { learn } from '#/core/case/learn.ts';
import { keysOf } from '#/core/case/like-rows.ts';
import type { Learned } from '#/core/case/record-facts.ts';
import { announce } from '#/core/case/review.ts';
import { rowChanges } from '#/core/case/rows.ts';
import { closeWith, confirmWave, join } from '#/core/case/wave.ts';
import { escalate } from '#/core/escalation/escalate.ts';
import type { LikenessKey } from '#/core/report/likeness.ts';
import { CASE_IN } from '#/test/core/samples.ts';
import {
  assessed,
  CASE_ID,
  follow,
  type Grown,
  grow,
  holder,
  later,
  learned,
  NOW,
  personOf,
  reported,
  responding,
  theFacts,
  worldAt,
} from '#/test/core/stage.ts';
import { City } from '#/test/simulation/city.ts';
import { demoPeople, wakayama } from '#/test/simulation/policy.ts';

const town = (everybody: number) => [
  ...demoPeople,
  ...Array.from({ length: everybody - 6 }, (_, at) => holder(`desk-${at + 3}`, ['contact-unit'])),
];

/** Carries a decision and gives the case after it, with the number of writes that DynamoDB would count. */
async function written(from: Grown, { happenings, errands }: Decision, minutes: number, actor = 'step:test') {
  const grown = await follow(from, { happenings, errands }, { now: later(minutes), actor });
  const { put, remove } = rowChanges(from.subject, grown.subject);
  // An event is a header and a content; a command leaves its id; a person wakes the machines.
  const writes = put.length + remove.length + 2 * happenings.length + errands.length + 2;
  return { grown, writes };
}

/** A case in which everybody has been called, each in a wave of its own. */
async function allHands(people: ReturnType<typeof town>) {
  const reached = new Set<string>();
  let most = 0;
  let at = await responding();
  for (let wave = 0; wave <= 10; wave += 1) {
    const minutes = wave === 0 ? 0 : 60;
    const decision = escalate(at.subject, worldAt(later(minutes), people), 1);
    const { grown, writes } = await written(at, decision, minutes);
    most = Math.max(most, writes);
    for (const errand of decision.errands) if (errand.errand === 'mail') reached.add(errand.person);
    at = grown;
  }
  return { grown: at, reached, most };
}

describe.each([10, 20, 60])('with %i people to be called, DynamoDB takes in one transaction', (count) => {
  const people = town(count);
  const world = worldAt(later(61), people);
  const give = (grown: Grown, by: string, given: object): Decision =>
    decide(
      grown.subject,
      { caseId: CASE_ID, commandId: crypto.randomUUID(), ...given } as Command,
      world,
      personOf(by, world),
    );

  test('the arrival of a report', async () => {
    const start = await reported();
    const { writes } = await written(start, announce(start.subject, worldAt(NOW, people)), 0);
    expect(writes).toBeLessThanOrEqual(100);
  });

  test('each wave of the all-hands call, and it reaches all', async () => {
    const { reached, most } = await allHands(people);
    expect(reached.size).toBe(count);
    expect(most).toBeLessThanOrEqual(100);
  });

  test('that somebody takes charge after all were called', async () => {
    const { grown } = await allHands(people);
    const decision = give(grown, 'chief', { command: 'TakeCharge' });
    expect((await written(grown, decision, 61, 'person:chief')).writes).toBeLessThanOrEqual(100);
  });

  test('the closing of a case for which all were called', async () => {
    const { grown } = await allHands(people);
    const charged = await written(grown, give(grown, 'chief', { command: 'TakeCharge' }), 61, 'person:chief');
    const decision = give(charged.grown, 'desk-1', { command: 'CloseCase', summary: '回収済み' });
    expect((await written(charged.grown, decision, 62, 'person:desk-1')).writes).toBeLessThanOrEqual(100);
  });
});

describe('with 130 files kept, sent in three mails, DynamoDB takes in one transaction', () => {
  const world = worldAt(later(61));
  const file = (number: number): Happening => ({
    type: 'evidence-preserved',
    body: {
      evidenceId: `raw-${number}`,
      what: 'mail-attachment',
      sha256: (number + 256).toString(16).padEnd(64, '0'),
      bytes: 1,
      key: `files/${number}`,
      versionId: 'v1',
      retainUntil: later(61),
    },
  });
  const files = Array.from({ length: 130 }, (_, number) => file(number));
  const keys = Array.from({ length: 17 }, (_, number): LikenessKey => `url:${number}`);
  const filed = async (by = reported()) =>
    grow(await by, [{ type: 'likeness-noted', body: { keys, standsOut: [] } }, ...files]);
  const give = (grown: Grown, given: object): Decision =>
    decide(
      grown.subject,
      { caseId: CASE_ID, commandId: crypto.randomUUID(), ...given } as Command,
      world,
      personOf('desk-1', world),
    );
  const master = async () => ({ ...(await reported()).subject, caseId: '20261120-00009' });
  const joined = async () => follow(await filed(), join((await filed()).subject, await master()));

  test('the keeping of each lot', async () => {
    const start = await reported();
    for (let at = 0; at < files.length; at += 20) {
      const before = await grow(start, files.slice(0, at));
      const lot = { happenings: files.slice(at, at + 20), errands: [] };
      expect((await written(before, lot, 0)).writes).toBeLessThanOrEqual(100);
    }
  });

  test('that it is joined, split, closed with its master, restricted, closed', async () => {
    const before = await filed();
    const member = await joined();
    const ended = { ...CASE_IN.closed, caseId: '20261120-00009' };
    const dismissed = await filed(assessed(false));
    const steps: [Grown, Decision][] = [
      [before, join(before.subject, await master())],
      [member, give(member, { command: 'SplitCase', reason: '別の件' })],
      [member, closeWith(member.subject, ended)],
      [before, give(before, { command: 'NameReaders', persons: ['desk-1'], reason: '関係者に限る' })],
      [before, confirmWave(before.subject, { members: [], rule: true }, 'desk-1')],
      [dismissed, give(dismissed, { command: 'CloseCase', summary: '誤報' })],
    ];
    for (const [grown, decision] of steps) {
      const { writes } = await written(grown, decision, 61, 'person:desk-1');
      expect(decision.happenings.length).toBeGreaterThan(0);
      expect(writes, decision.happenings[0]?.type).toBeLessThanOrEqual(100);
    }
  });

  test('two cases with the same files choose the same ones, in whatever order they were kept', async () => {
    const forth = await grow(await reported(), files);
    const back = await grow(await reported(), files.toReversed());
    expect(keysOf(forth.subject)).toEqual(keysOf(back.subject));
    expect(keysOf(forth.subject).length).toBeGreaterThan(0);
  });
});

test('R07 a desk of sixty that answers nothing is called round after round, all of it, in one run', async () => {
  const city = await City.open();
  for (const person of town(60)) await city.cases.enrol(person);
  const accepted = await city.report({ section: 'childcare', personalData: 'yes' });
  if (!accepted.ok) throw new Error('not accepted');
  const { caseId } = accepted;
  await city.command('desk-1', {
    command: 'AssessReport',
    caseId,
    incident: true,
    violation: false,
    reason: '誤り',
    facts: learned(),
  });
  await city.command('desk-1', { command: 'DecideSeverity', caseId, level: 3, reason: '判断' });
  await city.pass(190);
  expect((await city.cases.load(caseId))?.run).toBe(1);
  const mails = city.mail.sent.filter(({ subject }) => subject.includes('引き受ける人がいません'));
  const rounds = new Map<string, number>();
  for (const { to } of mails) rounds.set(to, (rounds.get(to) ?? 0) + 1);
  expect(rounds.size).toBe(60);
  expect([...new Set(rounds.values())]).toEqual([3]);
  expect(city.alarms.filter((alarm) => alarm === 'NobodyAnswered')).toHaveLength(3);
});

describe.each([1, 4, 11])('R33 with %i bodies concerned, whose every duty is open', (count) => {
  const world = worldAt(later(1));
  const bodies = wakayama.profile.bodies.slice(0, count).map(({ id }) => id);
  const enter = (grown: Grown, facts: Facts, more: Partial<Learned> = {}) =>
    written(
      grown,
      learn(grown.subject, learned(facts, { bodies, ...more }), world, personOf('desk-1')),
      1,
      'person:desk-1',
    );

  test('the first facts, all the later ones and the narrowing to one body each fit into one transaction', async () => {
    const unknown = Object.fromEntries(Object.keys(theFacts).map((key) => [key, undefined])) as Facts;
    const grave: Facts = { ...unknown, attack: 'ransomware', leak: 'suspected', service: 'whole' };
    const first = await enter(await responding(), grave);
    const later1 = await enter(
      first.grown,
      { ...grave, recovery: 'unopened', malice: 'suspected' },
      { at: later(1) },
    );
    const narrowed = await enter(later1.grown, {}, { at: later(1), bodies: ['mayor'], facts: {} });
    for (const { writes } of [first, later1, narrowed]) expect(writes).toBeLessThanOrEqual(100);
    expect(Object.keys(first.grown.subject.duties).length).toBeGreaterThan(count * 2);
  });
});
