import { describe, expect, test } from 'vitest';
import { is } from '#/core/case/events.ts';
import { replay } from '#/core/case/fold.ts';
import { receiptIdOf } from '#/core/report/report.ts';
import { acceptReport } from '#/functions/accept-report/task.ts';
import { theReport } from '#/test/core/stage.ts';
import { bytesOf, filledForm, Hall } from '#/test/functions/hall.ts';

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

  test('is the case that its timeline tells, however often the clock is looked at', async () => {
    const hall = await Hall.open();
    hall.ticks = true;
    const caseId = await hall.report();
    expect(await hall.cases.load(caseId)).toEqual(replay(caseId, await hall.cases.timeline(caseId)));
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

  test('wakes no machine: the schedule sends the mail, and this door may not wake', async () => {
    const hall = await Hall.open();
    const caseId = await hall.report();
    await hall.cases.keepToken(caseId, 'incident', 't');
    await hall.report();
    await hall.report({ happened: '書き足し' });
    expect(hall.woken).toEqual([]);
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

describe('the address of a receipt', () => {
  test('is no way to add to the report: sent as its id, it makes a case of its own', async () => {
    const hall = await Hall.open();
    const first = await hall.send();
    if (!first.ok) throw new Error('not accepted');
    expect(first.receiptId).not.toContain(theReport.reportId);
    const before = await hall.case(first.caseId);
    expect(await hall.report({ reportId: first.receiptId, happened: '割り込み' })).not.toBe(first.caseId);
    expect(await hall.case(first.caseId)).toEqual(before);
    expect(await hall.cases.open()).toHaveLength(2);
  });
});

describe('R01 a report that is sent again and again', () => {
  const mails = async (hall: Hall, caseId: string) =>
    (await hall.cases.timeline(caseId)).filter(
      (event) => is(event, 'notices-queued') && event.body.text === 'report-supplemented',
    ).length;

  test('is added to ten times; after that its bytes are kept, and the person is told to telephone', async () => {
    const hall = await Hall.open();
    const caseId = await hall.report();
    for (let time = 1; time <= 10; time += 1) await hall.report({ happened: `書き足し ${time}` });
    const before = await hall.case(caseId);
    expect(before.supplements).toMatchObject({ reports: 10 });
    await expect(hall.send({ happened: '十一' })).rejects.toMatchObject({ code: 'TooManySupplements' });
    expect(await hall.case(caseId)).toEqual(before);
    expect(hall.objects.stored.size).toBe(12);
    expect(await hall.report({ happened: '書き足し 10' })).toBe(caseId);
  });

  test('is one mail to the desk in ten minutes', async () => {
    const hall = await Hall.open();
    const caseId = await hall.report();
    for (const [minutes, expected] of [
      [0, 1],
      [9, 1],
      [1, 2],
      [9, 2],
    ] as const) {
      hall.pass(minutes);
      await hall.report({ happened: `${hall.now} ${minutes}` });
      expect(await mails(hall, caseId)).toBe(expected);
    }
    expect(await hall.case(caseId)).toMatchObject({ supplements: { reports: 4 } });
  });

  test('after its case was closed is told to the desk, however short before the desk was told', async () => {
    const hall = await Hall.open();
    const caseId = await hall.report();
    await hall.report({ happened: '書き足し' });
    hall.pass(1);
    await hall.say(
      caseId,
      { type: 'report-assessed', body: { incident: false, violation: false, reason: '誤報' } },
      { type: 'case-closed', body: { summary: '誤報' } },
    );
    hall.pass(1);
    await hall.report({ happened: 'ちがいました' });
    expect(await mails(hall, caseId)).toBe(2);
    await hall.report({ happened: 'まだあります' });
    expect(await mails(hall, caseId)).toBe(2);
    expect(await hall.case(caseId)).toMatchObject({ state: 'closed', supplements: { reports: 3 } });
  });
});

describe('R25 a report that cannot be accepted', () => {
  test('is preserved all the same, and everything entered comes back', async () => {
    const hall = await Hall.open();
    const accepted = await hall.send({ callback: '', happened: '長い説明' });
    expect(accepted).toMatchObject({ ok: false, wrong: ['callback'] });
    expect(accepted.ok ? undefined : accepted.form.get('happened')).toBe('長い説明');
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
    expect(await acceptReport(hall.ports, body, 'form')).toMatchObject({ ok: false });
    expect([...hall.objects.stored.values()][0]?.content).toEqual(body);
  });

  test('with a byte that is no UTF-8 in its text is accepted, and the original still has it', async () => {
    const hall = await Hall.open();
    const body = Buffer.concat([bytes(`${filledForm({ happened: '' })}&x=`), Buffer.of(0xff)]);
    expect(await acceptReport(hall.ports, new Uint8Array(body), 'form')).toMatchObject({ ok: true });
    expect([...hall.objects.stored.values()][0]?.bytes).toBe(body.length);
  });

  test('where the bytes cannot be preserved nothing is accepted', async () => {
    const hall = await Hall.open();
    hall.objects.preserve = async () => {
      throw new Error('no store');
    };
    await expect(hall.send()).rejects.toThrow('no store');
    expect(await hall.cases.caseOfOnce(`report:${await receiptIdOf(theReport.reportId)}`)).toBeUndefined();
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
