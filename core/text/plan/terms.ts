import { type Policy, postName } from '#/core/policy/policy.ts';
import type { Telling, Term } from '#/core/policy/profile.ts';
import type { Lines } from '#/core/text/plan/document.ts';
import { line } from '#/core/text/plan/lines.ts';

const DAY = 24 * 60;

/** 45分、2時間、1時間30分、3日 */
export function minutesWords(minutes: number): string {
  if (minutes % DAY === 0) return `${minutes / DAY}日`;
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60];
  return `${hours > 0 ? `${hours}時間` : ''}${rest > 0 ? `${rest}分` : ''}`;
}

const LISTS = { daily: '毎朝の一覧', weekly: '週の一覧' };

const officeDays = (days: number): string => ['当日', '翌開庁日'][days] ?? `${days}開庁日後`;

export function termWords(policy: Policy, term: Term): string {
  if ('minutes' in term) return minutesWords(term.minutes);
  if ('officeDays' in term) return `${officeDays(term.officeDays)} ${term.at}`;
  if ('list' in term) return LISTS[term.list];
  if ('every' in term) return `${minutesWords(term.every)}ごと`;
  if ('decidedBy' in term) return `${postName(policy, term.decidedBy)}の判断`;
  return 'sameDay' in term ? '当日中' : '開庁日ごと';
}

/** What one level says in the table of who is told by when: within office hours, and outside them where that differs. */
export function cellWords(policy: Policy, cell: Telling['levels'][0]): Lines {
  if (cell === null) return [line('－')];
  const open = termWords(policy, cell.open);
  return cell.closed === undefined
    ? [line(open)]
    : [line(`開庁 ${open}`), line(`閉庁 ${termWords(policy, cell.closed)}`)];
}
