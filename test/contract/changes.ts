import { randomBytes } from 'node:crypto';
import { extend } from '#/core/case/carry.ts';
import type { Case } from '#/core/case/case.ts';
import type { Happening } from '#/core/case/events.ts';
import { newCase } from '#/core/case/fold.ts';
import type { Cases, Change, Errand, Moment } from '#/core/ports.ts';
import type { Report } from '#/core/report/report.ts';

export const NOW = '2026-11-20T08:23:00.000Z';
/** When an errand is left to the sweeper. */
export const LATER = '2026-11-20T08:24:00.000Z';

export const moment: Moment = {
  now: () => NOW,
  fresh: () => randomBytes(16).toString('hex'),
  pause: async () => {},
  warn: () => {},
  alarm: () => {},
};

let numbers = 0;
export const freshCaseId = (): string => {
  numbers += 1;
  return `20261120-${String(numbers).padStart(5, '0')}`;
};

export const report: Report = {
  reportId: '0123456789abcdef0123456789abcdef',
  kind: 'mail-missent',
  callback: '内線1234',
  noticedAt: '',
  section: 'childcare',
  place: '',
  happened: 'あて先を誤った 🔥\n"二人"に送った',
  done: '',
  personalData: 'yes',
  reporter: '',
};

type More = Partial<Pick<Change, 'errands' | 'finished' | 'once'>>;

export async function firstChange(caseId: string, more: More = {}, receivedAt = NOW): Promise<Change> {
  const at = { ...moment, now: () => receivedAt };
  const accepted: Happening = { type: 'report-accepted', body: { report, channel: 'form' } };
  const { after, events } = await extend(newCase(caseId), [accepted], 'reporter', at);
  return { after, events, errands: [], finished: [], ...more };
}

export async function nextChange(
  before: Case,
  happenings: readonly Happening[],
  more: More = {},
  now = NOW,
): Promise<Change> {
  const { after, events } = await extend(before, happenings, 'person:desk-1', { ...moment, now: () => now });
  return { before, after, events, errands: [], finished: [], ...more };
}

/** A case as a report opens it. */
export async function opened(cases: Cases, more: More = {}, receivedAt = NOW): Promise<Case> {
  const change = await firstChange(freshCaseId(), more, receivedAt);
  const result = await cases.commit(change, LATER);
  if (result !== 'committed') throw new Error(`the case is ${result}`);
  return change.after;
}

/** Writes what happened to a case, and gives the case as it then is. */
export async function happen(
  cases: Cases,
  before: Case,
  happenings: readonly Happening[],
  more: More = {},
  now = NOW,
): Promise<Case> {
  const change = await nextChange(before, happenings, more, now);
  const result = await cases.commit(change, LATER);
  if (result !== 'committed') throw new Error(`the change is ${result}`);
  return change.after;
}

export const read = (evidenceId: string): Happening => ({ type: 'evidence-read', body: { evidenceId } });

export const mail = (key: string): Errand => ({
  key,
  errand: 'mail',
  person: 'desk-1',
  post: 'contact-unit',
  text: 'report-arrived',
});
