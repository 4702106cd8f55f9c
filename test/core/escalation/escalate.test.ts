import { describe, expect, test } from 'vitest';
import type { Decision, World } from '#/core/case/decision.ts';
import type { Happening } from '#/core/case/events.ts';
import { escalate } from '#/core/escalation/escalate.ts';
import {
  away,
  decided,
  follow,
  type Grown,
  grow,
  holder,
  later,
  mailed,
  ofType,
  responding,
  worldAt,
} from '#/test/core/stage.ts';
import { demoPeople } from '#/test/simulation/policy.ts';

const without = (...ids: string[]) => demoPeople.filter((person) => !ids.includes(person.id));
const withAway = (...ids: string[]) =>
  demoPeople.map((person) => (ids.includes(person.id) ? away(person) : person));
const at = (minutes: number, people = demoPeople): World => worldAt(later(minutes), people);
const made = (decision: Decision) => ofType(decision, 'officers-called').flatMap(({ body }) => body.calls);
const callsOf = (decision: Decision) => made(decision).map(({ person }) => person);

const silentIn = (decision: Decision) =>
  ofType(decision, 'officers-unanswered').flatMap(({ body }) => body.calls.map(({ person }) => person));

/** Follows what `escalate` says at each of some minutes. */
async function after(minutes: number[], people = demoPeople): Promise<Grown> {
  let grown = await responding(3);
  for (const minute of minutes) grown = (await settled(grown, minute, 1, people)).grown;
  return grown;
}

/** All that `escalate` says at one moment, as the machine comes back until there is no more. */
async function settled(from: Grown, minute: number, number = 1, people = demoPeople) {
  const said: Decision = { happenings: [], errands: [] };
  let grown = from;
  for (let more = true; more; ) {
    const decision = escalate(grown.subject, at(minute, people), number);
    said.happenings.push(...decision.happenings);
    said.errands.push(...decision.errands);
    more = decision.more ?? false;
    grown = await follow(grown, decision, { now: later(minute) });
  }
  return { grown, decision: said };
}
const acknowledged = (person: string): Happening => ({
  type: 'officer-acknowledged',
  body: { taskId: `call-1-${person}`, person, reply: { how: 'code' } },
});

describe('R08 the first calls', () => {
  test('go to every post of the plan, each with its own time to answer', async () => {
    const decision = escalate((await responding()).subject, at(0), 1);
    expect(ofType(decision, 'escalation-started')[0]?.body).toEqual({
      level: 3,
      number: 1,
      everybodyAt: later(60),
    });
    expect(made(decision).map(({ person, due }) => [person, due])).toEqual([
      ['executive', later(15)],
      ['chief', later(30)],
    ]);
    expect(mailed(decision)).toEqual(['officer-called executive', 'officer-called chief']);
  });

  test('go to the deputy at once where the holder is away, and the holder stays called', async () => {
    const decision = escalate((await responding()).subject, at(0, withAway('executive')), 1);
    expect(mailed(decision)).toEqual([
      'officer-called executive',
      'officer-called chief',
      'deputy-called executive-deputy',
    ]);
    expect(made(decision)[1]).toMatchObject({ deputyFor: 'executive-officer' });
  });

  test('go to the deputy at once where nobody holds the post, and the timeline says so', async () => {
    const decision = escalate((await responding()).subject, at(0, without('executive')), 1);
    expect(ofType(decision, 'post-empty').map(({ body }) => body)).toEqual([{ post: 'executive-officer' }]);
    expect(mailed(decision)).toContain('deputy-called executive-deputy');
  });

  test('say so where the deputy is missing too, and go on with the other posts', async () => {
    const people = without('executive', 'executive-deputy');
    const decision = escalate((await responding()).subject, at(0, people), 1);
    expect(ofType(decision, 'post-empty').map(({ body }) => body)).toEqual([
      { post: 'executive-officer' },
      { post: 'deputy-executive-officer', deputyFor: 'executive-officer' },
    ]);
    expect(callsOf(decision)).toEqual(['chief']);
  });

  test('do not go to the deputy where only one of two holders is away', async () => {
    const people = [...withAway('executive'), holder('executive-2', ['executive-officer'])];
    expect(callsOf(escalate((await responding()).subject, at(0, people), 1))).toEqual([
      'executive',
      'executive-2',
      'chief',
    ]);
  });

  test('R20 reach a person who holds two of the posts once', async () => {
    const people = [...without('executive', 'chief'), holder('both', ['executive-officer', 'chief-officer'])];
    const decision = escalate((await responding()).subject, at(0, people), 1);
    expect(callsOf(decision)).toEqual(['both']);
    expect(decision.errands.map(({ key }) => key)).toEqual(['call-1-both']);
  });

  test('R20 reach a deputy once who is called for somebody away and holds another post of the plan', async () => {
    const people = [
      ...withAway('executive').filter(({ id }) => id !== 'executive-deputy' && id !== 'chief'),
      holder('both', ['deputy-executive-officer', 'chief-officer']),
    ];
    const decision = escalate((await responding()).subject, at(0, people), 1);
    expect(callsOf(decision)).toEqual(['executive', 'both']);
    expect(new Set(decision.errands.map(({ key }) => key)).size).toBe(decision.errands.length);
  });
});

describe('R08 silence', () => {
  test('before its time changes nothing', async () => {
    const grown = await after([0]);
    expect(escalate(grown.subject, at(14), 1)).toMatchObject({ happenings: [], errands: [], over: false });
  });

  test('is written down as no answer, and the deputy is called; the holder can still answer', async () => {
    const grown = await after([0]);
    const decision = escalate(grown.subject, at(15), 1);
    expect(silentIn(decision)).toEqual(['executive']);
    expect(mailed(decision)).toEqual(['deputy-called executive-deputy']);
    const silent = await follow(grown, decision);
    expect(silent.subject.tasks['call-1-executive']?.state).toBe('unanswered');
    expect((await grow(silent, [acknowledged('executive')])).subject.tasks['call-1-executive']?.state).toBe(
      'done',
    );
  });

  test('is not repeated: the deputy is called once', async () => {
    const grown = await after([0, 15]);
    expect(escalate(grown.subject, at(16), 1)).toMatchObject({ happenings: [], errands: [] });
  });

  test('of a post without deputy is written down, and the search goes on', async () => {
    const decision = escalate((await after([0, 15])).subject, at(30), 1);
    expect(silentIn(decision)).toEqual(['chief', 'executive-deputy']);
    expect(decision.errands).toEqual([]);
  });

  test('of one holder is no silence of the post where another holder has answered', async () => {
    const people = [...demoPeople, holder('executive-2', ['executive-officer'])];
    const grown = await grow(await after([0], people), [acknowledged('executive-2')]);
    expect(mailed(escalate(grown.subject, at(15, people), 1))).toEqual([]);
  });

  test('at a higher level calls the deputy, also where the holder had answered at the lower one', async () => {
    const answered = await grow(await after([0]), [acknowledged('executive'), decided(4)]);
    const raised = await follow(answered, escalate(answered.subject, at(1), 2), { now: later(1) });
    expect(mailed(escalate(raised.subject, at(11), 2))).toContain('deputy-called executive-deputy');
  });
});

describe('when nobody takes charge', () => {
  const quiet = [0, 15, 30];

  test('everybody is told and the alarm sounds; who was not called before is called now', async () => {
    const decision = escalate((await after(quiet)).subject, at(60), 1);
    expect(ofType(decision, 'everybody-called')[0]?.body).toEqual({
      round: 1,
      everybodyAt: later(120),
      reached: 6,
    });
    expect(ofType(decision, 'alarm-raised')).toHaveLength(1);
    expect(callsOf(decision)).toEqual(['desk-1', 'desk-2', 'chief-deputy']);
    expect(mailed(decision)).toHaveLength(6);
  });

  test('again after the same time, under new notice ids', async () => {
    const once = await after([...quiet, 60]);
    const { decision } = await settled(once, 120);
    expect(ofType(decision, 'everybody-called')[0]?.body).toMatchObject({ round: 2 });
    expect(decision.errands.map(({ key }) => key)).toContain('everybody-1-2-chief');
    expect(mailed(decision)).toHaveLength(6);
  });

  test('each is told once, whatever the number of posts', async () => {
    const people = [
      ...without('desk-1', 'chief-deputy'),
      holder('both', ['contact-unit', 'deputy-chief-officer']),
    ];
    const decision = escalate((await after(quiet, people)).subject, at(60, people), 1);
    expect(mailed(decision).filter((line) => line.endsWith('both'))).toHaveLength(1);
    expect(callsOf(decision)).toEqual(['desk-2', 'both']);
  });

  test('a deputy due at the same moment is called once', async () => {
    const { decision } = await settled(await after([0]), 60);
    const people = callsOf(decision);
    expect(new Set(people).size).toBe(people.length);
  });

  test('the alarm sounds also where nobody is left to call', async () => {
    const decision = escalate((await responding()).subject, at(0, []), 1);
    const started = await follow(await responding(), decision);
    const late = escalate(started.subject, at(60, []), 1);
    expect(ofType(late, 'alarm-raised')).toHaveLength(1);
    expect(late.errands).toEqual([]);
  });

  test('one who has acknowledged but not taken charge is told as well', async () => {
    const grown = await grow(await after([0]), [acknowledged('chief')]);
    expect(mailed((await settled(grown, 60)).decision)).toContain('everybody-called chief');
  });
});

describe('an escalation is over', () => {
  const charge: Happening = { type: 'charge-taken', body: { person: 'chief', post: 'chief-officer' } };

  test('when somebody is in charge and all have answered, when the level is another, when the case is closed', async () => {
    const grown = await after([0]);
    const over = { over: true, happenings: [], errands: [] };
    const answered = [acknowledged('chief'), acknowledged('executive'), charge];
    expect(escalate((await grow(grown, answered)).subject, at(60), 1)).toEqual(over);
    expect(escalate((await grow(grown, [decided(4)])).subject, at(60), 1)).toEqual(over);
    expect(escalate({ ...grown.subject, state: 'closed' } as never, at(60), 1)).toEqual(over);
  });

  test('at once for a level that wakes nobody', async () => {
    expect(escalate((await responding(1)).subject, at(0), 1).over).toBe(true);
  });

  test('and a higher level calls everybody of its own plan anew', async () => {
    const raised = await grow(await after([0]), [decided(4)]);
    const decision = escalate(raised.subject, at(1), 2);
    expect(mailed(decision)).toEqual(['officer-called executive', 'officer-called chief']);
    expect(made(decision)[0]).toMatchObject({ taskId: 'call-2-executive', due: later(11) });
  });

  test('and a level that comes back calls its posts again, under new notice ids', async () => {
    let grown = await grow(await after([0, 15, 30, 60]), [decided(4)], { now: later(61) });
    grown = await follow(grown, escalate(grown.subject, at(61), 2), { now: later(61) });
    grown = await grow(grown, [decided(3)], { now: later(62) });
    const decision = escalate(grown.subject, at(62), 3);
    expect(mailed(decision)).toEqual(['officer-called executive', 'officer-called chief']);
    const sent = noticeIds(grown);
    for (const { key } of decision.errands) expect(sent).not.toContain(key);
  });

  test('and never under a notice id that was used before for other words', async () => {
    let grown = await after([0, 15, 30, 60]);
    const before = new Set(noticeIds(grown));
    for (const [minute, number, level] of [
      [61, 2, 4],
      [62, 3, 3],
      [122, 3, 3],
    ] as const) {
      grown = await grow(grown, [decided(level)], { now: later(minute) });
      const { decision, grown: next } = await settled(grown, minute, number);
      expect(decision.errands).not.toEqual([]);
      for (const { key } of decision.errands) expect(before, key).not.toContain(key);
      for (const { key } of decision.errands) before.add(key);
      grown = next;
    }
  });

  test('but the same level decided again calls nobody twice', async () => {
    const again = await grow(await after([0]), [decided(3)]);
    expect(escalate(again.subject, at(1), 1)).toMatchObject({ happenings: [], errands: [], over: false });
  });

  test('R07 with somebody in charge the people of a higher level are still told, and their deputies; nobody else is', async () => {
    const raised = await grow(await after([0]), [charge, decided(4)]);
    const decision = escalate(raised.subject, at(1), 2);
    expect(mailed(decision)).toEqual(['officer-called executive', 'level-changed chief']);
    expect(decision.over).toBe(false);
    const told = await follow(raised, decision, { now: later(1) });
    const silent = await settled(told, 11, 2);
    expect(mailed(silent.decision)).toEqual(['deputy-called executive-deputy']);
    const end = await settled(silent.grown, 61, 2);
    expect(mailed(end.decision)).toEqual([]);
    expect(escalate(end.grown.subject, at(61), 2)).toEqual({ over: true, happenings: [], errands: [] });
  });
});

const noticeIds = ({ events }: Grown): string[] =>
  events.flatMap((event) =>
    event.type === 'notices-queued'
      ? (event.body as { to: { noticeId: string }[] }).to.map(({ noticeId }) => noticeId)
      : [],
  );
