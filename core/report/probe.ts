import { sameText } from '#/core/escalation/notice-code.ts';
import { toHex } from '#/core/evidence/hash.ts';
import type { Signer } from '#/core/ports.ts';
import type { Report } from '#/core/report/report.ts';
import { type Instant, toInstant } from '#/core/time.ts';

export type ProbedDoor = 'form' | 'mail';

export const WINDOW_MINUTES = 10;

/** When the stretch of time began in which one probe goes through each door; `back` counts those before. */
export function windowAt(now: Instant, back = 0): Instant {
  const length = WINDOW_MINUTES * 60_000;
  return toInstant((Math.floor(Date.parse(now) / length) - back) * length);
}

/** What is sent through a door in one window. Only the holder of the key can make it, so nothing about it is stored. */
export async function probeOf(
  signer: Pick<Signer, 'mac'>,
  door: ProbedDoor,
  window: Instant,
): Promise<{ reportId: string; mark: string }> {
  const mac = await signer.mac(`probe ${door} ${window}`);
  const reportId = toHex(mac.subarray(0, 16));
  return { reportId, mark: `hikeshi-probe ${window} ${reportId}` };
}

const MARK = /^hikeshi-probe (\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z) [0-9a-f]{32}$/;

/**
 * The report, known for a probe where `said` is a mark of that door and nothing else: who quotes a mark reports
 * something. Whatever carries one mark is one report, so it can be used again by nobody.
 */
export async function recogniseProbe(
  signer: Pick<Signer, 'mac'>,
  door: ProbedDoor,
  said: string,
  report: Report,
): Promise<{ report: Report; probe?: true }> {
  const [, window] = MARK.exec(said.trim()) ?? [];
  if (window === undefined) return { report };
  const { reportId, mark } = await probeOf(signer, door, window);
  return sameText(mark, said.trim()) ? { report: { ...report, reportId }, probe: true } : { report };
}
