import { expect, test } from 'vitest';
import { replay } from '#/core/case/fold.ts';
import { TIMELINE_FORMAT, verifyTimeline } from '#/core/evidence/verify.ts';
import { counted } from '#/test/core/stage.ts';
import { City } from '#/test/simulation/city.ts';
import { called, facts, typesOf } from '#/test/simulation/days.ts';

test('R01 a report reaches the desk and the head of the section, and no mail says what it is about', async () => {
  const city = await City.open();
  const accepted = await city.report({ section: 'childcare', happened: '秘密の内容' });
  expect(accepted.ok).toBe(true);
  expect(city.mail.sent.map((letter) => letter.to).sort()).toEqual([
    'childcare-head@city.example',
    'desk-1@city.example',
    'desk-2@city.example',
  ]);
  for (const { subject, text } of city.mail.sent) expect(subject + text).not.toContain('秘密');
});

test('a report goes all the way to a closed case whose timeline verifies', async () => {
  const { city, caseId } = await called();
  const call = city.letter('executive@city.example');
  expect(call.subject).toContain('レベル3');
  expect(await city.answer(call, 'yes')).toBe('done');

  const dutyId = 'ppc-report.mayor';
  await city.command('privacy', { command: 'WriteDraft', caseId, dutyId, text: '速報の案' });
  await expect(
    city.command('privacy', { command: 'ApproveDraft', caseId, dutyId, revision: 1 }),
  ).rejects.toThrow('NotAllowed');
  await city.command('privacy-general', { command: 'ApproveDraft', caseId, dutyId, revision: 1 });
  await expect(city.command('desk-1', { command: 'CloseCase', caseId, summary: '回収済み' })).rejects.toThrow(
    'WorkStillOpen',
  );
  await city.command('privacy', {
    command: 'RecordFiling',
    caseId,
    dutyId,
    filedAt: city.now,
    receiptNumber: 'R-1',
    last: true,
  });
  await city.command('desk-1', { command: 'CloseCase', caseId, summary: '回収済み' });

  const subject = await city.cases.load(caseId);
  const events = await city.cases.timeline(caseId);
  expect(subject).toMatchObject({ state: 'closed', anchoredSeq: events.length, charge: 'executive' });
  expect(events[0]?.type).toBe('evidence-preserved');
  expect(replay(caseId, events)).toEqual(subject);
  const verdict = await verifyTimeline({ format: TIMELINE_FORMAT, caseId, exportedAt: city.now, events });
  expect(verdict.problems).toEqual([]);
  expect(verdict.anchors).toHaveLength(1);
  expect([...city.executions.values()].map(({ status }) => status)).toEqual([
    'SUCCEEDED',
    'SUCCEEDED',
    'SUCCEEDED',
  ]);
  expect(await city.cases.due('9999')).toEqual([]);
});

test('R07 nobody at the desk answers: reminded, then one post further up each time, then everybody and an alarm', async () => {
  const city = await City.open();
  const accepted = await city.report({ personalData: 'yes' });
  await city.pass(121);
  expect(city.mail.to('desk-1@city.example')).toHaveLength(2);
  expect(city.mail.to('executive@city.example')).toHaveLength(0);
  await city.pass(120);
  expect(city.mail.to('executive@city.example')).toHaveLength(1);
  await city.pass(240);
  expect(city.alarms).toEqual(['NobodyAnswered']);
  expect(city.mail.to('chief-deputy@city.example')).toHaveLength(1);
  if (accepted.ok) expect(await typesOf(city, accepted.caseId)).not.toContain('run-raised');
});

test("R08 the holder is silent: the deputy is called in the holder's place, and may take charge", async () => {
  const { city, caseId } = await called();
  expect(city.mail.to('executive-deputy@city.example')).toHaveLength(0);
  await city.pass(16);
  const call = city.letter('executive-deputy@city.example');
  expect(call.text).toContain('代行');
  expect(await typesOf(city, caseId)).toContain('officers-unanswered');
  await city.answer(call, 'yes');
  expect(await city.cases.load(caseId)).toMatchObject({ charge: 'executive-deputy' });
  const sent = city.mail.sent.length;
  await city.pass(180);
  expect(city.mail.sent.length).toBe(sent);
});

test('nobody takes charge: everybody is called and the alarm sounds, again and again', async () => {
  const { city } = await called();
  await city.pass(61);
  expect(city.mail.to('chief-deputy@city.example')).toHaveLength(1);
  expect(city.alarms).toEqual(['NobodyAnswered']);
  await city.pass(60);
  expect(city.alarms).toEqual(['NobodyAnswered', 'NobodyAnswered']);
});

test('acknowledging is not taking charge: the search goes on', async () => {
  const { city, caseId } = await called();
  await city.answer(city.letter('executive@city.example'), 'no');
  await city.answer(city.letter('chief@city.example'), 'no');
  expect(await city.cases.load(caseId)).not.toHaveProperty('charge');
  await city.pass(61);
  expect(city.alarms).toEqual(['NobodyAnswered']);
});

test('R10 the telephone counts: entered by the caller, with the time of the call', async () => {
  const { city, caseId } = await called();
  const at = city.now;
  await city.pass(5);
  await city.command('desk-1', {
    command: 'AcknowledgeByTelephone',
    caseId,
    taskId: 'call-1-chief',
    number: '000-0000-0007',
    at,
    charge: true,
  });
  expect(await city.cases.load(caseId)).toMatchObject({ charge: 'chief' });
  const event = (await city.cases.timeline(caseId)).find(({ type }) => type === 'officer-acknowledged');
  expect(event).toMatchObject({
    occurredAt: at,
    actor: 'person:desk-1',
    body: { reply: { how: 'telephone', enteredBy: 'desk-1' } },
  });
});

test('a wrong code counts five times, then the page is locked; the right one no longer helps', async () => {
  const { city } = await called();
  const call = city.letter('executive@city.example');
  const right = /確認番号　(\d{6})/.exec(call.text)?.[1];
  const wrong = right === '000000' ? '000001' : '000000';
  for (let time = 1; time <= 4; time += 1) expect(await city.answer(call, 'no', wrong)).toBe('wrong-code');
  expect(await city.answer(call, 'no', wrong)).toBe('locked');
  expect(await city.answer(call, 'yes', right)).toBe('locked');
});

test('the machine is not started: the reporter has a receipt, and the sweeper starts it', async () => {
  const city = await City.open();
  city.faults.push('StartExecution');
  const accepted = await city.report();
  expect(accepted.ok).toBe(true);
  expect(city.mail.sent).toEqual([]);
  await city.pass(2);
  expect(city.mail.to('desk-1@city.example')).toHaveLength(1);
});

test('waking the machine fails: the sweeper wakes it', async () => {
  const city = await City.open();
  const accepted = await city.report();
  if (!accepted.ok) throw new Error('not accepted');
  city.faults.push('SendTaskSuccess');
  const { caseId } = accepted;
  await city.command('desk-1', {
    command: 'AssessReport',
    caseId,
    incident: true,
    violation: false,
    reason: '誤り',
    facts,
  });
  expect(await city.cases.load(caseId)).toMatchObject({ state: 'assessed' });
  expect(await typesOf(city, caseId)).not.toContain('severity-decided');
  expect(city.mail.to('desk-1@city.example')).toHaveLength(1);
  await city.pass(2);
  expect(city.mail.to('desk-1@city.example')).toHaveLength(2);
});

test('the machine vanished: the sweeper starts a new run, which goes on where the case stands and asks nobody twice', async () => {
  const { city, caseId } = await called();
  await city.loseExecutions();
  await city.pass(25);
  expect(await city.cases.load(caseId)).toMatchObject({ run: 2 });
  expect(city.mail.to('executive@city.example')).toHaveLength(1);
  expect(city.mail.to('executive-deputy@city.example')).toHaveLength(1);
});

test('a step that fails for good is written down, sounds an alarm, and the case goes on with a new run', async () => {
  const city = await City.open();
  city.faults.push(...Array.from({ length: 6 }, () => 'ReviewCase'));
  const accepted = await city.report();
  await city.pass(5);
  expect(city.alarms).toContain('WorkflowFailed');
  if (accepted.ok) expect(await city.cases.load(accepted.caseId)).toMatchObject({ run: 2 });
  expect(city.mail.to('desk-1@city.example')).toHaveLength(1);
});

test('a mail that is refused is tried again by the schedule, and the timeline says so', async () => {
  const city = await City.open();
  let refusals = 2;
  city.mail.failing = (letter) => letter.to === 'desk-1@city.example' && refusals-- > 0;
  const accepted = await city.report();
  await city.pass(10);
  expect(city.mail.to('desk-1@city.example')).toHaveLength(1);
  const failed = accepted.ok
    ? (await typesOf(city, accepted.caseId)).filter((type) => type === 'notice-failed')
    : [];
  expect(failed).toHaveLength(2);
});

test('neither incident nor violation: no officer is woken, and the duty is derived all the same', async () => {
  const city = await City.open();
  const accepted = await city.report();
  if (!accepted.ok) throw new Error('not accepted');
  const { caseId } = accepted;
  await city.command('desk-1', {
    command: 'AssessReport',
    caseId,
    incident: false,
    violation: false,
    reason: '誤報',
    facts: { ...facts, facts: { ...facts.facts, ...counted(0) } },
  });
  expect(await city.cases.load(caseId)).toMatchObject({
    state: 'set-aside',
    duties: {},
  });
  expect(city.mail.to('executive@city.example')).toEqual([]);
  await city.command('desk-1', { command: 'CloseCase', caseId, summary: '誤報' });
  const end = await city.cases.load(caseId);
  expect(end).toMatchObject({ state: 'closed', anchoredSeq: end?.seq });
});

test('an unknown number of persons leaves the duty undecided, and a named person must judge it', async () => {
  const city = await City.open();
  const accepted = await city.report();
  if (!accepted.ok) throw new Error('not accepted');
  const { caseId } = accepted;
  await city.command('desk-1', {
    command: 'AssessReport',
    caseId,
    incident: true,
    violation: false,
    reason: '調査中',
    facts: { ...facts, facts: { ...facts.facts, ...counted(null) } },
  });
  expect(await city.cases.load(caseId)).toMatchObject({
    duties: { 'ppc-report.mayor': { state: 'undecided' } },
  });
  expect(city.mail.to('privacy@city.example')).toHaveLength(1);
  await city.command('privacy', {
    command: 'JudgeDuty',
    caseId,
    dutyId: 'ppc-report.mayor',
    reportable: false,
    reason: '全て未開封で回収',
  });
  expect(await city.cases.load(caseId)).toMatchObject({
    duties: { 'ppc-report.mayor': { state: 'judged-none' } },
  });
  const found = { ...facts, at: city.now, facts: counted(103) };
  await city.command('desk-1', { command: 'RecordFacts', caseId, facts: found });
  expect(await city.cases.load(caseId)).toMatchObject({
    duties: { 'ppc-report.mayor': { state: 'drafting' } },
  });
  expect(city.mail.to('privacy@city.example')).toHaveLength(2);
});
