import type { Definition, State, States } from '#/local/asl/definition.ts';
import type { Execution, Flow, JsonObject } from '#/local/asl/execution.ts';

/** A flow together with the part of the definition it runs through. */
export interface Cursor {
  flow: Flow;
  machine: States;
  parent?: Cursor;
}

export function rootOf(definition: Definition, execution: Execution): Cursor {
  return { flow: execution.root, machine: definition };
}

export function childOf(parent: Cursor, flow: Flow): Cursor {
  const state = stateOf(parent);
  const machine = state.Type === 'Parallel' ? state.Branches[flow.index] : undefined;
  if (machine) return { flow, machine, parent };
  if (state.Type === 'Map') return { flow, machine: state.ItemProcessor, parent };
  throw new Error(`The state '${parent.flow.state}' has no branch ${flow.index}`);
}

export function stateOf({ flow, machine }: Cursor): State {
  const state = machine.States[flow.state];
  if (!state) throw new Error(`The definition has no state '${flow.state}'`);
  return state;
}

export function* childrenOf(cursor: Cursor): Generator<Cursor> {
  const { waiting } = cursor.flow;
  if (waiting?.for === 'flows') for (const flow of waiting.flows) yield childOf(cursor, flow);
}

export function* cursorsOf(cursor: Cursor): Generator<Cursor> {
  yield cursor;
  for (const child of childrenOf(cursor)) yield* cursorsOf(child);
}

/** Whether the branch or iteration is still one that its Parallel or Map waits for. */
export function isAlive({ flow, parent }: Cursor): boolean {
  if (!parent) return true;
  const { waiting } = parent.flow;
  return waiting?.for === 'flows' && waiting.flows.includes(flow) && isAlive(parent);
}

/** An inner scope sees the variables of the outer ones; what it assigns ends with it. */
export function variablesOf({ flow, parent }: Cursor): JsonObject {
  return { ...(parent ? variablesOf(parent) : {}), ...flow.variables };
}

export function itemOf({ flow, parent }: Cursor): Flow['item'] {
  return flow.item ?? (parent ? itemOf(parent) : undefined);
}
