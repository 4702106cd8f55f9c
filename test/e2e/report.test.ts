import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectUsable, Town } from '#/test/e2e/town.ts';

const PHONE = 320;

let town: Town;
let outside: Town;
beforeAll(async () => {
  [town, outside] = await Promise.all([Town.open(), Town.open({ inside: '192.0.2.0/24' })]);
});
afterAll(() => Promise.all([town.close(), outside.close()]));

const open = async (path: string, { of = town, script = true, width = PHONE } = {}): Promise<Page> => {
  const page = await (await of.context(width, script)).newPage();
  await page.goto(of.running.productUrl + path);
  return page;
};

const openCases = async (): Promise<string[]> => {
  const answer = await fetch(`${town.running.productUrl}/api/queue`, {
    headers: { authorization: `Bearer ${await town.running.token('desk-1')}` },
  });
  return ((await answer.json()) as { open: { caseId: string }[] }).open.map(({ caseId }) => caseId);
};

const startReport = async (page: Page) => {
  await page.locator('[name=callback]').fill('内線 1234');
  await page.locator('[name=section]').selectOption('childcare');
  await page.getByText('送った・渡した').click();
  await page.getByLabel('メールの誤送信').check();
};
const turn = async (page: Page) => {
  await page.getByRole('button', { name: '次へ' }).click();
  await page.getByRole('heading', { name: '分かる範囲で書く' }).waitFor();
};
const send = (page: Page) => page.getByRole('button', { name: '報告を送る' }).click();
const receipt = async (page: Page): Promise<{ number: string; code: string }> => {
  await page.waitForURL(/\/receipts\/[0-9a-f]{32}/);
  const [number = '', code = ''] = await page.locator('.number').allTextContents();
  return { number, code };
};
const sheets = async (page: Page): Promise<number> =>
  (await page.pdf({ format: 'A4' })).toString('latin1').match(/\/Type \/Page\b/g)?.length ?? 0;
const reached = (page: Page) => page.locator('[data-reach] li').allTextContents();

describe('R01 the form on a phone', () => {
  test('is filled in and sent by the keyboard alone', async () => {
    const page = await open('/report');
    await expectUsable(page);
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    const tabTo = async (selector: string) => {
      for (let steps = 0; steps < 80; steps += 1) {
        if (await page.locator(selector).evaluate((element) => element.matches(':focus'))) return;
        await press('Tab');
      }
      throw new Error(`no way to ${selector}`);
    };
    await tabTo('#callback');
    await page.keyboard.type('内線 1234');
    await tabTo('#section');
    await press('ArrowDown');
    await tabTo('#kind');
    await press('Enter', 'Tab', 'Space');
    await tabTo('#next');
    await press('Enter');
    await page.getByRole('heading', { name: '分かる範囲で書く' }).waitFor();
    await expectUsable(page);
    await tabTo('#overlay');
    await press('Space');
    await expect.poll(() => page.getByText('住所・氏名をここに書く').isVisible()).toBe(true);
    await tabTo('#happened');
    await page.keyboard.type('あて先をまちがえた');
    await tabTo('#send');
    await press('Enter');
    const { number } = await receipt(page);
    expect(await openCases()).toContain(number);
    expect(await page.textContent('body')).toContain('知らせる人を最小限にする');
    await expectUsable(page);
    expect(await sheets(page)).toBe(1);
    await page.context().close();
  });

  test('needs no script, tells what is wrong, and loses nothing', async () => {
    const page = await open('/report', { script: false });
    await page.locator('[name=section]').selectOption('childcare');
    await page.getByRole('button', { name: '次へ' }).click();
    await expect.poll(() => page.getByRole('alert').textContent()).toContain('折り返しの電話番号を入れて');
    expect(await page.locator('[name=section]').inputValue()).toBe('childcare');
    await startReport(page);
    await turn(page);
    expect(await reached(page)).toHaveLength(2);
    await page.locator('[name="answer.sent"]').fill('17時に3通');
    await page.locator('[name=mail]').fill('somebody@elsewhere.example');
    await send(page);
    await expect.poll(() => page.getByRole('alert').textContent()).toContain('市のメールアドレス');
    expect(await page.locator('[name="answer.sent"]').inputValue()).toBe('17時に3通');
    await page.locator('[name=mail]').fill('');
    await send(page);
    const first = await receipt(page);
    await page.goBack();
    await page.locator('[name=done]').fill('課長に電話した');
    await send(page);
    expect(await receipt(page)).toEqual(first);
    await page.context().close();
  });

  test('each line of what is wrong leads to its input, and stays', async () => {
    const page = await open('/report');
    await page.getByRole('button', { name: '次へ' }).click();
    const alert = page.getByRole('alert');
    await alert.waitFor();
    for (const [words, id] of [
      ['何が起きたかを', 'kind'],
      ['折り返しの電話番号を', 'callback'],
    ] as const) {
      await alert.getByRole('link', { name: words }).click();
      expect(await page.evaluate(() => document.activeElement?.id)).toBe(id);
      expect(await alert.isVisible()).toBe(true);
    }
    await page.context().close();
  });

  test('goes off at once where somebody will not wait to know what it is', async () => {
    const page = await open('/report');
    await page.locator('[name=callback]').fill('内線 1234');
    await page.getByRole('button', { name: '確かめる前に知らせる' }).click();
    await receipt(page);
    expect(await page.textContent('body')).toContain('その他・わからない');
    await page.context().close();
  });

  test('says whom it reaches while it is filled in', async () => {
    const page = await open('/report');
    expect(await reached(page)).toHaveLength(1);
    await startReport(page);
    expect((await reached(page))[1]).toMatch(/の情報セキュリティ管理者/);
    await page.getByText('知らせたくない人がいるとき').click();
    await page.locator('[name=concerns][value=section-manager]').check();
    expect((await reached(page)).join()).not.toContain('情報セキュリティ管理者');
    expect(await page.getByText('限られた人だけが読みます').isVisible()).toBe(true);
    await expectUsable(page);
    await turn(page);
    expect((await reached(page)).join()).not.toContain('情報セキュリティ管理者');
    await page.context().close();
  });
});

describe('R01 what is typed and not sent', () => {
  test('survives a reload on either page, and is gone once it is sent or taken away', async () => {
    const page = await open('/report');
    await startReport(page);
    await turn(page);
    await page.locator('[name=happened]').fill('書きかけ');
    await page.locator('[name=overlay][value=school]').check();
    await page.reload();
    expect(await page.locator('[name=callback]').inputValue()).toBe('内線 1234');
    expect(await page.getByText('書きかけの内容を戻しました').isVisible()).toBe(true);
    await turn(page);
    expect(await page.locator('[name=happened]').inputValue()).toBe('書きかけ');
    expect(await page.locator('[name=overlay][value=school]').isChecked()).toBe(true);
    await page.goBack();
    await expect.poll(() => page.locator('[name=callback]').inputValue()).toBe('内線 1234');
    await turn(page);
    await send(page);
    await receipt(page);
    await page.goto(`${town.running.productUrl}/report`);
    expect(await page.locator('[name=callback]').inputValue()).toBe('');
    await page.locator('[name=callback]').fill('1');
    await page.getByRole('button', { name: '書きかけを消して' }).click();
    await expect.poll(() => page.locator('[name=callback]').inputValue()).toBe('');
    await page.context().close();
  });

  test('stays where the network is lost, and goes off as one report when it is back', async () => {
    const page = await open('/report');
    await startReport(page);
    await turn(page);
    await page.locator('[name=happened]').fill('電波がない');
    await page.context().setOffline(true);
    await send(page);
    await page.getByText('通信できませんでした').waitFor();
    await expectUsable(page);
    expect(await page.locator('[name=happened]').inputValue()).toBe('電波がない');
    await page.context().setOffline(false);
    await send(page);
    const { number } = await receipt(page);
    expect((await openCases()).filter((caseId) => caseId === number)).toHaveLength(1);
    await page.context().close();
  });

  test('is one report where the answer was lost, and where the button is pressed twice', async () => {
    const page = await open('/report');
    const before = await openCases();
    await startReport(page);
    await turn(page);
    await page.route(
      '**/reports',
      async (route) => {
        await route.fetch({ maxRedirects: 0 });
        await route.abort('connectionreset');
      },
      { times: 1 },
    );
    await send(page);
    await page.getByText('通信できませんでした').waitFor();
    await page.getByRole('button', { name: '報告を送る' }).dblclick();
    await receipt(page);
    expect(await openCases()).toHaveLength(before.length + 1);
    await page.context().close();
  });
});

describe('R38 from outside of the network', () => {
  test('a slip is taken, and says why it is short and where the whole form is', async () => {
    const page = await open('/report', { of: outside });
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toBe('短い報告');
    expect(await page.locator('textarea').count()).toBe(0);
    await page.getByText('くわしい報告をするには').click();
    expect(await page.getByRole('link', { name: 'サインインして報告する' }).isVisible()).toBe(true);
    await expectUsable(page);
    await page.locator('[name=callback]').fill('000-0000-0000');
    await page.getByText('送った・渡した').click();
    await page.getByLabel('メールの誤送信').check();
    await page.locator('[name=danger][value=no]').check();
    await page.getByLabel('守衛・宿直です').check();
    await send(page);
    await receipt(page);
    await page.context().close();
  });

  test('the whole form is kept, and comes back as a slip with what fits', async () => {
    const page = await open('/report', { of: outside });
    await page.locator('form').evaluate((form) => {
      form.insertAdjacentHTML('beforeend', '<input type="hidden" name="happened" value="x">');
    });
    await page.locator('[name=callback]').fill('000-0000-0000');
    await send(page);
    await expect.poll(() => page.getByRole('alert').textContent()).toContain('まだだれにも届いていません');
    expect(await page.locator('[name=callback]').inputValue()).toBe('000-0000-0000');
    await expectUsable(page);
    await page.context().close();
  });
});

describe('R02 after the report', () => {
  test('number and code lead back to it; what is added stands there', async () => {
    const page = await open('/report');
    await startReport(page);
    await page.getByRole('button', { name: '確かめる前に知らせる' }).click();
    const { number, code } = await receipt(page);
    await page.locator('[name=text]').fill('送ったのは3通でした');
    await page.getByRole('button', { name: '窓口へ送る' }).click();
    await page.getByText('送ったのは3通でした').waitFor();
    await expectUsable(page);
    await page.goto(`${town.running.productUrl}/`);
    await expectUsable(page);
    await page.getByRole('link', { name: '報告のその後を見る' }).click();
    await expectUsable(page);
    await page.locator('[name=number]').fill(number);
    await page.locator('[name=code]').fill('0000-0000');
    await page.getByRole('button', { name: '見る' }).click();
    await expect.poll(() => page.getByRole('alert').textContent()).toContain('番号とコードが合いません');
    await expectUsable(page);
    await page.locator('[name=code]').fill(code.toLowerCase().replace('-', ' '));
    await page.getByRole('button', { name: '見る' }).click();
    expect(await receipt(page)).toEqual({ number, code });
    expect(await page.textContent('body')).toContain('送ったのは3通でした');
    await page.context().close();
  });

  test('the paper slip fits on one sheet', async () => {
    const page = await open('/paper');
    await expectUsable(page);
    expect(await sheets(page)).toBe(1);
    await page.context().close();
  });
});
