import { beforeEach, describe, expect, test } from 'vitest';
import { uploadEvidenceId } from '#/core/case/files.ts';
import { noticeMessage, noticeSecrets } from '#/core/escalation/notice-code.ts';
import { receiptCode, receiptMessage } from '#/core/report/receipt-code.ts';
import { receiptIdOf } from '#/core/report/report.ts';
import { lookUp, serveWeb } from '#/functions/serve-web/task.ts';
import { SAMPLES } from '#/test/core/samples.ts';
import { theReport } from '#/test/core/stage.ts';
import { calledCase, Hall } from '#/test/functions/hall.ts';

let hall: Hall;
let caseId: string;
let link: string;
let receipt: string;
const open = (path: string) => serveWeb(hall.ports, path);
const taskId = 'call-1-executive';

beforeEach(async () => {
  receipt = `/receipts/${await receiptIdOf(theReport.reportId)}`;
  hall = await Hall.open();
  caseId = await calledCase(hall);
  link = `/notices/${caseId}/${taskId}/${noticeSecrets(await hall.signer.mac(noticeMessage(caseId, taskId))).tag}`;
});

describe('looking at a page', () => {
  test('changes nothing, whatever the page', async () => {
    const { commits } = hall.cases;
    const before = await hall.types(caseId);
    for (const path of [
      '/',
      '/report',
      '/report/details',
      '/receipts',
      '/paper',
      receipt,
      link,
      '/desk',
      '/style.css',
      '/x/y',
    ])
      await open(path);
    expect(hall.cases.commits).toBe(commits);
    expect(await hall.types(caseId)).toEqual(before);
    expect(hall.woken).toEqual([]);
    expect(hall.mail.sent).toEqual([]);
  });

  test('finds the page of each path', async () => {
    expect(await open('/')).toEqual({ page: 'home' });
    expect(await open('/report')).toMatchObject({ page: 'form', now: hall.now });
    expect(await open('/desk/cases/1')).toEqual({ page: 'file', path: 'index.html' });
    expect(await open('/assets/x.js')).toEqual({ page: 'file', path: '/assets/x.js' });
  });

  test('gives every form an id of its own', async () => {
    const ids = await Promise.all([open('/report'), open('/report')]);
    const [one, two] = ids.map((page) => (page.page === 'form' ? page.reportId : ''));
    expect(one).toMatch(/^[0-9a-f]{32}$/);
    expect(two).not.toBe(one);
  });
});

describe('the receipt', () => {
  test('of a report that was joined with another says how things stand there, until it is split', async () => {
    const reportId = 'e'.repeat(32);
    const member = await hall.report({ reportId });
    const state = async () => {
      const page = await open(`/receipts/${await receiptIdOf(reportId)}`);
      return page.page === 'receipt' && page.receipt.state;
    };
    expect(await state()).toBe('accepted');
    await hall.say(member, { type: 'case-joined', body: { master: caseId, keys: [] } });
    expect(await state()).toBe('responding');
    await hall.say(member, { type: 'case-split', body: { master: caseId, reason: '別の件' } });
    expect(await state()).toBe('accepted');
  });

  test('shows the number to whoever sent the report, and nothing of its words', async () => {
    const page = await open(receipt);
    const code = receiptCode(await hall.signer.mac(receiptMessage(caseId)));
    expect(page).toEqual({
      page: 'receipt',
      receipt: {
        receiptId: receipt.split('/')[2],
        caseId,
        code,
        kind: 'mail-missent',
        overlays: [],
        acceptedAt: hall.now,
        state: 'responding',
        letters: [],
        files: [],
      },
    });
  });

  test('lists each file of the report once, and whether it arrived', async () => {
    const reportId = 'd'.repeat(32);
    const files = ['1', '2', '3'].map((digit) => ({
      fileId: digit.repeat(32),
      name: `${digit}\u202egnp.png`,
      bytes: 4,
    }));
    const sent = await hall.report({ reportId, file: `${files[0]?.fileId} 4 ${files[0]?.name}` });
    const [first = '', , third = ''] = files.map(({ fileId }) => fileId);
    await hall.say(
      sent,
      {
        type: 'evidence-preserved',
        body: { ...SAMPLES['evidence-preserved'], evidenceId: uploadEvidenceId(first) },
      },
      { type: 'file-missing', body: { evidenceId: uploadEvidenceId(third), name: '3.png' } },
      { type: 'report-supplemented', body: { report: { ...theReport, files }, channel: 'form' } },
    );
    const page = await open(`/receipts/${await receiptIdOf(reportId)}`);
    expect(page.page === 'receipt' && page.receipt.files).toEqual([
      { name: '1 gnp.png', state: 'arrived' },
      { name: '2 gnp.png', state: 'awaited' },
      { name: '3 gnp.png', state: 'missing' },
    ]);
  });

  test('is not found under the id of the report: whoever holds that may add to the case', async () => {
    expect(await open(`/receipts/${theReport.reportId}`)).toEqual({ page: 'missing' });
  });

  test('of a report that was never sent is missing', async () => {
    for (const id of ['f'.repeat(32), caseId, 'command:1', '../x'])
      expect(await open(`/receipts/${id}`)).toEqual({ page: 'missing' });
  });
});

describe('R02 looking a report up', () => {
  const code = async (of = caseId) => receiptCode(await hall.signer.mac(receiptMessage(of)));
  const find = (number: string, typed: string) => lookUp(hall.ports, { number, code: typed });

  test('needs the number and its code, however they were typed', async () => {
    const receiptId = receipt.split('/')[2];
    expect(await find(caseId, await code())).toBe(receiptId);
    const typed = [caseId.replace('-', ' ー '), (await code()).toLowerCase().replace('-', '')] as const;
    expect(await find(...typed)).toBe(receiptId);
  });

  test('finds nothing for another number, another code, or neither', async () => {
    const other = '20261120-99999';
    for (const [number, typed] of [
      [caseId, '0000-0000'],
      [caseId, ''],
      ['', await code()],
      [other, await code()],
      [other, await code(other)],
    ] as const)
      expect(await find(number, typed), `${number} ${typed}`).toBeUndefined();
    expect(await lookUp(hall.ports, {})).toBeUndefined();
  });

  test('shows what the desk wrote and what the reporter added, in their order', async () => {
    await hall.say(caseId, { type: 'reporter-written', body: { text: '何通ですか' } });
    hall.pass(1);
    await hall.say(caseId, { type: 'reporter-added', body: { text: '3通です', channel: 'page' } });
    const page = await open(receipt);
    expect(page.page === 'receipt' && page.receipt.letters.map(({ from, text }) => [from, text])).toEqual([
      ['desk', '何通ですか'],
      ['reporter', '3通です'],
    ]);
  });
});

test('the form knows who stands in for whom', async () => {
  const page = await open('/report');
  expect(page.page === 'form' && page.hearers).toMatchObject({
    standIns: { 'chief-officer': 'deputy-chief-officer' },
  });
  const sections = hall.ports.policy.profile.sections.map(({ id }) => id);
  expect(page.page === 'form' && page.hearers.vacant).toEqual(
    sections.filter((id) => !['childcare', 'citizens'].includes(id)),
  );
});

describe('R07 the page of a call', () => {
  test('shows who is asked, the level, and that nobody is in charge; no word of the report', async () => {
    const page = await open(link);
    expect(page).toEqual({
      page: 'notice',
      notice: {
        caseId,
        asked: 'acknowledge',
        state: 'open',
        personName: '執行 まもる',
        post: 'executive-officer',
        level: 3,
      },
    });
  });

  test('under a wrong tag, for another call, or for no case is missing', async () => {
    const tag = link.split('/').at(-1) ?? '';
    for (const path of [
      link.slice(0, -1),
      `${link}0`,
      link.replace(tag, ''),
      link.replace(taskId, 'call-1-chief'),
      link.replace(caseId, '20261120-99999'),
      link.replace(tag, tag.toUpperCase()).replace(/[0-9a-f]$/i, 'z'),
      '/notices',
    ])
      expect(await open(path), path).toEqual({ page: 'missing' });
  });

  test('R24 of a shape that none of ours has costs no question to the key service', async () => {
    const asked: string[] = [];
    const mac = (message: string) => {
      asked.push(message);
      return hall.signer.mac(message);
    };
    const signer = { mac };
    const [, , , , tag = ''] = link.split('/');
    for (const path of [
      `/notices/20261120-1/${taskId}/${tag}`,
      `/notices/${caseId}/call 1/${tag}`,
      `/notices/${caseId}/${'x'.repeat(101)}/${tag}`,
      `/notices/${caseId}/${taskId}/${tag.slice(1)}`,
      `/notices/${caseId}/${taskId}/${'G'.repeat(32)}`,
      '/notices',
    ])
      expect(await serveWeb({ ...hall.ports, signer }, path), path).toEqual({ page: 'missing' });
    expect(asked).toEqual([]);
    expect(await serveWeb({ ...hall.ports, signer }, link)).toMatchObject({ page: 'notice' });
    expect(asked).toHaveLength(1);
  });

  test('is made of the case alone: its timeline is not read', async () => {
    await hall.say(caseId, {
      type: 'officer-acknowledged',
      body: { taskId, person: 'executive', reply: { how: 'code' } },
    });
    hall.cases.timeline = () => Promise.reject(new Error('read'));
    expect(await open(link)).toMatchObject({ notice: { at: hall.now } });
  });

  test('shows the acknowledgement, then who is in charge, then that it is over', async () => {
    const state = async () => {
      const page = await open(link);
      return page.page === 'notice' ? page.notice : undefined;
    };
    await hall.say(caseId, {
      type: 'officer-acknowledged',
      body: { taskId, person: 'executive', reply: { how: 'code' } },
    });
    expect(await state()).toMatchObject({ state: 'acknowledged', by: '執行 まもる', at: hall.now });
    await hall.say(caseId, { type: 'charge-taken', body: { person: 'chief', post: 'chief-officer' } });
    expect(await state()).toMatchObject({
      state: 'charge',
      by: '統括 のぞむ',
      chargeName: '統括 のぞむ',
      at: hall.now,
    });
    await hall.say(caseId, { type: 'case-closed', body: { summary: '回収済み' } });
    expect(await state()).toMatchObject({ state: 'over' });
  });

  test('is locked after five wrong codes', async () => {
    for (let time = 1; time <= 5; time += 1)
      await hall.say(caseId, { type: 'code-refused', body: { taskId } });
    expect(await open(link)).toMatchObject({ notice: { state: 'locked' } });
  });
});
