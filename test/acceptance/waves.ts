import { expect } from 'vitest';
import type { QueueView } from '#/core/case/view.ts';
import { NOTHING } from '#/test/acceptance/settling.ts';
import type { Town } from '#/test/acceptance/town.ts';
import { expectSigned } from '#/test/acceptance/whole-case.ts';

const HAPPENED = '不審なメールが届いた。 https://kakunin.example/login';

async function alike(town: Town, number: number): Promise<string> {
  const reportId = `${number}`.padStart(32, 'a');
  const form = { reportId, kind: 'suspicious-mail', callback: '内線 1234', happened: HAPPENED };
  const { says } = await town.page((await town.page('/reports', form)).says);
  return /\d{8}-\d{5}/.exec(says)?.[0] ?? '';
}

/** Reports of one mail are joined, told, split, and end together. */
export async function waves(town: Town): Promise<void> {
  const [master, member, other] = [await alike(town, 1), await alike(town, 2), await alike(town, 3)];
  const { open } = await town.ask<QueueView>('desk-1', 'queue');
  expect(open.find(({ caseId }) => caseId === master)?.followed?.count).toBe(2);
  await town.command('desk-1', master, 'JoinCases', { rule: true });
  await town.minutes(3);
  expect((await town.view('desk-1', master)).wave?.master).toMatchObject({ members: 2, rule: true });
  await town.command('desk-1', other, 'SplitCase', { reason: '別のメールだった' });
  await town.command('desk-1', master, 'WriteToReporter', { text: '開かずに消してください' });
  await town.minutes(3);
  expect(await town.happened(member)).toContain('reporter-written');
  expect(await town.happened(other)).not.toContain('reporter-written');
  const facts = { at: town.ago(30), facts: NOTHING };
  const said = { incident: false, violation: false, reason: '迷惑メール', level: 0, summary: '注意した。' };
  await town.command('desk-1', master, 'ProposeSettlement', { ...said, facts });
  const { settlement } = await town.view('desk-2', master);
  await town.command('desk-2', master, 'ConfirmSettlement', { seq: settlement?.seq });
  await town.minutes(5);
  expect((await town.view('desk-1', member)).state).toBe('closed');
  await expectSigned(town, member);
}
