import { describe, expect, test } from 'vitest';
import { is } from '#/core/case/events.ts';
import { Fault } from '#/core/fault.ts';
import { receiptSchema } from '#/core/report/receipt.ts';
import { acceptJson } from '#/functions/accept-report/task.ts';
import { holder } from '#/test/core/stage.ts';
import { Hall } from '#/test/functions/hall.ts';
import { demoPeople } from '#/test/simulation/policy.ts';

const REPORT = { kind: 'lost-paper', callback: '内線1234', happened: '封筒が見当たらない' };
const bytes = (text: string) => new TextEncoder().encode(text);

const FILES = Array.from({ length: 11 }, (_, at) => ({
  fileId: at.toString(16).padStart(32, '0'),
  name: 'a',
  bytes: 1,
}));

interface Given {
  personId?: string;
  key?: string;
  body?: object;
  raw?: string;
}

const send = (hall: Hall, { personId = 'citizens-head', key = 'key-1', body = REPORT, raw }: Given = {}) =>
  acceptJson(hall.ports, {
    personId,
    headers: { 'idempotency-key': key },
    body: bytes(raw ?? JSON.stringify(body)),
  });

async function channelOf(hall: Hall, caseId: string): Promise<string> {
  const accepted = (await hall.cases.timeline(caseId)).find((event) => is(event, 'report-accepted'));
  return accepted && is(accepted, 'report-accepted') ? accepted.body.channel : '';
}

async function refusal(hall: Hall, given: Given): Promise<Fault> {
  const fault = await send(hall, given).catch((error: unknown) => error);
  if (!(fault instanceof Fault)) throw new Error('not refused');
  return fault;
}

describe('R03 a report sent as JSON', () => {
  test('is kept byte for byte, becomes a case, and is answered by its receipt', async () => {
    const hall = await Hall.open();
    const { repeated, receipt } = await send(hall);
    expect(repeated).toBe(false);
    expect(receiptSchema.parse(receipt)).toEqual(receipt);
    expect(receipt.steps.length).toBeGreaterThan(0);
    const [kept] = [...hall.objects.stored.values()];
    expect(kept?.content).toEqual(bytes(JSON.stringify(REPORT)));
    const [original, accepted] = await hall.cases.timeline(receipt.caseId);
    expect([original?.type, accepted?.type]).toEqual(['evidence-preserved', 'report-accepted']);
    expect(accepted?.actor).toBe('person:citizens-head');
    expect(hall.started).toEqual([`${receipt.caseId} 1`]);
    expect(await hall.case(receipt.caseId)).toMatchObject({ receiptId: receipt.receiptId });
  });

  test('shows the lines of an overlay before those of the kind', async () => {
    const hall = await Hall.open();
    const { receipt } = await send(hall, { body: { ...REPORT, overlays: ['lifeline'] } });
    expect(receipt.steps[0]).toBe('現場の代替手段に先に切り替える');
  });

  test('has its files kept afterwards', async () => {
    const hall = await Hall.open();
    const fileId = '1'.repeat(32);
    const files = [{ fileId, name: '画面.png', bytes: 4 }];
    const { caseId } = (await send(hall, { body: { ...REPORT, files } })).receipt;
    expect((await hall.cases.errands(caseId)).map(({ key }) => key)).toContain(`keep-${fileId}`);
  });

  test('sent again is the same case and the same receipt', async () => {
    const hall = await Hall.open();
    const first = await send(hall);
    const again = await send(hall);
    expect(again).toEqual({ repeated: true, receipt: first.receipt });
    expect(await hall.cases.open()).toHaveLength(1);
  });

  test('other content under the same key is refused and kept', async () => {
    const hall = await Hall.open();
    await send(hall);
    const fault = await refusal(hall, { body: { ...REPORT, happened: '別の封筒' } });
    expect(fault.code).toBe('KeyUsed');
    expect(await hall.cases.open()).toHaveLength(1);
    expect(hall.objects.stored.size).toBe(2);
  });

  test('the same key of somebody else is another report', async () => {
    const hall = await Hall.open();
    const [one, other] = [await send(hall), await send(hall, { personId: 'desk-1' })];
    expect(other.receipt.caseId).not.toBe(one.receipt.caseId);
  });

  test('a key that can be guessed is no way to add to the report', async () => {
    const hall = await Hall.open();
    const { receipt } = await send(hall, { key: '1' });
    const stored = (await hall.cases.timeline(receipt.caseId)).find((event) => is(event, 'report-accepted'));
    const id = stored && is(stored, 'report-accepted') ? stored.body.report.reportId : '';
    hall.signer.mac = async () => new Uint8Array(32);
    await send(hall, { key: '1', body: { ...REPORT, happened: '別の鍵' } });
    expect(await hall.cases.open()).toHaveLength(2);
    expect(id).toMatch(/^[0-9a-f]{32}$/);
  });

  test('comes from the desk, or from a system where the caller is enrolled as one', async () => {
    const system = holder('monitoring', ['reporting-system']);
    const hall = await Hall.open([...demoPeople, system]);
    expect(await channelOf(hall, (await send(hall)).receipt.caseId)).toBe('desk');
    const sent = await send(hall, { personId: 'monitoring' });
    expect(await channelOf(hall, sent.receipt.caseId)).toBe('system');
  });

  test('from somebody who is not in the contact network is refused, and nothing is kept', async () => {
    const hall = await Hall.open();
    expect((await refusal(hall, { personId: 'stranger' })).code).toBe('NotAllowed');
    expect(hall.objects.stored.size).toBe(0);
  });

  const UNREADABLE: [string, Given, string][] = [
    ['no key', { key: '' }, 'Idempotency-Key'],
    ['a key with a blank', { key: 'a b' }, 'Idempotency-Key'],
    ['a key too long', { key: 'k'.repeat(201) }, 'Idempotency-Key'],
    ['no JSON', { raw: '{' }, 'body'],
    ['no object', { raw: '[]' }, 'body'],
    ['nothing to call back', { body: { kind: 'lost-paper' } }, 'callback'],
    ['half a character', { raw: String.raw`{"kind":"lost-paper","callback":"\ud83d"}` }, 'callback'],
    ['a kind nobody knows', { body: { ...REPORT, kind: 'nothing' } }, 'kind'],
    ['a section nobody knows', { body: { ...REPORT, section: 'nowhere' } }, 'section'],
    [
      'a section nobody knows that passed it on',
      { body: { ...REPORT, behalf: { section: 'nowhere' } } },
      'behalf.section',
    ],
    ['a field of its own', { body: { ...REPORT, severity: 4 } }, 'severity'],
    ['an id of its own', { body: { ...REPORT, reportId: 'f'.repeat(32) } }, 'reportId'],
    ['a receipt for somewhere else', { body: { ...REPORT, mail: 'a@elsewhere.example' } }, 'mail'],
    ['too many files', { body: { ...REPORT, files: FILES } }, 'files'],
    [
      'a file of another name',
      { body: { ...REPORT, files: [{ ...FILES[0], fileId: 'x' }] } },
      'files.0.fileId',
    ],
    ['a wrong field within another', { body: { ...REPORT, told: { leak: 'maybe' } } }, 'told.leak'],
  ];
  for (const [what, given, fields] of UNREADABLE) {
    test(`with ${what} is refused by name, and kept`, async () => {
      const hall = await Hall.open();
      const fault = await refusal(hall, given);
      expect([fault.code, fault.detail]).toEqual(['InputInvalid', { fields }]);
      expect(hall.objects.stored.size).toBe(1);
      expect(await hall.cases.open()).toEqual([]);
    });
  }

  test('bytes that are no text are kept and refused', async () => {
    const hall = await Hall.open();
    const body = new Uint8Array([0x7b, 0xff, 0x7d]);
    const sent = acceptJson(hall.ports, {
      personId: 'desk-1',
      headers: { 'idempotency-key': 'k' },
      body,
    });
    await expect(sent).rejects.toThrow('InputInvalid');
    expect([...hall.objects.stored.values()][0]?.content).toEqual(body);
  });
});
