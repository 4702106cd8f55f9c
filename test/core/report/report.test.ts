import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { anonymousReportSchema, instantOf, receiptIdOf, reportSchema } from '#/core/report/report.ts';
import { theReport } from '#/test/core/stage.ts';

test('a report has a way to call back, unless it is anonymous', () => {
  const silent = { ...theReport, callback: ' ' };
  expect(reportSchema.safeParse(silent).success).toBe(false);
  expect(anonymousReportSchema.safeParse({ ...silent, anonymous: 'yes' }).success).toBe(true);
  expect(anonymousReportSchema.safeParse(silent).success).toBe(false);
});

test('the id of a receipt is made from the id of its report, and tells nothing of it', async () => {
  const { reportId } = theReport;
  const made = await Promise.all([reportId, reportId, 'f'.repeat(32)].map(receiptIdOf));
  expect(made[0]).toBe(createHash('sha256').update(`receipt ${reportId}`).digest('hex').slice(0, 32));
  expect(made[1]).toBe(made[0]);
  expect(new Set([...made, reportId]).size).toBe(3);
});

describe('a time typed in Japan', () => {
  test('is read as Japanese time', () => {
    expect(instantOf('2026-11-20T17:23')).toBe('2026-11-20T08:23:00.000Z');
    expect(instantOf('2026-11-20T00:00')).toBe('2026-11-19T15:00:00.000Z');
  });

  test('that is no real time is none', () => {
    for (const value of ['', '2026-13-01T00:00', '2026-11-20T25:00', '2026-11-20', '2026-02-30T10:00'])
      expect(instantOf(value), value).toBeUndefined();
  });
});
