import { expect, test } from 'vitest';
import { replay } from '#/core/case/fold.ts';
import { TIMELINE_FORMAT, verifyTimeline } from '#/core/evidence/verify.ts';
import { passOn } from '#/functions/pass-on/task.ts';
import { counted } from '#/test/core/stage.ts';
import { City } from '#/test/simulation/city.ts';
import { facts, typesOf } from '#/test/simulation/days.ts';

const WAVE = {
  kind: 'other',
  happened: '不審なメールが来ました。 https://login-kakunin.example/a',
};

async function reported(city: City, more: Record<string, string> = {}): Promise<string> {
  const accepted = await city.report({ ...WAVE, ...more });
  if (!accepted.ok) throw new Error('not accepted');
  // Each comes a little later than the one before.
  await city.pass(0.1);
  return accepted.caseId;
}

const times = <T>(count: number, make: () => Promise<T>): Promise<T[]> =>
  Array.from({ length: count }).reduce<Promise<T[]>>(
    async (before, _) => [...(await before), await make()],
    Promise.resolve([]),
  );

const harmless = { ...facts, facts: { ...facts.facts, ...counted(0) } };

const incidents = async (city: City) => (await city.cases.open()).map(({ caseId }) => caseId);
const subjectOf = async (city: City, caseId: string) => {
  const subject = await city.cases.load(caseId);
  if (subject === undefined) throw new Error('the case is gone');
  return subject;
};
const confirm = (city: City, caseId: string, members: string[] = []) =>
  city.command('desk-1', { command: 'JoinCases', caseId, members, rule: true });

async function wave(count: number) {
  const city = await City.open();
  const [master = '', ...members] = await times(count, () => reported(city));
  await confirm(city, master);
  await city.pass(2);
  return { city, master, members };
}

test('reports that are alike are proposed, the desk is written to once and told how they grow, and a person joins them', async () => {
  const city = await City.open();
  const [master = '', ...members] = await times(12, () => reported(city));
  for (const member of members) {
    const { alike, state } = await subjectOf(city, member);
    expect([alike?.to, alike?.plain, state]).toEqual([master, true, 'reported']);
  }
  expect(await incidents(city)).toHaveLength(12);
  await city.pass(2);
  const arrived = city.mail.to('desk-1@city.example').map(({ subject }) => subject);
  expect(arrived.filter((subject) => subject.includes('報告が届きました'))).toHaveLength(1);
  expect(arrived.filter((subject) => subject.includes('似た報告が続いて')).length).toBeLessThanOrEqual(2);
  expect(arrived.length).toBeLessThanOrEqual(3);

  await confirm(city, master);
  await city.pass(2);
  expect(await incidents(city)).toEqual([master]);
  expect((await subjectOf(city, master)).wave).toMatchObject({
    members: 11,
    rule: true,
    by: 'person:desk-1',
  });
  expect((await city.cases.members(master, 'open')).map(({ caseId }) => caseId)).toEqual(members);
  for (const member of members) {
    const events = await city.cases.timeline(member);
    expect(events.at(-1)).toMatchObject({ type: 'case-joined', actor: 'person:desk-1' });
    expect(city.executions.get(`${member}-incident-1`)?.status).toBe('SUCCEEDED');
    expect(replay(member, events)).toEqual(await subjectOf(city, member));
  }
  const sent = city.mail.sent.length;
  await city.pass(60 * 5);
  expect(
    city.mail.sent.slice(sent).filter(({ subject }) => members.some((member) => subject.includes(member))),
  ).toEqual([]);
  expect((await city.cases.due(city.now)).filter(({ caseId }) => members.includes(caseId))).toEqual([]);
});

test('what comes once a wave is confirmed joins by its rule, in silence; the head of its section still hears of it', async () => {
  const { city, master } = await wave(2);
  const sent = city.mail.sent.length;
  const late = await reported(city, { section: 'childcare' });
  const [joined] = (await city.cases.timeline(late)).filter(({ type }) => type === 'case-joined');
  expect(joined?.body).toMatchObject({ master, rule: { by: 'person:desk-1' } });
  expect(city.mail.sent.slice(sent).map(({ to }) => to)).toEqual(['childcare-head@city.example']);
  expect(await incidents(city)).toEqual([master]);
  expect(city.executions.get(`${late}-incident-1`)?.status).toBe('SUCCEEDED');
  await city.pass(1);
  expect((await subjectOf(city, master)).wave?.members).toBe(2);
});

test.each([
  ['who opened it', { done: 'リンクを開いてしまいました' }],
  ['with personal data', { personalData: 'yes' }],
  ['that tells it in other words', { done: 'パスワードを送信しました' }],
  ['of a kind that says somebody entered something', { kind: 'credential-leak' }],
])('a report %s is never joined by rule, and the desk is called to it', async (_, more) => {
  const { city, master } = await wave(2);
  const grave = await reported(city, more);
  const subject = await subjectOf(city, grave);
  expect(subject.joined).toBeUndefined();
  expect(subject.alike).toMatchObject({ to: master, plain: false });
  expect(city.letter('desk-1@city.example').subject).toContain(grave);
  await confirm(city, master);
  await city.pass(2);
  expect((await subjectOf(city, grave)).joined).toBeUndefined();
  await confirm(city, master, [grave]);
  await city.pass(2);
  expect((await subjectOf(city, grave)).joined?.to).toBe(master);
});

test('a report split off goes on where it stood, with its own history and a task of its own', async () => {
  const { city, master, members } = await wave(3);
  const [member = ''] = members;
  const before = await city.cases.timeline(member);
  await city.command('desk-1', { command: 'SplitCase', caseId: member, reason: '別のメールだった' });
  await city.pass(2);
  const after = await city.cases.timeline(member);
  expect(after.slice(0, before.length)).toEqual(before);
  expect(after.slice(before.length).map(({ type }) => type)).toEqual([
    'case-split',
    'run-raised',
    'task-opened',
    'notices-queued',
    'notice-sent',
    'notice-sent',
  ]);
  const subject = await subjectOf(city, member);
  expect([subject.joined, subject.state, subject.run]).toEqual([undefined, 'reported', 2]);
  expect(await incidents(city)).toContain(member);
  expect((await subjectOf(city, master)).wave?.members).toBe(1);
  expect(await typesOf(city, master)).toContain('members-split');
  await city.command('desk-1', {
    command: 'AssessReport',
    caseId: member,
    incident: false,
    violation: false,
    reason: '誤報',
    facts: harmless,
  });
  await city.command('desk-1', { command: 'CloseCase', caseId: member, summary: '誤報' });
  expect(await subjectOf(city, member)).toMatchObject({ state: 'closed' });
});

test('what the desk writes on the master reaches every member once, and its end is the end of each, signed', async () => {
  const { city, master, members } = await wave(12);
  await city.command('desk-1', {
    command: 'WriteToReporter',
    caseId: master,
    text: '開かずに消してください',
  });
  await city.pass(3);
  for (const member of members) {
    const told = (await city.cases.timeline(member)).filter(({ type }) => type === 'reporter-written');
    expect(told.map(({ body, actor }) => [body, actor])).toEqual([
      [
        { text: '開かずに消してください', master: expect.objectContaining({ caseId: master }) },
        'person:desk-1',
      ],
    ]);
  }
  await city.command('desk-1', {
    command: 'AssessReport',
    caseId: master,
    incident: false,
    violation: false,
    reason: '誤報',
    facts: harmless,
  });
  await city.command('desk-1', { command: 'CloseCase', caseId: master, summary: '全庁へ注意した' });
  await city.pass(5);
  expect(await incidents(city)).toEqual([]);
  expect((await city.cases.closedIn('2026-11')).map(({ caseId }) => caseId)).toEqual([master]);
  for (const member of members) {
    const events = await city.cases.timeline(member);
    expect(await subjectOf(city, member)).toMatchObject({ state: 'closed', anchoredSeq: events.length });
    const { problems } = await verifyTimeline({
      format: TIMELINE_FORMAT,
      caseId: member,
      exportedAt: city.now,
      events,
    });
    expect(problems).toEqual([]);
  }
  expect(await city.cases.due('9999')).toEqual([]);
  expect(city.alarms).toEqual([]);
});

test('two rounds at once count each report once', async () => {
  const { city, master } = await wave(2);
  for (let more = 0; more < 5; more += 1) await city.report(WAVE);
  const waiting = (await city.cases.errands(master)).filter(({ errand }) => errand === 'note');
  expect(waiting.length).toBeGreaterThan(1);
  await Promise.all([passOn(city.ports), passOn(city.ports)]);
  expect((await subjectOf(city, master)).wave?.members).toBe(6);
});

test('two cases joined with each other at once: each stands for itself, and neither is lost', async () => {
  const city = await City.open();
  const one = await reported(city, { happened: '' });
  const other = await reported(city, { happened: '' });
  await confirm(city, one, [other]);
  await confirm(city, other, [one]);
  await city.pass(2);
  expect(await incidents(city)).toEqual(expect.arrayContaining([one, other]));
  expect(await typesOf(city, one)).toContain('members-refused');
});

test('the desk takes up the first without joining the rest: from then on each is chased as any other', async () => {
  const city = await City.open();
  const [first = '', second = ''] = await times(2, () => reported(city));
  await city.command('desk-1', {
    command: 'AssessReport',
    caseId: first,
    incident: true,
    violation: false,
    reason: 'x',
    facts,
  });
  expect(city.mail.to('desk-1@city.example').some(({ subject }) => subject.includes(second))).toBe(false);
  await city.pass(60 * 24 * 2);
  expect(city.mail.to('desk-1@city.example').some(({ subject }) => subject.includes(second))).toBe(true);
});

test('whoever was called, and every duty, stays with its case: what is being responded to is joined with nothing', async () => {
  const city = await City.open();
  const master = await reported(city);
  const other = await reported(city, { happened: '' });
  await city.command('desk-1', {
    command: 'AssessReport',
    caseId: other,
    incident: true,
    violation: false,
    reason: 'x',
    facts,
  });
  await city.command('desk-1', { command: 'DecideSeverity', caseId: other, level: 3, reason: 'x' });
  await confirm(city, master, [other]);
  await city.pass(2);
  expect((await subjectOf(city, other)).joined).toBeUndefined();
  expect(await typesOf(city, master)).toContain('members-refused');
});
