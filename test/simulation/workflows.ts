import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { MachineName } from '#/core/ports.ts';
import type { Execution, Json } from '#/local/asl/execution.ts';
import { compile } from '#/local/asl/machine.ts';
import { dataIn } from '#/local/data.ts';
import { AwsError } from '#/local/gateway/aws-request.ts';
import type { LambdaResult } from '#/local/lambda/lambda.ts';
import { type Executions, openExecutions } from '#/local/states/executions.ts';
import { createMachines, type Deployed, type Machines } from '#/local/states/machines.ts';

const MACHINES: MachineName[] = ['incident', 'escalation', 'external-report'];

const pascal = (name: string) =>
  name.replaceAll(/(^|-)(\w)/g, (_, __, letter: string) => letter.toUpperCase());

const arnOf = (name: MachineName) =>
  `arn:aws:states:ap-northeast-1:000000000000:stateMachine:${pascal(name)}`;

const deployed = MACHINES.map((name): Deployed => {
  const file = new URL(`../../statemachines/${name}/${name}.asl.json`, import.meta.url);
  // Only the ARNs differ from what is deployed.
  const filled = readFileSync(file, 'utf8')
    .replaceAll(/\$\{(\w+)FunctionArn\}/g, 'arn:aws:lambda:ap-northeast-1:000000000000:function:$1')
    .replaceAll(/\$\{(\w+)MachineArn\}/g, 'arn:aws:states:ap-northeast-1:000000000000:stateMachine:$1');
  return { id: name, label: name, arn: arnOf(name), roleArn: 'role', machine: compile(JSON.parse(filled)) };
});

export interface WorkflowOptions {
  now(): number;
  /** Does the work of a function. */
  perform(step: string, payload: Json): Promise<unknown>;
  /** The database as the driver gets to see it. */
  feed(database: DatabaseSync): DatabaseSync;
}

/** The driver of the local runtime over a database in memory: one thing after the other, when the test says so. */
export class Workflows {
  readonly #database = new DatabaseSync(':memory:');
  readonly #options: WorkflowOptions;
  readonly #store: Executions;
  #driver: Machines;
  #queue: (() => Promise<void>)[] = [];
  #timers = new Set<{ at: number; fire: () => unknown }>();

  constructor(options: WorkflowOptions) {
    this.#options = options;
    this.#store = openExecutions(dataIn(options.feed(this.#database), ''));
    this.#driver = this.#newDriver();
  }

  #newDriver(): Machines {
    const { now } = this.#options;
    return createMachines({
      deployed,
      executions: this.#store,
      clock: {
        now,
        at: (at, fire) => {
          const timer = { at, fire };
          this.#timers.add(timer);
          return { cancel: () => void this.#timers.delete(timer) };
        },
      },
      lambdas: {
        invoke: (arn, event) =>
          new Promise((resolve) => this.#queue.push(async () => resolve(await this.#invoke(arn, event)))),
      },
      activity: { track: (work) => work },
      iam: { refusal: () => undefined },
      metrics: { add() {} },
      log() {},
      fatal() {},
    });
  }

  async #invoke(arn: string, event: unknown): Promise<LambdaResult> {
    try {
      const output = await this.#options.perform(
        arn.split(':').at(-1) ?? '',
        JSON.parse(JSON.stringify(event)),
      );
      return { ok: true, payload: JSON.stringify(output ?? null) };
    } catch (error) {
      const { name, message } = error as Error;
      return { ok: false, error: { errorType: name, errorMessage: message } };
    }
  }

  /** Every execution there has been, by its name. */
  get all(): Map<string, Execution> {
    const rows = MACHINES.flatMap((machine) => this.#store.list(arnOf(machine), undefined));
    return new Map(rows.flatMap(({ arn }) => this.#store.find(arn) ?? []).map((one) => [one.name, one]));
  }

  /** As on Step Functions, what is started or woken is stored when this returns. */
  async start(machine: MachineName, name: string, input: Json): Promise<void> {
    await this.#driver.start(arnOf(machine), name, input).catch((error: unknown) => {
      if (!(error instanceof AwsError && error.name === 'ExecutionAlreadyExists')) throw error;
    });
  }

  async wake(token: string): Promise<void> {
    const row = this.#store.byToken(token);
    if (row) await this.#driver.handle(row.arn, { type: 'token-succeeded', token, output: {} });
  }

  /** Functions run one by one; between them the machines take all the steps that follow. */
  async settle(): Promise<void> {
    for (;;) {
      await new Promise((resolve) => setImmediate(resolve));
      const next = this.#queue.shift();
      if (next === undefined) return;
      await next();
    }
  }

  nextTimer(): number | undefined {
    return this.#timers.size === 0 ? undefined : Math.min(...[...this.#timers].map(({ at }) => at));
  }

  async fire(at: number): Promise<void> {
    const due = [...this.#timers].find((timer) => timer.at === at);
    if (due === undefined) return;
    this.#timers.delete(due);
    due.fire();
    await this.settle();
  }

  async loseAll(): Promise<void> {
    this.halt();
    this.#database.exec('DELETE FROM execution; DELETE FROM execution_event; DELETE FROM token');
    await this.resume();
  }

  /** Whatever is under way will never be heard of again. */
  halt(): void {
    this.#driver.stop();
    this.#timers.clear();
    this.#queue = [];
  }

  async resume(): Promise<void> {
    this.#driver = this.#newDriver();
    await this.#driver.resume();
  }
}
