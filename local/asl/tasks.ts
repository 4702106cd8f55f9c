import type * as z from 'zod';
import { type Cursor, stateOf } from '#/local/asl/cursor.ts';
import { InvokeArguments, Seconds, StartArguments, type StateOf, wordingOf } from '#/local/asl/definition.ts';
import type { Json, JsonObject, Request, Timer, WaitingForTask } from '#/local/asl/execution.ts';
import { defined, failureWhile, isTooLarge, StateFailure, tooLarge } from '#/local/asl/failure.ts';
import { input, output } from '#/local/asl/history.ts';
import { token, uuid } from '#/local/asl/random.ts';
import type { Run } from '#/local/asl/run.ts';
import { fill, fillAs } from '#/local/asl/template.ts';

type Task = StateOf<'Task'>;

function taskOf(cursor: Cursor): Task {
  const state = stateOf(cursor);
  if (state.Type !== 'Task') throw new Error(`The state '${cursor.flow.state}' is no Task`);
  return state;
}

function isFunctionArn(resource: string): boolean {
  return !resource.includes(':::');
}

/** How the events of a task are called, what they all tell, and what AWS calls one with too large a result. */
function integrationOf(cursor: Cursor): { events: string; told: JsonObject; label: string } {
  const { Resource } = taskOf(cursor);
  if (isFunctionArn(Resource)) return { events: 'LambdaFunction', told: {}, label: Resource };
  const [resource = '', resourceType = ''] = Resource.split(':').toReversed();
  return { events: 'Task', told: { resourceType, resource }, label: resourceType };
}

export async function performTask(run: Run, cursor: Cursor, state: Task): Promise<void> {
  const { flow } = cursor;
  const { Resource, Arguments, TimeoutSeconds, HeartbeatSeconds } = state;
  const own = Resource.endsWith('.waitForTaskToken') ? token(run.execution) : undefined;
  const scope = run.scope(cursor, { token: own });
  const given = Arguments === undefined ? flow.input : await fill(Arguments, 'Arguments', scope);
  const limit = async (seconds: string | number | undefined, field: string) =>
    seconds === undefined ? undefined : await fillAs(Seconds, seconds, field, scope);
  const timeout = await limit(TimeoutSeconds, 'TimeoutSeconds');
  const heartbeat = await limit(HeartbeatSeconds, 'HeartbeatSeconds');
  if (isTooLarge(given)) throw tooLarge(flow.state);
  const request = requestOf(cursor, String(run.execution.history.length + 1), given, own);
  recordStart(run, cursor, given, { timeoutInSeconds: timeout, heartbeatInSeconds: heartbeat });
  const waiting: WaitingForTask = { for: 'task', timers: [], request };
  flow.waiting = waiting;
  if (timeout !== undefined) waiting.timers.push(run.setTimer(`timeout-${request.taskId}`, timeout));
  // Without the token nobody could send a heartbeat.
  if (own !== undefined) {
    waiting.token = own;
    if (heartbeat !== undefined) waiting.heartbeatSeconds = heartbeat;
    beat(run, cursor);
  }
  run.effects.push(request);
}

type Limits = Record<'timeoutInSeconds' | 'heartbeatInSeconds', number | undefined>;

function recordStart(run: Run, cursor: Cursor, given: Json, limits: Limits): void {
  const { Resource } = taskOf(cursor);
  const region = run.execution.id.split(':')[3] ?? '';
  const isFunction = isFunctionArn(Resource);
  const what = isFunction
    ? { resource: Resource, ...input(given) }
    : { region, parameters: JSON.stringify(given) };
  record(run, cursor, 'Scheduled', { ...what, ...defined(limits) });
  if (isFunction) run.record(cursor, 'LambdaFunctionStarted');
  else record(run, cursor, 'Started', {});
}

function requestOf(cursor: Cursor, taskId: string, given: Json, own: string | undefined): Request {
  const { Resource } = taskOf(cursor);
  const read = <T>(schema: z.ZodType<T>): T => {
    const parsed = schema.safeParse(given, { error: wordingOf });
    if (parsed.success) return parsed.data;
    const reasons = parsed.error.issues.map((issue) => issue.message).join(', ');
    const message = `The Parameters '${JSON.stringify(given)}' could not be used to start the Task: [${reasons}]`;
    throw failureWhile(cursor.flow, 'States.Runtime', message);
  };
  if (isFunctionArn(Resource)) {
    return { type: 'invoke-lambda', taskId, functionArn: Resource, payload: given };
  }
  if (Resource.endsWith(':startExecution')) {
    const { StateMachineArn: stateMachineArn, Input = {}, Name } = read(StartArguments);
    const name = Name === undefined ? {} : { name: Name };
    return { type: 'start-execution', taskId, stateMachineArn, input: Input, ...name };
  }
  const { FunctionName: functionArn, Payload = {} } = read(InvokeArguments);
  const secret = own === undefined ? {} : { token: own };
  return { type: 'invoke-lambda', taskId, functionArn, payload: Payload, ...secret };
}

/** Starts the time until the next heartbeat. */
export function beat(run: Run, { flow: { waiting, enteredEventId } }: Cursor): void {
  if (waiting?.for !== 'task' || waiting.heartbeatSeconds === undefined) return;
  const timer = run.setTimer(`${HEARTBEAT}-${enteredEventId}`, waiting.heartbeatSeconds);
  waiting.timers = [...waiting.timers.filter(({ id }) => id !== timer.id), timer];
}

const HEARTBEAT = 'heartbeat';

export async function timeOut(run: Run, cursor: Cursor, { id }: Timer): Promise<void> {
  const aliases = id.startsWith(HEARTBEAT) ? ['States.HeartbeatTimeout'] : [];
  await failTask(run, cursor, new StateFailure('States.Timeout', undefined, aliases));
}

/** The integration answered; whoever holds the token may still be at work. */
export async function answered(run: Run, cursor: Cursor, answer: Json): Promise<void> {
  const { waiting } = cursor.flow;
  const result = resultOf(run, taskOf(cursor), answer);
  if (waiting?.for !== 'task' || waiting.token === undefined) return succeed(run, cursor, result);
  delete waiting.request;
  record(run, cursor, 'Submitted', output(result));
}

/** What `lambda:invoke` makes of a function's answer. */
function resultOf({ execution }: Run, { Resource }: Task, Payload: Json): Json {
  if (!Resource.includes(':::lambda:')) return Payload;
  const SdkResponseMetadata = { RequestId: uuid(execution) };
  const SdkHttpMetadata = { HttpStatusCode: 200 };
  return { ExecutedVersion: '$LATEST', Payload, SdkHttpMetadata, SdkResponseMetadata, StatusCode: 200 };
}

export async function succeed(run: Run, cursor: Cursor, result: Json): Promise<void> {
  if (isTooLarge(result)) return failTask(run, cursor, tooLarge(integrationOf(cursor).label));
  record(run, cursor, 'Succeeded', output(result));
  await run.exit(cursor, { result });
}

export async function failTask(run: Run, cursor: Cursor, failure: StateFailure): Promise<void> {
  record(run, cursor, failure.error === 'States.Timeout' ? 'TimedOut' : 'Failed', failure.details);
  await run.fail(cursor, failure);
}

function record(run: Run, cursor: Cursor, what: string, details: JsonObject): void {
  const { events, told } = integrationOf(cursor);
  run.record(cursor, `${events}${what}`, { ...told, ...details });
}
