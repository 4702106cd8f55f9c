import { expect, test } from 'vitest';
import type { Case } from '#/core/case/case.ts';
import type { Ask, Happening } from '#/core/case/events.ts';
import { type Person, personSchema } from '#/core/escalation/network.ts';
import { OWN_LIST } from '#/core/ports.ts';
import { addMinutes, type Instant } from '#/core/time.ts';
import { ofEveryStore } from './case-stores.ts';
import { happen, NOW, opened } from './changes.ts';

const asked = (taskId: string, ask: Ask, due: Instant, post = 'contact-unit'): Happening => ({
  type: 'task-opened',
  body: { taskId, ask, post, due },
});
const called = (...people: string[]): Happening => ({
  type: 'officers-called',
  body: {
    calls: people.map((person) => {
      return { taskId: `call-${person}`, person, post: 'chief-officer', due: addMinutes(NOW, 30) };
    }),
  },
});
const assessed: Happening = {
  type: 'report-assessed',
  body: { incident: false, violation: false, reason: '誤報' },
};
const anchored: Happening = { type: 'timeline-anchored', body: { note: '', publicKey: '' } };
const closed: Happening = { type: 'case-closed', body: { summary: '誤報' } };

const joined = ({ caseId }: Case): Happening => ({
  type: 'case-joined',
  body: { master: caseId, keys: [] },
});

ofEveryStore((store) => {
  const ofThese = <T extends { caseId: string }>(lines: T[], ...subjects: Case[]): T[] =>
    lines.filter((line) => subjects.some(({ caseId }) => caseId === line.caseId));
  const idsOf = (lines: { caseId: string }[]) => lines.map(({ caseId }) => caseId);

  test('the queue shows open cases, the most pressing first, and what is asked of each', async () => {
    const at = (minutes: number) => addMinutes(NOW, minutes);
    const cases = store();
    const late = await happen(cases, await opened(cases), [asked('assess-1', 'assess', at(90))]);
    const soon = await happen(cases, await opened(cases), [asked('assess-1', 'assess', at(20))]);
    const idle = await opened(cases, {}, at(50));
    const lines = ofThese(await cases.open(), late, soon, idle);
    expect(idsOf(lines)).toEqual(idsOf([soon, idle, late]));
    expect(lines[0]).toEqual({
      caseId: soon.caseId,
      state: 'reported',
      kind: 'mail-missent',
      receivedAt: NOW,
      due: at(20),
      ask: 'assess',
    });
    const reminded: Happening = {
      type: 'task-reminded',
      body: { taskId: 'assess-1', round: 1, due: at(120) },
    };
    await happen(cases, soon, [reminded]);
    expect(idsOf(ofThese(await cases.open(), late, soon, idle))).toEqual(idsOf([idle, late, soon]));
  });

  test('a closed case leaves the queue, is due until its timeline is anchored, and is listed in its month', async () => {
    const cases = store();
    const asking = await happen(cases, await opened(cases), [
      asked('assess-1', 'assess', addMinutes(NOW, 5)),
    ]);
    const aside = await happen(cases, asking, [assessed, asked('close-1', 'close', addMinutes(NOW, 9))]);
    const soon = addMinutes(NOW, 60);
    expect(ofThese(await cases.due(soon), aside)).toMatchObject([{ what: 'task', key: 'close-1' }]);
    const ended = await happen(cases, aside, [closed]);
    expect(ofThese(await cases.open(), aside)).toEqual([]);
    expect(ofThese(await cases.due('9999'), aside)).toMatchObject([{ what: 'task', key: 'anchor' }]);
    const signed = await happen(cases, ended, [anchored]);
    expect(ofThese(await cases.due('9999'), aside)).toEqual([]);
    const read: Happening = { type: 'evidence-read', body: { evidenceId: 'raw-1' } };
    const after = await happen(cases, signed, [read]);
    expect(ofThese(await cases.due('9999'), aside)).toMatchObject([{ what: 'task', key: 'anchor' }]);
    await happen(cases, after, [anchored]);
    expect(ofThese(await cases.due('9999'), aside)).toEqual([]);
    expect(ofThese(await cases.closedIn('2026-11'), aside)).toMatchObject([{ state: 'closed' }]);
  });

  test('what is due is listed oldest first, up to the very moment, and at its new time once it was put off', async () => {
    const cases = store();
    const third = await happen(cases, await opened(cases), [asked('a', 'assess', addMinutes(NOW, 30))]);
    const first = await happen(cases, await opened(cases), [asked('a', 'assess', addMinutes(NOW, 10))]);
    const second = await happen(cases, await opened(cases), [asked('a', 'assess', addMinutes(NOW, 20))]);
    const dueBy = async (minutes: number) =>
      idsOf(ofThese(await cases.due(addMinutes(NOW, minutes)), first, second, third));
    expect(await dueBy(30)).toEqual(idsOf([first, second, third]));
    expect(await dueBy(20)).toEqual(idsOf([first, second]));
    expect(await dueBy(9)).toEqual([]);
    const dueAt = addMinutes(NOW, 25);
    await happen(cases, first, [{ type: 'task-reminded', body: { taskId: 'a', round: 1, due: dueAt } }]);
    expect(await dueBy(30)).toEqual(idsOf([second, first, third]));
    expect(ofThese(await cases.due(dueAt), first)).toEqual([
      { caseId: first.caseId, what: 'task', key: 'a', dueAt },
    ]);
  });

  test('a closed case is listed in the month in Japan in which it was closed, in that order', async () => {
    const cases = store();
    const closedAt = async (at: Instant) => {
      const subject = await opened(cases, {}, at);
      return happen(cases, subject, [assessed, closed], {}, at);
    };
    const lastOfJuly = await closedAt('2026-07-31T14:59:59.999Z');
    const laterInAugust = await closedAt('2026-08-31T14:59:59.999Z');
    const firstOfAugust = await closedAt('2026-07-31T15:00:00.000Z');
    await opened(cases, {}, '2026-08-10T00:00:00.000Z');
    expect(idsOf(await cases.closedIn('2026-07'))).toEqual(idsOf([lastOfJuly]));
    expect(idsOf(await cases.closedIn('2026-08'))).toEqual(idsOf([firstOfAugust, laterInAugust]));
    expect(await cases.closedIn('2026-09')).toEqual([]);
  });

  test('whoever was called finds the case in a list of their own, as it now is', async () => {
    const cases = store();
    const earlier = await happen(cases, await opened(cases, {}, '2026-01-01T00:00:00.000Z'), [
      called('chief-x'),
    ]);
    const subject = await happen(cases, await opened(cases), [called('chief-x', 'deputy-x')]);
    expect(idsOf(await cases.ofReader('chief-x'))).toEqual(idsOf([subject, earlier]));
    expect(idsOf(await cases.ofReader('deputy-x'))).toEqual(idsOf([subject]));
    expect(await cases.ofReader('chief')).toEqual([]);
    await happen(cases, subject, [assessed]);
    expect(await cases.ofReader('deputy-x')).toMatchObject([{ state: 'set-aside' }]);
  });

  test('what is open stays in an own list, however much of what is closed or joined came after it', async () => {
    const cases = store();
    const at = (minutes: number) => addMinutes('2026-02-01T00:00:00.000Z', minutes);
    const call = [asked('assess-1', 'assess', NOW, 'post-x')];
    const grave = await happen(cases, await opened(cases, {}, at(0)), call);
    const past: Case[] = [];
    for (let minutes = 1; minutes <= OWN_LIST.past + 2; minutes += 1) {
      const subject = await happen(cases, await opened(cases, {}, at(minutes)), call);
      past.unshift(await happen(cases, subject, minutes % 2 ? [assessed, closed] : [joined(grave)]));
    }
    const last = await happen(cases, await opened(cases, {}, at(99)), call);
    expect(idsOf(await cases.ofReader('post:post-x'))).toEqual(
      idsOf([last, grave, ...past.slice(0, OWN_LIST.past)]),
    );
  });

  test('an enrolled person is listed once, as enrolled last, in the order of the ids', async () => {
    const person = (id: string, more: Partial<Person> = {}): Person =>
      personSchema.parse({
        id,
        name: '窓口 はな',
        mail: `${id}@city.example`,
        telephone: '',
        posts: [],
        ...more,
      });
    const absences = [{ from: NOW, until: addMinutes(NOW, 60) }];
    for (const one of [person('desk-2'), person('chief'), person('desk-10')]) await store().enrol(one);
    await store().enrol(person('desk-2', { absences, section: 'digital' }));
    expect(await store().people()).toEqual([
      person('chief'),
      person('desk-10'),
      person('desk-2', { absences, section: 'digital' }),
    ]);
  });
});
