import { randomBytes } from 'node:crypto';
import type { Moment } from '#/core/ports.ts';
import { logger } from '#/functions/shared/logger.ts';
import { countMetric } from '#/functions/shared/metric.ts';

/** Real time and real chance. */
export const moment: Moment = {
  now: () => new Date().toISOString(),
  fresh: () => randomBytes(16).toString('hex'),
  pause: (attempt) => new Promise((resolve) => setTimeout(resolve, Math.random() * 50 * 2 ** attempt)),
  warn: (what, error) => logger.warn(what, { error: error instanceof Error ? error.name : 'unknown' }),
  alarm: countMetric,
};
