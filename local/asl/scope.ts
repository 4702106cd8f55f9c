import { type Cursor, itemOf, stateOf, variablesOf } from '#/local/asl/cursor.ts';
import type { Execution, Flow, Json, JsonObject } from '#/local/asl/execution.ts';
import { defined } from '#/local/asl/failure.ts';
import { draw, uuid } from '#/local/asl/random.ts';
import type { Scope } from '#/local/asl/template.ts';

/** What `$states` holds beside the input. */
export interface Reads {
  result?: Json;
  errorOutput?: Json;
  token?: string | undefined;
  item?: Flow['item'];
}

/** All that an expression of the present state may see. */
export function scopeOf(execution: Execution, now: number, cursor: Cursor, reads: Reads): Scope {
  const { result, errorOutput, token, item = itemOf(cursor) } = reads;
  const { flow } = cursor;
  const more = defined({ Task: token && { Token: token }, Map: item && { Item: item } });
  const context = { ...contextOf(execution, cursor), ...more };
  const states = defined({ input: flow.input, context, result, errorOutput });
  const sources = { now, random: () => draw(execution), uuid: () => uuid(execution) };
  return { variables: { ...variablesOf(cursor), states }, sources };
}

function contextOf(execution: Execution, cursor: Cursor): JsonObject {
  const { id: Id, input: Input, name: Name, roleArn: RoleArn, startedAt, stateMachine } = execution;
  const { state, enteredAt, retries } = cursor.flow;
  const StartTime = new Date(startedAt).toISOString();
  const EnteredTime = new Date(enteredAt).toISOString();
  const mayRetry = ['Task', 'Map', 'Parallel'].includes(stateOf(cursor).Type);
  const retried = mayRetry ? { RetryCount: retries.reduce((sum, count) => sum + count, 0) } : {};
  return {
    Execution: { Id, Input, Name, RoleArn, StartTime, RedriveCount: 0 },
    State: { EnteredTime, Name: state, ...retried },
    StateMachine: { Id: stateMachine.id, Name: stateMachine.name },
  };
}
