import { expect, test } from 'vitest';
import { addSeconds } from '#/core/time.ts';
import { ofEveryStore } from './case-stores.ts';
import { happen, LATER, mail, NOW, opened, read } from './changes.ts';

const UNTIL = addSeconds(NOW, 120);

ofEveryStore((store) => {
  const keysOf = async (caseId: string) => (await store().errands(caseId)).map(({ key }) => key);
  const dueOf = async (caseId: string) =>
    (await store().due('9999')).filter((item) => item.caseId === caseId && item.what === 'errand');

  test('an errand is due from its time on, and is read back as it was written, in the order of the keys', async () => {
    const start = { key: 'b-start', errand: 'start', run: 1 } as const;
    const wake = { key: 'c-wake', errand: 'wake' } as const;
    const letter = { ...mail('a-mail'), taskId: 'assess-1' };
    const { caseId } = await opened(store(), { errands: [start, wake, letter] });
    expect(await store().errands(caseId)).toMatchObject(
      [letter, start, wake].map((errand) => ({ ...errand, caseId, dueAt: LATER })),
    );
    const due = ['a-mail', 'b-start', 'c-wake'].map((key) => ({ caseId, what: 'errand', key, dueAt: LATER }));
    const found = await dueOf(caseId);
    expect(found.toSorted((one, other) => one.key.localeCompare(other.key))).toMatchObject(due);
  });

  test('of many who claim an errand at once one gets it', async () => {
    const { caseId } = await opened(store(), { errands: [mail('m')] });
    const claims = await Promise.all(
      Array.from({ length: 12 }, () => store().claim(caseId, 'm', NOW, UNTIL)),
    );
    expect(claims.filter((attempt) => attempt !== undefined)).toEqual([1]);
  });

  test('a claim holds until its time is over; then the errand is taken again, by one, and the attempts are counted', async () => {
    const { caseId } = await opened(store(), { errands: [mail('m')] });
    expect(await store().claim(caseId, 'm', NOW, UNTIL)).toBe(1);
    expect(await store().claim(caseId, 'm', addSeconds(UNTIL, -1), addSeconds(UNTIL, 119))).toBeUndefined();
    const again = await Promise.all(
      Array.from({ length: 12 }, () => store().claim(caseId, 'm', UNTIL, addSeconds(UNTIL, 120))),
    );
    expect(again.filter((attempt) => attempt !== undefined)).toEqual([2]);
    expect(await store().claim(caseId, 'm', addSeconds(UNTIL, 120), addSeconds(UNTIL, 240))).toBe(3);
  });

  test('an errand says how often it was taken, and how often that is known to have been in vain', async () => {
    const { caseId } = await opened(store(), { errands: [mail('m')] });
    const counted = async () =>
      (await store().errands(caseId)).map(({ attempts, refused }) => [attempts, refused]);
    expect(await counted()).toEqual([[0, 0]]);
    await store().claim(caseId, 'm', NOW, UNTIL);
    await store().noteRefused(caseId, 'm');
    await store().claim(caseId, 'm', UNTIL, addSeconds(UNTIL, 120));
    expect(await counted()).toEqual([[2, 1]]);
    const refusals = Array.from({ length: 8 }, () => store().noteRefused(caseId, 'm'));
    await Promise.all(refusals);
    expect(await counted()).toEqual([[2, 9]]);
  });

  test('what is done is not brought back by a refusal that comes late', async () => {
    const { caseId } = await opened(store(), { errands: [mail('m')] });
    await store().finish(caseId, 'm');
    await store().noteRefused(caseId, 'm');
    expect(await keysOf(caseId)).toEqual([]);
    expect(await store().claim(caseId, 'm', NOW, UNTIL)).toBeUndefined();
  });

  test('a claim changes nothing else: the errand is still there and still due', async () => {
    const subject = await opened(store(), { errands: [mail('m')] });
    const [before] = await store().errands(subject.caseId);
    await store().claim(subject.caseId, 'm', NOW, UNTIL);
    expect(await store().errands(subject.caseId)).toEqual([{ ...before, attempts: 1 }]);
    expect(await dueOf(subject.caseId)).toHaveLength(1);
    expect(await store().load(subject.caseId)).toEqual(subject);
  });

  test('what is not there cannot be claimed, and claiming it makes nothing', async () => {
    const { caseId } = await opened(store());
    expect(await store().claim(caseId, 'never', NOW, UNTIL)).toBeUndefined();
    expect(await store().claim('20261120-99999', 'never', NOW, UNTIL)).toBeUndefined();
    expect(await keysOf(caseId)).toEqual([]);
    expect(await keysOf('20261120-99999')).toEqual([]);
  });

  test('a held errand is due when it is held until, says whose it is, and is otherwise as it was', async () => {
    const subject = await opened(store(), { errands: [mail('m')] });
    const [before] = await store().errands(subject.caseId);
    await store().hold(subject.caseId, 'm', UNTIL);
    expect(await store().errands(subject.caseId)).toEqual([{ ...before, heldUntil: UNTIL }]);
    const dueBy = async (time: string) =>
      (await store().due(time)).filter((item) => item.caseId === subject.caseId && item.what === 'errand');
    expect(await dueBy(addSeconds(UNTIL, -1))).toEqual([]);
    expect(await dueBy(UNTIL)).toMatchObject([
      { key: 'm', person: 'desk-1', dueAt: LATER, heldUntil: UNTIL },
    ]);
    expect(await store().claim(subject.caseId, 'm', NOW, UNTIL)).toBe(1);
  });

  test('what is done is not brought back by holding it', async () => {
    const { caseId } = await opened(store(), { errands: [mail('m')] });
    await store().finish(caseId, 'm');
    await store().hold(caseId, 'm', UNTIL);
    expect(await keysOf(caseId)).toEqual([]);
  });

  test('a tally counts each once, however many count at once, and begins anew in the next window', async () => {
    const name = `test ${crypto.randomUUID()}`;
    const counted = await Promise.all(Array.from({ length: 12 }, () => store().tally(name, NOW, 10)));
    expect(counted.toSorted((one, other) => one - other)).toEqual(
      Array.from({ length: 12 }, (_, at) => at + 1),
    );
    expect(await store().tally(`${name} too`, NOW, 10)).toBe(1);
    expect(await store().tally(name, '2026-11-20T08:29:59.999Z', 10)).toBe(13);
    expect(await store().tally(name, '2026-11-20T08:30:00.000Z', 10)).toBe(1);
  });

  test('a finished errand is neither there nor due nor claimed, and finishing it twice is the same as once', async () => {
    const { caseId } = await opened(store(), { errands: [mail('done'), mail('left')] });
    await store().claim(caseId, 'done', NOW, UNTIL);
    await Promise.all([store().finish(caseId, 'done'), store().finish(caseId, 'done')]);
    await store().finish(caseId, 'never');
    expect(await keysOf(caseId)).toEqual(['left']);
    expect((await dueOf(caseId)).map(({ key }) => key)).toEqual(['left']);
    expect(await store().claim(caseId, 'done', '9998', '9999')).toBeUndefined();
  });

  test('a change can finish errands and call for others in one go', async () => {
    const subject = await opened(store(), { errands: [mail('old'), mail('kept')] });
    await happen(store(), subject, [read('a')], { finished: ['old'], errands: [mail('new')] });
    expect(await keysOf(subject.caseId)).toEqual(['kept', 'new']);
    expect((await dueOf(subject.caseId)).map(({ key }) => key).toSorted()).toEqual(['kept', 'new']);
  });

  test('the newest token of each purpose is kept, apart from the case', async () => {
    const subject = await opened(store());
    const { caseId } = subject;
    await store().keepToken(caseId, 'incident', 'first');
    await store().keepToken(caseId, 'duty-ppc-report.mayor-r1', 'T'.repeat(1024));
    await store().keepToken(caseId, 'incident', 'second');
    const tokens = await store().tokens(caseId);
    expect(tokens.toSorted((one, other) => one.purpose.localeCompare(other.purpose))).toEqual([
      { purpose: 'duty-ppc-report.mayor-r1', token: 'T'.repeat(1024) },
      { purpose: 'incident', token: 'second' },
    ]);
    expect(await store().load(caseId)).toEqual(subject);
    expect(JSON.stringify([await store().timeline(caseId), await store().open()])).not.toContain('second');
  });
});
