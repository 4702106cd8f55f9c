import type { Calendar } from '#/core/policy/statute.ts';
import { addDays, type Day, dayInJapan, type Instant, instantAt, timeInJapan } from '#/core/time.ts';

/** Why the national offices are closed on a day. */
export type Closed = { why: 'saturday' | 'sunday' | 'year-end' } | { why: 'holiday'; name: string };

/** 1988 Act No. 91 on holidays of administrative organs, article 1. Nothing is known of a year outside the table. */
export function closedOn(calendar: Calendar, day: Day): Closed | undefined {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  const name = calendar.holidays[day];
  if (name !== undefined) return { why: 'holiday', name };
  if (weekday === 0) return { why: 'sunday' };
  if (weekday === 6) return { why: 'saturday' };
  return isYearEnd(day.slice(5)) ? { why: 'year-end' } : undefined;
}

const isYearEnd = (monthDay: string): boolean => monthDay >= '12-29' || monthDay <= '01-03';

const isInTable = ({ firstYear, lastYear }: Calendar, day: Day): boolean => {
  const year = Number(day.slice(0, 4));
  return firstYear <= year && year <= lastYear;
};

export interface Rolled {
  day: Day;
  /** The closed days passed over, each with its reason. */
  over: { day: Day; closed: Closed }[];
  /** The table says nothing of these days: the earlier, unmoved day stands until somebody has looked. */
  beyondTable: boolean;
}

/** The first open day from a given one on. */
export function rollForward(calendar: Calendar, from: Day): Rolled {
  const over: Rolled['over'] = [];
  for (let day = from; ; day = addDays(day, 1)) {
    if (!isInTable(calendar, day)) return { day: from, over: [], beyondTable: true };
    const closed = closedOn(calendar, day);
    if (closed === undefined) return { day, over, beyondTable: false };
    over.push({ day, closed });
  }
}

/** Whether the offices are open, by the hours that the municipality keeps on the days that are not closed. */
export function isOfficeHour(
  calendar: Calendar,
  { opens, closes }: { opens: string; closes: string },
  now: Instant,
): boolean {
  const time = timeInJapan(now);
  return closedOn(calendar, dayInJapan(now)) === undefined && opens <= time && time < closes;
}

/** When the clock shows this, now or next, on a day on which the offices are open. */
export function nextOfficeTime(calendar: Calendar, clock: string, now: Instant): Instant {
  const today = dayInJapan(now);
  const from = timeInJapan(now) <= clock ? today : addDays(today, 1);
  return instantAt(rollForward(calendar, from).day, clock);
}
