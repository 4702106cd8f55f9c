/** An instant as ISO 8601 in UTC with milliseconds, the only form that is stored or compared. */
export type Instant = string;
/** A calendar day in Japan, YYYY-MM-DD. */
export type Day = string;

const JST_OFFSET = 9 * 3_600_000;
const DAY = 86_400_000;

export const toInstant = (time: number): Instant => new Date(time).toISOString();
export const addMinutes = (from: Instant, minutes: number): Instant =>
  toInstant(Date.parse(from) + minutes * 60_000);
export const addSeconds = (from: Instant, seconds: number): Instant =>
  toInstant(Date.parse(from) + seconds * 1000);

/** Whole seconds until a time, at least 1: Step Functions refuses 0 and a passed limit must still be acted on. */
export const secondsUntil = (due: Instant, now: Instant): number =>
  Math.max(1, Math.ceil((Date.parse(due) - Date.parse(now)) / 1000));

export const earliest = (instants: readonly Instant[]): Instant | undefined => [...instants].sort()[0];

export const latest = (one: Instant, other: Instant): Instant => (one.localeCompare(other) < 0 ? other : one);

export const dayInJapan = (instant: Instant): Day => toInstant(Date.parse(instant) + JST_OFFSET).slice(0, 10);

/** What a clock in Japan shows, HH:MM. */
export const timeInJapan = (instant: Instant): string =>
  toInstant(Date.parse(instant) + JST_OFFSET).slice(11, 16);

/** The instant at which a clock in Japan shows a time on a day. */
export const instantAt = (day: Day, clock: string): Instant =>
  toInstant(Date.parse(`${day}T${clock}:00Z`) - JST_OFFSET);

/** The end of the window of so many minutes that an instant lies in. */
export const windowEnd = (now: Instant, minutes: number): Instant =>
  toInstant((Math.floor(Date.parse(now) / 60_000 / minutes) + 1) * minutes * 60_000);

export const addDays = (day: Day, days: number): Day =>
  toInstant(Date.parse(`${day}T00:00:00Z`) + days * DAY).slice(0, 10);

/** The last instant of a day in Japan. */
export const endOfDay = (day: Day): Instant =>
  toInstant(Date.parse(`${addDays(day, 1)}T00:00:00Z`) - JST_OFFSET - 1);
