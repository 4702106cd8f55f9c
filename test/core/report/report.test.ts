import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonical } from '#/core/evidence/hash.ts';
import { instantOf, type Report, readReport, receiptIdOf, reportSchema } from '#/core/report/report.ts';
import { theReport } from '#/test/core/stage.ts';

const form = (fields: Partial<Record<keyof Report, string>> = {}) =>
  new URLSearchParams({ ...theReport, ...fields }).toString();
const read = (fields: Partial<Record<keyof Report, string>> = {}) => readReport(form(fields));
const wrong = (fields: Partial<Record<keyof Report, string>>) => {
  const result = read(fields);
  return result.ok ? [] : result.wrong;
};

describe('R01 what a report demands', () => {
  test('is a kind and a way to call back; everything else may be left open', () => {
    const { reportId, kind, callback } = theReport;
    expect(readReport(new URLSearchParams({ reportId, kind, callback }).toString())).toEqual({
      ok: true,
      report: { ...theReport, section: '', personalData: 'unknown' },
    });
    expect(wrong({ callback: '' })).toEqual(['callback']);
    expect(wrong({ callback: ' 　\t' })).toEqual(['callback']);
    expect(wrong({ kind: '' })).toEqual(['kind']);
  });

  test('is nothing that an empty form could satisfy: each missing field is named once', () => {
    expect(readReport('')).toEqual({ ok: false, values: {}, wrong: ['reportId', 'kind', 'callback'] });
  });
});

describe('R25 each field', () => {
  test.each([
    ['reportId', ['0123456789abcdef', 'G'.repeat(32), '０'.repeat(32), `${theReport.reportId}\n`]],
    ['kind', ['Mail', 'a'.repeat(41), 'mail_missent', '../x', 'メール']],
    ['callback', ['1'.repeat(101)]],
    [
      'noticedAt',
      ['2026-11-20', '2026-11-20 17:00', '２０２６-11-20T17:00', 'きのう', '2026-11-20T17:00:00Z'],
    ],
    ['section', ['x'.repeat(41)]],
    ['place', ['x'.repeat(201)]],
    ['happened', ['あ'.repeat(4001)]],
    ['done', ['あ'.repeat(4001)]],
    ['personalData', ['maybe', 'YES', '']],
    ['reporter', ['x'.repeat(101)]],
  ] as const)(
    '%s is refused where it cannot be read, and everything entered is given back',
    (field, values) => {
      for (const value of values) {
        const result = read({ [field]: value, happened: field === 'happened' ? value : '起きたこと' });
        expect(result, value).toMatchObject({ ok: false, wrong: [field], values: { [field]: value } });
        if (!result.ok && field !== 'happened') expect(result.values.happened).toBe('起きたこと');
      }
    },
  );

  test('is taken at its full length', () => {
    const longest = {
      callback: '1'.repeat(100),
      place: 'あ'.repeat(200),
      happened: 'あ'.repeat(4000),
      done: '漢'.repeat(4000),
      reporter: 'あ'.repeat(100),
    };
    expect(read(longest)).toMatchObject({ ok: true, report: longest });
  });

  test('a telephone number in full-width digits is kept as it was written', () => {
    expect(read({ callback: '０７３－４３２' })).toMatchObject({
      ok: true,
      report: { callback: '０７３－４３２' },
    });
  });
});

describe('R25 hostile input', () => {
  test('never throws, is never lost, and never becomes what could not be sealed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), (body) => {
        const result = readReport(body);
        expect(result.ok).toBe(false);
      }),
      { numRuns: 100 },
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (happened, place) => {
        const result = read({ happened: `${happened}x`, place: `${place.slice(0, 100)}x` });
        if (result.ok) expect(() => canonical(result.report)).not.toThrow();
        else expect(result.values.happened).toBe(`${happened}x`.replaceAll('\r\n', '\n').toWellFormed());
      }),
      { numRuns: 100 },
    );
  });

  test('markup, quotes and control characters stay what they are: text', () => {
    const happened = `<script>alert(1)</script>' OR 1=1 -- \u0000\u202e{% $states %}`;
    expect(read({ happened })).toMatchObject({ ok: true, report: { happened } });
  });

  test('broken percent signs are read as they stand', () => {
    const result = readReport(`${form()}&happened=100%&place=%E3%81&done=%zz`);
    expect(result).toMatchObject({ ok: true });
    const lonely = form().replace('happened=', 'happened=100%25%');
    expect(readReport(lonely)).toMatchObject({ ok: true, report: { happened: '100%%' } });
  });

  test('half a character is replaced, so that the report can be sealed', () => {
    const body = form().replace('happened=', 'happened=\ud800x');
    const result = readReport(body);
    expect(result).toMatchObject({ ok: true, report: { happened: '\ufffdx' } });
    if (result.ok) expect(() => canonical(result.report)).not.toThrow();
  });

  test('a line end is one character, however the browser sends it', () => {
    expect(read({ happened: '一\r\n二\n三' })).toMatchObject({ report: { happened: '一\n二\n三' } });
    expect(read({ happened: `${'\r\n'.repeat(3998)}あ` })).toMatchObject({ ok: true });
  });

  test('a field sent twice counts as its first; a field nobody asked for is left out', () => {
    expect(readReport(`${form({ callback: '1' })}&callback=2&admin=true&__proto__=x`)).toEqual({
      ok: true,
      report: { ...theReport, callback: '1' },
    });
  });

  test('ten megabytes are refused in no time, with the fields that made it too long', () => {
    const result = read({ happened: 'x'.repeat(10_000_000) });
    expect(result).toMatchObject({ ok: false, wrong: ['happened'] });
    expect(readReport('&'.repeat(100_000))).toMatchObject({ ok: false });
  });

  test('what was accepted is accepted again as the same report', () => {
    const field = fc.string({ unit: 'grapheme', maxLength: 50 });
    fc.assert(
      fc.property(field, field, (happened, done) => {
        const first = read({ happened, done });
        if (!first.ok) return;
        expect(read(first.report as typeof theReport)).toEqual(first);
        expect(reportSchema.parse(first.report)).toEqual(first.report);
      }),
      { numRuns: 50 },
    );
  });
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
