import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { newCase } from '#/core/case/fold.ts';
import { rowsOf } from '#/core/case/rows.ts';
import { type ProbedDoor, probeOf, recogniseProbe, WINDOW_MINUTES, windowAt } from '#/core/report/probe.ts';
import { CASE_ID, grow, NOW, theReport } from '#/test/core/stage.ts';
import { MemorySigner } from '#/test/simulation/memory-ports.ts';

const signer = new MemorySigner();
const window = windowAt(NOW);
const known = async (said: string, door: ProbedDoor = 'form') =>
  (await recogniseProbe(signer, door, said, theReport)).probe === true;

describe('the window of a probe', () => {
  test('begins at a round time and is the same to its end', () => {
    expect(window).toBe('2026-11-20T08:20:00.000Z');
    expect(windowAt('2026-11-20T08:29:59.999Z')).toBe(window);
    expect(windowAt('2026-11-20T08:30:00.000Z')).not.toBe(window);
    expect(windowAt(NOW, 2)).toBe('2026-11-20T08:00:00.000Z');
    expect(WINDOW_MINUTES).toBe(10);
  });
});

describe('a mark', () => {
  test('is known at its own door, and makes what carries it the one report of its window', async () => {
    const { mark, reportId } = await probeOf(signer, 'form', window);
    const other = { ...theReport, reportId: 'f'.repeat(32) };
    expect(await recogniseProbe(signer, 'form', `${mark}\r\n`, other)).toEqual({
      report: { ...other, reportId },
      probe: true,
    });
    expect(await known(mark, 'mail')).toBe(false);
  });

  test('fits into the shortest field that a form has', async () => {
    expect((await probeOf(signer, 'form', window)).mark.length).toBeLessThan(100);
  });

  test('of every window and door is another', async () => {
    const windows = [0, 1, 2].map((back) => windowAt(NOW, back));
    const all = windows.flatMap((each) => [probeOf(signer, 'form', each), probeOf(signer, 'mail', each)]);
    expect(new Set((await Promise.all(all)).map(({ reportId }) => reportId)).size).toBe(6);
  });

  test('moved to another window, changed, or quoted in a report is an ordinary report', async () => {
    const { mark } = await probeOf(signer, 'form', window);
    expect(await known(mark)).toBe(true);
    expect(await known(mark.replace(window, windowAt(NOW, 1)))).toBe(false);
    expect(await known(mark.replace(/.$/, (last) => (last === '0' ? '1' : '0')))).toBe(false);
    expect(await known(`こんなメールが来ました。\n${mark}`)).toBe(false);
    expect(await known(`${mark}\n外線 000-0000`)).toBe(false);
    expect(await recogniseProbe(signer, 'form', '内線1234', theReport)).toEqual({ report: theReport });
  });

  test('cannot be guessed: the key of another installation makes others', async () => {
    const stranger = { mac: async () => crypto.getRandomValues(new Uint8Array(32)) };
    expect(await known((await probeOf(stranger, 'form', window)).mark)).toBe(false);
  });

  test('is asked of the key service by nothing that does not look like one', async () => {
    const refusing = {
      mac: async () => {
        throw new Error('asked');
      },
    };
    await fc.assert(
      fc.asyncProperty(fc.string(), async (said) => {
        expect(await recogniseProbe(refusing, 'form', said, theReport)).toEqual({ report: theReport });
      }),
    );
  });
});

test('whatever a probe says, it stands in no list but that of what is due', async () => {
  const texts = fc.string({ unit: 'binary', maxLength: 50 }).map((text) => text.toWellFormed());
  const report = fc.record({
    kind: fc.constantFrom('other', 'insider', 'mail-missent'),
    section: fc.constantFrom('', 'childcare'),
    happened: texts,
    overlays: fc.subarray(['protected', 'school']),
    danger: fc.constantFrom('yes' as const, 'no' as const),
  });
  await fc.assert(
    fc.asyncProperty(report, fc.boolean(), async (said, passed) => {
      const body = { report: { ...theReport, ...said }, channel: 'form' as const, probe: true as const };
      const accepted = await grow(newCase(CASE_ID), [{ type: 'report-accepted', body }]);
      const { subject } = passed ? await grow(accepted, [{ type: 'probe-passed', body: {} }]) : accepted;
      const lists = rowsOf(subject).flatMap(({ list }) => list ?? []);
      expect(lists).toEqual(['DUE']);
    }),
  );
});
