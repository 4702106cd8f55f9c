import type { BodyOf, EventType, TimelineEvent } from '#/core/case/events.ts';
import { keepFiles, type Ports } from '#/functions/keep-files/task.ts';
import { Hall } from '#/test/functions/hall.ts';

export const SCHEDULE = { schedule: 'minute' };
export const bytesOf = (text: string) => new TextEncoder().encode(text);

/** A case, and what it owes. */
export async function owing() {
  const hall = await Hall.open();
  const caseId = await hall.report();
  const keep = (ports: Partial<Ports> = {}) => keepFiles({ ...hall.ports, ...ports }, { caseId });
  const events = async <T extends EventType>(type: T) =>
    (await hall.cases.timeline(caseId)).filter(
      (event): event is TimelineEvent & { body: BodyOf<T> } => event.type === type,
    );
  const evidence = async () => Object.values((await hall.case(caseId)).evidence);
  return { hall, caseId, keep, events, evidence };
}

/** The objects of a hall, of which none can be read but in this way. */
export const reading = (hall: Hall, read: Ports['objects']['read']): Ports['objects'] => ({
  preserve: (...given) => hall.objects.preserve(...given),
  read,
});

/** A mail with so many files, kept as it arrived, of which the files are still owed. */
export async function owingAttachments(count: number, content = (number: number) => `file ${number}`) {
  const owed = await owing();
  const { hall, caseId } = owed;
  const parts = Array.from({ length: count }, (_, at) =>
    [
      '--b',
      'Content-Type: application/pdf',
      `Content-Disposition: attachment; filename="${at + 1}.pdf"`,
      'Content-Transfer-Encoding: base64',
      '',
      btoa(content(at + 1)),
    ].join('\r\n'),
  );
  const head = [
    'From: staff@city.example',
    'MIME-Version: 1.0',
    'Content-Type: multipart/mixed; boundary=b',
    '',
  ];
  const mail = bytesOf(
    [...head, '--b', 'Content-Type: text/plain', '', 'text', ...parts, '--b--', ''].join('\r\n'),
  );
  const original = await hall.objects.preserve('mails/', mail, '2027-02-18T00:00:00.000Z');
  const body = { ...original, evidenceId: 'raw-mail', what: 'report-mail' as const };
  await hall.say(caseId, { type: 'evidence-preserved', body });
  await hall.owe(caseId, { mail: 'raw-mail', virus: 'GRAY' });
  return owed;
}
