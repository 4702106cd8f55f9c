import * as z from 'zod';
import { type Carrier, carry, forEachCase } from '#/core/case/carry.ts';
import type { Case } from '#/core/case/case.ts';
import { type Decision, nothing, say } from '#/core/case/decision.ts';
import { is } from '#/core/case/events.ts';
import { closeWith, join, mayJoin, noted, noticeWave, PASS_ON, tellMember } from '#/core/case/wave.ts';
import { Fault } from '#/core/fault.ts';
import type { CaseLine, PendingErrand } from '#/core/ports.ts';
import { addSeconds, type Instant } from '#/core/time.ts';

export const input = z.object({ schedule: z.string() });

type Order = Extract<PendingErrand, { errand: 'pass-on' }>;
type Note = Extract<PendingErrand, { errand: 'note' }>;
/** A master, and until when something more may be begun for it. */
interface Work {
  master: Case;
  until: Instant;
}

/** An order is carried out before it is due, and again after: whoever came in between is in the lists by then. */
const AHEAD_SECONDS = 60;
/** What is begun by then is over before this function is stopped. The rest is for the next minute. */
const BEGINS_SECONDS = 40;
const AT_ONCE = 8;
/** So many notes are one event. */
const BATCH = 40;

/** What concerns all members of a wave reaches each: that they belong to it, what their reporters are told, that it is over. */
export async function passOn(ports: Carrier): Promise<{ cases: number }> {
  const { cases, moment } = ports;
  const until = addSeconds(moment.now(), BEGINS_SECONDS);
  const due = await cases.due(addSeconds(moment.now(), AHEAD_SECONDS));
  const masters = new Set(
    due.filter(({ what, key }) => what === 'errand' && key.startsWith(PASS_ON)).map(({ caseId }) => caseId),
  );
  await forEachCase(moment, masters, async (caseId) => {
    const master = await cases.load(caseId);
    if (master) await passOnFrom(ports, { master, until });
  });
  return { cases: masters.size };
}

async function passOnFrom(ports: Carrier, work: Work): Promise<void> {
  const { cases, moment } = ports;
  const { caseId, state } = work.master;
  for (const order of (await cases.errands(caseId)).filter(({ errand }) => errand === 'pass-on')) {
    const complete = await carryOut(ports, work, order as Order);
    if (complete && order.dueAt <= moment.now()) await cases.finish(caseId, order.key);
  }
  // Whoever joined while it was being closed is closed too, before their note is taken away.
  if (state === 'closed' && !(await closeMembers(ports, work))) return;
  await takeNotes(ports, work);
}

async function carryOut(ports: Carrier, work: Work, order: Order): Promise<boolean> {
  switch (order.order) {
    case 'join':
      return joinAll(ports, work, order);
    case 'written':
      return tellMembers(ports, work, order.seq);
    case 'close':
      return closeMembers(ports, work);
  }
}

/** Does one thing to many cases, a few at a time, and says whether there was time for all. */
async function forEach(
  { moment }: Carrier,
  { until }: Work,
  caseIds: readonly string[],
  work: (caseId: string) => Promise<unknown>,
): Promise<boolean> {
  let complete = true;
  const lanes = Array.from({ length: AT_ONCE }, (_, lane) =>
    caseIds.filter((_id, index) => index % AT_ONCE === lane),
  );
  await Promise.all(
    lanes.map((lane) =>
      forEachCase(moment, lane, async (caseId) => {
        if (moment.now() > until) complete = false;
        else await work(caseId);
      }),
    ),
  );
  return complete;
}

const idsOf = (lines: readonly CaseLine[]): string[] => lines.map(({ caseId }) => caseId);

async function joinAll(
  ports: Carrier,
  work: Work,
  { key, by, members }: Extract<Order, { order: 'join' }>,
): Promise<boolean> {
  const { master, until } = work;
  const refused: string[] = [];
  const joinOne = async (caseId: string) => {
    const done = await joinMember(ports, master, caseId, by);
    if (!done && members.includes(caseId)) refused.push(caseId);
  };
  let complete = await forEach(ports, work, members, joinOne);
  let next = master.wave?.rule ? [master.caseId, ...members] : [];
  while (next.length > 0 && ports.moment.now() <= until) {
    const lines = await Promise.all(next.map((caseId) => ports.cases.alike(caseId)));
    next = idsOf(lines.flat().filter(({ alike }) => alike?.plain));
    complete = (await forEach(ports, work, next, joinOne)) && complete;
  }
  if (refused.length > 0) {
    const once = `refused:${master.caseId}:${key}`;
    await carry(ports, { caseId: master.caseId, actor: 'step:pass-on', once }, () =>
      say({ type: 'members-refused', body: { members: refused.slice(0, 100) } }),
    );
  }
  return complete && next.length === 0;
}

/** It is the person who confirmed the wave who joins them; this only does it. */
async function joinMember(ports: Carrier, master: Case, caseId: string, by: string): Promise<boolean> {
  try {
    const { subject } = await carry(
      ports,
      { caseId, actor: `person:${by}` },
      (before): Decision => (mayJoin(before) && master.state !== 'closed' ? join(before, master) : nothing),
    );
    return subject.joined?.to === master.caseId;
  } catch (error) {
    if (error instanceof Fault && error.code === 'CaseNotFound') return false;
    throw error;
  }
}

async function tellMembers(ports: Carrier, work: Work, seq: number): Promise<boolean> {
  const { cases } = ports;
  const { caseId: master } = work.master;
  const event = (await cases.timeline(master)).find((candidate) => candidate.seq === seq);
  if (event === undefined || !is(event, 'reporter-written')) return true;
  const { text } = event.body;
  const untold = (await cases.members(master, 'open')).filter(({ joined }) => (joined?.heard ?? 0) < seq);
  return forEach(ports, work, idsOf(untold), (caseId) =>
    carry(ports, { caseId, actor: event.actor }, (subject) => tellMember(subject, master, { seq, text })),
  );
}

async function closeMembers(ports: Carrier, work: Work): Promise<boolean> {
  const { master } = work;
  const members = await ports.cases.members(master.caseId, 'open');
  return forEach(ports, work, idsOf(members), (caseId) =>
    carry(ports, { caseId, actor: 'step:pass-on' }, (subject) => closeWith(subject, master)),
  );
}

const notesOf = async ({ cases }: Carrier, caseId: string): Promise<(PendingErrand & Note)[]> =>
  (await cases.errands(caseId)).filter((errand): errand is PendingErrand & Note => errand.errand === 'note');
const isEdge = ({ of }: Note): boolean => of !== 'alike';

/** Many notes are one event on the master, and go away with it. */
async function takeNotes(ports: Carrier, work: Work): Promise<void> {
  const { cases } = ports;
  const { caseId } = work.master;
  const notes = await notesOf(ports, caseId);
  const edges = notes.filter(isEdge);
  for (let at = 0; at < edges.length; at += BATCH) {
    // Read again once the master is: another round may have taken them since.
    await carry(ports, { caseId, actor: 'step:pass-on' }, async () =>
      noted((await notesOf(ports, caseId)).filter(isEdge).slice(0, BATCH)),
    );
  }
  const alike = notes.filter((note) => !isEdge(note));
  if (alike.length === 0) return;
  const { length } = await cases.alike(caseId);
  await carry(ports, { caseId, actor: 'step:pass-on' }, (subject, world) =>
    noticeWave(subject, world, length),
  );
  await forEach(
    ports,
    work,
    alike.map(({ key }) => key),
    (key) => cases.finish(caseId, key),
  );
}
