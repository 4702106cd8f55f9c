import { expect } from 'vitest';
import * as z from 'zod';
import type { Town } from '#/test/acceptance/town.ts';

const FORM = {
  kind: 'mail-missent',
  callback: '内線 1234',
  section: 'childcare',
  happened: '案内のメールを、あて先に全員を入れて送った',
  personalData: 'yes',
};

/** A member of staff fills in the form: the number of the case, and the bytes that were sent. */
export async function report(
  town: Town,
  files: readonly string[] = [],
): Promise<{ caseId: string; form: Record<string, string> }> {
  const { says } = await town.page('/report');
  const [, reportId = ''] = /name="reportId" value="([0-9a-f]{32})"/.exec(says) ?? [];
  const form = { reportId, ...FORM };
  const sent = await town.page('/reports', [...Object.entries(form), ...files.map((file) => ['file', file])]);
  expect(sent.status, 'a report is answered by its receipt').toBe(303);
  const receipt = await town.page(sent.says);
  expect(receipt.says).toContain('送信済みメールを消さずに残す');
  const [caseId = ''] = /\d{8}-\d{5}/.exec(receipt.says) ?? [];
  expect(caseId).not.toBe('');
  return { caseId, form };
}

/** What else the form and the pages around it must do. */
export async function reportAgain(town: Town): Promise<void> {
  expect((await town.page('/')).status).toBe(200);
  const { caseId, form } = await report(town);
  const twice = await town.page('/reports', form);
  expect((await town.page(twice.says)).says, 'a double click is one case').toContain(caseId);
  expect((await town.timeline(caseId)).events.filter(({ type }) => type === 'report-accepted')).toHaveLength(
    1,
  );

  const corrected = await town.page('/reports', { ...form, happened: '送ったのは128人' });
  expect((await town.page(corrected.says)).says).toContain(caseId);
  expect(await town.happened(caseId)).toContain('report-supplemented');

  const turned = await town.page('/report/details', form);
  expect([turned.status, turned.says.includes(form.happened ?? '')]).toEqual([200, true]);
  const receipt = (await town.page(twice.says)).says;
  const [, code = ''] = /([0-9A-Z]{4}-[0-9A-Z]{4})<\/dd>/.exec(receipt) ?? [];
  const found = await town.page('/receipts', { number: caseId, code });
  expect([found.status, found.says]).toEqual([303, twice.says]);
  expect((await town.page('/receipts', { number: caseId, code: '0000-0000' })).status).toBe(422);
  expect((await town.page(twice.says, { text: '3通でした', after: '0' })).status).toBe(303);
  expect((await town.page(twice.says)).says).toContain('3通でした');

  const unanswerable = await town.page('/reports', { ...form, callback: '', happened: '書きかけの文' });
  expect([unanswerable.status, unanswerable.says.includes('書きかけの文')]).toEqual([422, true]);
  for (const path of [
    `/receipts/${'0'.repeat(32)}`,
    '/no-such-page',
    `/notices/${caseId}/call-1-chief/${'0'.repeat(32)}`,
  ])
    expect((await town.page(path)).status, path).toBe(404);
}

/** Another system, or the desk's own form: as the published description says, answer by answer. */
export async function reportAsJson(town: Town): Promise<string> {
  const description = JSON.parse((await town.page('/api/openapi.json')).says);
  const demand = async (answer: Response, status: number, schema: string) => {
    const said = await answer.json();
    expect(answer.status, JSON.stringify(said)).toBe(status);
    z.fromJSONSchema(description.components.schemas[schema]).parse(said);
    return said as Record<string, string>;
  };
  const body = { kind: 'suspicious-mail', callback: '内線 2345', behalf: { who: '市民の方' } };
  const key = { 'idempotency-key': crypto.randomUUID() };
  const { caseId } = await demand(await town.api('citizens-head', 'reports', body, key), 201, 'Receipt');
  const again = await demand(await town.api('citizens-head', 'reports', body, key), 200, 'Receipt');
  expect(again.caseId, 'the same key is the same case').toBe(caseId);
  await demand(await town.api('citizens-head', 'reports', { ...body, place: '3階' }, key), 409, 'Refusal');
  await demand(await town.api('citizens-head', 'reports', { kind: 'nothing' }, key), 422, 'Refusal');
  await demand(await town.api('citizens-head', 'reports', body), 422, 'Refusal');
  const file = { fileId: '1'.repeat(32), bytes: 1 };
  await demand(await town.api('citizens-head', 'reports/files', file), 200, 'UploadForm');
  await demand(await town.api('citizens-head', 'reports/files', { ...file, name: 'x' }), 422, 'Refusal');
  const stranger = await fetch(`${town.running.productUrl}/api/reports`, { method: 'POST', body: '{}' });
  await demand(stranger, 401, 'Gateway');
  return caseId ?? '';
}
