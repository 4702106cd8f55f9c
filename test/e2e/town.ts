import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import axe, { type AxeResults } from 'axe-core';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { expect, vi } from 'vitest';
import { type Running, up } from '#/local/main.ts';
import { beginInOfficeHours } from '#/test/simulation/office-hours.ts';
import { demoPeople, wakayama } from '#/test/simulation/policy.ts';

export interface ReceivedMail {
  id: string;
  to: string;
  subject: string;
  text: string;
}

/** The whole product on free ports with a real browser in front of it. */
export class Town {
  readonly running: Running;
  readonly #browser: Browser;
  readonly #folder: string;
  readonly alarms: string[];

  private constructor(running: Running, browser: Browser, folder: string, alarms: string[]) {
    this.running = running;
    this.#browser = browser;
    this.#folder = folder;
    this.alarms = alarms;
  }

  /** `inside`: the networks from which the whole form is open; left out, this machine. */
  static async open({ inside }: { inside?: string } = {}): Promise<Town> {
    const folder = await mkdtemp(join(tmpdir(), 'hikeshi-e2e-'));
    const alarms: string[] = [];
    beginInOfficeHours(join(folder, 'data'));
    const running = await up({
      cdkOut: fileURLToPath(new URL('../../cdk.out', import.meta.url)),
      data: join(folder, 'data'),
      port: 0,
      accounts: demoPeople.map(({ id, name, posts }) => ({
        id,
        name,
        posts: posts.map(({ post }) => wakayama.profile.posts[post]?.name ?? post),
      })),
      log: (line) => alarms.push(line),
      ...(inside && { parameters: { InsideNetworks: inside } }),
    });
    await running.invoke('enrol-people', { people: demoPeople });
    const executablePath = '/usr/bin/chromium';
    const browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    return new Town(running, browser, folder, alarms);
  }

  async close(): Promise<void> {
    await this.#browser.close();
    await this.running.stop();
    await rm(this.#folder, { recursive: true });
  }

  async context(width: number, javaScriptEnabled = true): Promise<BrowserContext> {
    const context = await this.#browser.newContext({
      viewport: { width, height: 900 },
      locale: 'ja-JP',
      timezoneId: 'Asia/Tokyo',
      javaScriptEnabled,
      acceptDownloads: true,
    });
    context.setDefaultTimeout(15_000);
    return context;
  }

  /** Signs a person in as they would: the desk, the sign-in page, their name. */
  async signIn(personId: string, width: number): Promise<Page> {
    const page = await (await this.context(width)).newPage();
    await page.goto(`${this.running.productUrl}/desk`);
    const name = demoPeople.find((person) => person.id === personId)?.name ?? '';
    await page.locator('form').filter({ hasText: name }).getByRole('button').click();
    await page.waitForURL(/\/desk$/);
    return page;
  }

  async mailTo(address: string): Promise<ReceivedMail[]> {
    await this.running.settled();
    const answer = await fetch(`${this.running.toolsUrl}/mail.json?to=${encodeURIComponent(address)}`);
    return (await answer.json()) as ReceivedMail[];
  }

  /** The newest mail to somebody that says this; waits until it has come. */
  letter(address: string, ...words: string[]): Promise<ReceivedMail> {
    const found = async () =>
      (await this.mailTo(address)).find(({ subject, text }) =>
        words.every((word) => (subject + text).includes(word)),
      );
    return vi.waitFor(
      async () => {
        const mail = await found();
        if (mail === undefined) throw new Error(`no mail to ${address} that says ${words.join(' and ')}`);
        return mail;
      },
      { timeout: 15_000 },
    );
  }

  minutes(count: number): Promise<void> {
    return this.running.advance(count * 60_000);
  }
}

/** No violation of WCAG 2.2 AA that a program can find, and nothing that makes a phone scroll sideways. */
export async function expectUsable(page: Page): Promise<void> {
  expect(await page.evaluate('document.documentElement.scrollWidth - innerWidth')).toBeLessThanOrEqual(0);
  await page.evaluate(axe.source);
  const found = (await page.evaluate('axe.run()')) as AxeResults;
  expect(
    found.violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.html).join(' ')}`),
  ).toEqual([]);
}

export async function readDownload(
  page: Page,
  press: () => Promise<void>,
): Promise<{ path: string; content: string }> {
  const [download] = await Promise.all([page.waitForEvent('download'), press()]);
  const path = join(await mkdtemp(join(tmpdir(), 'hikeshi-export-')), download.suggestedFilename());
  await download.saveAs(path);
  return { path, content: await readFile(path, 'utf8') };
}
