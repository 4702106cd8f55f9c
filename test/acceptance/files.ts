import { createTransport } from 'nodemailer';
import { expect } from 'vitest';
import type { EvidenceView } from '#/core/case/view.ts';
import type { UploadForm } from '#/core/ports.ts';
import { openCases } from '#/test/acceptance/mailing.ts';
import { report } from '#/test/acceptance/reporting.ts';
import type { Town } from '#/test/acceptance/town.ts';

const newFileId = () => crypto.randomUUID().replaceAll('-', '');

/** A browser sends a file ahead, as the script of the form does: of nobody in particular, or of somebody signed in. */
export async function sendAhead(town: Town, fileId: string, content: string, person?: string): Promise<void> {
  const file = { fileId, bytes: new TextEncoder().encode(content).length };
  const asked = person
    ? await town.api(person, 'reports/files', file)
    : await fetch(`${town.running.productUrl}/reports/files`, { method: 'POST', body: JSON.stringify(file) });
  const { url, fields } = (await asked.json()) as UploadForm;
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.set(field, value);
  form.set('file', new Blob([content]));
  expect((await fetch(url, { method: 'POST', body: form })).status).toBe(204);
}

/** A report waits for none of its files: one is there before it, another comes later, the last one never. */
export async function filing(town: Town): Promise<void> {
  const [early, late, never] = [newFileId(), newFileId(), newFileId()];
  await sendAhead(town, early, 'proof');
  const files = [`${early} 5 診断書.png`, `${late} 4 録音.mp3`, `${never} 1 届かない.pdf`];
  const { caseId } = await report(town, files);
  expect([...(await keptAlong(town, caseId)).keys()]).toEqual(['診断書.png']);
  await sendAhead(town, late, 'late');
  await town.minutes(2);
  const kept = await keptAlong(town, caseId);
  const [png, mp3] = [kept.get('診断書.png'), kept.get('録音.mp3')];
  if (png === undefined || mp3 === undefined) throw new Error(`kept only ${[...kept.keys()]}`);
  expect(await download(town, caseId, png)).toBe('proof');
  expect(await download(town, caseId, mp3)).toBe('late');
  await town.minutes(62);
  expect(await town.happened(caseId)).toContain('file-missing');
}

/** Somebody signed in sends a file, and the report it belongs to. */
export async function filingSignedIn(town: Town): Promise<void> {
  const person = 'citizens-head';
  const fileId = newFileId();
  await sendAhead(town, fileId, 'screen', person);
  const files = [{ fileId, name: '画面.png', bytes: 6 }];
  const key = { 'idempotency-key': crypto.randomUUID() };
  const report = { kind: 'lost-paper', callback: '内線 2345', files };
  const { caseId } = (await (await town.api(person, 'reports', report, key)).json()) as { caseId: string };
  const png = (await keptAlong(town, caseId)).get('画面.png');
  if (png === undefined) throw new Error('not kept');
  expect(await download(town, caseId, png)).toBe('screen');
}

/** What was sent along and kept, by its name. */
export async function keptAlong(town: Town, caseId: string): Promise<Map<string, EvidenceView>> {
  const { evidence } = await town.view('desk-1', caseId);
  return new Map(evidence.flatMap((item) => (item.name === undefined ? [] : [[item.name, item]])));
}

export async function download(town: Town, caseId: string, { evidenceId }: EvidenceView): Promise<string> {
  const answer = await town.api('desk-1', `cases/${caseId}/evidence/${evidenceId}`, {});
  const { url } = (await answer.json()) as { url: string };
  expect(decodeURIComponent(url)).not.toContain('診断書');
  return (await fetch(url)).text();
}

/** What is attached to a mail is evidence of its own, marked and never opened; the same bytes are one object. */
export async function attaching(town: Town): Promise<void> {
  const { port, address: to } = town.running.mailDoor;
  const before = await openCases(town);
  const attachments = [
    { filename: '佐藤の診断書.pdf', content: 'proof' },
    { filename: '請求書.exe', content: 'proof' },
  ];
  const letter = {
    from: 'staff@city.example',
    to,
    subject: '不審なメール',
    text: '添付のとおり。',
    attachments,
  };
  await createTransport({ host: '127.0.0.1', port, ignoreTLS: true }).sendMail(letter);
  await town.running.settled();
  const caseId = (await openCases(town)).find((one) => !before.includes(one)) ?? '';
  const kept = await keptAlong(town, caseId);
  const [pdf, exe] = [kept.get('佐藤の診断書.pdf'), kept.get('請求書.exe')];
  if (pdf === undefined || exe === undefined) throw new Error(`kept only ${[...kept.keys()]}`);
  expect(exe).toMatchObject({ marks: ['executable'], virus: 'PASS', sha256: pdf.sha256 });
  expect(await download(town, caseId, pdf)).toBe('proof');
}
