import { afterAll, beforeAll, expect, test } from 'vitest';
import { Town } from '#/test/acceptance/town.ts';
import { storm } from '#/test/bench/storm.ts';

let town: Town;

beforeAll(async () => {
  town = await Town.open();
});
afterAll(() => town.close());

test('one phishing wave: one incident, a receipt for each report, a calm desk; what was split is whole', async () => {
  const result = await storm(town, { reports: 30, minutes: 3, atOnce: 5, graveEvery: 15 });
  expect(result.accepted).toBe(30);
  expect(result.receipts, 'receipts').toBe(30);
  // Two opened what was sent: each stays a case of its own.
  expect(result.grave).toHaveLength(2);
  expect(result.open.toSorted()).toEqual([result.master, ...result.grave].toSorted());
  expect(new Set(result.members).size).toBe(27);
  expect(result.members).toHaveLength(27);
  expect(result.deskMails, 'mails to one person of the desk').toBeLessThanOrEqual(6);

  const [member = ''] = result.members;
  const before = (await town.timeline(member)).events;
  await town.command('desk-1', member, 'SplitCase', { reason: '別のメールだった' });
  await town.minutes(2);
  const after = (await town.timeline(member)).events;
  expect(after.slice(0, before.length)).toEqual(before);
  expect(after[before.length]?.type).toBe('case-split');
  const view = await town.view('desk-1', member);
  expect([view.state, view.run, view.wave?.joined]).toEqual(['reported', 2, undefined]);
  expect((await town.view('desk-1', result.master)).wave?.master?.members).toBe(26);
  expect(town.refused).toEqual([]);
}, 240_000);
