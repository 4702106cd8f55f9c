import { describe, expect, test } from 'vitest';
import type { Form, Mail } from '#/core/ports.ts';
import { type ProbedDoor, probeOf, WINDOW_MINUTES, windowAt } from '#/core/report/probe.ts';
import { receiptIdOf } from '#/core/report/report.ts';
import { addMinutes } from '#/core/time.ts';
import { acceptMail } from '#/functions/accept-mail/task.ts';
import { acceptReport } from '#/functions/accept-report/task.ts';
import { type Ports, probeDoors } from '#/functions/probe-doors/task.ts';
import { City } from '#/test/simulation/city.ts';
import { MemoryInbox } from '#/test/simulation/memory-ports.ts';

/** A town whose watch goes through its real doors. */
class Watched {
  readonly city: City;
  readonly inbox = new MemoryInbox();
  /** Swallows mail on its way in, without a word. */
  mailIsLost = false;
  mailRefused = false;
  formRefused = false;
  #sent = 0;

  private constructor(city: City) {
    this.city = city;
  }

  static async open(): Promise<Watched> {
    return new Watched(await City.open());
  }

  readonly #mail: Mail = {
    send: async ({ to, subject, text }) => {
      if (this.mailRefused) throw new Error('refused');
      if (this.mailIsLost) return 'm';
      const from = 'hikeshi@city.example';
      const raw = `From: ${from}\r\nTo: ${to}\r\nSubject: ${encodeURIComponent(subject)}\r\n\r\n${text}\r\n`;
      this.#sent += 1;
      const messageId = `m${this.#sent}`;
      this.inbox.waiting.set(messageId, Buffer.from(raw));
      this.inbox.since.set(messageId, addMinutes(this.city.now, -3));
      await acceptMail({ ...this.#doors, inbox: this.inbox }, { schedule: 'minute' });
      return 'm';
    },
  };

  readonly #form: Form = {
    submit: async (fields) => {
      if (this.formRefused) return false;
      const body = new TextEncoder().encode(new URLSearchParams(fields).toString());
      return (await acceptReport(this.#doors, body, 'slip')).ok;
    },
  };

  get #doors() {
    const { ports, objects, signer } = this.city;
    return { ...ports, objects, signer, mailFrom: 'hikeshi@city.example' };
  }

  get #ports(): Ports {
    const { cases, moment, signer } = this.city;
    return {
      cases,
      moment,
      signer,
      mail: this.#mail,
      form: this.#form,
      reportAddress: 'incident@city.example',
    };
  }

  /** One round of the watch: the alarms that it rings. */
  async round(lasts = WINDOW_MINUTES): Promise<string[]> {
    this.city.alarms.length = 0;
    await probeDoors(this.#ports);
    await this.city.pass(lasts);
    return [...this.city.alarms];
  }

  async caseOf(door: ProbedDoor, window: string) {
    const { reportId } = await probeOf(this.city.signer, door, window);
    return this.city.cases.caseOfOnce(`report:${await receiptIdOf(reportId)}`);
  }
}

describe('the watch on the doors', () => {
  test('goes through both and ends by itself: no notice, no task, nothing in any list', async () => {
    const town = await Watched.open();
    const window = windowAt(town.city.now);
    expect(await town.round()).toEqual([]);
    for (const door of ['form', 'mail'] as const) {
      const caseId = (await town.caseOf(door, window)) ?? '';
      expect((await town.city.cases.timeline(caseId)).map(({ type }) => type)).toEqual([
        'evidence-preserved',
        'report-accepted',
        'probe-passed',
        'evidence-preserved',
        'timeline-anchored',
      ]);
      const subject = await town.city.cases.load(caseId);
      expect(subject).toMatchObject({ state: 'closed', probe: true, tasks: {} });
      expect(town.city.executions.get(`${caseId}-incident-1`)?.status).toBe('SUCCEEDED');
    }
    expect(town.city.mail.sent).toEqual([]);
    expect(await town.city.cases.open()).toEqual([]);
    expect(await town.city.cases.closedIn('2026-11')).toEqual([]);
    expect(await town.city.cases.ofReader('post:contact-unit')).toEqual([]);
    expect(await town.city.cases.due('2027-01-01T00:00:00.000Z')).toEqual([]);
  });

  test('is silent round after round while everything goes through', async () => {
    const town = await Watched.open();
    for (let round = 0; round < 5; round += 1) expect(await town.round()).toEqual([]);
  });

  test('is silent about windows in which nobody tried', async () => {
    const town = await Watched.open();
    await town.round();
    await town.city.pass(125);
    expect(await town.round()).toEqual([]);
  });

  test('called twice in one window, and left out in the next, loses sight of nothing', async () => {
    const town = await Watched.open();
    const window = windowAt(town.city.now);
    town.mailIsLost = true;
    await town.round(1);
    expect(await town.round(19)).toEqual([]);
    expect(await town.city.cases.timeline((await town.caseOf('form', window)) ?? '')).toHaveLength(5);
    expect(await town.round()).toEqual(['MailDoorClosed']);
  });

  test('names the door that refuses, at once', async () => {
    const town = await Watched.open();
    town.formRefused = true;
    expect(await town.round()).toEqual(['FormDoorClosed']);
    const other = await Watched.open();
    other.mailRefused = true;
    expect(await other.round()).toEqual(['MailDoorClosed']);
    expect(other.city.warnings).toContain('door not tried');
  });

  test('names the door behind which a report was lost, at the next round, until it is open again', async () => {
    const town = await Watched.open();
    town.mailIsLost = true;
    expect(await town.round()).toEqual([]);
    expect(await town.round()).toEqual(['MailDoorClosed']);
    town.mailIsLost = false;
    expect(await town.round()).toEqual(['MailDoorClosed']);
    await town.round();
    expect(await town.round()).toEqual([]);
  });

  test('names both where a case is not closed by its machine', async () => {
    const town = await Watched.open();
    town.city.broken.add('ReviewCase');
    expect(await town.round()).not.toContain('FormDoorClosed');
    expect(await town.round()).toEqual(expect.arrayContaining(['FormDoorClosed', 'MailDoorClosed']));
  });
});

test('a forged mark is a report like any, and a real one used again adds nothing', async () => {
  const town = await Watched.open();
  const window = windowAt(town.city.now);
  const { mark } = await probeOf(town.city.signer, 'form', window);
  const forged = mark.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
  await town.city.report({ callback: forged });
  const [line, ...others] = await town.city.cases.open();
  expect(others).toEqual([]);
  expect((await town.city.cases.load(line?.caseId ?? ''))?.probe).toBeUndefined();

  await town.round();
  const sent = town.city.mail.sent.length;
  await town.city.report({ callback: mark, happened: '本当の話' });
  const caseId = await town.caseOf('form', window);
  expect((await town.city.cases.timeline(caseId ?? '')).map(({ type }) => type)).not.toContain(
    'report-supplemented',
  );
  expect(await town.city.cases.open()).toHaveLength(1);
  expect(town.city.mail.sent).toHaveLength(sent);
});
