import { expect } from 'vitest';
import type { Learned } from '#/core/case/record-facts.ts';
import { statuteOf } from '#/core/policy/policy.ts';
import type { Town } from '#/test/acceptance/town.ts';
import { counted, learned } from '#/test/core/stage.ts';
import { demoPeople, wakayama } from '#/test/simulation/policy.ts';

/** Known since well before anything here was reported: a list that went to so many wrong addresses. */
export const factsOf = (town: Town, persons: number): Learned =>
  learned(counted(persons), { at: town.ago(300) });

/** The desk finds an incident of so many persons. */
export async function assess(town: Town, caseId: string, persons = 128): Promise<void> {
  const assessment = { incident: true, violation: false, reason: 'あて先の誤り' };
  await town.command('desk-1', caseId, 'AssessReport', { ...assessment, facts: factsOf(town, persons) });
}

/** Level 3: officers are called. The same command, sent twice, is one decision. */
export async function decideLevel(town: Town, caseId: string): Promise<void> {
  const [fields, commandId] = [{ level: 3, reason: '101人以上' }, crypto.randomUUID()];
  await town.command('desk-1', caseId, 'DecideSeverity', fields, commandId);
  await town.command('desk-1', caseId, 'DecideSeverity', fields, commandId);
  const decided = (await town.happened(caseId)).filter((type) => type === 'severity-decided');
  expect(decided).toHaveLength(1);
}

/** Somebody who was called opens the page of the mail, mistypes the code, and types it right. */
export async function answerMail(
  town: Town,
  address: string,
  caseId: string,
  charge: 'yes' | 'no',
): Promise<void> {
  const { text } = await town.letter(address, caseId, '了知');
  const [, link = ''] = /(http:\S+\/notices\/\S+)/.exec(text) ?? [];
  const [, code = ''] = /確認番号　(\d{6})/.exec(text) ?? [];
  expect((await town.page(link)).status).toBe(200);
  const wrong = code === '000000' ? '111111' : '000000';
  expect((await town.page(link, { code: wrong, charge })).says).toMatch(/\?e=code$/);
  expect((await town.page(link, { code, charge })).says).not.toContain('?e=code');
  expect((await town.page(link)).says).toContain(charge === 'yes' ? '引き受け' : '了知');
}

const holderOf = (post: string): string =>
  demoPeople.find(({ posts }) => posts.some((held) => held.post === post))?.id ?? `nobody holds ${post}`;

/** Whoever drafts, approves and files what a duty asks for. */
function hands(dutyId: string): { author: string; second: string; sender: string } {
  const { posts } = statuteOf(wakayama, dutyId) ?? { posts: { drafts: '', approves: [], files: '' } };
  const author = holderOf(posts.drafts);
  const second = posts.approves.map(holderOf).find((id) => id !== author) ?? '';
  return { author, second, sender: holderOf(posts.files) };
}

/** The report to the commission and whatever else is due: one writes, another approves, and a number is kept. */
export async function reportOutside(town: Town, caseId: string): Promise<void> {
  await town.letter('privacy@city.example', caseId, '報告案の作成');
  for (const { dutyId, state } of (await town.view('desk-1', caseId)).duties)
    if (state === 'drafting') await carryThrough(town, caseId, dutyId);
}

/** One duty from the first draft to the filing that was said to be the last. */
async function carryThrough(town: Town, caseId: string, dutyId: string): Promise<void> {
  const { author, second, sender } = hands(dutyId);
  await town.command(author, caseId, 'WriteDraft', { dutyId, text: '速報の案' });
  await town.letter(`${second}@city.example`, caseId, '報告案の承認');
  await town.command(second, caseId, 'ApproveDraft', { dutyId, revision: 1 });
  await town.letter(`${sender}@city.example`, caseId, '提出と記録');
  const filing = { filedAt: town.ago(0), receiptNumber: '第2026-0001号', last: true };
  await town.command(sender, caseId, 'RecordFiling', { dutyId, ...filing });
  const duty = (await town.view(author, caseId)).duties.find((found) => found.dutyId === dutyId);
  expect(duty).toMatchObject({ state: 'filed', filings: [{ receiptNumber: '第2026-0001号' }] });
}

/** Whoever is asked whether the law demands a report says that it does not. */
export async function judgeNone(town: Town, caseId: string, reason: string): Promise<void> {
  for (const { dutyId, state } of (await town.view('desk-1', caseId)).duties)
    if (state === 'undecided')
      await town.command(hands(dutyId).author, caseId, 'JudgeDuty', { dutyId, reportable: false, reason });
}
