import type { Case } from '#/core/case/case.ts';
import type { Decision, World } from '#/core/case/decision.ts';
import type { Happening, TimelineEvent } from '#/core/case/events.ts';
import { fold } from '#/core/case/fold.ts';
import { seal } from '#/core/evidence/chain.ts';
import { Fault } from '#/core/fault.ts';
import type { Policy } from '#/core/policy/policy.ts';
import type { Cases, Errand, Machines, Moment } from '#/core/ports.ts';
import { addSeconds } from '#/core/time.ts';

const ATTEMPTS = 5;
/** An errand not done by its writer within this time is done by the sweeper. */
const ERRAND_SECONDS = 60;

export interface Carrier {
  cases: Cases;
  machines?: Machines;
  moment: Moment;
  policy: Policy;
}

/** Seals what was decided onto the end of a case's chain. */
export async function extend(subject: Case, happenings: readonly Happening[], actor: string, moment: Moment) {
  const events: (TimelineEvent & { body: Happening['body'] })[] = [];
  let after = subject;
  for (const happening of happenings) {
    const event = await seal(happening, after, { actor, now: moment.now(), salt: moment.fresh() });
    after = fold(after, event);
    events.push(event);
  }
  return { after, events };
}

export async function worldNow({
  cases,
  policy,
  moment,
}: Pick<Carrier, 'cases' | 'policy' | 'moment'>): Promise<World> {
  return { policy, people: await cases.people(), now: moment.now() };
}

export interface Work {
  caseId: string;
  actor: string;
  /** The key under which this work is done once. */
  once?: string;
  /** How long the errands may wait before the sweeper does them. */
  errandSeconds?: (before: Case) => number;
}

interface Carried<D extends Decision> {
  subject: Case;
  decision: D;
  world: World;
}

type Decide<D extends Decision> = (subject: Case, world: World) => D | Promise<D>;

/** Reads the case, asks the core, writes what it says. A lost race is read and decided anew. */
export async function carry<D extends Decision>(
  carrier: Carrier,
  work: Work,
  decide: Decide<D>,
): Promise<Carried<D>> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const carried = await tryToCarry(carrier, work, decide);
    if (carried !== undefined) return carried;
    await carrier.moment.pause(attempt);
  }
  throw new Fault('TooBusy');
}

async function tryToCarry<D extends Decision>(
  carrier: Carrier,
  { caseId, actor, once, errandSeconds = () => ERRAND_SECONDS }: Work,
  decide: Decide<D>,
): Promise<Carried<D> | undefined> {
  const { cases, moment } = carrier;
  const before = await cases.load(caseId);
  if (before === undefined) throw new Fault('CaseNotFound');
  const world = await worldNow(carrier);
  const decision = await decide(before, world);
  const { happenings, finished = [] } = decision;
  if (isNothing(decision)) return { subject: before, decision, world };
  const { after, events } = await extend(before, happenings, actor, moment);
  // Somebody acted: whoever waits must look at the case again.
  const wake: Errand[] = after.stirred > before.stirred ? [{ key: `wake-${after.seq}`, errand: 'wake' }] : [];
  const errands = [...decision.errands, ...wake];
  const change = { before, after, events, errands, finished, ...(once && { once }) };
  const result = await cases.commit(change, addSeconds(moment.now(), errandSeconds(before)));
  if (result === 'lost') return undefined;
  if (result === 'known') return { subject: before, decision, world };
  // The noise first: it depends on nothing that can hang.
  for (const { type, body } of happenings) if (type === 'alarm-raised') moment.alarm(body.alarm);
  await runErrands(carrier, caseId, errands);
  return { subject: after, decision, world };
}

/** The one case that a machine names, or by the schedule each that has an errand of this kind left. */
export async function casesOf(
  { cases, moment }: Pick<Carrier, 'cases' | 'moment'>,
  given: { caseId: string } | { schedule: string },
  ...kinds: Errand['errand'][]
): Promise<string[]> {
  if ('caseId' in given) return [given.caseId];
  const due = await cases.due(moment.now());
  return due.filter(({ errand }) => errand && kinds.includes(errand)).map(({ caseId }) => caseId);
}

/** Works through cases so that a fault in one keeps nothing from the others; it still ends as a fault, which sounds an alarm. */
export async function forEachCase(
  moment: Moment,
  caseIds: Iterable<string>,
  work: (caseId: string) => Promise<void>,
): Promise<void> {
  const faults: unknown[] = [];
  for (const caseId of new Set(caseIds)) {
    try {
      await work(caseId);
    } catch (error) {
      moment.warn('case left out', error);
      faults.push(error);
    }
  }
  if (faults.length > 0) throw faults[0];
}

const isNothing = ({ happenings, errands, finished = [] }: Decision): boolean =>
  happenings.length + errands.length + finished.length === 0;

/** Starts and wakes machines at once. What fails stays an errand, and the sweeper does it within a minute or two. */
export async function runErrands(
  { cases, machines, moment }: Pick<Carrier, 'cases' | 'machines' | 'moment'>,
  caseId: string,
  errands: readonly Errand[],
): Promise<void> {
  if (machines === undefined) return;
  for (const errand of errands) {
    if (errand.errand !== 'start' && errand.errand !== 'wake') continue;
    try {
      if (errand.errand === 'start') await machines.startIncident(caseId, errand.run);
      else for (const { token } of await cases.tokens(caseId)) await machines.wake(token);
      await cases.finish(caseId, errand.key);
    } catch (error) {
      moment.warn('errand left to the sweeper', error);
    }
  }
}
