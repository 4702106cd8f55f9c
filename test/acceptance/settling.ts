import { expect } from 'vitest';
import type { ProspectView } from '#/core/case/view.ts';
import { reportAsJson } from '#/test/acceptance/reporting.ts';
import type { Town } from '#/test/acceptance/town.ts';
import { expectSigned } from '#/test/acceptance/whole-case.ts';

export const NOTHING = {
  personalData: 'no',
  persons: { min: 0, max: 0 },
  leak: 'no',
  malice: 'no',
} as const;

/** A small case, from the telephone to its signed end: looked at, proposed, and confirmed by somebody else. */
export async function settling(town: Town): Promise<void> {
  const caseId = await reportAsJson(town);
  await town.letter('desk-2@city.example', caseId, '評価');
  const facts = { at: town.ago(30), facts: NOTHING };
  const prospect = await town.api('desk-1', `cases/${caseId}/prospect`, facts);
  expect(await prospect.json()).toMatchObject({ quick: true, open: [] } satisfies Partial<ProspectView>);
  expect((await town.api('privacy', `cases/${caseId}/prospect`, facts)).status).toBe(404);
  const said = { incident: false, violation: false, reason: '訓練の文面', level: 0, summary: '削除した。' };
  await town.command('desk-1', caseId, 'ProposeSettlement', { ...said, facts });
  await town.letter('desk-2@city.example', caseId, '簡易処理の確認');
  const { settlement } = await town.view('desk-2', caseId);
  await town.command('desk-2', caseId, 'ConfirmSettlement', { seq: settlement?.seq });
  await town.minutes(5);
  await expectSigned(town, caseId);
}
