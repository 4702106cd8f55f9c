import { beforeEach, describe, expect, test } from 'vitest';
import { carry, runErrands } from '#/core/case/carry.ts';
import { type Decision, nothing, say } from '#/core/case/decision.ts';
import { replay } from '#/core/case/fold.ts';
import type { Change, Errand } from '#/core/ports.ts';
import { SAMPLES } from '#/test/core/samples.ts';
import { CASE_ID, grow, later, momentAt, NOW, reported } from '#/test/core/stage.ts';
import { MemoryCases } from '#/test/simulation/memory-cases.ts';
import { demoPeople, wakayama } from '#/test/simulation/policy.ts';

/** A store in which somebody else is faster a number of times. */
class BusyCases extends MemoryCases {
  rivals = 0;
  commits = 0;

  override async commit(change: Change, dueAt: string) {
    this.commits += 1;
    if (this.rivals > 0 && change.before) {
      this.rivals -= 1;
      const rival = await grow(change.before, [{ type: 'evidence-read', body: { evidenceId: 'rival' } }]);
      const events = rival.events as Change['events'];
      await super.commit(
        { before: change.before, after: rival.subject, events, errands: [], finished: [] },
        dueAt,
      );
    }
    return super.commit(change, dueAt);
  }
}

const read = say({ type: 'evidence-read', body: { evidenceId: 'raw-1' } });
const act = say({ type: 'facts-recorded', body: SAMPLES['facts-recorded'] });
const work = { caseId: CASE_ID, actor: 'step:test' };
let cases: BusyCases;
let pauses: number[];
let log: string[];
let failing: boolean;
const machines = {
  startIncident: async (caseId: string, run: number) => {
    if (failing) throw new Error('away');
    log.push(`start ${caseId} ${run}`);
  },
  wake: async (token: string) => {
    if (failing) throw new Error('away');
    log.push(`wake ${token}`);
  },
};
const carrier = () => ({
  cases,
  machines,
  policy: wakayama,
  moment: {
    ...momentAt(),
    pause: async (attempt: number) => void pauses.push(attempt),
    warn: (what: string) => void log.push(what),
    alarm: (name: string) => void log.push(`alarm ${name}`),
  },
});

beforeEach(async () => {
  cases = new BusyCases();
  [pauses, log, failing] = [[], [], false];
  for (const person of demoPeople) await cases.enrol(person);
  const { subject, events } = await reported();
  await cases.commit(
    { after: subject, events: events as Change['events'], errands: [], finished: [] },
    later(1),
  );
  cases.commits = 0;
});

describe('carrying a decision', () => {
  test('writes its events sealed onto the end of the chain', async () => {
    await carry(carrier(), work, () => read);
    const events = await cases.timeline(CASE_ID);
    expect(events.map(({ type }) => type)).toEqual(['report-accepted', 'evidence-read']);
    expect(events[1]?.prevHash).toBe(events[0]?.hash);
    expect(replay(CASE_ID, events)).toEqual(await cases.load(CASE_ID));
  });

  test('that says nothing writes nothing', async () => {
    const { subject } = await carry(carrier(), work, () => nothing);
    expect(subject.seq).toBe(1);
    expect(cases.commits).toBe(0);
  });

  test('about a case that does not exist is refused', async () => {
    await expect(carry(carrier(), { ...work, caseId: '20261120-99999' }, () => read)).rejects.toThrow(
      'CaseNotFound',
    );
  });

  test('shows the decision the people and the time of now', async () => {
    const { world } = await carry(carrier(), work, () => nothing);
    expect(world).toMatchObject({ now: NOW, policy: wakayama });
    expect(world.people).toHaveLength(demoPeople.length);
  });
});

describe('a lost race', () => {
  test('is read and decided anew, on what the other has written', async () => {
    cases.rivals = 4;
    const seen: number[] = [];
    const { subject } = await carry(carrier(), work, (before): Decision => {
      seen.push(before.seq);
      return read;
    });
    expect(seen).toEqual([1, 2, 3, 4, 5]);
    expect(subject.seq).toBe(6);
    expect(pauses).toEqual([1, 2, 3, 4]);
    expect((await cases.timeline(CASE_ID)).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6]);
  });

  test('five times in a row is too busy, and nothing of it is written', async () => {
    cases.rivals = 5;
    await expect(carry(carrier(), work, () => read)).rejects.toThrow('TooBusy');
    expect(cases.commits).toBe(5);
    const bodies = (await cases.timeline(CASE_ID)).map(({ body }) => body);
    expect(bodies).not.toContainEqual({ evidenceId: 'raw-1' });
  });

  test('may find that nothing is left to do', async () => {
    cases.rivals = 1;
    const { decision } = await carry(carrier(), work, (before) => (before.seq > 1 ? nothing : read));
    expect(decision).toBe(nothing);
  });
});

describe('what was commanded once', () => {
  test('has one effect, however often it is sent', async () => {
    for (let time = 1; time <= 3; time += 1)
      await carry(carrier(), { ...work, once: 'command:1' }, () => read);
    expect(await cases.timeline(CASE_ID)).toHaveLength(2);
    expect(await cases.caseOfOnce('command:1')).toBe(CASE_ID);
  });

  test('two at the same moment have one effect', async () => {
    const both = [1, 2].map(() => carry(carrier(), { ...work, once: 'command:1' }, () => read));
    await Promise.all(both);
    expect(await cases.timeline(CASE_ID)).toHaveLength(2);
  });

  test('does not wake or start anything the second time', async () => {
    await cases.keepToken(CASE_ID, 'incident', 't');
    const person = { caseId: CASE_ID, actor: 'person:desk-1', once: 'command:1' };
    for (let time = 1; time <= 2; time += 1) await carry(carrier(), person, () => act);
    expect(log).toEqual(['wake t']);
  });
});

describe('effects outside', () => {
  const start: Errand = { key: 'go', errand: 'start', run: 2 };

  test('are done at once and are then no longer due', async () => {
    await carry(carrier(), work, () => ({ ...read, errands: [start] }));
    expect(log).toEqual([`start ${CASE_ID} 2`]);
    expect(await cases.errands(CASE_ID)).toEqual([]);
  });

  test('that fail are written down beforehand, due in a minute, and fail nobody', async () => {
    failing = true;
    await carry(carrier(), work, () => ({ ...read, errands: [start] }));
    expect(log).toEqual(['errand left to the sweeper']);
    expect(await cases.errands(CASE_ID)).toMatchObject([{ ...start, caseId: CASE_ID, dueAt: later(1) }]);
  });

  test('may be left for later', async () => {
    failing = true;
    await carry(carrier(), { ...work, errandSeconds: () => 600 }, () => ({ ...read, errands: [start] }));
    expect((await cases.errands(CASE_ID))[0]?.dueAt).toBe(later(10));
  });

  test('R21 mail is left to the one step that may send it', async () => {
    const mail: Errand = {
      key: 'm',
      errand: 'mail',
      person: 'desk-1',
      post: 'contact-unit',
      text: 'task-late',
    };
    await carry(carrier(), work, () => ({ ...read, errands: [mail] }));
    await runErrands(carrier(), CASE_ID, [mail]);
    expect(log).toEqual([]);
    expect(await cases.errands(CASE_ID)).toHaveLength(1);
  });

  test('a person who acts wakes every machine that waits; a step wakes none', async () => {
    await cases.keepToken(CASE_ID, 'incident', 'one');
    await cases.keepToken(CASE_ID, 'escalation-3', 'two');
    await carry(carrier(), work, () => read);
    expect(log).toEqual([]);
    await carry(carrier(), { ...work, actor: 'person:desk-1' }, () => act);
    expect(log.sort()).toEqual(['wake one', 'wake two']);
    expect(await cases.errands(CASE_ID)).toEqual([]);
  });

  test('an alarm on the timeline makes a noise, even if no machine can be reached', async () => {
    failing = true;
    const alarm = say({ type: 'alarm-raised', body: { alarm: 'NobodyAnswered' } });
    await carry(carrier(), work, () => ({ ...alarm, errands: [start] }));
    expect(log).toContain('alarm NobodyAnswered');
  });

  test('the noise comes before anything that can hang', async () => {
    const alarm = say({ type: 'alarm-raised', body: { alarm: 'NobodyAnswered' } });
    await carry(carrier(), work, () => ({ ...alarm, errands: [start] }));
    expect(log).toEqual(['alarm NobodyAnswered', `start ${CASE_ID} 2`]);
  });

  test('what these events complete is no longer due', async () => {
    await carry({ ...carrier(), machines: undefined as never }, work, () => ({ ...read, errands: [start] }));
    await carry(carrier(), work, () => ({ ...read, finished: ['go'] }));
    expect(await cases.errands(CASE_ID)).toEqual([]);
  });
});
