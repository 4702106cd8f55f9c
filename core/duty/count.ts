import { type Rolled, rollForward } from '#/core/duty/calendar.ts';
import type { Calendar, Deadline } from '#/core/policy/statute.ts';
import { addDays, type Day } from '#/core/time.ts';

/** The days of one stage, counted from one day of knowing by the stage's own rule. */
export interface Counted {
  start: Day;
  /** Set where the law counts days. */
  days?: number;
  /** By then it should be done or under way. */
  aimDay: Day;
  /** The last day before any holiday is looked at. */
  rawDay: Day;
  limitDay: Day;
  over: Rolled['over'];
  beyondTable: boolean;
}

const unmoved = (day: Day): Rolled => ({ day, over: [], beyondTable: false });

const later = (one: Day, other: Day): Day => (one < other ? other : one);

export function count(deadline: Deadline, start: Day, longer: boolean, calendar: Calendar): Counted {
  if (deadline.rule === 'yardstick') {
    const limitDay = addDays(start, deadline.limitDay - 1);
    const aimDay = addDays(start, deadline.aimDay - 1);
    return { start, aimDay, rawDay: limitDay, limitDay, over: [], beyondTable: false };
  }
  const days = longer && deadline.longer ? deadline.longer.days : deadline.days;
  const rawDay = addDays(start, deadline.dayOne === 'day-of-knowing' ? days - 1 : days);
  const { day, ...moved } = deadline.roll === 'none' ? unmoved(rawDay) : rollForward(calendar, rawDay);
  return {
    start,
    days,
    aimDay: later(start, addDays(rawDay, -deadline.aimBefore)),
    rawDay,
    limitDay: day,
    ...moved,
  };
}
