import type { Carrier } from '#/core/case/carry.ts';
import type { Case, Task } from '#/core/case/case.ts';
import { type Ask, is } from '#/core/case/events.ts';
import { MAX_WRONG_CODES, noticeMessage, noticeSecrets, sameText } from '#/core/escalation/notice-code.ts';
import type { Level } from '#/core/policy/policy.ts';
import type { Signer } from '#/core/ports.ts';
import type { Instant } from '#/core/time.ts';

export type Ports = Pick<Carrier, 'cases' | 'moment' | 'policy'> & { signer: Pick<Signer, 'mac'> };

/** Which page a path is, with what stands on it. Looking at a page changes nothing. */
export type Page =
  | { page: 'home' }
  | { page: 'form'; reportId: string; now: Instant }
  | { page: 'receipt'; caseId: string; kind: string; acceptedAt: Instant }
  | { page: 'notice'; notice: NoticeView }
  | { page: 'file'; path: string }
  | { page: 'missing' };

export interface NoticeView {
  caseId: string;
  level?: Level;
  asked: Ask;
  state: 'open' | 'acknowledged' | 'charge' | 'over' | 'locked';
  by?: string;
  at?: Instant;
  personName: string;
  post: string;
  chargeName?: string;
}

export async function serveWeb(ports: Ports, path: string): Promise<Page> {
  const [first = '', ...rest] = path.split('/').filter(Boolean);
  switch (first) {
    case '':
      return { page: 'home' };
    // The form is sent to another address: a POST to its own would drop it from the browser's memory, and with it the report id.
    case 'report':
    case 'reports':
      return { page: 'form', reportId: ports.moment.fresh(), now: ports.moment.now() };
    case 'receipts':
      return receipt(ports, rest[0] ?? '');
    case 'notices':
      return notice(ports, rest);
    case 'desk':
      return { page: 'file', path: 'index.html' };
    default:
      return { page: 'file', path };
  }
}

async function receipt({ cases }: Ports, reportId: string): Promise<Page> {
  const caseId = await cases.caseOfOnce(`report:${reportId}`);
  const subject = caseId === undefined ? undefined : await cases.load(caseId);
  if (subject === undefined) return { page: 'missing' };
  return { page: 'receipt', caseId: subject.caseId, kind: subject.kind, acceptedAt: subject.receivedAt };
}

async function notice(
  { cases, signer }: Ports,
  [caseId = '', taskId = '', tag = '']: string[],
): Promise<Page> {
  const secrets = noticeSecrets(await signer.mac(noticeMessage(caseId, taskId)));
  const subject = sameText(tag, secrets.tag) ? await cases.load(caseId) : undefined;
  const task = subject?.tasks[taskId];
  if (subject === undefined || task === undefined) return { page: 'missing' };
  const [people, timeline] = await Promise.all([cases.people(), cases.timeline(caseId)]);
  const name = (id: string | undefined) => people.find((person) => person.id === id)?.name ?? '';
  const charge = 'charge' in subject ? subject.charge : undefined;
  const answered = timeline.find(
    (event) => is(event, 'officer-acknowledged') && event.body.taskId === taskId,
  );
  const taken = timeline.find((event) => is(event, 'charge-taken'));
  const state = noticeState(subject, task);
  const [by, at] = charge ? [charge, taken?.recordedAt] : [task.person, answered?.recordedAt];
  return {
    page: 'notice',
    notice: {
      caseId,
      asked: task.ask,
      state,
      personName: name(task.person),
      post: task.post,
      ...('severity' in subject && subject.severity !== undefined && { level: subject.severity }),
      ...(at && { at, by: name(by) }),
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
