import { expect, test } from 'vitest';
import { type Carrier, carry } from '#/core/case/carry.ts';
import type { Case } from '#/core/case/case.ts';
import { say } from '#/core/case/decision.ts';
import { replay } from '#/core/case/fold.ts';
import { TIMELINE_FORMAT, verifyTimeline } from '#/core/evidence/verify.ts';
import { Fault } from '#/core/fault.ts';
import type { Cases } from '#/core/ports.ts';
import { SAMPLES } from '#/test/core/samples.ts';
import { wakayama } from '#/test/simulation/policy.ts';
import { ofEveryStore } from './case-stores.ts';
import {
  firstChange,
  freshCaseId,
  happen,
  LATER,
  mail,
  moment,
  NOW,
  nextChange,
  opened,
  read,
} from './changes.ts';

/** Everything the store says about a case. */
async function allOf(cases: Cases, caseId: string) {
  const mine = <T extends { caseId: string }>(lines: T[]) => lines.filter((line) => line.caseId === caseId);
  return {
    subject: await cases.load(caseId),
    events: await cases.timeline(caseId),
    errands: await cases.errands(caseId),
    tokens: await cases.tokens(caseId),
    due: mine(await cases.due('9999')),
    open: mine(await cases.open()),
    month: mine(await cases.closedIn('2026-11')),
  };
}

async function verified(cases: Cases, caseId: string) {
  const events = await cases.timeline(caseId);
  return verifyTimeline({ format: TIMELINE_FORMAT, caseId, exportedAt: NOW, events });
}

/** A person whose command is refused because too many act at once gives it again. */
async function carryUntilDone(carrier: Carrier, caseId: string, revision: number): Promise<Case> {
  const facts = { kind: 'other', known: [{ at: NOW, personalData: 'yes' as const }] };
  for (;;) {
    try {
      const work = { caseId, actor: 'person:desk-1', once: `command:${caseId}-${revision}` };
      const decide = () =>
        say({ type: 'facts-recorded', body: { ...SAMPLES['facts-recorded'], revision, facts } });
      return (await carry(carrier, work, decide)).subject;
    } catch (error) {
      if (!(error instanceof Fault && error.code === 'TooBusy')) throw error;
    }
  }
}

ofEveryStore((store) => {
  test('of a case that nobody wrote there is nothing', async () => {
    expect(await allOf(store(), freshCaseId())).toEqual({
      subject: undefined,
      events: [],
      errands: [],
      tokens: [],
      due: [],
      open: [],
      month: [],
    });
    expect(await store().caseOfOnce('report:never')).toBeUndefined();
  });

  test('what was committed is read back: the case, its timeline, its errands, and whose answer it was', async () => {
    const cases = store();
    const caseId = freshCaseId();
    const errand = { key: `${caseId}-incident-1`, errand: 'start', run: 1 } as const;
    const change = await firstChange(caseId, { errands: [errand], once: `report:${caseId}` });
    expect(await cases.commit(change, LATER)).toBe('committed');
    expect(await cases.load(caseId)).toEqual(change.after);
    expect(await cases.timeline(caseId)).toEqual(change.events);
    expect(await cases.errands(caseId)).toMatchObject([{ ...errand, caseId, dueAt: LATER }]);
    expect(await cases.caseOfOnce(`report:${caseId}`)).toBe(caseId);
  });

  test('what is read back can be changed without changing what is stored', async () => {
    const due = '2026-11-20T09:23:00.000Z';
    const asked = {
      type: 'task-opened',
      body: { taskId: 'a', ask: 'assess', post: 'contact-unit', due },
    } as const;
    const subject = await happen(store(), await opened(store()), [asked]);
    const first = await store().load(subject.caseId);
    Object.assign(first?.tasks.a ?? {}, { state: 'done' });
    (await store().timeline(subject.caseId)).length = 0;
    expect(await store().load(subject.caseId)).toEqual(subject);
    expect(await store().timeline(subject.caseId)).toHaveLength(2);
  });

  test('a case number that is taken is lost, and the case that has it is untouched', async () => {
    const subject = await opened(store());
    const before = await allOf(store(), subject.caseId);
    const other = await firstChange(subject.caseId, { once: 'report:late', errands: [mail('late')] });
    expect(await store().commit(other, LATER)).toBe('lost');
    expect(await allOf(store(), subject.caseId)).toEqual(before);
    expect(await store().caseOfOnce('report:late')).toBeUndefined();
  });

  test('a change of a case that has moved on is lost, and nothing of it is written', async () => {
    const cases = store();
    const subject = await opened(cases, { errands: [mail('first')] });
    const { caseId } = subject;
    const late = await nextChange(subject, [read('late'), read('later')], {
      errands: [mail('late')],
      finished: ['first'],
      once: `command:late-${caseId}`,
    });
    await happen(cases, subject, [read('early')]);
    const before = await allOf(cases, caseId);
    expect(await cases.commit(late, LATER)).toBe('lost');
    expect(await allOf(cases, caseId)).toEqual(before);
    expect(await cases.caseOfOnce(`command:late-${caseId}`)).toBeUndefined();
    expect(await cases.claim(caseId, 'first', NOW, LATER)).toBe(1);
  });

  test('a command that was answered is known, even where the case has moved on', async () => {
    const cases = store();
    const subject = await opened(cases);
    const once = `command:${subject.caseId}`;
    const after = await happen(cases, subject, [read('a')], { once });
    const before = await allOf(cases, subject.caseId);
    const repeats = [
      await nextChange(after, [read('a')], { once }),
      await nextChange(subject, [read('a')], { once }),
      await firstChange(freshCaseId(), { once }),
    ];
    for (const repeat of repeats) expect(await cases.commit(repeat, LATER)).toBe('known');
    expect(await allOf(cases, subject.caseId)).toEqual(before);
    expect(await cases.load(repeats[2]?.after.caseId ?? '')).toBeUndefined();
  });

  test('one report sent twice at the same moment opens one case', async () => {
    const cases = store();
    const once = `report:${freshCaseId()}`;
    const changes = await Promise.all(
      Array.from({ length: 6 }, () => firstChange(freshCaseId(), { once, errands: [mail('desk')] })),
    );
    const results = await Promise.all(changes.map((change) => cases.commit(change, LATER)));
    expect(results.filter((result) => result === 'committed')).toHaveLength(1);
    const winner = changes[results.indexOf('committed')]?.after.caseId;
    expect(await cases.caseOfOnce(once)).toBe(winner);
    for (const { after } of changes.filter((change) => change.after.caseId !== winner)) {
      expect(await cases.load(after.caseId)).toBeUndefined();
      expect(await cases.errands(after.caseId)).toEqual([]);
    }
  });

  test('of two who write at once one is lost, and the chain has no fork', async () => {
    const cases = store();
    const subject = await opened(cases);
    const changes = await Promise.all(
      ['one', 'two', 'three', 'four'].map((id) => nextChange(subject, [read(id)], { errands: [mail(id)] })),
    );
    const results = await Promise.all(changes.map((change) => cases.commit(change, LATER)));
    expect(results.toSorted()).toEqual(['committed', 'lost', 'lost', 'lost']);
    const winner = changes[results.indexOf('committed')];
    expect(await cases.load(subject.caseId)).toEqual(winner?.after);
    expect(await cases.timeline(subject.caseId)).toHaveLength(2);
    expect((await cases.errands(subject.caseId)).map(({ key }) => key)).toEqual(
      winner?.errands.map(({ key }) => key),
    );
  });

  test('many commands at once are all there, each once, in a chain that verifies', async () => {
    const cases = store();
    const { caseId } = await opened(cases);
    const carrier = { cases, moment, policy: wakayama };
    const commands = Array.from({ length: 12 }, (_, index) => index + 1);
    // Each is sent twice, as by a double click.
    await Promise.all([...commands, ...commands].map((command) => carryUntilDone(carrier, caseId, command)));
    const events = await cases.timeline(caseId);
    expect(events.map(({ seq }) => seq)).toEqual([1, ...commands.map((command) => command + 1)]);
    const carried = events.slice(1).map(({ body }) => (body as { revision: number }).revision);
    expect(carried.toSorted((one, other) => one - other)).toEqual(commands);
    expect((await verified(cases, caseId)).problems).toEqual([]);
    expect(await cases.load(caseId)).toEqual(replay(caseId, events));
    expect(await cases.errands(caseId)).toHaveLength(12);
  });

  test('a timeline of several megabytes is read whole, and every character of it is what was written', async () => {
    const cases = store();
    let subject = await opened(cases);
    const texts = Array.from({ length: 20 }, (_, round) => `${round}\r\n\t🔥 ${'消火訓練'.repeat(12_000)}`);
    for (const text of texts) {
      subject = await happen(cases, subject, [read(text)]);
    }
    const events = await cases.timeline(subject.caseId);
    expect(events.slice(1).map(({ body }) => body)).toEqual(texts.map((evidenceId) => ({ evidenceId })));
    expect((await verified(cases, subject.caseId)).problems).toEqual([]);
  });
});
