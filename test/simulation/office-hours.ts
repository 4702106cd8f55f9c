import { nextOfficeTime } from '#/core/duty/calendar.ts';
import { toInstant } from '#/core/time.ts';
import { openData } from '#/local/data.ts';
import { wakayama } from '#/test/simulation/policy.ts';

/** Sets the clock of a new data folder to the next morning that the offices are open: at night light cases wake nobody. */
export function beginInOfficeHours(folder: string): void {
  const now = Date.now();
  const opening = nextOfficeTime(wakayama.calendar, '09:00', toInstant(now));
  const data = openData(folder);
  data.setSetting('clock.offset', String(Date.parse(opening) - now));
  data.close();
}
