import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from 'vitest';
import type { CommandName } from '#/core/case/commands.ts';
import type { TimelineEvent } from '#/core/case/events.ts';
import type { CaseView } from '#/core/case/view.ts';
import type { TimelineExport } from '#/core/evidence/verify.ts';
import { type Running, up } from '#/local/main.ts';
import { beginInOfficeHours } from '#/test/simulation/office-hours.ts';
import { demoPeople } from '#/test/simulation/policy.ts';

export const CDK_OUT = fileURLToPath(new URL('../../cdk.out', import.meta.url));

export interface Letter {
  subject: string;
  text: string;
  headers: Record<string, string>;
}

/** The whole product on free ports, and what people can do with it without a browser. */
export class Town {
  readonly running: Running;
  /** What the person at the machine was told: alarms and refusals. */
  readonly said: readonly string[];
  readonly #folder: string;

  private constructor(running: Running, said: readonly string[], folder: string) {
    this.running = running;
    this.said = said;
    this.#folder = folder;
  }

  static async open(cdkOut = CDK_OUT): Promise<Town> {
    const folder = await mkdtemp(join(tmpdir(), 'hikeshi-acceptance-'));
    const said: string[] = [];
    const accounts = demoPeople.map(({ id, name }) => ({ id, name, posts: [] }));
    const log = (line: string) => void said.push(line);
    beginInOfficeHours(join(folder, 'data'));
    try {
      const running = await up({ cdkOut, data: join(folder, 'data'), port: 0, accounts, log });
      return new Town(running, said, folder);
    } catch (error) {
      rmSync(folder, { recursive: true });
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.running.stop();
    rmSync(this.#folder, { recursive: true });
  }

  get refused(): string[] {
    return this.said.filter((line) => line.startsWith('[iam]'));
  }

  /** A page of the product: its status, and where to or what it says. */
  async page(
    path: string,
    form?: Record<string, string> | string[][],
  ): Promise<{ status: number; says: string }> {
    const url = new URL(path, this.running.productUrl);
    const body = form && { method: 'POST', body: new URLSearchParams(form) };
    const answer = await fetch(url, { redirect: 'manual', ...body });
    await this.running.settled();
    return { status: answer.status, says: answer.headers.get('location') ?? (await answer.text()) };
  }

  async api(
    person: string,
    path: string,
    body?: unknown,
    more: Record<string, string> = {},
  ): Promise<Response> {
    const authorization = `Bearer ${await this.running.token(person)}`;
    const method = body === undefined ? 'GET' : 'POST';
    const answer = await fetch(`${this.running.productUrl}/api/${path}`, {
      method,
      headers: { authorization, ...more },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    await this.running.settled();
    return answer;
  }

  async ask<T>(person: string, path: string): Promise<T> {
    const answer = await this.api(person, path);
    expect(answer.status, `${person} ${path}`).toBe(200);
    return (await answer.json()) as T;
  }

  view(person: string, caseId: string): Promise<CaseView> {
    return this.ask(person, `cases/${caseId}`);
  }

  timeline(caseId: string): Promise<TimelineExport & { events: TimelineEvent[] }> {
    return this.ask('desk-1', `cases/${caseId}/timeline`);
  }

  async happened(caseId: string): Promise<string[]> {
    return (await this.timeline(caseId)).events.map(({ type }) => type);
  }

  /** A signed-in person does something to a case. */
  async command(
    person: string,
    caseId: string,
    command: CommandName,
    fields: Record<string, unknown> = {},
    commandId: string = crypto.randomUUID(),
  ): Promise<void> {
    const answer = await this.api(person, 'commands', { command, caseId, commandId, ...fields });
    expect([answer.status, await answer.json()], `${person} ${command}`).toEqual([200, { caseId }]);
  }

  async letters(address: string, ...words: string[]): Promise<Letter[]> {
    await this.running.settled();
    const answer = await fetch(`${this.running.toolsUrl}/mail.json?to=${encodeURIComponent(address)}`);
    const all = (await answer.json()) as Letter[];
    return all.filter(({ subject, text }) => words.every((word) => (subject + text).includes(word)));
  }

  /** The newest mail to somebody that says this. */
  async letter(address: string, ...words: string[]): Promise<Letter> {
    const [newest] = await this.letters(address, ...words);
    if (newest === undefined) throw new Error(`no mail to ${address} that says ${words.join(' and ')}`);
    return newest;
  }

  async mailIs(state: 'up' | 'down'): Promise<void> {
    const body = new URLSearchParams({ down: state === 'down' ? 'on' : 'off' });
    await fetch(`${this.running.toolsUrl}/mail`, { method: 'POST', body, redirect: 'manual' });
  }

  async alarms(): Promise<string> {
    await this.running.settled();
    return (await fetch(`${this.running.toolsUrl}/alarms`)).text();
  }

  minutes(count: number): Promise<void> {
    return this.running.advance(count * 60_000);
  }

  /** A time some minutes ago, as the product sees it. */
  ago(minutes: number): string {
    return new Date(this.running.now() - minutes * 60_000).toISOString();
  }
}
