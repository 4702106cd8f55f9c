import { createTransport } from 'nodemailer';
import { expect } from 'vitest';
import type { QueueView } from '#/core/case/view.ts';
import type { Town } from '#/test/acceptance/town.ts';

const openCases = async (town: Town) =>
  (await town.ask<QueueView>('desk-1', 'queue')).open.map(({ caseId }) => caseId);

/** A member of staff writes to the desk: the mail becomes a case, once, and its bytes are kept. */
export async function mailing(town: Town): Promise<void> {
  const { port, address: to } = town.running.mailDoor;
  const before = await openCases(town);
  const transport = createTransport({ host: '127.0.0.1', port, ignoreTLS: true });
  const letter = {
    from: 'staff@city.example',
    to,
    subject: '画面がおかしい',
    text: '知らない画面が出ました。',
  };
  const { response } = await transport.sendMail(letter);
  const messageId = response.split(' ').at(-1) ?? '';
  await town.running.settled();
  const [caseId = '', ...others] = (await openCases(town)).filter((one) => !before.includes(one));
  expect(others).toEqual([]);
  expect(await town.happened(caseId)).toEqual(
    expect.arrayContaining(['evidence-preserved', 'report-accepted']),
  );
  await town.letter('desk-1@city.example', caseId);

  // SES may hand the same mail over once more.
  const PASS = { status: 'PASS' };
  const checks = ['spam', 'virus', 'spf', 'dkim', 'dmarc'].map((check) => [`${check}Verdict`, PASS]);
  const ses = { mail: { messageId }, receipt: Object.fromEntries(checks) };
  await town.running.invoke('accept-mail', { Records: [{ ses }] });
  expect((await openCases(town)).length).toBe(before.length + 1);
}
