import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

const run = promisify(execFile);
const script = fileURLToPath(new URL('derive-in-zone.ts', import.meta.url));
const ZONES = ['UTC', 'Asia/Tokyo', 'America/New_York', 'Pacific/Kiritimati'];

interface Derived {
  offset: number;
  days: string[];
  duties: unknown;
}

const deriveIn = async (zone: string): Promise<Derived> => {
  const { stdout } = await run(process.execPath, [script], { env: { TZ: zone } });
  return JSON.parse(stdout);
};

test('R11 whatever the time zone of the process, the duties and their days are the same', async () => {
  const [here, ...elsewhere] = await Promise.all(ZONES.map(deriveIn));
  // Each process really ran in its own zone.
  expect(new Set([here, ...elsewhere].map((derived) => derived?.offset)).size).toBe(ZONES.length);
  for (const { days, duties } of elsewhere) {
    expect(days).toEqual(here?.days);
    expect(duties).toEqual(here?.duties);
  }
  expect(here?.days).toEqual([
    '2026-11-20 2026-11-22 2026-11-24 2026-12-21',
    '2026-11-21 2026-11-23 2026-11-25 2026-12-21',
    '2026-12-31 2027-01-02 2027-01-04 2027-01-29',
    '2027-01-01 2027-01-03 2027-01-05 2027-02-01',
  ]);
}, 30_000);
