import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { canonical } from '#/core/evidence/hash.ts';
import type { Policy } from '#/core/policy/policy.ts';
import { type Door, readReport } from '#/core/report/read.ts';
import { anonymousReportSchema, type Report, reportSchema } from '#/core/report/report.ts';
import { bodyOf, reports } from '#/test/core/report/sayable.ts';
import { theReport } from '#/test/core/stage.ts';
import { wakayama } from '#/test/simulation/policy.ts';

const open: Policy = {
  ...wakayama,
  profile: { ...wakayama.profile, anonymous: { ...wakayama.profile.anonymous, allowed: true } },
};
const readBody = (body: string, door: Door = 'form', policy = wakayama) => readReport(body, { policy, door });
const form = (fields: Record<string, string> = {}) =>
  new URLSearchParams({ ...theReport, ...fields }).toString();
const read = (fields: Record<string, string> = {}) => readBody(form(fields));
const wrong = (fields: Record<string, string>) => {
  const result = read(fields);
  return result.ok ? [] : result.wrong;
};

describe('R01 what a report demands', () => {
  test('is a kind and a way to call back; everything else may be left open', () => {
    const { reportId, kind, callback } = theReport;
    expect(readBody(new URLSearchParams({ reportId, kind, callback }).toString())).toEqual({
      ok: true,
      report: { ...theReport, section: '', personalData: 'unknown' },
    });
    expect(wrong({ callback: '' })).toEqual(['callback']);
    expect(wrong({ callback: ' 　\t' })).toEqual(['callback']);
    expect(wrong({ kind: '' })).toEqual(['kind']);
  });

  test('is nothing that an empty form could satisfy: each missing field is named once', () => {
    expect(readBody('')).toMatchObject({ ok: false, wrong: ['reportId', 'kind', 'callback'] });
  });
});

describe('R25 each field', () => {
  test.each([
    ['reportId', ['0123456789abcdef', 'G'.repeat(32), '０'.repeat(32), `${theReport.reportId}\n`]],
    ['kind', ['Mail', 'a'.repeat(41), 'mail_missent', '../x', 'メール', 'no-such-kind']],
    ['callback', ['1'.repeat(101)]],
    [
      'noticedAt',
      [
        '2026-11-20',
        '2026-11-20 17:00',
        '２０２６-11-20T17:00',
        'きのう',
        '2026-11-20T17:00:00Z',
        '2026-02-30T10:00',
      ],
    ],
    ['section', ['x'.repeat(41), 'no-such-section']],
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
        expect(result, value).toMatchObject({ ok: false, wrong: [field] });
        if (result.ok) continue;
        expect(result.form.get(field)).toBe(value);
        if (field !== 'happened') expect(result.form.get('happened')).toBe('起きたこと');
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
        const result = readBody(body);
        expect(result.ok).toBe(false);
      }),
      { numRuns: 50 },
    );
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), (happened, place) => {
        const result = read({ happened: `${happened}x`, place: `${place.slice(0, 100)}x` });
        if (result.ok) expect(() => canonical(result.report)).not.toThrow();
        else expect(result.form.get('happened')).toBe(`${happened}x`.replaceAll('\r\n', '\n').toWellFormed());
      }),
      { numRuns: 50 },
    );
  }, 20_000);

  test('markup, quotes and control characters stay what they are: text', () => {
    const happened = `<script>alert(1)</script>' OR 1=1 -- \u0000\u202e{% $states %}`;
    expect(read({ happened })).toMatchObject({ ok: true, report: { happened } });
  });

  test('broken percent signs are read as they stand', () => {
    const result = readBody(`${form()}&happened=100%&place=%E3%81&done=%zz`);
    expect(result).toMatchObject({ ok: true });
    const lonely = form().replace('happened=', 'happened=100%25%');
    expect(readBody(lonely)).toMatchObject({ ok: true, report: { happened: '100%%' } });
  });

  test('half a character is replaced, so that the report can be sealed', () => {
    const body = form().replace('happened=', 'happened=\ud800x');
    const result = readBody(body);
    expect(result).toMatchObject({ ok: true, report: { happened: '\ufffdx' } });
    if (result.ok) expect(() => canonical(result.report)).not.toThrow();
  });

  test('a line end is one character, however the browser sends it', () => {
    expect(read({ happened: '一\r\n二\n三' })).toMatchObject({ report: { happened: '一\n二\n三' } });
    expect(read({ happened: `${'\r\n'.repeat(3998)}あ` })).toMatchObject({ ok: true });
  });

  test('a field sent twice counts as its first; a field nobody asked for is left out', () => {
    expect(readBody(`${form({ callback: '1' })}&callback=2&admin=true&__proto__=x`)).toEqual({
      ok: true,
      report: { ...theReport, callback: '1' },
    });
  });

  test('ten megabytes are refused in no time, with the fields that made it too long', () => {
    const result = read({ happened: 'x'.repeat(10_000_000) });
    expect(result).toMatchObject({ ok: false, wrong: ['happened'] });
    expect(readBody('&'.repeat(100_000))).toMatchObject({ ok: false });
  });
});

describe('R01 what the form can say', () => {
  test('is taken, and what was accepted is accepted again as the same report', () => {
    fc.assert(
      fc.property(reports, (report) => {
        const first = readBody(bodyOf(report as Report), 'form', open);
        if (!first.ok) throw new Error(`not accepted: ${first.wrong}`);
        const schema = first.report.anonymous ? anonymousReportSchema : reportSchema;
        expect(schema.parse(first.report)).toEqual(first.report);
        expect(readBody(bodyOf(first.report), 'form', open)).toEqual(first);
      }),
      { numRuns: 100 },
    );
  });

  test('raises the level by what the policy says of its kind, and by nothing else', () => {
    const ticked = (kind: string, words: string) =>
      readBody(`${form({ kind })}&raised=${encodeURIComponent(words)}`);
    const opened = '開いた・押した・入力した';
    expect(ticked('suspicious-mail', opened)).toMatchObject({ ok: true, report: { raised: [opened] } });
    expect(ticked('lost-card', opened)).toMatchObject({ ok: false, wrong: ['raised'] });
  });

  test('is put where it belongs', () => {
    const body = `${form({ concerns: 'section-manager', mail: '' })}&overlay=protected&overlay=my-number&overlay=protected&answer.sent=17時&answer.mistake=&told.leak=occurred&told.recovery=unknown&behalf.who=市民&file=${'a'.repeat(32)} 12 写真 1.png`;
    expect(readBody(body)).toEqual({
      ok: true,
      report: {
        ...theReport,
        concerns: 'section-manager',
        overlays: ['protected', 'my-number', 'superior'],
        answers: { sent: '17時' },
        told: { leak: 'occurred' },
        behalf: { who: '市民', contact: '', calledAt: '', section: '' },
        files: [{ fileId: 'a'.repeat(32), bytes: 12, name: '写真 1.png' }],
      },
    });
  });

  test.each([
    ['answer.no-such=x', 'answer'],
    ['told.service=stopped', 'answer'],
    ['told.leak=maybe', 'told.leak'],
    ['overlay=no-such', 'overlay'],
    ['concerns=audit-officer', 'concerns'],
    ['behalf.section=nowhere', 'behalf.section'],
    ['danger=maybe', 'danger'],
    ['anonymous=yes', 'anonymous'],
    ['mail=nobody', 'mail'],
    ['mail=staff@elsewhere.example', 'mail'],
    [`answer.sent=${'x'.repeat(1001)}`, 'answer.sent'],
    ['file=x', 'file'],
    [Array.from({ length: 11 }, (_, at) => `file=${String(at).padStart(32, '0')} 1 a`).join('&'), 'file'],
    [`file=${'a'.repeat(32)} ${26 * 1024 * 1024} a`, 'file'],
  ])('is refused where the policy or the form has no such thing: %s', (more, name) => {
    expect(readBody(`${form()}&${more}`)).toMatchObject({ ok: false, wrong: [name] });
  });

  test('without a kind is still sent by whoever sends before finding out; a number to call back it has', () => {
    expect(readBody(form({ kind: '', early: 'yes' }))).toMatchObject({ ok: true, report: { kind: 'other' } });
    expect(wrong({ kind: '', early: 'yes', callback: '' })).toEqual(['callback']);
    expect(readBody(form({ early: 'yes' }))).toMatchObject({ ok: true, report: { kind: 'mail-missent' } });
  });

  test('leaves an address of the municipality’s own', () => {
    const mail = `staff@${wakayama.profile.mail.ownDomains[0]}`;
    expect(read({ mail })).toMatchObject({ ok: true, report: { mail } });
  });

  test('needs no number to call back where it is anonymous and the municipality takes that', () => {
    expect(readBody(form({ callback: '', anonymous: 'yes' }), 'form', open)).toMatchObject({ ok: true });
    expect(readBody(form({ callback: '' }), 'form', open)).toMatchObject({ ok: false, wrong: ['callback'] });
  });
});

describe('the slip from outside', () => {
  const { reportId, kind, callback } = theReport;
  const slip = { reportId, kind, callback, danger: 'yes', nightWatch: 'yes' };

  test('is taken, and says nothing but what a slip asks', () => {
    expect(readBody(new URLSearchParams(slip).toString(), 'slip')).toEqual({
      ok: true,
      report: { ...theReport, section: '', personalData: 'unknown', danger: 'yes', nightWatch: 'yes' },
    });
  });

  test('that says more is not taken, whatever it is', () => {
    for (const more of [
      'happened=x',
      'section=childcare',
      'answer.sent=x',
      'overlay=school',
      'admin=1',
      'file=x',
    ])
      expect(readBody(`${new URLSearchParams(slip)}&${more}`, 'slip'), more).toMatchObject({
        ok: false,
        outside: true,
      });
    const empty = 'happened=&personalData=unknown&told.leak=unknown&section=';
    expect(readBody(`${new URLSearchParams(slip)}&${empty}`, 'slip')).toMatchObject({ ok: true });
  });
});

test('a hundred thousand answers are refused in no time', () => {
  expect(readBody(`${form()}${'&answer.x=1'.repeat(100_000)}`)).toMatchObject({ ok: false });
});
