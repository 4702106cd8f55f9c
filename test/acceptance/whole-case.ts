import { expect } from 'vitest';
import type { QueueView } from '#/core/case/view.ts';
import { verifyTimeline } from '#/core/evidence/verify.ts';
import { answerMail, assess, decideLevel, reportOutside } from '#/test/acceptance/deciding.ts';
import { report } from '#/test/acceptance/reporting.ts';
import type { Town } from '#/test/acceptance/town.ts';

/** From a report to a closed case whose exported timeline anybody can verify. */
export async function wholeCase(town: Town): Promise<void> {
  const { caseId, form } = await report(town);
  await town.letter('desk-1@city.example', caseId, '評価');
  await town.letter('childcare-head@city.example', caseId);
  await needToKnow(town, caseId);
  await assess(town, caseId);
  await decideLevel(town, caseId);
  await answerMail(town, 'executive@city.example', caseId, 'no');
  await answerMail(town, 'chief@city.example', caseId, 'yes');
  await town.letter('desk-2@city.example', caseId, '引き受ける人が決まりました');
  await handOut(town, caseId, new URLSearchParams(form).toString());
  await reportOutside(town, caseId);
  await town.command('desk-1', caseId, 'CloseCase', { summary: '全員に削除を依頼し、確認した。' });
  await town.letter('chief@city.example', caseId, '終結しました');
  await expectSigned(town, caseId);
  const { closed } = await town.ask<QueueView>('desk-1', 'queue');
  expect(closed.map((line) => line.caseId)).toContain(caseId);
}

async function needToKnow(town: Town, caseId: string): Promise<void> {
  expect((await fetch(`${town.running.productUrl}/api/queue`)).status).toBe(401);
  expect((await town.api('privacy', `cases/${caseId}`)).status).toBe(404);
  expect((await town.view('childcare-head', caseId)).report.callback).toBe('内線 1234');
  const { open } = await town.ask<QueueView>('desk-2', 'queue');
  expect(open.map((line) => line.caseId)).toContain(caseId);
}

/** A link for a minute; that it was given out stands on the timeline. */
async function handOut(town: Town, caseId: string, bytes: string): Promise<void> {
  const [original] = (await town.view('desk-1', caseId)).evidence;
  const answer = await town.api('desk-1', `cases/${caseId}/evidence/${original?.evidenceId}`, {});
  const { url } = (await answer.json()) as { url: string };
  const download = await fetch(url);
  expect([download.status, await download.text()]).toEqual([200, bytes]);
  expect(await town.happened(caseId)).toContain('evidence-read');
  expect((await fetch(url.replace('reports', 'checkpoints'))).status).toBe(403);
  await town.minutes(2);
  expect((await fetch(url)).status).toBe(403);
}

export async function expectSigned(town: Town, caseId: string): Promise<void> {
  const exported = await town.timeline(caseId);
  const { problems, anchors } = await verifyTimeline(exported);
  expect(problems).toEqual([]);
  expect(anchors.length).toBeGreaterThan(0);
  expect((await town.view('desk-1', caseId)).anchored).toBe(true);
}
