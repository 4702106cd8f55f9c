import * as z from 'zod';
import { type Cursor, childOf, childrenOf, stateOf } from '#/local/asl/cursor.ts';
import { Count, Percentage, type StateOf } from '#/local/asl/definition.ts';
import type { Flow, Json, WaitingForFlows } from '#/local/asl/execution.ts';
import { EvaluationFailure, isTooLarge, type StateFailure, tooLarge } from '#/local/asl/failure.ts';
import type { Run } from '#/local/asl/run.ts';
import { fill, fillAs } from '#/local/asl/template.ts';

/** AWS runs no more iterations of an inline Map side by side, whatever the definition says. */
const MAX_CONCURRENCY = 40;

const Values = z.array(z.custom<Json>());

type Plan = Pick<WaitingForFlows, 'inputs' | 'items' | 'concurrency'>;

export async function performParallel(run: Run, cursor: Cursor, state: StateOf<'Parallel'>): Promise<void> {
  const { Arguments, Branches } = state;
  const { input: given } = cursor.flow;
  const input = Arguments === undefined ? given : await fill(Arguments, 'Arguments', run.scope(cursor));
  if (isTooLarge(input)) throw tooLarge(cursor.flow.state);
  run.record(cursor, 'ParallelStateStarted');
  await startFlows(run, cursor, { inputs: Branches.map(() => input), concurrency: Branches.length });
}

export async function performMap(run: Run, cursor: Cursor, state: StateOf<'Map'>): Promise<void> {
  const {
    ItemSelector,
    MaxConcurrency = 0,
    ToleratedFailureCount = 0,
    ToleratedFailurePercentage = 0,
  } = state;
  const items = await itemsOf(run, cursor, state);
  const scope = run.scope(cursor);
  const wanted = await fillAs(Count, MaxConcurrency, 'MaxConcurrency', scope);
  // AWS evaluates what an inline Map may tolerate, but only a distributed one tolerates anything.
  await fillAs(Count, ToleratedFailureCount, 'ToleratedFailureCount', scope);
  await fillAs(Percentage, ToleratedFailurePercentage, 'ToleratedFailurePercentage', scope);
  const inputs: Json[] = [];
  for (const [Index, Value] of items.entries()) {
    const own = run.scope(cursor, { item: { Index, Value } });
    inputs.push(ItemSelector === undefined ? Value : await fill(ItemSelector, 'ItemSelector', own));
  }
  if (inputs.some(isTooLarge)) throw tooLarge(cursor.flow.state);
  run.record(cursor, 'MapStateStarted', { length: items.length });
  const concurrency = Math.min(wanted || MAX_CONCURRENCY, MAX_CONCURRENCY);
  await startFlows(run, cursor, { inputs, items, concurrency });
}

async function itemsOf(run: Run, cursor: Cursor, { Items }: StateOf<'Map'>): Promise<Json[]> {
  const { input } = cursor.flow;
  if (Items !== undefined) return fillAs(Values, Items, 'Items', run.scope(cursor));
  if (Array.isArray(input)) return input;
  throw new EvaluationFailure(`Map state input must be an array but was: ${JSON.stringify(input)}`, 'Items');
}

async function startFlows(run: Run, cursor: Cursor, plan: Plan): Promise<void> {
  const waiting: WaitingForFlows = { for: 'flows', flows: [], started: 0, outputs: {}, ...plan };
  cursor.flow.waiting = waiting;
  await goOn(run, cursor, waiting);
}

/** Starts as many flows as may run, or leaves the state when all are done. */
async function goOn(run: Run, cursor: Cursor, waiting: WaitingForFlows): Promise<void> {
  const { inputs, items, flows, outputs, concurrency } = waiting;
  while (flows.length < concurrency && waiting.started < inputs.length) {
    const index = waiting.started++;
    const flow = newFlow(index, cursor.flow.lastEventId);
    if (items) flow.item = { Index: index, Value: items[index] ?? null };
    flows.push(flow);
    const child = childOf(cursor, flow);
    recordIteration(run, child, cursor, 'Started');
    run.enter(child, child.machine.StartAt, inputs[index] ?? null);
  }
  if (flows.length > 0) return;
  run.record(cursor, `${stateOf(cursor).Type}StateSucceeded`);
  await run.exit(cursor, { result: inputs.map((_, index) => outputs[index] ?? null) });
}

export function newFlow(index: number, lastEventId: number): Flow {
  const unset = { state: '', input: null, enteredAt: 0, enteredEventId: 0 };
  return { ...unset, index, lastEventId, variables: {}, retries: [] };
}

/** A branch or iteration came to its end. */
export async function join(run: Run, child: Cursor, parent: Cursor, output: Json): Promise<void> {
  const { waiting } = parent.flow;
  if (waiting?.for !== 'flows') return;
  recordIteration(run, child, parent, 'Succeeded');
  parent.flow.lastEventId = child.flow.lastEventId;
  waiting.flows.splice(waiting.flows.indexOf(child.flow), 1);
  waiting.outputs[child.flow.index] = output;
  await goOn(run, parent, waiting);
}

/** A branch or iteration failed, and with it the whole state. */
export async function propagate(run: Run, child: Cursor, parent: Cursor, why: StateFailure): Promise<void> {
  recordIteration(run, child, parent, 'Failed');
  for (const sibling of childrenOf(parent)) {
    const isFailed = sibling.flow === child.flow;
    // AWS also aborts the very state that failed, but in a Parallel only.
    if (!isFailed || stateOf(parent).Type === 'Parallel') abort(run, sibling);
    if (!isFailed) recordIteration(run, sibling, parent, 'Aborted');
  }
  parent.flow.lastEventId = child.flow.lastEventId;
  await run.fail(parent, why);
}

function abort(run: Run, cursor: Cursor): void {
  for (const child of childrenOf(cursor)) {
    abort(run, child);
    recordIteration(run, child, cursor, 'Aborted');
  }
  const { Type } = stateOf(cursor);
  if (['Task', 'Wait', 'Map', 'Parallel'].includes(Type)) run.record(cursor, `${Type}StateAborted`);
}

function recordIteration(run: Run, child: Cursor, parent: Cursor, what: string): void {
  if (stateOf(parent).Type !== 'Map') return;
  run.record(child, `MapIteration${what}`, { name: parent.flow.state, index: child.flow.index });
}
