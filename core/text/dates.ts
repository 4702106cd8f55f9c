import type { Day, Instant } from '#/core/time.ts';

const zone = 'Asia/Tokyo';
const wareki = new Intl.DateTimeFormat('ja-JP-u-ca-japanese', { dateStyle: 'long', timeZone: zone });
const weekday = new Intl.DateTimeFormat('ja-JP', { weekday: 'short', timeZone: zone });
const clock = new Intl.DateTimeFormat('ja-JP', {
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
  timeZone: zone,
});
const monthDay = new Intl.DateTimeFormat('ja-JP', { month: 'numeric', day: 'numeric', timeZone: zone });

const at = (instant: Instant): Date => new Date(instant);

/** 令和8年11月20日（金）17:31 */
export const dateTime = (instant: Instant): string =>
  `${wareki.format(at(instant))}（${weekday.format(at(instant))}）${clock.format(at(instant))}`;

/** Of a report that wakes nobody. */
export const lookedAtWords = (at: Instant): string =>
  `窓口は、${dateTime(at)}に見ます。急ぐときは、窓口へ電話してください。`;

/** 11/20（金）17:31 */
export const shortDateTime = (instant: Instant): string =>
  `${monthDay.format(at(instant))}（${weekday.format(at(instant))}）${clock.format(at(instant))}`;

/** 令和8年11月22日（日） */
export const dayWords = (day: Day): string => {
  const noon = at(`${day}T12:00:00+09:00`);
  return `${wareki.format(noon)}（${weekday.format(noon)}）`;
};

/** 11月22日（日）, where the year is known. */
export const shortDayWords = (day: Day): string => dayWords(day).replace(/^.*年/, '');
