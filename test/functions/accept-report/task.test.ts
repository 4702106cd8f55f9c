import { describe, expect, test } from 'vitest';
import { is } from '#/core/case/events.ts';
import { acceptReport } from '#/functions/accept-report/task.ts';
import { theReport } from '#/test/core/stage.ts';
import { bytesOf, formOf, Hall } from '#/test/functions/hall.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('R01 a report that is accepted', () => {
  test('is preserved byte for byte before it is a case, and its machine is started', async () => {
    const hall = await Hall.open();
    const caseId = await hall.report({ happened: '起きたこと' });
    expect(await hall.types(caseId)).toEqual(['evidence-preserved', 'report-accepted']);
    const [kept] = [...hall.objects.stored.values()];
    expect(kept?.content).toEqual(bytesOf({ happened: '起きたこと' }));
    expect(kept?.key).toBe(`reports/${kept?.sha256}`);
    expect(hall.started).toEqual([`${caseId} 1`]);
    expect(await hall.cases.errands(caseId)).toEqual([]);
  });

  test('is watched from its first moment, should its machine never tell anybody', async () => {
    const hall = await Hall.open();
    const caseId = await hall.report();
    expect(await hall.cases.due(hall.now)).toMatchObject([{ caseId, what: 'task' }]);
  });

  test('has a number of the day in Japan and five digits, and an owner in the list of the open', async () => {
    const hall = await Hall.open();
    hall.now = '2026-11-20T15:00:00.000Z';
    const caseId = await hall.report();
    expect(caseId).toMatch(/^20261121-\d{5}$/);
    expect(await hall.cases.open()).toMatchObject([{ caseId, state: 'reported' }]);
  });

  test('R15 is locked for ninety days, and not for years', async () => {
    const hall = await Hall.open();
    await hall.report();
    const [kept] = [...hall.objects.stored.values()];
    expect(kept?.retainUntil).toBe('2027-02-18T08:23:00.000Z');
  });

  test('is accepted also where its machine cannot be started: the sweeper does it in a minute', async () => {
    const hall = await Hall.open();
    hall.machinesAway = true;
    const caseId = await hall.report();
    expect(await hall.cases.errands(caseId)).toMatchObject([
      { errand: 'start', dueAt: '2026-11-20T08:24:00.000Z' },
    ]);
  });

  test('takes another number where the first is taken', async () => {
    const hall = await Hall.open();
    const first = await hall.report();
    let draws = 0;
    const { fresh } = hall.moment;
    const same = Number.parseInt(first.slice(-5), 10).toString(16).padStart(8, '0').repeat(4);
    hall.moment.fresh = () => {
      draws += 1;
      return draws === 1 ? same : fresh();
    };
    const second = await hall.report({ reportId: 'f'.repeat(32) });
    expect(second).not.toBe(first);
    expect(await hall.cases.open()).toHaveLength(2);
  });

  test('of a kind nobody knows becomes a case all the same', async () => {
    const hall = await Hall.open();
    expect(await hall.case(await hall.report({ kind: 'no-such-kind' }))).toMatchObject({ state: 'reported' });
  });
});

describe('a report that is sent twice', () => {
  test('with the same bytes is one case and one timeline', async () => {
    const hall = await Hall.open();
    const first = await hall.report();
    expect(await hall.report()).toBe(first);
    expect(await hall.types(first)).toHaveLength(2);
    expect(hall.objects.stored.size).toBe(1);
  });

  test('at the same moment is one case', async () => {
    const hall = await Hall.open();
    const [one, two, three] = await Promise.all([hall.send(), hall.send(), hall.send()]);
    expect(two).toEqual(one);
    expect(three).toEqual(one);
    expect(await hall.cases.open()).toHaveLength(1);
    expect(hall.started).toHaveLength(1);
  });

  test('with other bytes is the same case with the correction and a second original', async () => {
    const hall = await Hall.open();
    const caseId = await hall.report();
    expect(await hall.report({ happened: '書き足し' })).toBe(caseId);
    const added = (await hall.cases.timeline(caseId)).slice(2);
    expect(added.map(({ type }) => type).slice(0, 2)).toEqual(['evidence-preserved', 'report-supplemented']);
    const event = added[1];
    expect(event && is(event, 'report-supplemented') && event.body.report.happened).toBe('書き足し');
    expect(Object.keys((await hall.case(caseId)).evidence)).toHaveLength(2);
  });

  test('with other bytes at the same moment loses none of them', async () => {
    const hall = await Hall.open();
    const [one, two] = await Promise.all([hall.send(), hall.send({ happened: '書き足し' })]);
    expect(two).toEqual(one);
    if (one?.ok) expect(Object.keys((await hall.case(one.caseId)).evidence)).toHaveLength(2);
  });

  test('wakes whoever waits for the case only where it said something new', async () => {
    const hall = await Hall.open();
    const caseId = await hall.report();
    await hall.cases.keepToken(caseId, 'incident', 't');
    await hall.report();
    expect(hall.woken).toEqual([]);
    await hall.report({ happened: '書き足し' });
    expect(hall.woken).toEqual(['t']);
  });

  test('after the case was closed is still kept', async () => {
    const hall = await Hall.open();
    const caseId = await hall.report();
    await hall.say(
      caseId,
      { type: 'report-assessed', body: { incident: false, violation: false, reason: '誤報' } },
      { type: 'case-closed', body: { summary: '誤報' } },
    );
    expect(await hall.report({ happened: 'ちがいました' })).toBe(caseId);
    expect(await hall.case(caseId)).toMatchObject({ state: 'closed' });
    expect(await hall.types(caseId)).toContain('report-supplemented');
  });
});

describe('R25 a report that cannot be accepted', () => {
  test('is preserved all the same, and everything entered comes back', async () => {
    const hall = await Hall.open();
    const accepted = await hall.send({ callback: '', happened: '長い説明' });
    expect(accepted).toMatchObject({ ok: false, wrong: ['callback'], values: { happened: '長い説明' } });
    expect([...hall.objects.stored.values()][0]?.content).toEqual(
      bytesOf({ callback: '', happened: '長い説明' }),
    );
    expect(await hall.cases.open()).toEqual([]);
    expect(hall.cases.commits).toBe(0);
  });

  test('corrected and sent again under the same id is one case', async () => {
    const hall = await Hall.open();
    await hall.send({ callback: '' });
    await hall.report();
    expect(await hall.cases.open()).toHaveLength(1);
  });

  test('whose bytes are no text at all is preserved as it came', async () => {
    const hall = await Hall.open();
    const body = Uint8Array.of(0xff, 0xfe, 0x00, 0x80);
    expect(await acceptReport(hall.ports, body)).toMatchObject({ ok: false });
    expect([...hall.objects.stored.values()][0]?.content).toEqual(body);
  });

  test('with a byte that is no UTF-8 in its text is accepted, and the original still has it', async () => {
    const hall = await Hall.open();
    const body = Buffer.concat([bytes(`${formOf({ happened: '' })}&x=`), Buffer.of(0xff)]);
    expect(await acceptReport(hall.ports, new Uint8Array(body))).toMatchObject({ ok: true });
    expect([...hall.objects.stored.values()][0]?.bytes).toBe(body.length);
  });

  test('where the bytes cannot be preserved nothing is accepted', async () => {
    const hall = await Hall.open();
    hall.objects.preserve = async () => {
      throw new Error('no store');
    };
    await expect(hall.send()).rejects.toThrow('no store');
    expect(await hall.cases.caseOfOnce(`report:${theReport.reportId}`)).toBeUndefined();
    expect(hall.started).toEqual([]);
  });

  test('where the case cannot be written nothing is accepted, and sending again makes the case', async () => {
    const hall = await Hall.open();
    hall.cases.before = () => {
      throw new Error('no table');
    };
    await expect(hall.send()).rejects.toThrow('no table');
    hall.cases.before = () => undefined;
    await hall.report();
    expect(await hall.cases.open()).toHaveLength(1);
  });

  test('where no number is free is too busy, after five attempts', async () => {
    const hall = await Hall.open();
    let attempts = 0;
    hall.cases.before = () => {
      attempts += 1;
      return 'lost';
    };
    await expect(hall.send()).rejects.toThrow('TooBusy');
    expect(attempts).toBe(5);
  });
});
