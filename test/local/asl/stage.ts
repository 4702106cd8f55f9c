import type { Effect, Event, Execution, Json, Request } from '#/local/asl/execution.ts';
import { advance, compile, type Machine, pendingTimers, start } from '#/local/asl/machine.ts';

export const LAMBDA = 'arn:aws:states:::lambda:invoke';
export const WAIT_FOR_TOKEN = `${LAMBDA}.waitForTaskToken`;
export const FUNCTION = 'arn:aws:lambda:ap-northeast-1:111111111111:function:ask';

/** A machine on a clock that only moves when told to. */
export class Stage {
  now = 1_000_000;
  execution: Execution;
  effects: Effect[] = [];
  readonly #machine: Machine;

  private constructor(machine: Machine, execution: Execution) {
    this.#machine = machine;
    this.execution = execution;
  }

  static async open(states: Record<string, unknown>, input: Json = {}, more = {}): Promise<Stage> {
    const [StartAt] = Object.keys(states);
    const machine = compile({ QueryLanguage: 'JSONata', StartAt, States: states, ...more });
    const options = {
      id: 'arn:aws:states:ap-northeast-1:111111111111:execution:m:x',
      name: 'x',
      stateMachine: { id: 'arn:aws:states:ap-northeast-1:111111111111:stateMachine:m', name: 'm' },
      roleArn: 'arn:aws:iam::111111111111:role/r',
      input,
      seed: 'seed',
    };
    const { execution, effects } = await start(machine, options, 1_000_000);
    const stage = new Stage(machine, execution);
    stage.effects = effects;
    return stage;
  }

  async send(event: Event): Promise<void> {
    const stored: Execution = JSON.parse(JSON.stringify(this.execution));
    const step = await advance(this.#machine, stored, event, this.now);
    this.execution = step.execution;
    this.effects = step.effects;
  }

  /** Lets time pass, firing what falls due on the way. */
  async pass(seconds: number): Promise<void> {
    const until = this.now + seconds * 1000;
    for (let timer = this.#due(until); timer; timer = this.#due(until)) {
      this.now = timer.at;
      await this.send({ type: 'timer-fired', id: timer.id });
    }
    this.now = until;
  }

  #due(until: number) {
    const [first] = pendingTimers(this.execution).toSorted((one, other) => one.at - other.at);
    return first && first.at <= until ? first : undefined;
  }

  get requests(): Request[] {
    return this.effects.filter((effect) => 'taskId' in effect);
  }

  get request(): Request {
    const [request] = this.requests;
    if (!request) throw new Error('Nothing was asked for');
    return request;
  }

  async answer(output: Json, { taskId } = this.request): Promise<void> {
    await this.send({ type: 'task-succeeded', taskId, output });
  }

  async refuse(error: string, cause = '', { taskId } = this.request): Promise<void> {
    await this.send({ type: 'task-failed', taskId, error, cause });
  }

  get types(): string[] {
    return this.execution.history.map(({ type }) => type);
  }
}
