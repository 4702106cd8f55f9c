import { expect, test } from 'vitest';
import type { Case } from '#/core/case/case.ts';
import type { Happening } from '#/core/case/events.ts';
import { type Errand, MOST_LIKE } from '#/core/ports.ts';
import type { LikenessKey } from '#/core/report/likeness.ts';
import { addMinutes } from '#/core/time.ts';
import { ofEveryStore } from './case-stores.ts';
import { freshCaseId, happen, LATER, NOW, opened } from './changes.ts';

let keys = 0;
const freshKey = (): LikenessKey => {
  keys += 1;
  return `url:${String(keys).padStart(24, '0')}`;
};
const noted = (...of: LikenessKey[]): Happening => ({
  type: 'likeness-noted',
  body: { keys: of, standsOut: [] },
});
const found = (to: string, ...of: LikenessKey[]): Happening => ({
  type: 'likeness-found',
  body: { to, keys: of, plain: true, apart: [] },
});
const joined = (master: string): Happening => ({ type: 'case-joined', body: { master, keys: [] } });
const split = (master: string): Happening => ({ type: 'case-split', body: { master, reason: '別の件' } });
const idsOf = (lines: { caseId: string }[]) => lines.map(({ caseId }) => caseId);

ofEveryStore((store) => {
  const reported = async (key: LikenessKey, minutes: number): Promise<Case> =>
    happen(store(), await opened(store(), {}, addMinutes(NOW, minutes)), [noted(key)]);

  test('the oldest reports with a key, since a time, and no more than say all', async () => {
    const key = freshKey();
    const all = [];
    for (const minutes of [5, 3, 1, 4, 2]) all.push(await reported(key, minutes));
    const [, , first, , second] = all;
    const lines = await store().like(key, NOW);
    expect(lines).toHaveLength(MOST_LIKE);
    expect(lines[0]).toEqual({ caseId: first?.caseId, receivedAt: addMinutes(NOW, 1) });
    expect(idsOf(await store().like(key, addMinutes(NOW, 2)))[0]).toBe(second?.caseId);
    expect(await store().like(freshKey(), NOW)).toEqual([]);
  });

  test('what is like an older report is found under it, and no more where they are alike', async () => {
    const [key, own, master] = [freshKey(), freshKey(), freshCaseId()];
    const subject = await happen(store(), await opened(store()), [noted(key, own)]);
    const follower = await happen(store(), subject, [found(master, key)]);
    expect(await store().like(key, NOW)).toEqual([]);
    expect(idsOf(await store().like(own, NOW))).toEqual([subject.caseId]);
    expect(await store().alike(master)).toMatchObject([
      { caseId: subject.caseId, alike: { to: master, keys: [key], plain: true } },
    ]);
    await happen(store(), follower, [
      { type: 'readers-named', body: { persons: ['desk-1'], reason: '安全' } },
    ]);
    expect([await store().alike(master), await store().like(own, NOW)]).toEqual([[], []]);
  });

  test('a member stands under its master and in no queue, until it is split off', async () => {
    const master = freshCaseId();
    const members = [];
    for (const minutes of [1, 2, 3]) {
      const subject = await opened(store(), {}, addMinutes(NOW, minutes));
      members.push(await happen(store(), subject, [joined(master)]));
    }
    const [one, two, three] = members as [Case, Case, Case];
    expect(idsOf(await store().members(master, 'open'))).toEqual(idsOf(members));
    expect(idsOf(await store().members(master, 'open', 2))).toEqual(idsOf([three, two]));
    expect(idsOf(await store().open())).not.toContain(one.caseId);
    const apart = await happen(store(), one, [split(master)]);
    expect(idsOf(await store().open())).toContain(apart.caseId);
    const assessment = { incident: false, violation: false };
    await happen(store(), two, [
      { type: 'case-closed', body: { summary: '', master: { caseId: master, assessment } } },
    ]);
    expect(idsOf(await store().members(master, 'open'))).toEqual([three.caseId]);
    expect(idsOf(await store().members(master, 'closed'))).toEqual([two.caseId]);
    expect(idsOf(await store().closedIn('2026-11'))).not.toContain(two.caseId);
  });

  test('a note lies with the other case, whole, and goes away with what that case makes of it', async () => {
    const master = await opened(store());
    const member = await opened(store());
    const note: Errand = {
      key: 'pass-on-joined-1',
      errand: 'note',
      to: master.caseId,
      of: 'joined',
      member: member.caseId,
    };
    await happen(store(), member, [joined(master.caseId)], { errands: [note] });
    expect(await store().errands(member.caseId)).toEqual([]);
    expect(await store().errands(master.caseId)).toEqual([
      expect.objectContaining({ ...note, caseId: master.caseId, attempts: 0 }),
    ]);
    const due = (await store().due(LATER)).filter(({ what }) => what === 'errand');
    expect(due).toContainEqual(expect.objectContaining({ caseId: master.caseId, key: note.key }));
    const noted: Happening = { type: 'members-joined', body: { members: [member.caseId] } };
    await happen(store(), master, [noted], { finished: [note.key] });
    expect(await store().errands(master.caseId)).toEqual([]);
  });
});
