import { describe, expect, test } from 'vitest';
import { is } from '#/core/case/events.ts';
import { acceptReport, receive } from '#/functions/accept-report/task.ts';
import { theReport } from '#/test/core/stage.ts';
import { bytesOf, Hall } from '#/test/functions/hall.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

describe('R38 the door of a report', () => {
  test('stands in the event, with the receipt', async () => {
    const hall = await Hall.open();
    const { reportId, kind, callback } = theReport;
    const slip = bytes(new URLSearchParams({ reportId, kind, callback, danger: 'yes' }).toString());
    const accepted = await acceptReport(hall.ports, slip, 'slip');
    if (!accepted.ok) throw new Error('not accepted');
    const event = (await hall.cases.timeline(accepted.caseId))[1];
    expect(event && is(event, 'report-accepted') && event.body).toMatchObject({
      channel: 'slip',
      receiptId: accepted.receiptId,
      report: { danger: 'yes', section: '' },
    });
    expect(await hall.case(accepted.caseId)).toMatchObject({ receiptId: accepted.receiptId, danger: true });
  });

  test('that takes a slip alone keeps what was too much, and opens no case', async () => {
    const hall = await Hall.open();
    expect(await hall.send({ happened: 'くわしい話' }, 'slip')).toMatchObject({ ok: false, outside: true });
    expect(hall.objects.stored.size).toBe(1);
    expect(await hall.cases.open()).toEqual([]);
  });
});

describe('the first page of the form', () => {
  test('is no report yet: what was typed is kept by nobody until it is sent', async () => {
    const hall = await Hall.open();
    const turn = { path: '/report/details', parameters: {}, body: bytesOf() };
    expect(await receive(hall.ports, turn, 'form')).toMatchObject({
      is: 'again',
      turned: true,
      refused: { wrong: [] },
    });
    expect(hall.objects.stored.size).toBe(0);
    expect(await hall.cases.open()).toEqual([]);
    await hall.report();
    expect(await hall.cases.open()).toHaveLength(1);
  });
});

describe('R02 what a reporter adds', () => {
  const add = (hall: Hall, receiptId: string, text: string, after = '0') =>
    receive(
      hall.ports,
      {
        path: `/receipts/${receiptId}`,
        parameters: { receiptId },
        body: bytes(new URLSearchParams({ text, after }).toString()),
      },
      'slip',
    );
  const accepted = async (hall: Hall) => {
    const sent = await hall.send();
    if (!sent.ok) throw new Error('not accepted');
    return sent;
  };

  test('is kept as it came and stands on the timeline once, however often it is sent', async () => {
    const hall = await Hall.open();
    const { caseId, receiptId } = await accepted(hall);
    for (const _ of [1, 2])
      expect(await add(hall, receiptId, ' 3通でした\r\n以上 ')).toMatchObject({ is: 'added' });
    const events = (await hall.cases.timeline(caseId)).filter((event) => is(event, 'reporter-added'));
    expect(events.map((event) => is(event, 'reporter-added') && event.body)).toEqual([
      { text: '3通でした\n以上', channel: 'page' },
    ]);
    expect(Object.keys((await hall.case(caseId)).evidence)).toHaveLength(2);
    await add(hall, receiptId, '3通でした\n以上', '1');
    expect((await hall.case(caseId)).supplements?.additions).toBe(2);
  });

  test('is one mail to the desk in ten minutes, and one more once the case is closed', async () => {
    const hall = await Hall.open();
    const { caseId, receiptId } = await accepted(hall);
    const mails = async () =>
      (await hall.cases.timeline(caseId)).filter(
        (event) => is(event, 'notices-queued') && event.body.text === 'reporter-added',
      ).length;
    for (const [minutes, expected] of [
      [0, 1],
      [9, 1],
      [1, 2],
    ] as const) {
      hall.pass(minutes);
      await add(hall, receiptId, `${hall.now}`);
      expect(await mails()).toBe(expected);
    }
    hall.pass(1);
    await hall.say(
      caseId,
      { type: 'report-assessed', body: { incident: false, violation: false, reason: '誤報' } },
      { type: 'case-closed', body: { summary: '誤報' } },
    );
    await add(hall, receiptId, 'まだ続いています');
    expect(await mails()).toBe(3);
  });

  test('is nothing where nothing is written, and cut where it is endless; the original has all of it', async () => {
    const hall = await Hall.open();
    const { caseId, receiptId } = await accepted(hall);
    expect(await add(hall, receiptId, ' 　\n')).toMatchObject({ is: 'empty' });
    expect((await hall.case(caseId)).supplements).toBeUndefined();
    await add(hall, receiptId, 'あ'.repeat(5000));
    const last = (await hall.cases.timeline(caseId)).find((event) => is(event, 'reporter-added'));
    expect(last && is(last, 'reporter-added') && last.body.text.length).toBe(4000);
  });

  test('is taken a hundred times; after that its bytes are kept, and the person is told to telephone', async () => {
    const hall = await Hall.open();
    const { caseId, receiptId } = await accepted(hall);
    for (let time = 1; time <= 100; time += 1) await add(hall, receiptId, `${time}`);
    await expect(add(hall, receiptId, '101')).rejects.toMatchObject({ code: 'TooManyAdditions' });
    expect((await hall.case(caseId)).supplements?.additions).toBe(100);
    expect(hall.objects.stored.size).toBe(102);
  });

  test('to a report that was never sent is kept, and refused', async () => {
    const hall = await Hall.open();
    await expect(add(hall, 'f'.repeat(32), 'x')).rejects.toMatchObject({ code: 'CaseNotFound' });
    expect(hall.objects.stored.size).toBe(1);
  });
});
