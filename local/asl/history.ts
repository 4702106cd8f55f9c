import type { HistoryEvent, Json, JsonObject } from '#/local/asl/execution.ts';

export const MAX_EVENTS = 25_000;

/** Ends the execution: the last event AWS keeps is the one that says so. */
export class HistoryIsFull extends Error {
  override name = 'HistoryIsFull';
}

export function append(
  history: HistoryEvent[],
  event: Omit<HistoryEvent, 'id'>,
  details?: JsonObject,
): number {
  const id = history.length + 1;
  if (id >= MAX_EVENTS && !event.type.startsWith('Execution')) throw new HistoryIsFull();
  history.push({ id, ...event, ...(details && { [detailsName(event.type)]: details }) });
  return id;
}

/** The next event of the flow does not name one of these as the one before it. */
export function isAside(type: string): boolean {
  return /StateSucceeded$|^MapIterationFailed$|^TaskStateAborted$/.test(type);
}

/** The event types of all states share two kinds of details. */
function detailsName(type: string): string {
  const name = /State(Entered|Exited)$/.exec(type)?.[0] ?? type;
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}EventDetails`;
}

export function input(value: Json): JsonObject {
  return { input: JSON.stringify(value), inputDetails: { truncated: false } };
}

export function output(value: Json): JsonObject {
  return { output: JSON.stringify(value), outputDetails: { truncated: false } };
}

export function assigned(variables: JsonObject): JsonObject {
  const texts = Object.entries(variables).map(([name, value]) => [name, JSON.stringify(value)]);
  if (texts.length === 0) return {};
  return { assignedVariables: Object.fromEntries(texts), assignedVariablesDetails: { truncated: false } };
}
