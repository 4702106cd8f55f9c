import type { Carrier } from '#/core/case/carry.ts';
import { carry } from '#/core/case/carry.ts';
import type { Case } from '#/core/case/case.ts';
import type { Decision } from '#/core/case/decision.ts';
import type { Happening } from '#/core/case/events.ts';
import type { Person } from '#/core/escalation/network.ts';
import type { Change, KeepSource, Machines, Moment } from '#/core/ports.ts';
import type { Door } from '#/core/report/read.ts';
import { addMinutes } from '#/core/time.ts';
import { type Accepted, acceptReport } from '#/functions/accept-report/task.ts';
import { attachmentsOf } from '#/functions/shared/mail/attachments.ts';
import { learned, NOW, theReport } from '#/test/core/stage.ts';
import { MemoryCases } from '#/test/simulation/memory-cases.ts';
import {
  MemoryInbox,
  MemoryMail,
  MemoryObjects,
  MemorySigner,
  MemoryUploads,
} from '#/test/simulation/memory-ports.ts';
import { demoPeople, wakayama } from '#/test/simulation/policy.ts';

/** The case store, counting what is written, and losing or failing where a test says so. */
class WatchedCases extends MemoryCases {
  commits = 0;
  /** Called before each commit; may throw, or answer for the store. */
  before: (change: Change) => 'lost' | undefined = () => undefined;
  /** Cases that cannot be read. */
  readonly broken = new Set<string>();

  override async commit(change: Change, dueAt: string) {
    const answer = this.before(change);
    if (answer) return answer;
    this.commits += 1;
    return super.commit(change, dueAt);
  }

  override async load(caseId: string): Promise<Case | undefined> {
    if (this.broken.has(caseId)) throw new Error('unreadable');
    return super.load(caseId);
  }
}

/** The ports of a step, in memory, on a clock that stands still until the test moves it, or ticks. */
export class Hall {
  readonly cases = new WatchedCases();
  readonly inbox = new MemoryInbox();
  readonly objects = new MemoryObjects();
  readonly uploads = new MemoryUploads();
  readonly mail = new MemoryMail();
  readonly signer = new MemorySigner();
  readonly alarms: string[] = [];
  readonly warnings: string[] = [];
  readonly started: string[] = [];
  readonly woken: string[] = [];
  machinesAway = false;
  now = NOW;
  /** Whether a millisecond passes whenever somebody looks. */
  ticks = false;
  #draws = 0;

  readonly moment: Moment = {
    now: () => {
      if (this.ticks) this.now = new Date(Date.parse(this.now) + 1).toISOString();
      return this.now;
    },
    fresh: () => {
      this.#draws += 1;
      return this.#draws.toString(16).padStart(8, '0').repeat(4);
    },
    pause: async () => {},
    warn: (what) => void this.warnings.push(what),
    alarm: (name) => void this.alarms.push(name),
  };

  readonly machines: Machines = {
    startIncident: async (caseId, run) => {
      if (this.machinesAway) throw new Error('away');
      this.started.push(`${caseId} ${run}`);
    },
    wake: async (token) => {
      if (this.machinesAway) throw new Error('away');
      this.woken.push(token);
    },
  };

  readonly carrier: Carrier = { cases: this.cases, moment: this.moment, policy: wakayama };
  readonly ports = {
    ...this.carrier,
    machines: this.machines,
    inbox: this.inbox,
    objects: this.objects,
    uploads: this.uploads,
    attachmentsOf,
    mail: this.mail,
    signer: this.signer,
    publicUrl: 'https://hikeshi.example',
    reportAddress: 'incident@hikeshi.city.example',
    mailFrom: 'hikeshi@hikeshi.city.example',
  };

  static async open(people: readonly Person[] = demoPeople): Promise<Hall> {
    const hall = new Hall();
    for (const person of people) await hall.cases.enrol(person);
    return hall;
  }

  pass(minutes: number): void {
    this.now = addMinutes(this.now, minutes);
  }

  send(fields: Record<string, string> = {}, door: Door = 'form'): Promise<Accepted> {
    return acceptReport(this.ports, bytesOf(fields), door);
  }

  /** A case from one report, and its number. */
  async report(fields: Record<string, string> = {}): Promise<string> {
    const accepted = await this.send(fields);
    if (!accepted.ok) throw new Error(`not accepted: ${accepted.wrong}`);
    return accepted.caseId;
  }

  decide(caseId: string, decision: Decision, actor = 'step:test') {
    return carry(this.carrier, { caseId, actor }, () => decision);
  }

  /** What is still to be kept, as if a report had just brought it along. */
  owe(caseId: string, ...sources: KeepSource[]) {
    const errands = sources.map((source) => ({
      key: `keep-${'upload' in source ? source.upload : source.mail}`,
      errand: 'keep' as const,
      source,
    }));
    return this.decide(caseId, { happenings: [{ type: 'reporter-written', body: { text: '' } }], errands });
  }

  say(caseId: string, ...happenings: Happening[]) {
    return this.decide(caseId, { happenings, errands: [] });
  }

  async case(caseId: string): Promise<Case> {
    const subject = await this.cases.load(caseId);
    if (subject === undefined) throw new Error('no such case');
    return subject;
  }

  async types(caseId: string): Promise<string[]> {
    return (await this.cases.timeline(caseId)).map(({ type }) => type);
  }
}

export const filledForm = (fields: Record<string, string> = {}) =>
  new URLSearchParams({ ...theReport, ...fields }).toString();
export const bytesOf = (fields: Record<string, string> = {}) => new TextEncoder().encode(filledForm(fields));

/** A case at level 3 whose executive officer has been called. */
export async function calledCase(hall: Hall): Promise<string> {
  const caseId = await hall.report();
  const { say, severity, call } = SAID;
  await hall.say(caseId, say, severity, {
    type: 'escalation-started',
    body: { level: 3, number: 1, everybodyAt: addMinutes(hall.now, 60) },
  });
  const mail = {
    key: 'call-1-executive',
    errand: 'mail' as const,
    person: 'executive',
    post: 'executive-officer',
  };
  await hall.decide(caseId, {
    happenings: [call],
    errands: [{ ...mail, text: 'officer-called', taskId: 'call-1-executive' }],
  });
  return caseId;
}

const SAID = {
  say: { type: 'report-assessed', body: { incident: true, violation: false, reason: '誤り' } },
  severity: {
    type: 'severity-decided',
    body: {
      level: 3,
      suggested: { level: 3, rules: [], missing: [], wouldRaise: [], policyHash: '' },
      reason: '判断',
      wakes: true,
    },
  },
  call: {
    type: 'officers-called',
    body: {
      calls: [
        {
          taskId: 'call-1-executive',
          person: 'executive',
          post: 'executive-officer',
          due: addMinutes(NOW, 15),
        },
      ],
    },
  },
} satisfies Record<string, Happening>;

export const command = (name: string, caseId: string, more: object = {}) => ({
  command: name,
  caseId,
  commandId: crypto.randomUUID(),
  ...more,
});

export const assessment = { incident: true, violation: false, reason: '誤り', facts: learned() };
