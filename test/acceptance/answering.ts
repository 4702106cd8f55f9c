import { expect } from 'vitest';
import { assess, decideLevel } from '#/test/acceptance/deciding.ts';
import { openCases } from '#/test/acceptance/mailing.ts';
import type { Letter, Town } from '#/test/acceptance/town.ts';
import { sendTo } from '#/test/local/smtp-client.ts';

const STAFF = 'staff-2@city.example';
const OFFICER = 'executive@city.example';

/** A report by mail is answered; the answers to our mails go on its case, and a code in one acknowledges. */
export async function answering(town: Town): Promise<void> {
  const { port, address: to } = town.running.mailDoor;
  const text = '名簿を、別の人に送りました。';
  expect(await sendTo(port, { from: STAFF, to, subject: '誤送信', text })).toMatch(/^250/);
  const receipt = await town.letter(STAFF, '報告を受け付けました', '受付コード');
  const [, caseId = ''] = /事案番号　(\S+)/.exec(receipt.text) ?? [];
  const before = await openCases(town);
  await answer(town, STAFF, receipt, '128人分でした。');
  expect(await openCases(town)).toEqual(before);
  expect(await town.happened(caseId)).toEqual(expect.arrayContaining(['reply-sent', 'reporter-added']));

  await assess(town, caseId);
  await decideLevel(town, caseId);
  const call = await town.letter(OFFICER, caseId, '確認番号');
  const [, code = ''] = /確認番号　(\d{6})/.exec(call.text) ?? [];
  await answer(town, OFFICER, call, `了知しました。${code}`);
  const acknowledged = (await town.view('desk-1', caseId)).tasks.find(({ person }) => person === 'executive');
  expect(acknowledged).toMatchObject({ state: 'done', answered: { how: 'mail' } });
}

/** As a mail program answers: to the address for answers, the subject kept, the mail quoted below. */
async function answer(
  town: Town,
  from: string,
  { subject, text, headers }: Letter,
  said: string,
): Promise<void> {
  const mail = { from, to: headers['reply-to'], subject: `Re: ${subject}` };
  const quoted = `${said}\n\n-----元のメッセージ-----\n${text}`;
  expect(await sendTo(town.running.mailDoor.port, { ...mail, text: quoted })).toMatch(/^250/);
  await town.running.settled();
}
