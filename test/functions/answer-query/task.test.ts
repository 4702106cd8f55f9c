import { beforeEach, describe, expect, test } from 'vitest';
import type { CaseView, MeView, QueueView } from '#/core/case/view.ts';
import type { WavePart } from '#/core/case/view-wave.ts';
import { type TimelineExport, verifyTimeline } from '#/core/evidence/verify.ts';
import { answerQuery } from '#/functions/answer-query/task.ts';
import { calledCase, Hall } from '#/test/functions/hall.ts';

let hall: Hall;
let caseId: string;
const ask = <T>(personId: string, path: string) => answerQuery(hall.ports, { personId, path }) as Promise<T>;

beforeEach(async () => {
  hall = await Hall.open();
  caseId = await calledCase(hall);
});

describe('R23 a question', () => {
  test('changes nothing', async () => {
    const { commits } = hall.cases;
    for (const path of ['me', 'queue', `cases/${caseId}`, `cases/${caseId}/timeline`])
      await ask('desk-1', path);
    expect(hall.cases.commits).toBe(commits);
  });

  test('of somebody who is not in the network is refused', async () => {
    for (const id of ['', 'stranger']) await expect(ask(id, 'me')).rejects.toThrow('NotAllowed');
  });

  test('about a case by somebody without need to know is answered as if there were none', async () => {
    for (const path of [`cases/${caseId}`, `cases/${caseId}/timeline`, `cases/${caseId}/more`]) {
      const refused = await ask('citizens-head', path).catch((error: unknown) => error);
      const missing = await ask('citizens-head', path.replace(caseId, '20261120-99999')).catch(
        (error: unknown) => error,
      );
      expect(refused).toEqual(missing);
      expect(refused).toMatchObject({ code: 'CaseNotFound' });
    }
  });

  test('that nobody can answer finds nothing', async () => {
    for (const path of ['', 'people', 'cases', `cases/${caseId}/evidence`, 'cases//timeline', '../me'])
      await expect(ask('desk-1', path)).rejects.toThrow('CaseNotFound');
  });
});

describe('the case', () => {
  test('is shown to the head of the section it is about', async () => {
    expect(await ask<CaseView>('childcare-head', `cases/${caseId}`)).toMatchObject({ caseId, may: [] });
  });

  test('is exported as it was written, so that an outsider can verify it', async () => {
    const exported = await ask<TimelineExport>('desk-1', `cases/${caseId}/timeline`);
    const sent = JSON.parse(JSON.stringify(exported));
    expect((await verifyTimeline(sent)).problems).toEqual([]);
    expect(exported.events).toEqual(await hall.cases.timeline(caseId));
  });
});

describe('who I am', () => {
  test('comes with the kinds of incident, group by group as the report asks for them', async () => {
    const { kinds } = await ask<MeView>('desk-1', 'me');
    expect(kinds[0]).toEqual({
      id: 'mail-missent',
      number: 'K01',
      name: 'メールの誤送信（あて先・BCC・添付）',
      group: '送った・渡した',
    });
    expect(kinds).toHaveLength(hall.ports.policy.kinds.length);
  });

  test('is answered with the posts held now, by name', async () => {
    expect(await ask<MeView>('executive-deputy', 'me')).toMatchObject({
      person: { id: 'executive-deputy', name: '副執行 ひかり' },
      posts: [{ id: 'deputy-executive-officer', name: '情報セキュリティ副執行責任者' }],
      municipality: '和歌山市',
      seesQueue: true,
    });
    expect((await ask<MeView>('childcare-head', 'me')).seesQueue).toBe(false);
  });

  test('does not tell the mail address or the telephone', async () => {
    expect(JSON.stringify(await ask('desk-1', 'me'))).not.toMatch(/desk-1@|000-0000/);
  });
});

describe('the queue', () => {
  test('of the desk shows every open case, what is due soonest first', async () => {
    await hall.report({ reportId: 'e'.repeat(32) });
    const { open } = await ask<QueueView>('desk-1', 'queue');
    expect(open).toHaveLength(2);
    expect(open.every(({ kindName }) => kindName.startsWith('メールの誤送信'))).toBe(true);
  });

  test('of somebody who was called shows the case of the call in a list of their own', async () => {
    await hall.report({ reportId: 'e'.repeat(32) });
    expect(await ask<QueueView>('executive', 'queue')).toMatchObject({ mine: [{ caseId }] });
  });

  test('of the head of a section shows the cases of the section, and of nobody else any', async () => {
    await hall.report({ reportId: 'e'.repeat(32), section: 'citizens' });
    const mine = async (id: string) => (await ask<QueueView>(id, 'queue')).mine.map((line) => line.caseId);
    expect(await mine('childcare-head')).toEqual([caseId]);
    expect(await mine('citizens-head')).not.toContain(caseId);
    expect(await ask<QueueView>('childcare-head', 'queue')).toMatchObject({ open: [], closed: [] });
  });

  test('shows who is in charge by name', async () => {
    await hall.say(caseId, {
      type: 'charge-taken',
      body: { person: 'executive', post: 'executive-officer' },
    });
    expect((await ask<QueueView>('desk-1', 'queue')).open[0]).toMatchObject({ chargeName: '執行 まもる' });
  });

  test('shows what was closed this month', async () => {
    await hall.say(caseId, {
      type: 'charge-taken',
      body: { person: 'executive', post: 'executive-officer' },
    });
    await hall.say(caseId, { type: 'case-closed', body: { summary: '回収済み' } });
    expect(await ask<QueueView>('desk-1', 'queue')).toMatchObject({ open: [], closed: [{ caseId }] });
    hall.now = '2026-11-30T15:00:00.000Z';
    expect((await ask<QueueView>('desk-1', 'queue')).closed).toEqual([]);
  });

  test('does not lose a case that came in last month and is closed in this one', async () => {
    await hall.say(caseId, {
      type: 'charge-taken',
      body: { person: 'executive', post: 'executive-officer' },
    });
    hall.now = '2026-12-01T01:00:00.000Z';
    await hall.say(caseId, { type: 'case-closed', body: { summary: '回収済み' } });
    expect((await ask<QueueView>('desk-1', 'queue')).closed).toHaveLength(1);
  });

  test('of a restricted case tells only who may read it, open or closed', async () => {
    const hidden = await hall.report({ reportId: 'd'.repeat(32), kind: 'insider' });
    const seen = async (id: string) => {
      const { open, mine, closed } = await ask<QueueView>(id, 'queue');
      return [...open, ...mine, ...closed].some((line) => line.caseId === hidden);
    };
    expect(await seen('desk-2')).toBe(true);
    await hall.say(hidden, { type: 'readers-named', body: { persons: ['desk-1'], reason: '本人の安全' } });
    expect(await seen('desk-1')).toBe(true);
    for (const id of ['desk-2', 'chief', 'childcare-head']) expect(await seen(id), id).toBe(false);
    await hall.say(
      hidden,
      { type: 'report-assessed', body: { incident: false, violation: false, reason: '確認' } },
      { type: 'case-closed', body: { summary: '確認済み' } },
    );
    expect(await seen('desk-1')).toBe(true);
    expect(await seen('desk-2')).toBe(false);
  });

  test('holds no word of any report', async () => {
    await hall.report({
      reportId: 'e'.repeat(32),
      happened: '秘密',
      place: '秘密',
      reporter: '秘密',
      callback: '秘密',
    });
    expect(JSON.stringify(await ask('desk-1', 'queue'))).not.toContain('秘密');
  });
});

test('the head of a section finds of a wave what they may read, and of the rest a count', async () => {
  const alike = { to: caseId, keys: [], plain: false, apart: ['opened' as const] };
  const likened = async (reportId: string, section: string) => {
    const other = await hall.report({ reportId: reportId.repeat(32), section });
    await hall.say(other, { type: 'likeness-found', body: alike });
    return other;
  };
  const own = await likened('c', 'childcare');
  const strange = await likened('d', 'citizens');
  const seen = async (id: string) => (await ask<CaseView>(id, `cases/${caseId}`)).wave;
  const shown = async (id: string) => (await seen(id))?.apart.map((each) => each.caseId);
  expect(await shown('childcare-head')).toEqual([own]);
  expect((await seen('childcare-head'))?.hidden).toBe(1);
  expect(await shown('desk-1')).toEqual([own, strange]);
  const joined = { master: caseId, keys: [] };
  for (const each of [own, strange]) await hall.say(each, { type: 'case-joined', body: joined });
  await hall.say(caseId, { type: 'wave-confirmed', body: { members: [], rule: false } });
  const part = await ask('childcare-head', `cases/${caseId}/wave/members/0`);
  expect(part).toMatchObject({ lines: [{ caseId: own }], hidden: 1, rest: 0 });
  expect(JSON.stringify(await seen('childcare-head'))).not.toContain(strange);
});

test('of a wave every report can be reached, in parts, the newest first, each with its reason', async () => {
  const keys = [`url:${'c'.repeat(24)}` as const];
  const likened = async (number: number) => {
    const other = await hall.report({ reportId: String(number).padStart(32, '0') });
    await hall.say(other, { type: 'likeness-found', body: { to: caseId, keys, plain: true, apart: [] } });
    hall.pass(1);
    return other;
  };
  const all: string[] = [];
  for (let number = 0; number < 52; number += 1) all.unshift(await likened(number));
  const part = (after: number, which = 'plain') =>
    ask<WavePart>('desk-1', `cases/${caseId}/wave/${which}/${after}`);
  const [first, second] = [await part(0), await part(50)];
  expect([...first.lines, ...second.lines].map((line) => line.caseId)).toEqual(all);
  expect([first.rest, second.rest, first.lines[0]?.alike]).toEqual([2, 0, '同じリンク先']);
  await hall.say(caseId, { type: 'wave-confirmed', body: { members: [], rule: true } });
  await hall.say(all[0] ?? '', { type: 'case-joined', body: { master: caseId, keys } });
  expect(await part(0, 'members')).toMatchObject({
    lines: [{ caseId: all[0], alike: '同じリンク先' }],
    rest: 0,
  });
  await expect(part(0, 'others')).rejects.toThrow('CaseNotFound');
});
