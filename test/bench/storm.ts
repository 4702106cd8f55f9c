import { createTransport, type Transporter } from 'nodemailer';
import type { TimelineEvent } from '#/core/case/events.ts';
import type { QueueView } from '#/core/case/view.ts';
import type { Town } from '#/test/acceptance/town.ts';
import { demoPeople } from '#/test/simulation/policy.ts';

export interface StormPlan {
  reports: number;
  /** Over so many minutes of the town's clock. */
  minutes: number;
  /** As many people press the button at the same time. */
  atOnce: number;
  /** Every so manieth has opened what was sent. */
  graveEvery: number;
}

export interface Timings {
  p50: number;
  p95: number;
  most: number;
}

export interface StormResult {
  accepted: number;
  /** How often somebody had to press again. */
  again: number;
  perSecond: number;
  /** From sending to being told that it is accepted: for a form that answer is the receipt. */
  form: Timings;
  mail: Timings;
  /** From accepted to the receipt by mail, and to the desk's mail of what stands out. */
  toReceipt: Timings;
  toDesk: Timings;
  master: string;
  members: string[];
  /** What the queue shows at the end: the master, and what stands out. */
  open: string[];
  grave: string[];
  receipts: number;
  deskMails: number;
}

/** In milliseconds. */
export function timings(values: readonly number[]): Timings {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (share: number) =>
    Math.round(sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0);
  return { p50: at(0.5), p95: at(0.95), most: at(1) };
}

const PHISHING = 'https://login-kakunin.example/a';
const words = (grave: boolean) =>
  `不審なメールが届きました。${grave ? '本文のパスワードを送信しました。' : '開いていません。'}\n件名：【重要】口座の確認について\n${PHISHING}`;

const MOST_TRIES = 5;
type Sent = { took: number; receipt?: string; again?: number };

/** Whoever gets no answer presses the button again: the same report is one case. */
async function byForm(town: Town, number: number): Promise<Sent> {
  const reportId = number.toString(16).padStart(32, '0');
  const form = { reportId, kind: 'suspicious-mail', callback: `内線 ${number}`, happened: words(false) };
  const start = performance.now();
  for (let again = 0; again < MOST_TRIES; again += 1) {
    const body = new URLSearchParams(form);
    const request = { method: 'POST', redirect: 'manual', body } as const;
    const answer = await fetch(`${town.running.productUrl}/reports`, request);
    const receipt = answer.headers.get('location') ?? '';
    if (answer.status === 303) return { took: performance.now() - start, receipt, again };
  }
  throw new Error(`no answer to report ${number}`);
}

async function byMail(transport: Transporter, to: string, number: number, grave: boolean): Promise<Sent> {
  const start = performance.now();
  await transport.sendMail({
    from: `staff-${number}@city.example`,
    to,
    subject: 'Fw: 【重要】口座の確認について',
    text: words(grave),
  });
  return { took: performance.now() - start };
}

/** Works through a list, so many at a time. */
async function inLanes<T, R>(
  items: readonly T[],
  lanes: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const left = [...items];
  const done: R[] = [];
  const lane = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) done.push(await work(item));
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return done;
}

/** One phishing wave upon a town: people report it by form and by mail, and the desk confirms it once. */
export async function storm(town: Town, plan: StormPlan): Promise<StormResult> {
  await town.running.invoke('enrol-people', { people: demoPeople });
  const { port, address = '' } = town.running.mailDoor;
  const transport = createTransport({
    host: '127.0.0.1',
    port,
    ignoreTLS: true,
    pool: true,
    maxConnections: plan.atOnce,
  });
  const forms: Sent[] = [];
  const mails: Sent[] = [];
  let working = 0;
  const send = async (number: number): Promise<void> => {
    const grave = number % plan.graveEvery === plan.graveEvery - 1;
    if (number % 2 === 0 || grave) mails.push(await byMail(transport, address, number, grave));
    else forms.push(await byForm(town, number));
  };
  const perMinute = plan.reports / plan.minutes;
  for (let minute = 0; minute < plan.minutes; minute += 1) {
    const numbers = Array.from({ length: perMinute }, (_, at) => minute * perMinute + at);
    const start = performance.now();
    // Nobody is the second before somebody was the first.
    if (minute === 0) {
      await send(0);
      await town.running.settled();
    }
    await inLanes(minute === 0 ? numbers.slice(1) : numbers, plan.atOnce, send);
    working += performance.now() - start;
    await town.minutes(1);
    if (minute === 1) await confirm(town);
  }
  transport.close();
  await town.minutes(4);
  return { ...(await outcome(town)), ...measured(forms, mails, working), ...(await receiptsOf(town, forms)) };
}

const measured = (forms: readonly Sent[], mails: readonly Sent[], working: number) => ({
  accepted: forms.length + mails.length,
  again: forms.reduce((sum, { again = 0 }) => sum + again, 0),
  perSecond: ((forms.length + mails.length) / working) * 1000,
  form: timings(forms.map(({ took }) => took)),
  mail: timings(mails.map(({ took }) => took)),
});

/** One look at the queue, one decision. */
async function confirm(town: Town): Promise<void> {
  const { open } = await town.ask<QueueView>('desk-1', 'queue');
  const eldest = open.find(({ followed }) => followed);
  if (eldest === undefined) throw new Error('the queue shows no wave');
  await town.command('desk-1', eldest.caseId, 'JoinCases', { members: [], rule: true });
}

async function receiptsOf(town: Town, forms: readonly Sent[]): Promise<{ receipts: number }> {
  const pages = await inLanes(
    forms,
    4,
    async ({ receipt = '' }) => (await fetch(new URL(receipt, town.running.productUrl))).ok,
  );
  const mails = (await town.letters('')).filter(({ subject }) => subject.includes('受け付け'));
  return { receipts: pages.filter(Boolean).length + mails.length };
}

/** What the desk finds in the end, and how long each report took to be heard of. */
async function outcome(town: Town) {
  const { open } = await town.ask<QueueView>('desk-1', 'queue');
  const master = open.find(({ wave }) => wave)?.caseId ?? '';
  const own = (await town.timeline(master)).events;
  const members = own.flatMap(({ type, body }) =>
    type === 'members-joined' ? (body as { members: string[] }).members : [],
  );
  const cases = [...open.map(({ caseId }) => caseId), ...members];
  const timelines = await inLanes(cases, 4, async (caseId) => (await town.timeline(caseId)).events);
  const until = (type: TimelineEvent['type']) =>
    timelines.flatMap((events) => {
      const [accepted, heard] = (['report-accepted', type] as const).map((of) =>
        events.find((event) => event.type === of),
      );
      return accepted && heard ? [Date.parse(heard.recordedAt) - Date.parse(accepted.recordedAt)] : [];
    });
  const desk = await town.letters('desk-1@city.example');
  return {
    master,
    members,
    open: open.map(({ caseId }) => caseId),
    grave: open.filter(({ alike }) => alike).map(({ caseId }) => caseId),
    toReceipt: timings(until('reply-sent')),
    toDesk: timings(until('notice-sent')),
    deskMails: desk.length,
  };
}
