import { readFileSync } from 'node:fs';
import canonicalize from 'canonicalize';
import type { Event, Execution, Json, JsonObject, Request, Step, Timer } from '#/local/asl/execution.ts';
import { advance, compile, pendingTimers, start } from '#/local/asl/machine.ts';

/** An execution recorded on AWS. */
export interface Recording {
  name: string;
  definition: unknown;
  input: Json;
  lambdas: Record<string, Lambda>;
  expectedStatus: string;
  expectedOutput?: Json;
  expectedError?: { error?: string; cause?: Json };
  expectedHistoryTypes: string[];
  historyOrder: string;
  placeholders: string[];
}

type Lambda = { kind: string; errorType?: string; errorMessage?: string } & JsonObject;
type Scheduled = { at: number; event: Event };

/** Runs a definition with time standing still but for waits; `between` may swap the execution at any step. */
export async function play(
  recording: Recording,
  between = (execution: Execution) => execution,
): Promise<Execution> {
  const machine = compile(recording.definition);
  const arn = 'arn:aws:states:us-east-1:111111111111';
  const options = {
    id: `${arn}:execution:recorded:run`,
    name: 'run',
    stateMachine: { id: `${arn}:stateMachine:recorded`, name: 'recorded' },
    roleArn: 'arn:aws:iam::111111111111:role/recorded',
    input: recording.input,
    seed: recording.name,
  };
  let now = Date.UTC(2026, 0, 1);
  let answers: Scheduled[] = [];
  const take = ({ execution, effects }: Step): Execution => {
    for (const effect of effects) {
      if ('taskId' in effect) answers.push(answerOf(effect, recording, now));
    }
    return between(execution);
  };
  let execution = take(await start(machine, options, now));
  while (execution.status === 'RUNNING') {
    const fire = ({ id, at }: Timer): Scheduled => ({ at, event: { type: 'timer-fired', id } });
    const timers = pendingTimers(execution).map(fire);
    const [next] = [...answers, ...timers].sort((one, other) => one.at - other.at);
    if (!next) throw new Error('Nothing is left to happen, and the execution is still running');
    answers = answers.filter((answer) => answer !== next);
    now = Math.max(now, next.at);
    execution = take(await advance(machine, execution, next.event, now));
  }
  return execution;
}

function answerOf(request: Request, { lambdas }: Recording, now: number): Scheduled {
  const { taskId } = request;
  const failed = (error: string, details: Json): Scheduled => {
    return { at: now, event: { type: 'task-failed', taskId, error, cause: JSON.stringify(details) } };
  };
  if (request.type === 'start-execution') return failed('StepFunctions.StateMachineDoesNotExist', {});
  const name = request.functionArn.split(':function:').at(-1)?.split(':')[0] ?? '';
  const lambda = lambdas[name] ?? lambdas[request.functionArn];
  if (!lambda) return failed('Lambda.ResourceNotFoundException', `Function not found: ${name}`);
  const { kind, errorType = '', errorMessage = '', ...rest } = lambda;
  if (kind === 'raise') return failed(errorType, { errorMessage, errorType });
  const [given = null] = Object.values(rest);
  const sleeps = kind.startsWith('sleep');
  const output = kind === 'echo' ? request.payload : sleeps ? null : given;
  const at = sleeps ? now + Number(given) * 1000 : now;
  return { at, event: { type: 'task-succeeded', taskId, output } };
}

/** Says where an execution differs from the recording; nothing if it does not. */
export function differencesOf(recording: Recording, execution: Execution): string[] {
  const { expectedError, expectedOutput, expectedStatus, expectedHistoryTypes, placeholders } = recording;
  const { error, cause, history, output, status } = execution;
  const differences: string[] = [];
  const compare = (what: string, expected: unknown, actual: unknown) => {
    if (patternOf(expected, placeholders).test(textOf(actual))) return;
    differences.push(`${what}: expected ${JSON.stringify(expected)}, got ${JSON.stringify(actual)}`);
  };
  const order = (types: string[]) => (recording.historyOrder === 'exact' ? types : types.toSorted());
  compare('status', expectedStatus, status);
  if (expectedOutput !== undefined) compare('output', expectedOutput, output);
  if (expectedError) {
    const asObject = typeof expectedError.cause === 'object' && cause !== undefined;
    compare('error', expectedError, { error, cause: asObject ? parsed(cause) : cause });
  }
  compare('history', order(expectedHistoryTypes), order(history.map(({ type }) => type)));
  return differences;
}

/** Leaves out what depends on the function's language and on the transport. */
function textOf(value: unknown): string {
  const essence: string | undefined = JSON.stringify(value, (key, inner: unknown) => {
    if (key === 'SdkHttpMetadata' || key === 'SdkResponseMetadata') return undefined;
    const error = typeof inner === 'string' ? parsed(inner) : inner;
    if (typeof error !== 'object' || error === null || !('errorType' in error)) return inner;
    return { type: error.errorType, message: 'errorMessage' in error ? error.errorMessage : undefined };
  });
  return canonicalize(JSON.parse(essence ?? 'null')) ?? '';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function patternOf(expected: unknown, placeholders: string[]): RegExp {
  const anything = new RegExp(placeholders.map(RegExp.escape).join('|') || '(?!)');
  return new RegExp(`^${textOf(expected).split(anything).map(RegExp.escape).join('[^"]*')}$`);
}

if (import.meta.main) {
  const recordings: Recording[] = JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8'));
  let failed = 0;
  for (const recording of recordings) {
    const differences = await play(recording).then(
      (execution) => differencesOf(recording, execution),
      (error: Error) => [String(error)],
    );
    if (differences.length === 0) continue;
    failed++;
    console.log(`${recording.name}: ${differences.join('; ')}`);
  }
  console.log(`${recordings.length - failed} passed, ${failed} failed`);
  process.exitCode = failed > 0 ? 1 : 0;
}
