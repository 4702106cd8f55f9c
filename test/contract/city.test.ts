import { expect, onTestFinished, test } from 'vitest';
import { replay } from '#/core/case/fold.ts';
import { TIMELINE_FORMAT, verifyTimeline } from '#/core/evidence/verify.ts';
import type { Cases } from '#/core/ports.ts';
import { City } from '#/test/simulation/city.ts';
import { assessment } from '#/test/simulation/days.ts';
import { MemoryCases } from '#/test/simulation/memory-cases.ts';
import { MemorySigner } from '#/test/simulation/memory-ports.ts';
import { demoPeople } from '#/test/simulation/policy.ts';
import { onDynamoDb } from './case-stores.ts';

const signer = new MemorySigner();
const dutyId = 'ppc-report.mayor';

/** One bad day with everything in it: silence, a deputy, a refused mail, a dead machine, a duty, the end. */
async function badDay(cases: Cases) {
  const city = new City();
  city.ticks = false;
  city.ports.cases = cases;
  let draws = 0;
  city.moment.fresh = () => {
    draws += 1;
    return draws.toString(16).padStart(8, '0').padEnd(32, '0');
  };
  Object.assign(city.signer, { sign: signer.sign.bind(signer), publicKey: signer.publicKey.bind(signer) });
  for (const person of demoPeople) await cases.enrol(person);
  let refusals = 1;
  city.mail.failing = (letter) => letter.to === 'executive@city.example' && refusals-- > 0;

  const accepted = await city.report({ section: 'childcare', personalData: 'yes' });
  const other = await city.report({ kind: 'suspicious-mail' });
  if (!accepted.ok || !other.ok) throw new Error('not accepted');
  const { caseId } = accepted;
  await city.pass(125);
  await city.command('desk-1', { command: 'AssessReport', caseId, ...assessment });
  await city.command('desk-1', { command: 'DecideSeverity', caseId, level: 3, reason: '101人以上' });
  await city.loseExecutions();
  await city.pass(25);
  await city.answer(city.letter('executive-deputy@city.example'), 'yes');
  await city.command('privacy', { command: 'WriteDraft', caseId, dutyId, text: '速報の案' });
  await city.command('privacy-general', { command: 'ApproveDraft', caseId, dutyId, revision: 1 });
  const filing = { dutyId, filedAt: city.now, receiptNumber: 'R-1', last: true };
  await city.command('privacy', { command: 'RecordFiling', caseId, ...filing });
  await city.command('desk-1', { command: 'CloseCase', caseId, summary: '回収済み' });
  await city.pass(10);

  const of = async (id: string) => ({
    subject: await cases.load(id),
    events: await cases.timeline(id),
    errands: await cases.errands(id),
  });
  return {
    caseId,
    closed: await of(caseId),
    open: await of(other.caseId),
    lists: [
      await cases.open(),
      await cases.due('9999'),
      await cases.closedIn('2026-11'),
      await cases.ofReader('executive-deputy'),
      await cases.people(),
    ],
    letters: city.mail.sent.map(({ to, subject }) => `${to} ${subject}`),
    alarms: city.alarms,
  };
}

test('a bad day ends in the same records on DynamoDB as in memory, and each case is what its timeline tells', async () => {
  const { cases, close } = await onDynamoDb();
  onTestFinished(close);
  const stored = await badDay(cases);
  const imagined = await badDay(new MemoryCases());
  expect(stored).toEqual(imagined);
  const { caseId, closed, open } = stored;
  const seq = closed.events.length;
  expect(closed.subject).toMatchObject({
    state: 'closed',
    anchoredSeq: seq,
    charge: 'executive-deputy',
  });
  for (const { subject, events } of [closed, open]) {
    const id = subject?.caseId ?? '';
    expect(replay(id, events)).toEqual(subject);
    const verdict = await verifyTimeline({ format: TIMELINE_FORMAT, caseId: id, exportedAt: '', events });
    expect(verdict.problems).toEqual([]);
  }
  const types = closed.events.map(({ type }) => type);
  expect(types).toEqual(expect.arrayContaining(['task-reminded', 'officers-unanswered', 'notice-failed']));
  expect(caseId).toMatch(/^20261120-/);
});
