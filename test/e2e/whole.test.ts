import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { verify } from '#/cli/verify.ts';
import { expectUsable, readDownload, Town } from '#/test/e2e/town.ts';

const WIDTHS = [
  ['a phone', 390],
  ['a desk', 1280],
] as const;

let town: Town;
beforeAll(async () => {
  town = await Town.open();
});
afterAll(() => town.close());

/** A report by a member of staff without JavaScript: number of the case. */
async function report(width: number): Promise<string> {
  const page = await (await town.context(width, false)).newPage();
  await page.goto(`${town.running.productUrl}/report`);
  await page.getByText('送った・渡した').click();
  await page.getByLabel('メールの誤送信').check();
  await page.locator('[name=callback]').fill('内線 1234');
  await page.locator('[name=section]').selectOption('childcare');
  await page.getByRole('button', { name: '次へ' }).click();
  await page.locator('[name=happened]').fill('案内のメールを、あて先に全員を入れて送った');
  await page.locator('[name=personalData][value=yes]').check();
  await page.getByRole('button', { name: '報告を送る' }).click();
  await page.waitForURL(/\/receipts\//);
  expect(await page.textContent('body')).toContain('送信済みメールを消さずに残す');
  const caseId = /\d{8}-\d{5}/.exec((await page.textContent('body')) ?? '')?.[0] ?? '';
  await page.goBack();
  await page.getByRole('button', { name: '報告を送る' }).click();
  expect(await page.textContent('body')).toContain(caseId);
  await page.context().close();
  return caseId;
}

const open = async (page: Page, caseId: string) => {
  await page.goto(`${town.running.productUrl}/desk/cases/${caseId}`);
  await page.getByRole('heading', { name: '次にすること' }).waitFor();
  await expectUsable(page);
};

const group = (page: Page, legend: string) => page.getByRole('group', { name: legend });

/** As a datetime-local field in Japan takes it. */
const minutesAgo = (minutes: number) =>
  new Date(town.running.now() + 9 * 3_600_000 - minutes * 60_000).toISOString().slice(0, 16);

async function assess(page: Page, caseId: string): Promise<void> {
  await open(page, caseId);
  await group(page, 'インシデントに当たりますか').getByLabel('はい').check();
  await group(page, '規定の違反がありますか').getByLabel('いいえ').check();
  await page.getByLabel('最初に知った日時').fill(minutesAgo(10));
  await group(page, '個人情報が関係しますか').getByLabel('関係する', { exact: true }).check();
  await group(page, '実施機関が保有する個人情報').getByLabel('はい').check();
  await group(page, '何人分ですか').getByLabel('数が分かった').check();
  await page.getByRole('textbox', { name: '数（人）' }).fill('１２８人');
  await group(page, '漏えいが発生しましたか').getByLabel('発生した').check();
  for (const question of ['マイナンバーを含みますか', '支援措置', '要配慮個人情報'])
    await group(page, question).getByLabel('含まない').check();
  await group(page, '不正の目的').getByLabel(/^ない/).check();
  await group(page, '関係する実施機関').getByLabel('市長').check();
  await expectUsable(page);
  await page.getByLabel('そう考えた理由').fill('あて先の誤り');
  await page.getByRole('button', { name: '評価を記録する' }).click();
  await page.getByText('提案はレベル3').waitFor();
}

async function decideSeverity(page: Page): Promise<void> {
  await group(page, 'どのレベルにしますか').getByLabel('3　重大').check();
  await page.getByLabel('そう決めた理由').fill('101人以上');
  await page.getByRole('button', { name: 'レベルを決める' }).click();
  await page.getByRole('heading', { name: '執行 まもる' }).waitFor();
}

/** An officer opens the mail on a phone and types the code. */
async function answerMail(address: string, words: string, press: string, width: number): Promise<void> {
  const mail = await town.letter(address, words);
  const [, link = ''] = /(http:\S+\/notices\/\S+)/.exec(mail.text) ?? [];
  const [, code = ''] = /確認番号　(\d{6})/.exec(mail.text) ?? [];
  const page = await (await town.context(width, false)).newPage();
  await page.goto(link);
  await page.locator('[name=code]').fill(code);
  await page.getByRole('button', { name: press, exact: true }).click();
  await page.getByRole('status').waitFor();
  await page.context().close();
}

/** Does one kind of step for every duty that offers it to this person. */
async function eachDuty(page: Page, caseId: string, step: RegExp, act: (card: Locator) => Promise<void>) {
  await town.running.settled();
  await open(page, caseId);
  const cards = page.locator('#next').getByRole('region', { name: step });
  expect(await cards.count()).toBeGreaterThan(0);
  for (let left = await cards.count(); left > 0; left -= 1) {
    const card = cards.first();
    const unfold = card.getByRole('button', { name: '開く', exact: true });
    if (await unfold.isVisible()) await unfold.click();
    await act(card);
    await expect.poll(() => cards.count(), { timeout: 15_000 }).toBe(left - 1);
  }
}

const write = (page: Page, caseId: string) =>
  eachDuty(page, caseId, /の案を書く$/, (card) => card.getByRole('button', { name: '承認に回す' }).click());

const approve = (page: Page, caseId: string) =>
  eachDuty(page, caseId, /の案を承認する$/, (card) =>
    card.getByRole('button', { name: '第1版を承認する' }).click(),
  );

const send = (page: Page, caseId: string) =>
  eachDuty(page, caseId, /を提出し、記録する$/, async (card) => {
    await card.getByLabel('提出した日時').fill(minutesAgo(0));
    await card.getByRole('textbox', { name: /^受付番号/ }).fill('第2026-0001号');
    const last = card.getByLabel('この提出で最後（確報）の報告を兼ねる');
    if (await last.isVisible()) await last.check();
    await card.getByRole('button', { name: '提出を記録する' }).click();
  });

/** Everything that is due: some write, others approve, and whoever sends it keeps the number. */
async function reportOutside(desk: Page, caseId: string, width: number): Promise<void> {
  await town.letter('privacy@city.example', caseId, '報告案の作成');
  const [privacy, press, section, executive, chief] = (await Promise.all(
    ['privacy', 'public-relations', 'childcare-head', 'executive', 'chief'].map((id) =>
      town.signIn(id, width),
    ),
  )) as [Page, Page, Page, Page, Page];
  for (const page of [privacy, press, desk]) await write(page, caseId);
  // What is made public only the chief approves.
  for (const page of [executive, chief]) await approve(page, caseId);
  for (const page of [privacy, press, section, desk]) await send(page, caseId);
  await privacy.getByText('受付番号 第2026-0001号').first().waitFor();
  for (const page of [privacy, press, section, executive, chief]) await page.context().close();
}

async function closeAndVerify(page: Page, caseId: string): Promise<void> {
  await open(page, caseId);
  // Folded up where something else is asked first, as of whoever was called with everybody.
  const step = page.getByRole('region', { name: '対応を終え、終結する' });
  await step.waitFor();
  const unfold = step.getByRole('button', { name: '開く' });
  if (await unfold.isVisible()) await unfold.click();
  await page.getByLabel('まとめ').fill('全員に削除を依頼し、確認した。送信前の確認を2人にする。');
  await page.getByRole('button', { name: '終結する' }).click();
  await page.getByText('終結時の署名があります').waitFor({ timeout: 90_000 });
  const { path, content } = await readDownload(page, () =>
    page.getByRole('button', { name: '時系列を書き出す' }).click(),
  );
  expect(await verify([path])).toBe(0);
  const types = (JSON.parse(content) as { events: { type: string }[] }).events.map((event) => event.type);
  expect(types[0]).toBe('evidence-preserved');
  expect(types).toEqual(
    expect.arrayContaining(['charge-taken', 'report-filed', 'case-closed', 'timeline-anchored']),
  );
}

/** The calls of a case that somebody was mailed; duties that grow late are told as well. */
const callsTo = async (address: string, caseId: string) =>
  (await town.mailTo(address)).filter(
    ({ subject, text }) => subject.includes(caseId) && text.includes('/notices/'),
  ).length;

describe.each(WIDTHS)('on %s', (_, width) => {
  test('one report goes all the way to a closed case whose exported timeline verifies', async () => {
    const caseId = await report(width);
    await town.letter('desk-1@city.example', caseId);
    await town.letter('childcare-head@city.example', caseId);
    const desk = await town.signIn('desk-1', width);
    await desk.getByRole('link', { name: caseId }).first().waitFor();
    await expectUsable(desk);
    await assess(desk, caseId);
    await decideSeverity(desk);
    await answerMail('executive@city.example', caseId, '了知する', width);
    await answerMail('chief@city.example', caseId, '了知して引き受ける', width);
    await reportOutside(desk, caseId, width);
    await closeAndVerify(desk, caseId);
    await desk.context().close();
  });

  test('the officer is silent: the deputy, then everybody and an alarm; a call by telephone ends it, and the case goes on to its verified end', async () => {
    const caseId = await report(width);
    const desk = await town.signIn('desk-2', width);
    await assess(desk, caseId);
    await decideSeverity(desk);
    await town.minutes(16);
    expect((await town.letter('executive-deputy@city.example', caseId)).text).toContain('代行');
    const alarmsBefore = town.alarms.length;
    await town.minutes(45);
    await town.letter('chief-deputy@city.example', caseId);
    await expect.poll(() => town.alarms.length, { timeout: 10_000 }).toBeGreaterThan(alarmsBefore);

    await open(desk, caseId);
    const deputy = desk
      .getByRole('listitem')
      .filter({ has: desk.getByRole('heading', { name: '副執行 ひかり' }) });
    await deputy.getByRole('button').first().click();
    await group(desk, '引き受けると言いましたか').getByLabel('はい、引き受けた').check();
    await desk.getByRole('button', { name: '電話での了知を記録する' }).click();
    await desk.getByText('引き受けた人').first().waitFor();
    await town.letter('chief@city.example', caseId, '引き受ける人が決まりました');
    const mailed = await callsTo('chief@city.example', caseId);
    await town.minutes(120);
    expect(await callsTo('chief@city.example', caseId)).toBe(mailed);

    await reportOutside(desk, caseId, width);
    await closeAndVerify(desk, caseId);
    await desk.context().close();
  });

  test('the pages that anybody may open can be used by anybody', async () => {
    const page = await (await town.context(width)).newPage();
    const { productUrl, toolsUrl } = town.running;
    await town.minutes(1);
    for (const path of ['/', '/mail', '/alarms']) {
      await page.goto(toolsUrl + path);
      await expectUsable(page);
    }
    for (const path of ['/', '/report', '/no-such-page', '/notices/20261120-00000/call-1-chief/0']) {
      await page.goto(productUrl + path);
      await expectUsable(page);
    }
    await page.goto(`${productUrl}/report`);
    await page.locator('[name=callback]').fill('内線 1234');
    const banner = page.getByRole('complementary', { name: '練習' });
    const before = await banner.getByText(/進めて.*です。$/).textContent();
    await town.minutes(1);
    await expect.poll(() => banner.textContent(), { timeout: 10_000 }).not.toBe(before);
    await page.getByRole('button', { name: '次へ' }).click();
    await page.getByRole('alert').waitFor();
    expect(await page.locator('[name=callback]').inputValue()).toBe('内線 1234');
    await expectUsable(page);
    await page.context().close();
  });
});
