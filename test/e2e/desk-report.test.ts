import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectUsable, Town } from '#/test/e2e/town.ts';

const WIDTHS = [
  ['a phone', 360],
  ['a desk', 1280],
] as const;

let town: Town;
beforeAll(async () => {
  // Whoever is signed in reports from anywhere, and nobody here is inside.
  town = await Town.open({ inside: '10.0.0.0/8' });
});
afterAll(() => town.close());

const group = (page: Page, legend: string) => page.getByRole('group', { name: legend });

/** As a datetime-local field in Japan takes it. */
const minutesAgo = (minutes: number) =>
  new Date(town.running.now() + 9 * 3_600_000 - minutes * 60_000).toISOString().slice(0, 16);

async function openForm(page: Page): Promise<void> {
  await page.getByRole('link', { name: '報告を入力する' }).click();
  await page.getByRole('heading', { name: '報告を入力する' }).waitFor();
  await page.getByLabel('折り返しの電話番号').waitFor();
}

/** What somebody said on the telephone an hour ago, typed by the desk; number of the case. */
async function typeCall(page: Page): Promise<string> {
  await openForm(page);
  await expectUsable(page);
  await page.getByLabel('電話などで聞いた、ほかの人の報告').check();
  await page.getByLabel('電話を受けた日時').fill(minutesAgo(60));
  await page.getByLabel('電話してきた人').fill('住民の方');
  await page.getByLabel('電話を受けた職員の課').selectOption('citizens');
  await page.getByLabel('折り返しの電話番号').fill('内線 1234');
  await group(page, '何が起きましたか').getByLabel('なくした・盗まれた').check();
  await group(page, '近いものを1つ').getByLabel('書類の紛失').check();
  await page.getByLabel('最初に気づいた日時').fill(minutesAgo(90));
  await page.getByLabel('どの課の情報').selectOption('childcare');
  await page.getByLabel('起きたこと').fill('封筒が1通見当たらなかったが、机の下で見つかった');
  await page.getByRole('region', { name: 'この報告が届く先' }).getByText('保育こども園課').waitFor();
  await page.reload();
  expect(await page.getByLabel('起きたこと').inputValue(), 'a reload loses nothing').toContain('封筒');
  await expectUsable(page);
  await page.getByRole('button', { name: '報告を送る' }).click();
  await page.getByRole('heading', { name: '受け付けました' }).waitFor();
  await expectUsable(page);
  const said = (await page.textContent('main')) ?? '';
  expect(said).toMatch(/[0-9A-Z]{4}-[0-9A-Z]{4}/);
  expect(said).toContain('最後に見た時刻と場所を書き出す');
  return /\d{8}-\d{5}/.exec(said)?.[0] ?? '';
}

/** The page of a case, once its machine has asked for the assessment: mail waits for the morning. */
async function openCase(page: Page, caseId: string): Promise<void> {
  await town.running.settled();
  await page.goto(`${town.running.productUrl}/desk/cases/${caseId}`);
  await page.getByRole('heading', { name: '次にすること' }).waitFor();
}

const step = (page: Page, name: string) => page.getByRole('region', { name });

/** The whole small case on one page, up to what another person has to say. */
async function propose(page: Page): Promise<void> {
  const form = step(page, '簡易処理する');
  await form.getByRole('button', { name: '開く' }).click();
  const answer = (legend: string, label: string | RegExp) =>
    form
      .getByRole('group', { name: legend })
      .getByLabel(label, { exact: typeof label === 'string' })
      .check();
  await answer('インシデントに当たりますか', 'はい');
  await answer('規定の違反がありますか', 'いいえ');
  await answer('個人情報が関係しますか', '関係する');
  await answer('実施機関が保有する個人情報', 'はい');
  await answer('何人分ですか', '数が分かった');
  await form.getByRole('textbox', { name: '数（人）' }).fill('1');
  await answer('漏えいが発生しましたか', /^ない/);
  for (const fact of ['myNumber', 'protectedPersons', 'sensitive'])
    await form.locator(`#settle-${fact}`).check();
  await answer('不正の目的', /^ない/);
  await form.locator('#settle-damage').check();
  await form.getByText('簡易処理はできません').first().waitFor();
  await expectUsable(page);
  // What would decide the duty is asked for as soon as it is known to matter.
  for (const fact of ['financial', 'ordinanceSensitive', 'publicView'])
    await form.locator(`#settle-${fact}`).check();
  await form.getByText('外への報告は要りません').waitFor();
  await answer('レベル', /^0/);
  await form.getByLabel('そう考えた理由').fill('課の中で見つかり、開封の跡がない');
  await form.getByRole('textbox', { name: 'まとめ' }).fill('置き忘れ。机の下で見つかった。置き場を決めた。');
  await expectUsable(page);
  await form.getByRole('button', { name: '簡易処理を提案する' }).click();
  await page.getByText('記録しました：簡易処理の提案').waitFor();
}

describe.each(WIDTHS)('on %s', (_name, width) => {
  test('R02 R37 a telephone call becomes a case, and a small case is closed by two people', async () => {
    const page = await town.signIn('desk-1', width);
    const caseId = await typeCall(page);
    await openCase(page, caseId);
    await expectUsable(page);
    const report = page.getByRole('region', { name: '報告の内容' });
    expect(await report.textContent()).toContain('窓口が代わりに入力');
    expect(await report.textContent()).toContain('市民課');
    await propose(page);

    const other = await town.signIn('desk-2', width);
    await other.goto(`${town.running.productUrl}/desk/cases/${caseId}`);
    const confirm = step(other, '簡易処理を確かめる');
    await confirm.getByText('置き忘れ').waitFor();
    await expectUsable(other);
    await confirm.getByRole('button', { name: '確かめて終結する' }).click();
    await other.getByText('この事案は終結しました').waitFor();
    await Promise.all([page.context().close(), other.context().close()]);
  });

  test('R02 a file goes along, and stands in the case as evidence', async () => {
    const page = await town.signIn('desk-1', width);
    const offers = '**/api/reports/files';
    await openForm(page);
    await page.getByLabel('折り返しの電話番号').fill('内線 1234');
    await group(page, '何が起きましたか').getByLabel('なくした・盗まれた').check();
    await group(page, '近いものを1つ').getByLabel('書類の紛失').check();
    await page.getByLabel('控えを送るメールアドレス').fill('staff@city.example');
    const choose = (name: string) =>
      page.locator('#files').setInputFiles({ name, mimeType: 'image/png', buffer: Buffer.from('proof') });
    const line = (name: string) => page.getByRole('listitem').filter({ hasText: name });
    await page.route(offers, (route) => route.abort());
    await choose('机の下.png');
    await line('机の下.png').getByText('送れませんでした').waitFor();
    await expectUsable(page);
    await page.unroute(offers);
    await page.getByRole('button', { name: 'もう一度送る：机の下.png' }).click();
    await line('机の下.png').getByText('送りました').waitFor();
    await choose('余分.png');
    await line('余分.png').getByText('送りました').waitFor();
    await page.getByRole('button', { name: '外す：余分.png' }).click();
    await page.reload();
    await line('机の下.png').getByText('送りました').waitFor();
    expect(await page.getByRole('list', { name: '付けるファイル' }).getByRole('listitem').count()).toBe(1);
    await expectUsable(page);

    // Sending waits for what is under way.
    let goOn = () => {};
    const held = new Promise<void>((resolve) => {
      goOn = resolve;
    });
    await page.route(offers, async (route) => {
      await held;
      await route.continue();
    });
    await choose('封筒.png');
    await page.getByRole('button', { name: '報告を送る' }).click();
    await page.getByText('ファイルを送り終わるまで待っています').waitFor();
    goOn();
    await page.getByRole('link', { name: 'この事案を開く' }).waitFor();
    const caseId = /\d{8}-\d{5}/.exec((await page.textContent('main')) ?? '')?.[0] ?? '';
    await openCase(page, caseId);
    const evidence = await page.getByRole('region', { name: '証拠' }).textContent();
    for (const name of ['机の下.png', '封筒.png']) expect(evidence).toContain(name);
    expect(evidence).not.toContain('余分.png');
    await page.context().close();
  });
});

test('R02 a paper slip is entered with the times that stand on it', async () => {
  const page = await town.signIn('desk-1', 1280);
  await openForm(page);
  await page.getByLabel('紙の報告票を入力する').check();
  await page.getByRole('button', { name: '報告を送る' }).click();
  await page.getByRole('alert').getByText('紙を受け取った日時').waitFor();
  await expectUsable(page);
  await page.getByLabel('紙を受け取った日時').fill(minutesAgo(600));
  await page.getByLabel('当直として受けた').check();
  await page.getByLabel('折り返しの電話番号').fill('内線 5678');
  await group(page, '人の身に危険').getByLabel('ある', { exact: true }).check();
  await group(page, '何が起きましたか').getByLabel('送った・渡した').check();
  await group(page, '近いものを1つ').getByLabel('書類の誤交付').check();
  await group(page, '次のどれかに関わりますか').getByLabel('119・医療・水道').check();
  await page.getByText('現場の代替手段に先に切り替える').waitFor();
  await page.getByRole('button', { name: '報告を送る' }).click();
  await page.getByRole('link', { name: 'この事案を開く' }).click();
  await page.getByText('人の身に危険があると報告されています').waitFor();
  await expectUsable(page);
  await page.getByRole('button', { name: '報告した人に書く' }).click();
  await page.getByLabel('書く内容').fill('いつ気づきましたか');
  await page.getByRole('button', { name: '報告した人に送る' }).click();
  await page
    .getByRole('region', { name: '報告した人とのやりとり' })
    .getByText('いつ気づきましたか')
    .waitFor();
  await page.context().close();
});

test('R37 a wave of suspicious mails is settled with one text, and confirmed at once by another', async () => {
  const token = await town.running.token('citizens-head');
  for (const number of [1, 2, 3]) {
    const answer = await fetch(`${town.running.productUrl}/api/reports`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'idempotency-key': `wave-${number}` },
      body: JSON.stringify({ kind: 'suspicious-mail', callback: '内線 2345', place: `端末${number}` }),
    });
    expect(answer.status).toBe(201);
  }
  await town.running.settled();
  const page = await town.signIn('desk-1', 1280);
  await page.getByRole('button', { name: 'まとめて簡易処理する' }).click();
  await page.getByLabel('すべて選ぶ').check();
  await group(page, 'インシデントに当たりますか').getByLabel('いいえ').check();
  await group(page, '規定の違反がありますか').getByLabel('いいえ').check();
  await group(page, '個人情報が関係しますか').getByLabel('関係しない').check();
  await group(page, '漏えいが発生しましたか').getByLabel(/^ない/).check();
  await group(page, '不正の目的').getByLabel(/^ない/).check();
  await group(page, 'レベル').getByLabel(/^0/).check();
  await page.getByLabel('そう考えた理由').fill('同じ文面。開いた人はいない');
  await page.getByRole('textbox', { name: 'まとめ' }).fill('全員が削除した。');
  await expectUsable(page);
  await page.getByRole('button', { name: '3件の簡易処理を提案する' }).click();
  await page.getByText('3件のうち3件まで終わりました').waitFor({ timeout: 60_000 });
  expect(await page.getByText('提案した', { exact: false }).count()).toBeGreaterThanOrEqual(3);

  const other = await town.signIn('desk-2', 360);
  await other.getByRole('button', { name: '簡易処理の確認をまとめて行う（3件）' }).click();
  await other.getByText('全員が削除した。').first().waitFor({ state: 'attached' });
  await other.getByLabel('すべて選ぶ').check();
  await expectUsable(other);
  await other.getByRole('button', { name: '3件を確かめて終結する' }).click();
  await other.getByText('3件のうち3件まで終わりました').waitFor({ timeout: 60_000 });
  expect(await other.getByRole('status').filter({ hasText: '終結した' }).count()).toBe(1);
  await Promise.all([page.context().close(), other.context().close()]);
});
