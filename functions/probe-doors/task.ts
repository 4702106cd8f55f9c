import * as z from 'zod';
import type { Cases, Form, Mail, Moment, Signer } from '#/core/ports.ts';
import { type ProbedDoor, probeOf, windowAt } from '#/core/report/probe.ts';
import { receiptIdOf } from '#/core/report/report.ts';
import { PROBE_SUBJECT } from '#/core/text/mail.ts';
import type { Instant } from '#/core/time.ts';

export const input = z.object({ schedule: z.string() });

export interface Ports {
  cases: Pick<Cases, 'caseOfOnce' | 'load'>;
  mail: Mail;
  moment: Moment;
  signer: Pick<Signer, 'mac'>;
  form: Form;
  reportAddress: string;
}

const DOORS = ['mail', 'form'] as const satisfies ProbedDoor[];
const ALARMS = { mail: 'MailDoorClosed', form: 'FormDoorClosed' } as const;
/** Two, since a clock that calls at the edge of a window calls twice in one and leaves out the next. */
const WINDOWS_BEFORE = [1, 2];

/** Reports by each door like anybody, and looks whether what went in before has come out: a case, closed by its machine. */
export async function probeDoors(ports: Ports): Promise<{ closed: ProbedDoor[] }> {
  const { moment } = ports;
  const closed = new Set<ProbedDoor>();
  const now = moment.now();
  for (const back of WINDOWS_BEFORE)
    for (const door of await attempt(ports, () => lostIn(ports, windowAt(now, back)), [])) closed.add(door);
  for (const door of DOORS) {
    const sent = await attempt(ports, () => send(ports, door, windowAt(now)), false);
    if (!sent) closed.add(door);
  }
  for (const door of closed) moment.alarm(ALARMS[door]);
  return { closed: [...closed] };
}

async function attempt<T>({ moment }: Ports, work: () => Promise<T>, otherwise: T): Promise<T> {
  try {
    return await work();
  } catch (error) {
    moment.warn('door not tried', error);
    return otherwise;
  }
}

/** Where neither door has a case, nobody tried them then; or their closing was heard when somebody did. */
async function lostIn(ports: Ports, window: Instant): Promise<ProbedDoor[]> {
  const states = await Promise.all(
    DOORS.map(async (door) => ({ door, state: await stateOf(ports, door, window) })),
  );
  if (states.every(({ state }) => state === undefined)) return [];
  return states.flatMap(({ door, state }) => (state === 'closed' ? [] : door));
}

async function stateOf(
  { cases, signer }: Ports,
  door: ProbedDoor,
  window: Instant,
): Promise<string | undefined> {
  const { reportId } = await probeOf(signer, door, window);
  const caseId = await cases.caseOfOnce(`report:${await receiptIdOf(reportId)}`);
  return caseId === undefined ? undefined : (await cases.load(caseId))?.state;
}

async function send(ports: Ports, door: ProbedDoor, window: Instant): Promise<boolean> {
  const { form, mail, signer, reportAddress } = ports;
  const { reportId, mark } = await probeOf(signer, door, window);
  if (door === 'form') return form.submit({ reportId, kind: 'other', callback: mark, danger: 'no' });
  await mail.send({
    to: reportAddress,
    subject: PROBE_SUBJECT,
    text: mark,
    noticeId: `probe-${Date.parse(window)}`,
  });
  return true;
}
