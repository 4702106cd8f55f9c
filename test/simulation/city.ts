import type { Carrier } from '#/core/case/carry.ts';
import type { Command } from '#/core/case/commands.ts';
import { executionName } from '#/core/case/review.ts';
import type { Letter, Machines, Moment } from '#/core/ports.ts';
import { acceptReport } from '#/functions/accept-report/task.ts';
import * as anchorTimeline from '#/functions/anchor-timeline/task.ts';
import * as awaitPerson from '#/functions/await-person/task.ts';
import { answerNotice, carryCommand } from '#/functions/carry-command/task.ts';
import * as keepFiles from '#/functions/keep-files/task.ts';
import { passOn } from '#/functions/pass-on/task.ts';
import * as recordFailure from '#/functions/record-failure/task.ts';
import * as reviewCase from '#/functions/review-case/task.ts';
import * as reviewDuty from '#/functions/review-duty/task.ts';
import * as reviewEscalation from '#/functions/review-escalation/task.ts';
import * as sendMail from '#/functions/send-mail/task.ts';
import { attachmentsOf } from '#/functions/shared/mail/attachments.ts';
import * as sweepDue from '#/functions/sweep-due/task.ts';
import type { Execution, Json } from '#/local/asl/execution.ts';
import { MemoryCases } from '#/test/simulation/memory-cases.ts';
import { MemoryMail, MemoryObjects, MemorySigner, MemoryUploads } from '#/test/simulation/memory-ports.ts';
import { demoPeople, oneDuty } from '#/test/simulation/policy.ts';
import { Power } from '#/test/simulation/power.ts';
import { Workflows } from '#/test/simulation/workflows.ts';

/** A whole town hall in memory: the real machines and the real steps on a clock that the test drives. */
export class City {
  readonly cases = new MemoryCases();
  readonly objects = new MemoryObjects();
  readonly uploads = new MemoryUploads();
  readonly mail = new MemoryMail();
  readonly signer = new MemorySigner();
  readonly power = new Power();
  readonly alarms: string[] = [];
  readonly warnings: string[] = [];
  /** Faults to come: a step named here throws once for each time it is listed. */
  readonly faults: string[] = [];
  /** Steps that throw every time, for as long as they stand here. */
  readonly broken = new Set<string>();
  /** Time passes between two looks at the clock, as it does outside; stopped where two cities must agree to the letter. */
  ticks = true;
  #now = Date.parse('2026-11-20T08:23:00Z');
  #draws = 0;
  readonly #workflows = new Workflows({
    now: () => this.#now,
    perform: (step, payload) => this.#perform(step, payload),
    feed: (database) => this.power.feedDatabase(database),
  });

  readonly moment: Moment = {
    now: () => {
      if (this.ticks) this.#now += 1;
      return new Date(this.#now).toISOString();
    },
    fresh: () => {
      this.#draws += 1;
      return ((this.#draws * 2_654_435_761) % 2 ** 32).toString(16).padStart(8, '0').repeat(4);
    },
    pause: async () => {},
    warn: (what) => this.warnings.push(what),
    alarm: (name) => this.alarms.push(name),
  };

  readonly machines: Machines = {
    startIncident: async (caseId, run) => {
      if (this.#takeFault('StartExecution')) throw new Error('Step Functions is away');
      await this.#workflows.start('incident', executionName({ caseId, run }, 'incident'), { caseId, run });
    },
    wake: async (token) => {
      if (this.#takeFault('SendTaskSuccess')) throw new Error('Step Functions is away');
      await this.#workflows.wake(token);
    },
  };

  readonly ports: Carrier & { machines: Machines } = {
    cases: this.power.feed(this.cases, 'cases', ['commit', 'claim', 'noteRefused', 'finish', 'keepToken']),
    machines: this.power.feed(this.machines, 'machines', []),
    moment: this.moment,
    policy: oneDuty,
  };
  readonly #objects = this.power.feed(this.objects, 'objects', ['preserve', 'preserveAs']);
  readonly #uploads = this.power.feed(this.uploads, 'uploads', ['remove']);
  readonly #mail = this.power.feed(this.mail, 'mail', ['send']);

  static async open(): Promise<City> {
    const city = new City();
    for (const person of demoPeople) await city.cases.enrol(person);
    return city;
  }

  get now(): string {
    return this.moment.now();
  }

  /** Sends the staff form and lets everything happen that follows at once. */
  async report(fields: Record<string, string> = {}) {
    const body = new URLSearchParams({
      reportId: this.moment.fresh(),
      kind: 'mail-missent',
      callback: '内線1234',
      ...fields,
    });
    const accepted = await acceptReport(
      { ...this.ports, objects: this.#objects, signer: this.signer },
      new TextEncoder().encode(body.toString()),
      'form',
    );
    await this.settle();
    return accepted;
  }

  async command(
    personId: string,
    command: Record<string, unknown> & { command: Command['command'] },
  ): Promise<void> {
    const body = { commandId: crypto.randomUUID(), ...command };
    await carryCommand({ ...this.ports, signer: this.signer }, { personId, body });
    await this.settle();
  }

  async answer(
    letter: { text: string },
    charge: 'yes' | 'no',
    code = /確認番号　(\d{6})/.exec(letter.text)?.[1] ?? '',
  ) {
    const [, caseId = '', taskId = '', tag = ''] =
      /\/notices\/([^/\s]+)\/([^/\s]+)\/(\S+)/.exec(letter.text) ?? [];
    const outcome = await answerNotice(
      { ...this.ports, signer: this.signer },
      { caseId, taskId, tag, form: { code, charge } },
    );
    await this.settle();
    return outcome;
  }

  /** The newest mail to an address. */
  letter(address: string): Letter {
    const letter = this.mail.to(address).at(-1);
    if (letter === undefined) throw new Error(`no mail to ${address}`);
    return letter;
  }

  /** Lets time pass; what falls due happens in order, each minute's schedule included. */
  async pass(minutes: number): Promise<void> {
    const end = this.#now + minutes * 60_000;
    for (let tick = this.#now + 60_000; this.#now < end; tick += 60_000) {
      for (let at = this.#workflows.nextTimer(); at !== undefined && at <= tick; ) {
        this.#now = Math.max(this.#now, at);
        await this.#workflows.fire(at);
        at = this.#workflows.nextTimer();
      }
      this.#now = Math.max(this.#now, tick);
      await this.tick();
    }
  }

  /** What the schedule does every minute. */
  async tick(): Promise<void> {
    await this.#bySchedule('SweepDue', () => sweepDue.sweepDue(this.ports));
    await this.#bySchedule('PassOn', () => passOn(this.ports));
    await this.#bySchedule('SendMail', () => sendMail.sendMail(this.#mailPorts(), { schedule: 'minute' }));
    await this.#bySchedule('KeepFiles', () => keepFiles.keepFiles(this.#keepPorts(), { schedule: 'minute' }));
    await this.settle();
  }

  async #bySchedule(step: string, run: () => Promise<unknown>): Promise<void> {
    const asked = this.broken.has(step) ? Promise.reject(new Error('out of order')) : run();
    await asked.catch(() => this.warnings.push(`${step} failed`));
  }

  /** Every execution there has been, by its name. */
  get executions(): Map<string, Execution> {
    return this.#workflows.all;
  }

  /** Kills every execution as if its history had vanished. */
  loseExecutions(): Promise<void> {
    return this.#workflows.loseAll();
  }

  settle(): Promise<void> {
    return this.#workflows.settle();
  }

  cutPowerAfter(write: number): void {
    this.power.goesAfter(write, () => this.#workflows.halt());
  }

  /** What was under way is over by now; what was stored goes on. */
  async restart(): Promise<void> {
    await this.settle();
    this.power.back();
    await this.#workflows.resume();
    await this.settle();
  }

  #takeFault(step: string): boolean {
    if (this.broken.has(step)) return true;
    const at = this.faults.indexOf(step);
    if (at >= 0) this.faults.splice(at, 1);
    return at >= 0;
  }

  async #perform(step: string, payload: Json): Promise<unknown> {
    if (this.#takeFault(step)) throw Object.assign(new Error('out of order'), { name: 'OutOfOrder' });
    return this.#step(step, payload);
  }

  /** The step that writes a failure down may start nothing: the sweeper does, after a while. */
  #withoutMachines(): Carrier {
    const { machines: _, ...rest } = this.ports;
    return rest;
  }

  #mailPorts() {
    return {
      ...this.ports,
      mail: this.#mail,
      signer: this.signer,
      publicUrl: 'https://hikeshi.example',
      reportAddress: 'incident@hikeshi.city.example',
    };
  }

  #keepPorts() {
    return { ...this.ports, objects: this.#objects, uploads: this.#uploads, attachmentsOf };
  }

  async #step(name: string, payload: Json): Promise<unknown> {
    switch (name) {
      case 'ReviewCase':
        return reviewCase.reviewCase(this.ports, reviewCase.input.parse(payload));
      case 'ReviewEscalation':
        return reviewEscalation.reviewEscalation(this.ports, reviewEscalation.input.parse(payload));
      case 'ReviewDuty':
        return reviewDuty.reviewDuty(this.ports, reviewDuty.input.parse(payload));
      case 'AwaitPerson':
        return awaitPerson.awaitPerson(this.ports, awaitPerson.input.parse(payload));
      case 'RecordFailure':
        return recordFailure.recordFailure(this.#withoutMachines(), recordFailure.input.parse(payload));
      case 'SendMail':
        return sendMail.sendMail(this.#mailPorts(), sendMail.input.parse(payload));
      case 'KeepFiles':
        return keepFiles.keepFiles(this.#keepPorts(), keepFiles.input.parse(payload));
      case 'AnchorTimeline': {
        const ports = { ...this.ports, objects: this.#objects, signer: this.signer };
        return anchorTimeline.anchorTimeline(ports, anchorTimeline.input.parse(payload));
      }
      default:
        throw new Error(`no step ${name}`);
    }
  }
}
