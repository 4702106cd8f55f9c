import { expect } from 'vitest';
import type { Town } from '#/test/acceptance/town.ts';

/** Known since well before anything here was reported. */
export const factsOf = (town: Town, persons: number) => ({
  firstKnownAt: town.ago(300),
  persons,
  sensitive: 'no',
});

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

/** The report to the commission: one writes, another approves, and the number of its receipt is kept. */
export async function reportOutside(town: Town, caseId: string): Promise<void> {
  const dutyId = 'ppc-preliminary';
  await town.letter('privacy@city.example', caseId, '報告案の作成');
  await town.command('privacy', caseId, 'WriteDraft', { dutyId, text: '速報の案' });
  await town.letter('privacy-general@city.example', caseId, '報告案の承認');
  await town.command('privacy-general', caseId, 'ApproveDraft', { dutyId, revision: 1 });
  await town.letter('privacy@city.example', caseId, '提出と記録');
  const filing = { filedAt: town.ago(0), receiptNumber: '第2026-0001号' };
  await town.command('privacy', caseId, 'RecordFiling', { dutyId, ...filing });
  const [duty] = (await town.view('privacy', caseId)).duties;
  expect(duty).toMatchObject({ state: 'filed', filed: { receiptNumber: '第2026-0001号' } });
}
