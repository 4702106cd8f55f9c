import { derive, exactly, HARMLESS, sheetOf } from '#/test/core/duty/shipped.ts';

/** Derives the same facts whatever the time zone of the process, and prints what came of them. */
const KNOWN = ['2026-11-20 23:59', '2026-11-21 00:00', '2026-12-31 23:59', '2027-01-01 00:00'];

const duties = KNOWN.map((at) => derive(sheetOf([[at, { ...HARMLESS, persons: exactly(128) }]])));
const days = duties.map((findings) => {
  const report = findings.find(({ statute }) => statute === 'ppc-report');
  const [first, final] = report?.stages ?? [];
  return [report?.startDay, first?.aimDay, first?.limitDay, final?.limitDay].join(' ');
});
const offset = new Date('2026-11-20T00:00:00Z').getTimezoneOffset();
process.stdout.write(JSON.stringify({ offset, days, duties }));
