import { expect } from 'vitest';
import { assess, decideLevel, factsOf, judgeNone } from '#/test/acceptance/deciding.ts';
import type { Operator } from '#/test/acceptance/operator.ts';
import { report } from '#/test/acceptance/reporting.ts';
import type { Town } from '#/test/acceptance/town.ts';
import { counted } from '#/test/core/stage.ts';

/** Nobody answers, mail fails, a function dies before it wakes the machines; a call by telephone ends it. */
export async function silence(town: Town, operator: Operator): Promise<void> {
  const { caseId } = await report(town);
  await assess(town, caseId);
  await decideLevel(town, caseId);
  await lostWakes(town, operator, caseId);
  await town.minutes(16);
  expect((await town.letter('executive-deputy@city.example', caseId)).text).toContain('代行');
  await withoutMail(town, caseId);
  await town.letter('chief-deputy@city.example', caseId);
  expect(await town.alarms()).toContain('NobodyAnswered');

  const call = (await town.view('desk-2', caseId)).tasks.find(({ person }) => person === 'executive-deputy');
  const reply = { taskId: call?.taskId, number: '000-0000-0006', at: town.ago(1), charge: true };
  await town.command('desk-2', caseId, 'AcknowledgeByTelephone', reply);
  await town.letter('chief@city.example', caseId, '引き受ける人が決まりました');
  const before = (await town.letters('chief@city.example', caseId)).length;
  await town.minutes(120);
  expect(await town.letters('chief@city.example', caseId)).toHaveLength(before);
  await tampered(town, operator, caseId);
}

/** The time for everybody comes while the city's mail is down: nothing is lost, only late. */
async function withoutMail(town: Town, caseId: string): Promise<void> {
  await town.mailIs('down');
  await town.minutes(45);
  expect(await town.letters('chief-deputy@city.example', caseId)).toEqual([]);
  expect(await town.happened(caseId)).toEqual(expect.arrayContaining(['everybody-called', 'notice-failed']));
  await town.mailIs('up');
  await town.minutes(31);
}

/** Each machine waits under a token. A step that comes late, and a sweep after a death, wake all of them. */
async function lostWakes(town: Town, operator: Operator, caseId: string): Promise<void> {
  const waiting = await operator.tokens(caseId);
  expect([...new Set([...waiting.keys()].map((purpose) => purpose.split('-')[0]))].sort()).toEqual([
    'duty',
    'escalation',
    'incident',
  ]);
  for (const [purpose, token] of waiting) {
    const step = { caseId, run: 1, execution: `${caseId}-${purpose}-1`, token, stirred: 0 };
    await town.running.invoke('await-person', step);
  }
  const woken = await expectAllNew(town, operator, caseId, waiting);

  const data = { caseId, key: 'wake-lost', errand: 'wake', what: 'errand', dueAt: town.ago(1) };
  await operator.put(caseId, { sk: 'OUT#wake-lost', list: 'DUE', order: data.dueAt, data });
  await town.minutes(1);
  await expectAllNew(town, operator, caseId, woken);
  expect(await operator.rows(caseId, 'OUT#wake-lost')).toEqual([]);
}

/** A machine that was woken has looked at the case again, and waits under another token. */
async function expectAllNew(
  town: Town,
  operator: Operator,
  caseId: string,
  before: Map<string, string>,
): Promise<Map<string, string>> {
  await town.running.settled();
  const now = await operator.tokens(caseId);
  const same = [...now].filter(([purpose, token]) => before.get(purpose) === token);
  expect(same, 'machines that were not woken').toEqual([]);
  return now;
}

/** Somebody changed an event in the table: its end is not signed, and the failure is written down and heard. */
async function tampered(town: Town, operator: Operator, caseId: string): Promise<void> {
  const facts = { ...factsOf(town, 5), facts: { ...counted(5), malice: 'unknown' } };
  await town.command('desk-1', caseId, 'RecordFacts', { facts });
  await judgeNone(town, caseId, '5人');
  const [body] = await operator.rows(caseId, 'EVENT#0000000002#BODY');
  if (body === undefined) throw new Error('the second event has no body');
  await operator.put(caseId, { ...body, body: { ...(body.body as object), channel: 'fax' } });
  await town.command('desk-1', caseId, 'CloseCase', { summary: '削除を確認した。' });
  await town.minutes(3);
  const types = await town.happened(caseId);
  expect(types).toEqual(expect.arrayContaining(['workflow-failed', 'run-raised']));
  expect(types).not.toContain('timeline-anchored');
  for (const alarm of ['TimelineBroken', 'WorkflowFailed']) expect(await town.alarms()).toContain(alarm);
}
