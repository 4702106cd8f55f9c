import * as z from 'zod';
import type { Event, Execution, Json, Request, Step, Timer } from '#/local/asl/execution.ts';
import { advance, compile, pendingTimers, start } from '#/local/asl/machine.ts';

const Lambda = z.looseObject({
  kind: z.string(),
  errorType: z.string().optional(),
  errorMessage: z.string().optional(),
});

/** An execution recorded on AWS. */
export const Recording = z.looseObject({
  name: z.string(),
  definition: z.json(),
  input: z.json().default({}),
  lambdas: z.record(z.string(), Lambda).default({}),
  expectedStatus: z.string(),
  expectedOutput: z.json().optional(),
  expectedError: z.looseObject({ error: z.string().optional(), cause: z.json().optional() }).nullish(),
  expectedHistoryTypes: z.array(z.string()).optional(),
  historyOrder: z.string().default('exact'),
  placeholders: z.array(z.string()).default([]),
});
export type Recording = z.infer<typeof Recording>;

/** Nothing that a recording holds by itself looks like these. */
const MACHINE = 'conformance-machine';
const NAME = 'conformance-run';
/** No function runs longer. */
const MAX_SECONDS = 900;
const START = Date.UTC(2031, 1, 3, 4, 5, 6, 789);

type Scheduled = { at: number; event: Event };

/** Runs a definition with time standing still but for waits; `between` may swap the execution at any step. */
export async function play(
  recording: Recording,
  between = (execution: Execution) => execution,
): Promise<Execution> {
  const { definition } = recording;
  const machine = compile(typeof definition === 'string' ? JSON.parse(definition) : definition);
  const arn = 'arn:aws:states:us-east-1:111111111111';
  const options = {
    id: `${arn}:execution:${MACHINE}:${NAME}`,
    name: NAME,
    stateMachine: { id: `${arn}:stateMachine:${MACHINE}`, name: MACHINE },
    roleArn: 'arn:aws:iam::111111111111:role/recorded',
    input: recording.input,
    seed: recording.name,
  };
  let now = START;
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
  const failed = (error: string, errorMessage: string): Scheduled => {
    const cause = JSON.stringify({ errorMessage, errorType: error });
    return { at: now, event: { type: 'task-failed', taskId, error, cause } };
  };
  if (request.type === 'start-execution') return failed('StepFunctions.StateMachineDoesNotExist', '');
  const { functionArn, payload } = request;
  const name = functionArn.split(':function:').at(-1) ?? '';
  const lambda = lambdas[functionArn] ?? lambdas[name] ?? lambdas[name.split(':')[0] ?? ''];
  if (!lambda) return failed('Lambda.ResourceNotFoundException', `Function not found: ${functionArn}`);
  const { kind, errorType, errorMessage, ...given } = lambda;
  if (errorType !== undefined || errorMessage !== undefined || /rais|error|throw|fail/i.test(kind)) {
    return failed(errorType ?? 'Exception', errorMessage ?? '');
  }
  const { seconds, output } = answerFrom(kind, given, payload);
  return { at: now + seconds * 1000, event: { type: 'task-succeeded', taskId, output } };
}

/** How long a function takes, and what it gives: one that only sleeps outlasts every limit, as Lambda lets it. */
function answerFrom(kind: string, given: Record<string, unknown>, payload: Json) {
  const isPause = /sleep|wait|delay/i.test(kind);
  const isDuration = ([, value]: [string, unknown]) => isPause && typeof value === 'number';
  const entries = Object.entries(given);
  const [unit = '', duration = isPause ? MAX_SECONDS : 0] = entries.find(isDuration) ?? [];
  const silent = isPause || /return/i.test(kind) ? null : payload;
  const [, value = silent] = entries.find((entry) => !isDuration(entry)) ?? [];
  const output = z.json().parse(/echo/i.test(kind) ? payload : value);
  return { seconds: Number(duration) / (/milli|ms$/i.test(unit) ? 1000 : 1), output };
}
