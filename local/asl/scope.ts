import { type Cursor, itemOf, variablesOf } from './cursor.ts';
import type { Execution, Flow, Json, JsonObject } from './execution.ts';
import { defined } from './failure.ts';
import { draw, uuid } from './random.ts';
import type { Scope } from './template.ts';

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
  const context = contextOf(execution, flow, {
    Task: token && { Token: token },
    Map: item && { Item: item },
  });
  const states = defined({ input: flow.input, context, result, errorOutput });
  const sources = { now, random: () => draw(execution), uuid: () => uuid(execution) };
  return { variables: { ...variablesOf(cursor), states }, sources };
}

function contextOf(execution: Execution, flow: Flow, more: Record<string, Json | undefined>): JsonObject {
  const { id: Id, input: Input, name: Name, roleArn: RoleArn, startedAt, stateMachine } = execution;
  const StartTime = new Date(startedAt).toISOString();
  const EnteredTime = new Date(flow.enteredAt).toISOString();
  const RetryCount = flow.retries.reduce((sum, count) => sum + count, 0);
  return {
    Execution: { Id, Input, Name, RoleArn, StartTime, RedriveCount: 0 },
    State: { EnteredTime, Name: flow.state, RetryCount },
    StateMachine: { Id: stateMachine.id, Name: stateMachine.name },
    ...defined(more),
  };
}
