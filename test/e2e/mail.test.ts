import { afterAll, beforeAll, expect, test } from 'vitest';
import { sendTo } from '#/test/local/smtp-client.ts';
import { expectUsable, Town } from './town.ts';

let town: Town;

beforeAll(async () => {
  town = await Town.open();
});
afterAll(() => town.close());

test.each([390, 1280])('a report by mail is read at the desk, %i pixels wide', async (width) => {
  await fetch(`${town.running.toolsUrl}/mail`, {
    method: 'POST',
    body: new URLSearchParams({ virus: 'FAIL', dmarc: 'FAIL' }),
  });
  await sendTo(town.running.mailDoor.port, {
    from: '山田 <yamada@city.example>',
    to: town.running.mailDoor.address,
    subject: `端末を紛失 ${width}`,
    text: `電車に忘れました ${width}`,
    attachments: [{ filename: 'map.png', content: 'x' }],
  });
  await town.letter('desk-1@city.example', '報告が届きました');
  const page = await town.signIn('desk-1', width);
  await page.getByRole('link', { name: 'その他・わからない' }).last().click();
  const report = page.getByRole('region', { name: '報告の内容' });
  const words = [
    'メール',
    '山田 <yamada@city.example>',
    '本人が送ったとは限りません',
    `端末を紛失 ${width}`,
    `電車に忘れました ${width}`,
    '1件（一つずつ「証拠」に保存します。ここでは開きません）',
    'ウイルス：疑いあり',
    '合わない（なりすましの疑い）',
    '普段の端末で開かないでください',
  ];
  await report.getByText(words[4] ?? '').waitFor();
  const shown = await report.innerText();
  expect(words.filter((word) => !shown.includes(word))).toEqual([]);
  await expectUsable(page);
  await page.getByText('報告を受け付けた（メール）').waitFor();
});

test('the mailbox page, where mail to the desk is written, is usable on a phone', async () => {
  const page = await (await town.context(390)).newPage();
  await page.goto(`${town.running.toolsUrl}/mail`);
  await expectUsable(page);
  await page.getByLabel('件名').fill('手で書いたメール');
  await page.getByRole('button', { name: '送る', exact: true }).click();
  await page.getByText('送りました').waitFor();
  await expectUsable(page);
});
