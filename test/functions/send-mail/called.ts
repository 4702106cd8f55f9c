import type { Happening } from '#/core/case/events.ts';
import { sendMail } from '#/functions/send-mail/task.ts';
import { calledCase, Hall } from '#/test/functions/hall.ts';
import { demoPeople } from '#/test/simulation/policy.ts';

export const SCHEDULE = { schedule: 'minute' };
export const QUEUED: Happening = {
  type: 'notices-queued',
  body: { text: 'charge-taken', to: [{ noticeId: 'a', person: 'desk-1', post: 'contact-unit' }] },
};

/** A call that waits to be mailed. */
export async function called(people = demoPeople) {
  const hall = await Hall.open(people);
  const caseId = await calledCase(hall);
  const send = () => sendMail(hall.ports, { caseId });
  const notices = async () =>
    (await hall.cases.timeline(caseId)).flatMap((event) => (event.type.startsWith('notice-') ? [event] : []));
  return { hall, caseId, send, notices };
}
