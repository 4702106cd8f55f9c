import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Case } from '#/core/case/case.ts';
import type { EventType, Happening } from '#/core/case/events.ts';
import {
  caseFrom,
  caseLine,
  monthListOf,
  RUN_KEY,
  readerListOf,
  rowChanges,
  rowsOf,
  watched,
} from '#/core/case/rows.ts';
import { Fault } from '#/core/fault.ts';
import { CASE_IN, EVENT_TYPES, SAMPLES } from '#/test/core/samples.ts';
import { decided, type Grown, grow, later, NOW, responding } from '#/test/core/stage.ts';

const happening = (type: EventType): Happening => ({ type, body: SAMPLES[type] }) as Happening;

/** A case after whatever of these events it accepts. */
async function grown(types: readonly EventType[]): Promise<Grown> {
  let at: Grown = await responding();
  for (const type of types) {
    try {
      at = await grow(at, [happening(type)]);
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
    }
  }
  return at;
}
const histories = fc.array(fc.constantFrom(...EVENT_TYPES), { maxLength: 12 });
const shuffled = (subject: Case) => [...rowsOf(subject)].reverse();

describe('the rows of a case', () => {
  test('give the case again, in whatever order they come', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (types) => {
        const { subject } = await grown(types);
        expect(caseFrom(rowsOf(subject))).toEqual(subject);
        expect(caseFrom(JSON.parse(JSON.stringify(shuffled(subject))))).toEqual(subject);
      }),
      { numRuns: 30 },
    );
  });

  test('of every state give the case again; no rows give no case', () => {
    for (const subject of Object.values(CASE_IN)) expect(caseFrom(rowsOf(subject))).toEqual(subject);
    expect(caseFrom([])).toBeUndefined();
  });

  test('have different keys', async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (types) => {
        const keys = rowsOf((await grown(types)).subject).map((row) => row.sk);
        expect(new Set(keys).size).toBe(keys.length);
      }),
      { numRuns: 20 },
    );
  });

  test('keep lists out of the head, so that it stays small', () => {
    const head = rowsOf(CASE_IN.responding).find((row) => row.sk === 'CASE');
    expect(Object.keys(head?.data ?? {})).not.toEqual(expect.arrayContaining(['tasks']));
    expect(head).not.toHaveProperty('list');
  });

  test('R21 hold no word of the report: a list shows kind, state, level and times only', async () => {
    const { subject } = await grow(await responding(), [
      {
        type: 'report-supplemented',
        body: { report: { ...SAMPLES['report-accepted'].report, happened: '秘密の内容' }, channel: 'form' },
      },
    ]);
    expect(JSON.stringify(rowsOf(subject))).not.toContain('秘密');
  });
});

describe('what is written of a change', () => {
  test('makes the old rows the new ones, and writes no row that stays as it was', async () => {
    await fc.assert(
      fc.asyncProperty(histories, histories, async (first, second) => {
        const before = (await grown(first)).subject;
        const after = (await grown([...first, ...second])).subject;
        const stored = new Map(rowsOf(before).map((row) => [row.sk, row]));
        const { put, remove } = rowChanges(before, after);
        for (const row of put) expect(stored.get(row.sk)).not.toEqual(row);
        for (const sk of remove) expect(stored.has(sk)).toBe(true);
        for (const row of put) stored.set(row.sk, row);
        for (const sk of remove) stored.delete(sk);
        expect([...stored.values()].sort(bySk)).toEqual(rowsOf(after).sort(bySk));
      }),
      { numRuns: 30 },
    );
  });

  test('of a new case is all of it; of an unchanged one nothing', () => {
    expect(rowChanges(undefined, CASE_IN.reported).put).toEqual(rowsOf(CASE_IN.reported));
    expect(rowChanges(CASE_IN.closed, structuredClone(CASE_IN.closed))).toEqual({ put: [], remove: [] });
  });
});

const bySk = (one: { sk: string }, other: { sk: string }) => (one.sk < other.sk ? -1 : 1);

describe('the lists', () => {
  test('an open case is in the queue, a closed one in the month in which it was closed in Japan', () => {
    const lists = (subject: Case) => rowsOf(subject).flatMap((row) => row.list ?? []);
    expect(lists(CASE_IN.responding)).toContain('OPEN');
    expect(lists(CASE_IN.closed)).not.toContain('OPEN');
    expect(lists(CASE_IN.closed)).toContain(monthListOf('2026-11'));
    const newYear = { ...CASE_IN.closed, closedAt: '2026-12-31T15:00:00.000Z' } as Case;
    expect(lists(newYear)).toContain(monthListOf('2027-01'));
  });

  test('everybody who was called finds the case in a list of their own, once', async () => {
    const { calls } = SAMPLES['officers-called'];
    const { subject } = await grow(await responding(), [
      happening('officers-called'),
      {
        type: 'officers-called',
        body: { calls: calls.map((call) => ({ ...call, taskId: 'call-2-executive-deputy' })) },
      },
    ]);
    const own = rowsOf(subject).filter((row) => row.list === readerListOf('executive-deputy', 'open'));
    expect(own).toHaveLength(1);
  });

  test('the queue is ordered by what is due soonest, and shows the level and who is in charge', async () => {
    const opened: Happening[] = [
      {
        type: 'task-opened',
        body: { ...SAMPLES['task-opened'], taskId: 'close-1', ask: 'close', due: later(90) },
      },
      {
        type: 'task-opened',
        body: { ...SAMPLES['task-opened'], taskId: 'draft-1', ask: 'draft', due: later(30) },
      },
      happening('officers-called'),
    ];
    const { subject } = await grow(await responding(), [...opened, happening('charge-taken')]);
    expect(caseLine(subject)).toEqual({
      caseId: subject.caseId,
      state: 'responding',
      kind: 'mail-missent',
      severity: 3,
      receivedAt: NOW,
      due: later(30),
      ask: 'draft',
      charge: 'executive',
    });
    expect(rowsOf(subject).find((row) => row.list === 'OPEN')?.order).toBe(later(30));
  });

  test('R08 in the queue a call comes first for as long as nobody is in charge', async () => {
    const called = await grow(await responding(), [
      {
        type: 'task-opened',
        body: { ...SAMPLES['task-opened'], taskId: 'draft-1', ask: 'draft', due: later(30) },
      },
      happening('officers-called'),
    ]);
    expect(caseLine(called.subject)).toMatchObject({ ask: 'acknowledge', due: later(15), unled: true });
    const { subject } = await grow(called, [happening('charge-taken')]);
    expect(caseLine(subject)).toMatchObject({ ask: 'draft', due: later(30), charge: 'executive' });
  });
});

describe('what is watched', () => {
  const escalating = async () =>
    grow(await responding(), [closing, happening('escalation-started'), happening('officers-called')]);
  const closing: Happening = {
    type: 'task-opened',
    body: { ...SAMPLES['task-opened'], taskId: 'close-1', ask: 'close', due: later(90) },
  };
  const besideRun = (subject: Case) => watched(subject).filter(({ key }) => key !== RUN_KEY);
  const keys = (subject: Case) => besideRun(subject).map(({ key }) => key);

  test('the run of every open case, so that a new one is raised long before the year that an execution may last', async () => {
    const { subject } = await grow(await escalating(), [happening('run-raised')], { now: later(60) });
    expect(watched(subject)).toContainEqual({ key: RUN_KEY, due: later(60 + 90 * 24 * 60) });
    for (const open of [CASE_IN.reported, CASE_IN.assessed, CASE_IN['set-aside'], CASE_IN.responding]) {
      expect(watched(open).map(({ key }) => key)).toContain(RUN_KEY);
    }
    expect(watched(CASE_IN.closed).map(({ key }) => key)).not.toContain(RUN_KEY);
  });

  test('every open task, the next call to fall silent, and the time at which everybody is called', async () => {
    expect(besideRun((await escalating()).subject)).toEqual([
      { key: 'close-1', due: later(90) },
      { key: 'calls', due: later(15) },
      { key: 'everybody', due: later(60) },
    ]);
  });

  test('R07 with somebody in charge the calls already made are still followed, but not everybody', async () => {
    const charged = await grow(await escalating(), [happening('charge-taken')]);
    expect(keys(charged.subject)).toEqual(['close-1', 'calls']);
  });

  test('a closed case is watched until its end is signed, and again once something came after that', async () => {
    const ended = await grow(await responding(), [happening('case-closed')], { now: later(1) });
    expect(watched(ended.subject)).toEqual([{ key: 'anchor', due: later(1) }]);
    const signed = await grow(ended, [happening('timeline-anchored')], { now: later(2) });
    expect(keys(signed.subject)).toEqual([]);
    const read = await grow(signed, [happening('evidence-read')], { now: later(50) });
    expect(watched(read.subject)).toEqual([{ key: 'anchor', due: later(50) }]);
    expect(keys((await grow(read, [happening('timeline-anchored')])).subject)).toEqual([]);
  });

  test('a call that found silence is not watched, but the call of everybody is', async () => {
    const silent: Happening = {
      type: 'officers-unanswered',
      body: { calls: [{ taskId: 'call-1-executive-deputy', person: 'executive-deputy', post: 'x' }] },
    };
    expect(keys((await grow(await escalating(), [silent])).subject)).toEqual(['close-1', 'everybody']);
  });

  test('after the level fell to one that wakes nobody, the call of everybody is no longer watched', async () => {
    const lowered = await grow(await escalating(), [decided(1)]);
    expect(keys(lowered.subject)).toEqual(['close-1']);
  });

  test('a report nobody was told of, a case nobody must act on, a level nobody was called for: all are watched', async () => {
    for (const types of [[], ['report-assessed'], ['report-assessed', 'severity-decided']] as EventType[][]) {
      const { subject } = await grow(CASE_IN_NEW, types.map(happening));
      expect(keys(subject), `${subject.state} with no task`).not.toEqual([]);
    }
  });

  test('R11 a duty without a task is watched', async () => {
    const { subject } = await grow(CASE_IN_NEW, [happening('report-assessed'), happening('duties-derived')]);
    expect(keys((await grow({ subject, events: [] }, [closing])).subject)).not.toEqual(['close-1']);
  });

  test('R07 people who must still be told of a higher level are watched, also with somebody in charge', async () => {
    const raised = await grow(await escalating(), [happening('charge-taken'), decided(4)]);
    expect(keys(raised.subject)).not.toEqual(['close-1']);
  });
});

const CASE_IN_NEW: Case = { ...CASE_IN.reported, tasks: {}, duties: {} };
