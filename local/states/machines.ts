import { randomBytes } from 'node:crypto';
import type { Activity } from '#/local/activity.ts';
import type { Metrics } from '#/local/alarms/metrics.ts';
import type { Effect, Event, Execution, Json, Request, Step } from '#/local/asl/execution.ts';
import { advance, compile, type Machine, pendingTimers, start, tasksInFlight } from '#/local/asl/machine.ts';
import type { Clock, Timer } from '#/local/clock.ts';
import { AwsError } from '#/local/gateway/aws-request.ts';
import type { Iam } from '#/local/iam/iam.ts';
import type { Lambdas } from '#/local/lambda/lambda.ts';
import { StartError } from '#/local/start-error.ts';
import type { Executions } from '#/local/states/executions.ts';
import type { Template } from '#/local/template/template.ts';
import { text } from '#/local/text.ts';

export interface Started {
  arn: string;
  startedAt: number;
}

export interface Machines {
  start(machineArn: string, name: string, input: Json): Promise<Started>;
  /** Gives the event to the execution once everything before it is done; false when the execution is over. */
  handle(arn: string, event: Event): Promise<boolean>;
  /** Takes up every execution where its last saved step left it. */
  resume(): Promise<void>;
  stop(): void;
}

/** A state machine of the template, with the ARNs filled in. */
export interface Deployed {
  id: string;
  label: string;
  arn: string;
  roleArn: string;
  machine: Machine;
}

export interface MachineOptions {
  deployed: readonly Deployed[];
  executions: Executions;
  clock: Pick<Clock, 'now' | 'at'>;
  activity: Pick<Activity, 'track'>;
  lambdas: Pick<Lambdas, 'invoke'>;
  iam: Pick<Iam, 'refusal'>;
  metrics: Pick<Metrics, 'add'>;
  log(line: string): void;
  /** A step could not be stored. Going on would forget it; a new start goes on from the step before. */
  fatal(error: Error): void;
}

interface Live {
  deployed: Deployed;
  execution: Execution;
  timers: Set<Timer>;
  /** Steps of one execution follow each other; this is the last one. */
  turn: Promise<unknown>;
}

type InvokeRequest = Extract<Request, { type: 'invoke-lambda' }>;
type StartRequest = Extract<Request, { type: 'start-execution' }>;

const METRIC: Record<string, string> = {
  SUCCEEDED: 'ExecutionsSucceeded',
  FAILED: 'ExecutionsFailed',
  TIMED_OUT: 'ExecutionsTimedOut',
  ABORTED: 'ExecutionsAborted',
};

/** A step that fails is logged, and one that cannot be stored stops everything, where it happens. */
const ignore = () => {};

const UNKNOWN = {
  error: 'Lambda.Unknown',
  cause: 'The outcome of the task is unknown: the runtime was started anew while it was under way.',
};

export function createMachines(options: MachineOptions): Machines {
  const { executions, clock, activity, lambdas, iam, metrics, log, fatal } = options;
  const byArn = new Map(options.deployed.map((deployed) => [deployed.arn, deployed]));
  const live = new Map<string, Live>();
  let stopped = false;

  function keep(one: Live, { execution, effects }: Step): void {
    const tokens = effects.flatMap((effect) =>
      effect.type === 'invoke-lambda' && effect.token ? [effect.token] : [],
    );
    try {
      executions.save(execution, one.deployed.arn, tokens);
    } catch (error) {
      fatal(error as Error);
      throw error;
    }
    one.execution = execution;
    live.set(execution.id, one);
    for (const effect of effects) carryOut(one, effect);
  }

  function carryOut(one: Live, effect: Effect): void {
    if (effect.type === 'set-timer') {
      arm(one, effect.id, effect.at);
    } else if (effect.type === 'ended') {
      end(one);
    } else {
      activity.track(perform(one, effect)).catch(ignore);
    }
  }

  function arm(one: Live, id: string, at: number): void {
    const timer = clock.at(at, () => {
      one.timers.delete(timer);
      handle(one.execution.id, { type: 'timer-fired', id }).catch(ignore);
    });
    one.timers.add(timer);
  }

  function end(one: Live): void {
    const { id, status, error, cause } = one.execution;
    live.delete(id);
    for (const timer of one.timers) timer.cancel();
    metrics.add('AWS/States', METRIC[status] ?? status, 1, { StateMachineArn: one.deployed.arn });
    if (status !== 'SUCCEEDED')
      log(`[${one.deployed.label}] ${id} ${status} ${error ?? ''} ${cause ?? ''}`.trimEnd());
  }

  async function perform(one: Live, request: Request, again = false): Promise<void> {
    const asked = request.type === 'invoke-lambda' ? invoke(one, request) : startAnother(one, request, again);
    const event = await asked.catch((error: Error) => {
      log(`[${one.deployed.label}] ${one.execution.id}: ${error.stack}`);
      return failure(request.taskId, 'Lambda.Unknown', error.message);
    });
    await handle(one.execution.id, event);
  }

  async function invoke({ deployed }: Live, { taskId, functionArn, payload }: InvokeRequest): Promise<Event> {
    const refusal = iam.refusal(deployed.id, { action: 'lambda:InvokeFunction', resource: functionArn });
    if (refusal !== undefined) return failure(taskId, 'Lambda.AWSLambdaException', refusal);
    const result = await lambdas.invoke(functionArn, payload);
    if (!result.ok) return failure(taskId, result.error.errorType, JSON.stringify(result.error));
    return { type: 'task-succeeded', taskId, output: JSON.parse(result.payload) };
  }

  async function startAnother(one: Live, request: StartRequest, again: boolean): Promise<Event> {
    const { taskId, stateMachineArn, name = `${one.execution.name}-${taskId}`, input } = request;
    const need = { action: 'states:StartExecution', resource: stateMachineArn };
    const refusal = iam.refusal(one.deployed.id, need);
    if (refusal !== undefined) return failure(taskId, 'StepFunctions.AccessDeniedException', refusal);
    try {
      const { arn, startedAt } = await begin(stateMachineArn, name, input, again);
      return { type: 'task-succeeded', taskId, output: { ExecutionArn: arn, StartDate: startedAt / 1000 } };
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return failure(taskId, `StepFunctions.${error.name}Exception`, error.message);
    }
  }

  async function begin(machineArn: string, name: string, input: Json, again = false): Promise<Started> {
    const found = byArn.get(machineArn);
    const missing = `State Machine Does Not Exist: '${machineArn}'`;
    if (found === undefined) throw new AwsError('StateMachineDoesNotExist', missing);
    const id = `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;
    const before = live.get(id)?.execution ?? executions.find(id);
    if (before !== undefined) return startedBefore(before, input, again);
    const stateMachine = { id: machineArn, name: machineArn.split(':').at(-1) ?? '' };
    const { machine, roleArn } = found;
    const seed = randomBytes(32).toString('hex');
    const step = await start(machine, { id, name, stateMachine, roleArn, input, seed }, clock.now());
    // Another start of the same name may have come first while this one was being made.
    const first = live.get(id)?.execution ?? executions.find(id);
    if (first !== undefined) return startedBefore(first, input, again);
    keep(newLive(found, step.execution), step);
    return { arn: id, startedAt: step.execution.startedAt };
  }

  const newLive = (deployed: Deployed, execution: Execution): Live => ({
    ...{ deployed, execution },
    ...{ timers: new Set(), turn: Promise.resolve() },
  });

  function handle(arn: string, event: Event): Promise<boolean> {
    const one = live.get(arn);
    if (one === undefined) return Promise.resolve(false);
    const step = async () => {
      if (stopped || !live.has(arn)) return false;
      keep(one, await advance(one.deployed.machine, one.execution, event, clock.now()));
      return true;
    };
    const turn = one.turn.then(step, step);
    one.turn = turn;
    turn.catch((error: Error) => log(`[${one.deployed.label}] ${arn}: ${error.stack}`));
    return activity.track(turn);
  }

  async function resume(): Promise<void> {
    for (const execution of executions.running()) {
      const found = byArn.get(execution.stateMachine.id);
      if (found === undefined) {
        log(`[states] ${execution.id} does not go on: its machine is not in the template any more`);
        continue;
      }
      const one = newLive(found, execution);
      live.set(execution.id, one);
      for (const { id, at } of pendingTimers(execution)) arm(one, id, at);
      for (const request of tasksInFlight(execution)) await takeUp(one, request);
    }
  }

  /** A start can be asked for again, since its name is the same; what a function did before the end is unknown. */
  async function takeUp(one: Live, request: Request): Promise<void> {
    if (request.type === 'start-execution') activity.track(perform(one, request, true)).catch(ignore);
    else await handle(one.execution.id, { type: 'task-failed', taskId: request.taskId, ...UNKNOWN });
  }

  return {
    start: (machineArn, name, input) => activity.track(begin(machineArn, name, input)),
    handle,
    resume,
    stop() {
      stopped = true;
    },
  };
}

function failure(taskId: string, error: string, cause: string): Event {
  return { type: 'task-failed', taskId, error, cause };
}

/** StartExecution under a name that is taken: the same answer for the same question while it runs. */
function startedBefore(before: Execution, input: Json, again: boolean): Started {
  const same = before.status === 'RUNNING' && JSON.stringify(before.input) === JSON.stringify(input);
  if (same || again) return { arn: before.id, startedAt: before.startedAt };
  throw new AwsError('ExecutionAlreadyExists', `Execution Already Exists: '${before.id}'`);
}

export function deployedIn(template: Template): Deployed[] {
  return template.ofType('AWS::StepFunctions::StateMachine').map(({ id, label, arn, properties }) => {
    const { DefinitionString, DefinitionSubstitutions, RoleArn: roleArn } = properties;
    const definition = DefinitionString.replace(
      /\$\{(\w+)\}/g,
      (whole, name: string) => DefinitionSubstitutions[name] ?? whole,
    );
    try {
      return { id, label, arn, roleArn, machine: compile(JSON.parse(definition)) };
    } catch (error) {
      throw new StartError(text.machineRefused(id, (error as Error).message));
    }
  });
}
