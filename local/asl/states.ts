import * as z from 'zod';
import type { Cursor } from '#/local/asl/cursor.ts';
import { Count, momentOf, type State, type StateOf } from '#/local/asl/definition.ts';
import { EvaluationFailure, failureWhile, StateFailure } from '#/local/asl/failure.ts';
import { performMap, performParallel } from '#/local/asl/flows.ts';
import type { Run } from '#/local/asl/run.ts';
import { performTask } from '#/local/asl/tasks.ts';
import { fillAs } from '#/local/asl/template.ts';

async function performFail(run: Run, cursor: Cursor, state: StateOf<'Fail'>): Promise<void> {
  const scope = run.scope(cursor);
  const read = async (field: 'Error' | 'Cause') => {
    const text = state[field];
    return text === undefined ? undefined : await fillAs(z.string(), text, field, scope);
  };
  throw new StateFailure(await read('Error'), await read('Cause'));
}

async function performChoice(run: Run, cursor: Cursor, state: StateOf<'Choice'>): Promise<void> {
  const scope = run.scope(cursor);
  for (const [index, rule] of state.Choices.entries()) {
    const prefix = `Choices[${index}]/`;
    const isMet = await fillAs(z.boolean(), rule.Condition, `${prefix}Condition`, scope);
    if (isMet) return run.exit(cursor, { prefix }, rule);
  }
  if (state.Default !== undefined) return run.exit(cursor, {}, { ...state, Next: state.Default });
  const cause = 'Failed to transition out of the state. The state does not point to a next state.';
  throw failureWhile(cursor.flow, 'States.Runtime', cause);
}

async function performWait(run: Run, cursor: Cursor, state: StateOf<'Wait'>): Promise<void> {
  const scope = run.scope(cursor);
  if (state.Seconds !== undefined) {
    return run.wait(cursor, 'leave', await fillAs(Count, state.Seconds, 'Seconds', scope));
  }
  const text = await fillAs(z.string(), state.Timestamp ?? '', 'Timestamp', scope);
  const moment = momentOf(text);
  if (!Number.isNaN(moment)) return run.wait(cursor, 'leave', Math.floor(moment / 1000) - run.now / 1000);
  const reason = 'cannot be parsed as an ISO-8601 extended offset date-time format string';
  throw new EvaluationFailure(`The Timestamp field ${reason}: ${text}`, 'Timestamp');
}

export function perform(run: Run, cursor: Cursor, state: State): Promise<void> {
  switch (state.Type) {
    case 'Choice':
      return performChoice(run, cursor, state);
    case 'Fail':
      return performFail(run, cursor, state);
    case 'Map':
      return performMap(run, cursor, state);
    case 'Parallel':
      return performParallel(run, cursor, state);
    case 'Task':
      return performTask(run, cursor, state);
    case 'Wait':
      return performWait(run, cursor, state);
    default:
      return run.exit(cursor);
  }
}
