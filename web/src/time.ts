import type { Instant } from '#/core/time.ts';
import type { Span } from '#/web/src/text/ja.ts';

const MINUTE = 60_000;
const JAPAN = 9 * 60 * MINUTE;

const spanOf = (milliseconds: number): Span => {
  const minutes = Math.floor(milliseconds / MINUTE);
  return { days: Math.floor(minutes / 1440), hours: Math.floor(minutes / 60) % 24, minutes: minutes % 60 };
};

/** How far away a time limit is. A limit that falls on this very moment has passed. */
export function spanUntil(due: Instant, now: number): Span & { over: boolean } {
  const left = Date.parse(due) - now;
  return { ...spanOf(Math.abs(left)), over: left <= 0 };
}

export const spanSince = (from: Instant, now: number): Span => spanOf(Math.max(0, now - Date.parse(from)));

/** An instant as a datetime-local field shows it in Japan, wherever the browser is. */
export const toJapanLocal = (instant: Instant | number): string =>
  new Date((typeof instant === 'number' ? instant : Date.parse(instant)) + JAPAN).toISOString().slice(0, 16);

/** The instant that a time typed in Japan stands for; undefined if it is not a real time. */
export function fromJapanLocal(local: string): Instant | undefined {
  const typed = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/.exec(local)?.[0];
  const time = Date.parse(`${typed}:00+09:00`);
  // A day such as 31 February is read as the next month by some engines.
  return Number.isNaN(time) || toJapanLocal(time) !== typed ? undefined : new Date(time).toISOString();
}
