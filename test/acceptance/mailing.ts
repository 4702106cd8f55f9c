import { createTransport } from 'nodemailer';
import { expect } from 'vitest';
import type { QueueView } from '#/core/case/view.ts';
import type { Operator } from '#/test/acceptance/operator.ts';
import type { Town } from '#/test/acceptance/town.ts';

export const openCases = async (town: Town) =>
  (await town.ask<QueueView>('desk-1', 'queue')).open.map(({ caseId }) => caseId);

/** A member of staff writes to the desk: the mail becomes a case, once, and its bytes are kept. */
export async function mailing(town: Town, operator: Operator): Promise<void> {
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
  await leftInTheInbox(town, operator, caseId, messageId);
}

/** The function died after its case was there and before the mail was removed; the sweep finds it, and the case. */
async function leftInTheInbox(
  town: Town,
  operator: Operator,
  caseId: string,
  messageId: string,
): Promise<void> {
  const [original] = (await town.view('desk-1', caseId)).evidence;
  const answer = await town.api('desk-1', `cases/${caseId}/evidence/${original?.evidenceId}`, {});
  const { url } = (await answer.json()) as { url: string };
  const before = await openCases(town);
  await operator.layInInbox(messageId, await (await fetch(url)).bytes());
  await town.minutes(3);
  expect(await openCases(town)).toEqual(before);
  expect(await operator.inbox()).toEqual([]);
}
