import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { sendTo } from '#/test/local/smtp-client.ts';
import { expectUsable, Town } from './town.ts';

const LINK = 'https://login-kakunin.example/a';

let town: Town;
beforeAll(async () => {
  town = await Town.open();
});
afterAll(() => town.close());

async function byForm(number: number, happened: string): Promise<void> {
  const answer = await fetch(`${town.running.productUrl}/reports`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({
      reportId: number.toString(16).padStart(32, '0'),
      kind: 'suspicious-mail',
      callback: `内線 ${number}`,
      happened: `${happened}\n${LINK}`,
    }),
  });
  expect(answer.status).toBe(303);
}

const byMail = (number: number): Promise<unknown> =>
  sendTo(town.running.mailDoor.port, {
    from: `staff-${number}@city.example`,
    to: town.running.mailDoor.address,
    subject: 'Fw: 【重要】口座の確認について',
    text: `ご報告します。開いていません。\n${LINK}`,
  });

/** Twelve report one mail; one of them owns up to something in words that no list holds. */
async function storm(): Promise<void> {
  await byForm(0, '不審なメールが届きました。');
  await town.running.settled();
  for (let number = 1; number < 11; number += 1)
    await (number % 2 === 0 ? byMail(number) : byForm(number, '不審なメールが届きました。開いていません。'));
  await byForm(11, '書かれていた欄に暗証を書いて返しました。');
  await town.minutes(2);
}

const wave = (page: Page) => page.getByRole('region', { name: '似た報告' });

/** On both screens, at both widths. */
async function look(page: Page, path: string, words: string): Promise<void> {
  for (const width of [360, 1280]) {
    await page.setViewportSize({ width, height: 900 });
    await page.goto(`${town.running.productUrl}${path}`);
    await page.getByText(words).first().waitFor();
    await expectUsable(page);
  }
}

test('the desk joins twelve reports of one mail but for the one that owns up, and splits one off again', async () => {
  await storm();
  const page = await town.signIn('desk-1', 1280);
  await page.getByText('似た報告 10件').waitFor();
  await look(page, '/desk', '似た報告 10件');
  await page.getByRole('listitem').filter({ hasText: '似た報告 10件' }).getByRole('link').first().click();
  await wave(page).getByText('同じものと分かる報告が10件あります').waitFor();
  const master = new URL(page.url()).pathname;
  await wave(page).getByRole('button', { name: '似た報告をまとめる' }).click();
  await wave(page).getByRole('group', { name: '似ていて、違うところのある報告' }).waitFor();
  await expectUsable(page);
  await wave(page).getByRole('button', { name: 'この事案にまとめる' }).click();
  await page.getByText('まとめています（10件）').waitFor();
  await town.minutes(3);
  await look(page, master, 'まとめた報告 10件');
  await look(page, '/desk', 'まとめた報告 10件');

  await page.goto(`${town.running.productUrl}${master}`);
  await wave(page).getByText('1件ずつ見る（10件、新しい順）').click();
  await wave(page).getByRole('listitem').getByRole('link').first().click();
  await wave(page).getByText('次の事案にまとめられています').waitFor();
  const member = new URL(page.url()).pathname;
  await look(page, member, '次の事案にまとめられています');
  await wave(page).getByRole('button', { name: 'まとめから外す' }).click();
  await wave(page).getByRole('textbox', { name: '外す理由' }).fill('別のメールだった');
  await expectUsable(page);
  await wave(page).getByRole('button', { name: 'まとめから外す' }).last().click();
  await town.minutes(2);
  await look(page, member, '別の事案に戻した');
  await look(page, master, 'まとめた報告 9件');
});
