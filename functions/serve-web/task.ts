import type { Carrier } from '#/core/case/carry.ts';
import type { Case, Task } from '#/core/case/case.ts';
import { hearersAt } from '#/core/case/decision.ts';
import { receiptView } from '#/core/case/reporter.ts';
import type { NoticeView, Page } from '#/core/case/view.ts';
import {
  looksLikeNotice,
  MAX_WRONG_CODES,
  noticeMessage,
  noticeSecrets,
  sameText,
} from '#/core/escalation/notice-code.ts';
import type { Signer } from '#/core/ports.ts';
import { kindOfMail, lookedAt } from '#/core/report/receipt.ts';
import { readCode, readNumber, receiptCode, receiptMessage } from '#/core/report/receipt-code.ts';

export type Ports = Pick<Carrier, 'cases' | 'moment' | 'policy'> & { signer: Pick<Signer, 'mac'> };

/** Looking at a page changes nothing. */
export async function serveWeb(ports: Ports, path: string): Promise<Page> {
  const [first = '', ...rest] = path.split('/').filter(Boolean);
  switch (first) {
    case '':
      return { page: 'home' };
    // Each page of the form is sent to another address: a POST to its own would drop it from the browser's memory, and with it the report id.
    case 'report':
    case 'reports':
      return form(ports);
    case 'paper':
      return { page: 'paper' };
    case 'receipts':
      return rest[0] === undefined ? { page: 'look-up' } : receipt(ports, rest[0]);
    case 'notices':
      return notice(ports, rest);
    case 'desk':
      return { page: 'file', path: 'index.html' };
    default:
      return { page: 'file', path };
  }
}

async function form({ cases, moment, policy }: Ports): Promise<Page> {
  const now = moment.now();
  const hearers = hearersAt(policy, await cases.people(), now);
  return { page: 'form', reportId: moment.fresh(), now, hearers };
}

async function receipt(ports: Ports, receiptId: string): Promise<Page> {
  const { cases, moment, policy, signer } = ports;
  const caseId = await cases.caseOfOnce(`report:${receiptId}`);
  const subject = caseId === undefined ? undefined : await cases.load(caseId);
  if (subject === undefined) return { page: 'missing' };
  const code = receiptCode(await signer.mac(receiptMessage(subject.caseId)));
  const timeline = await cases.timeline(subject.caseId);
  const leading = (subject.joined && (await cases.load(subject.joined.to))) ?? subject;
  const mailKind = kindOfMail(subject, policy)?.id;
  const looked = lookedAt(leading, policy, moment.now());
  const seen = {
    ...(subject.restricted && { restricted: subject.restricted }),
    ...(mailKind && { mailKind }),
    ...(looked && { lookedAt: looked }),
  };
  return {
    page: 'receipt',
    receipt: { ...receiptView(subject, timeline, { receiptId, code, leading }), ...seen },
  };
}

/** The receipt that a number and a code lead to. Wrong ones are told apart from nothing. */
export async function lookUp(
  { cases, signer }: Ports,
  typed: { number?: string; code?: string },
): Promise<string | undefined> {
  const caseId = readNumber(typed.number ?? '');
  const code = readCode(typed.code ?? '');
  if (caseId === undefined || code === undefined) return undefined;
  if (!sameText(code, receiptCode(await signer.mac(receiptMessage(caseId))))) return undefined;
  return (await cases.load(caseId))?.receiptId || undefined;
}

async function notice(
  { cases, signer }: Ports,
  [caseId = '', taskId = '', tag = '']: string[],
): Promise<Page> {
  if (!looksLikeNotice({ caseId, taskId, tag })) return { page: 'missing' };
  const secrets = noticeSecrets(await signer.mac(noticeMessage(caseId, taskId)));
  const subject = sameText(tag, secrets.tag) ? await cases.load(caseId) : undefined;
  const task = subject?.tasks[taskId];
  if (subject === undefined || task === undefined) return { page: 'missing' };
  const people = await cases.people();
  const name = (id: string | undefined) => people.find((person) => person.id === id)?.name ?? '';
  const { charge, chargeAt } = 'charge' in subject ? subject : {};
  const [by, at] = charge ? [charge, chargeAt] : [task.person, task.doneAt];
  return {
    page: 'notice',
    notice: {
      caseId,
      asked: task.ask,
      state: noticeState(subject, task),
      personName: name(task.person),
      post: task.post,
      ...('severity' in subject && subject.severity !== undefined && { level: subject.severity }),
      ...(at && by && { at, by: name(by) }),
      ...(charge && { chargeName: name(charge) }),
    },
  };
}

function noticeState(subject: Case, task: Task): NoticeView['state'] {
  if (subject.state === 'closed') return 'over';
  if (task.state === 'done')
    return 'charge' in subject && subject.charge !== undefined ? 'charge' : 'acknowledged';
  return task.refusedCodes >= MAX_WRONG_CODES ? 'locked' : 'open';
}
