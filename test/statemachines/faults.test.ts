import { expect, test } from 'vitest';
import { is } from '#/core/case/events.ts';
import { counted } from '#/test/core/stage.ts';
import { City } from '#/test/simulation/city.ts';
import { assessed, facts, typesOf } from '#/test/simulation/days.ts';

const mailOf = async (city: City, caseId: string) =>
  (await city.cases.errands(caseId)).filter(({ errand }) => errand === 'mail');

test('R07 R21 the step that sends mail is broken for three hours: all is done but the mail, and then the mail too', async () => {
  const { city, caseId, decide } = await assessed();
  city.broken.add('SendMail');
  await decide(4);
  const types = await typesOf(city, caseId);
  expect(types).toContain('escalation-started');
  expect(types).toContain('officers-called');
  const before = city.mail.sent.length;
  await city.pass(180);
  const later = await typesOf(city, caseId);
  expect(later).toEqual(expect.arrayContaining(['officers-unanswered', 'everybody-called', 'alarm-raised']));
  const subject = await city.cases.load(caseId);
  expect(Object.keys(subject?.tasks ?? {})).toContain('call-1-executive-deputy');
  expect(city.alarms).toContain('NobodyAnswered');
  expect(city.alarms).not.toContain('WorkflowFailed');
  expect(city.warnings).toContain('SendMail failed');
  expect(subject).toMatchObject({ run: 1 });
  expect(city.mail.sent).toHaveLength(before);

  const waiting = await mailOf(city, caseId);
  expect(waiting.length).toBeGreaterThan(5);
  city.broken.clear();
  await city.pass(1);
  expect(await mailOf(city, caseId)).toEqual([]);
  const told = (await city.cases.timeline(caseId)).slice(later.length).map(({ type }) => type);
  expect(told.filter((type) => type === 'notice-sent').length).toBe(city.mail.sent.length - before);
  expect(told.filter((type) => type.startsWith('notice-')).length).toBeGreaterThanOrEqual(waiting.length);
  for (const post of ['executive', 'executive-deputy', 'chief-deputy']) {
    expect(city.mail.to(`${post}@city.example`).length, post).toBeGreaterThan(0);
  }
});

test('the mail service is away for two days: what is still wanted goes out afterwards, once, and no notice fills the timeline', async () => {
  const city = await City.open();
  city.mail.failing = () => true;
  const accepted = await city.report();
  if (!accepted.ok) throw new Error('not accepted');
  const { caseId } = accepted;
  await city.pass(48 * 60);
  expect(city.alarms).toContain('MailFailed');
  const failures = new Map<string, number>();
  for (const event of await city.cases.timeline(caseId)) {
    if (!is(event, 'notice-failed')) continue;
    const { noticeId } = event.body;
    failures.set(noticeId, (failures.get(noticeId) ?? 0) + 1);
  }
  expect(failures.size).toBeGreaterThan(100);
  expect(Math.max(...failures.values())).toBeLessThanOrEqual(17);
  expect(await typesOf(city, caseId)).not.toContain('run-raised');

  city.mail.failing = () => false;
  await city.pass(31);
  expect(await mailOf(city, caseId)).toEqual([]);
  expect(city.mail.to('desk-1@city.example').length).toBeGreaterThan(0);
  const sent = (await city.cases.timeline(caseId)).flatMap((event) =>
    is(event, 'notice-sent') ? event.body.noticeId : [],
  );
  expect(new Set(sent).size).toBe(sent.length);
  expect(city.mail.sent.length).toBe(sent.length);
  // Of two days of reminders only the newest is still wanted; one more fell due in the meantime.
  const alike = Object.values(Object.groupBy(city.mail.sent, ({ to, subject }) => `${to} ${subject}`));
  expect(Math.max(...alike.map((letters = []) => letters.length))).toBeLessThanOrEqual(2);
});

test.each(['ReviewCase', 'ReviewEscalation', 'ReviewDuty', 'AwaitPerson'])(
  'a fault in %s that stays for a day does not spin, and keeps sounding the alarm',
  async (step) => {
    const { city, caseId, decide } = await assessed();
    await decide(3);
    const before = (await typesOf(city, caseId)).length;
    city.broken.add(step);
    await city.command('desk-1', {
      command: 'RecordFacts',
      caseId,
      facts: { ...facts, at: city.now, facts: counted(103) },
    });
    await city.loseExecutions();
    const alarms: number[] = [];
    for (let hour = 1; hour <= 24; hour += 1) {
      const known = city.alarms.length;
      await city.pass(60);
      alarms.push(city.alarms.slice(known).filter((alarm) => alarm === 'WorkflowFailed').length);
    }
    const run = (await city.cases.load(caseId))?.run ?? 0;
    const events = (await typesOf(city, caseId)).slice(before);
    expect(run).toBeLessThan(40);
    const ofRuns = events.filter((type) => type === 'workflow-failed' || type === 'run-raised');
    expect(ofRuns.length).toBeLessThan(80);
    if (step === 'ReviewCase') expect(events.length).toBeLessThan(100);
    // At the longest pause of 64 minutes an hour may pass in silence, two may not.
    for (const [hour, rung] of alarms.entries()) expect(rung + (alarms[hour - 1] ?? rung)).toBeGreaterThan(0);
  },
);

/** The level was decided while nothing could look at the case, and ten hours have passed. */
async function stuck() {
  const { city, caseId, decide } = await assessed();
  city.broken.add('ReviewCase');
  await decide(3);
  await city.pass(10 * 60);
  expect((await city.cases.load(caseId))?.restarts).toBeGreaterThan(6);
  expect(await typesOf(city, caseId)).not.toContain('escalation-started');
  city.broken.clear();
  return { city, caseId };
}

test('a long fault that is over is healed by the next run', async () => {
  const { city, caseId } = await stuck();
  await city.pass(66);
  expect(await typesOf(city, caseId)).toContain('escalation-started');
});

test('a long fault that is over is healed within minutes of an act of a person', async () => {
  const { city, caseId } = await stuck();
  await city.command('desk-1', {
    command: 'RecordFacts',
    caseId,
    facts: { ...facts, at: city.now, facts: counted(103) },
  });
  await city.pass(4);
  expect(await typesOf(city, caseId)).toContain('escalation-started');
});

test('a step that fails once for good is healed within minutes, by one new run', async () => {
  const { city, caseId, decide } = await assessed();
  city.faults.push(...Array.from({ length: 6 }, () => 'ReviewCase'));
  await decide(3);
  await city.pass(5);
  expect(await city.cases.load(caseId)).toMatchObject({ run: 2, escalation: { number: 1 } });
});
