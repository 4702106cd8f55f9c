import { describe, expect, test } from 'vitest';
import type { QueueLine } from '#/core/case/view.ts';
import { formView } from '#/core/case/view-form.ts';
import { sentReportSchema } from '#/core/report/sent.ts';
import { NOW, worldAt } from '#/test/core/stage.ts';
import { wakayama } from '#/test/simulation/policy.ts';
import { mayBeSettled, proposalOf, waitsFor } from '#/web/src/desk/bulk.ts';
import { readReport } from '#/web/src/desk/read-report.ts';

const form = formView(worldAt());
const now = Date.parse(NOW);
const fileId = '1'.repeat(32);
const TYPED = { mode: 'own', callback: '内線1234', group: 'lost', kind: 'lost-paper' };

const reportOf = (values: Record<string, string>) => {
  const read = readReport({ ...TYPED, ...values }, form, now);
  if ('errors' in read) throw new Error(JSON.stringify(read.errors));
  return read.report;
};
const errorsOf = (values: Record<string, string>) => {
  const read = readReport(values, form, now);
  return 'errors' in read ? Object.keys(read.errors) : [];
};

describe('R02 a report as the desk types it', () => {
  test('the least that can be typed is what the door takes', () => {
    const report = reportOf({});
    expect(sentReportSchema(wakayama).parse(report)).toEqual(report);
    expect(report.behalf).toBeUndefined();
  });

  test('everything that can be typed is what the door takes', () => {
    const report = reportOf({
      mode: 'behalf',
      calledAt: '2026-11-20T16:00',
      who: '住民の方',
      contact: '携帯',
      behalfSection: 'citizens',
      nightWatch: 'yes',
      danger: 'unknown',
      noticedAt: '2026-11-20T09:00',
      section: 'childcare',
      happened: '封筒',
      overlays: 'school lifeline',
      concerns: 'section-manager',
      'answer-what': '申請書',
      mail: 'staff@city.example',
      files: `${fileId} 4 画面 1.png\n${fileId} 5 受信.eml`,
    });
    expect(sentReportSchema(wakayama).safeParse(report).success).toBe(true);
    expect(report.behalf).toEqual({
      who: '住民の方',
      contact: '携帯',
      calledAt: '2026-11-20T16:00',
      section: 'citizens',
    });
    expect(report.files).toEqual([
      { fileId, bytes: 4, name: '画面 1.png' },
      { fileId, bytes: 5, name: '受信.eml' },
    ]);
    expect(report).toMatchObject({ overlays: ['school', 'lifeline'], nightWatch: 'yes', danger: 'unknown' });
  });

  test('the receipt goes to no address outside the municipality', () => {
    expect(errorsOf({ ...TYPED, mail: 'staff@elsewhere.example' })).toEqual(['mail']);
  });

  test('somebody else who is quoted has a time at which they called', () => {
    expect(errorsOf({ ...TYPED, mode: 'behalf' })).toEqual(['calledAt']);
    expect(errorsOf({ ...TYPED, mode: 'slip' })).toEqual(['calledAt']);
    expect(errorsOf({ ...TYPED, mode: 'slip', calledAt: '2026-11-21T09:00' })).toEqual(['calledAt']);
  });

  test('what is missing is named in the order in which it is asked', () => {
    expect(errorsOf({})).toEqual(['callback', 'group']);
    expect(errorsOf({ callback: '1', group: 'lost' })).toEqual(['kind']);
    expect(errorsOf({ callback: '1', group: 'sent', kind: 'lost-paper' })).toEqual(['kind']);
  });

  test('answers to the questions of another kind stay behind', () => {
    const kind = form.kinds.find(({ id }) => id === 'lost-device');
    const values = Object.fromEntries(kind?.questions.map(({ id }) => [`answer-${id}`, id]) ?? []);
    const told = { 'told-encryption': 'strong' };
    const device = reportOf({ ...values, ...told, kind: 'lost-device' });
    expect(Object.keys(device.answers ?? {})).toEqual(kind?.questions.map(({ id }) => id));
    expect(device.told).toEqual({ encryption: 'strong' });
    expect(reportOf({ ...values, ...told }).told).toBeUndefined();
  });

  test('"none of them" is no overlay', () => {
    expect(reportOf({ overlays: 'none' }).overlays).toBeUndefined();
  });
});

describe('R37 many small cases at once', () => {
  const line: QueueLine = {
    caseId: '20261120-00001',
    state: 'reported',
    kind: 'suspicious-mail',
    kindName: '不審なメール',
    provisionalLevel: 0,
    receivedAt: NOW,
  };
  const me = { person: { id: 'desk-2', name: '' } } as never;

  test('are those that nobody has judged, of a low level, read by all of the desk', () => {
    expect(mayBeSettled(line)).toBe(true);
    for (const other of [
      { state: 'assessed' as const },
      { provisionalLevel: 2 as const },
      { restricted: true as const },
      { settledBy: 'desk-1' },
    ])
      expect(mayBeSettled({ ...line, ...other })).toBe(false);
  });

  test('wait for everybody but who proposed them', () => {
    expect(waitsFor({ ...line, settledBy: 'desk-1' }, me)).toBe(true);
    expect(waitsFor({ ...line, settledBy: 'desk-2' }, me)).toBe(false);
    expect(waitsFor(line, me)).toBe(false);
  });

  test("each proposal starts the law's clock where its own report says", () => {
    const alike = {
      incident: false,
      violation: false,
      level: 0 as const,
      reason: 'x',
      summary: 'y',
      facts: {},
    };
    const startOf = (noticedAt: string) => {
      const act = proposalOf(alike)({ report: { noticedAt }, receivedAt: NOW } as never);
      return act.command === 'ProposeSettlement' ? act.facts.at : '';
    };
    expect(startOf('2026-11-20T09:00')).toBe('2026-11-20T00:00:00.000Z');
    expect(startOf('')).toBe(NOW);
    expect(startOf('2026-11-20T23:00'), 'nobody knew after it was reported').toBe(NOW);
  });
});
