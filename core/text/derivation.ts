import { type FactSheet, firstKnownAt } from '#/core/case/facts.ts';
import type { Closed } from '#/core/duty/calendar.ts';
import type { Counted } from '#/core/duty/count.ts';
import { type DutyFinding, type ItemFinding, knownBy, type StageFinding } from '#/core/duty/derive.ts';
import { questionsAsked } from '#/core/duty/questions.ts';
import {
  type Condition,
  judge,
  type Known,
  type Leaf,
  leavesOf,
  type Verdict,
} from '#/core/policy/condition.ts';
import { kindOf, type Policy, postName } from '#/core/policy/policy.ts';
import type { Stage, Statute } from '#/core/policy/statute.ts';
import { dateTime, dayWords, shortDayWords } from '#/core/text/dates.ts';
import { factLabel, factWords, SECTOR_WORDS, UNKNOWN } from '#/core/text/facts.ts';
import { addDays, type Instant } from '#/core/time.ts';

/** One line of a derivation, as a lawyer reads it from top to bottom. */
export interface Line {
  words: string;
  verdict?: Verdict;
  /** The facts that decided it and since when they are known; of days, the rule they were counted by. */
  because?: string;
  source?: string;
  confirm?: boolean;
  /** The days are the product's choice, not the law's. */
  isDefault?: boolean;
}

/** How a duty follows from the facts: whom it binds, each item of the law, what is open, and how the days were counted. */
export function derivationLines(
  policy: Policy,
  finding: DutyFinding,
  { sheet, at }: { sheet: FactSheet; at: Instant },
): Line[] {
  const statute = policy.statutes.find(({ id }) => id === finding.statute);
  if (statute === undefined) return [];
  const { binds, scope } = statute;
  const subject: Line = {
    words: `主体：${owing(policy, statute, finding.body)}${standsFor(policy, statute, finding, sheet)}`,
  };
  if (!finding.binds)
    return [
      subject,
      { words: binds.otherwise, verdict: 'fails', source: binds.article, confirm: binds.confirm },
    ];
  const body = policy.profile.bodies.find(({ id }) => id === finding.body) ?? {
    id: finding.body,
    sectors: [],
  };
  const view: View = { policy, known: knownBy(sheet, at, body), firstAt: firstKnownAt(sheet, finding.body) };
  const lines: Line[] = [
    subject,
    {
      words: `前提：${scope.words}`,
      verdict: finding.scope,
      because: told(scope.when, view),
      source: scope.article,
      confirm: scope.confirm,
    },
  ];
  if (finding.scope === 'fails') return lines;
  lines.push(
    ...finding.items.flatMap((item) => itemLine(statute, item, view)),
    ...claimLines(statute, finding, view),
  );
  return finding.result === 'none'
    ? lines
    : [...lines, clockLine(finding, view), ...finding.stages.flatMap((stage) => stageLines(statute, stage))];
}

/** What the words of a derivation are made from: the facts of the body that decided, and when it first knew any. */
interface View {
  policy: Policy;
  known: Known;
  firstAt: Instant;
}

function standsFor(
  policy: Policy,
  { per }: Statute,
  { body, bodyAssumed }: DutyFinding,
  { bodies = [] }: FactSheet,
): string {
  if (per === 'body') return bodyAssumed ? '（どの実施機関か分からないため、代表として示す）' : '';
  return bodies.length > 1 ? `（${bodyName(policy, body)}の事実による）` : '';
}

const bodyName = ({ profile }: Policy, body: string): string =>
  profile.bodies.find(({ id }) => id === body)?.name ?? body;

/** Who owes it: the body, or the municipality as a whole. */
export const owing = (policy: Policy, { per }: Statute, body: string): string =>
  per === 'body' ? bodyName(policy, body) : policy.profile.municipality;

/** What is asked before an open duty is decided, and of whom. */
export function questionLines(policy: Policy, finding: DutyFinding): { words: string; of: string }[] {
  const statute = policy.statutes.find(({ id }) => id === finding.statute);
  if (statute === undefined || finding.result !== 'undecided') return [];
  const asked = questionsAsked(statute, finding);
  const unknown = finding.missing.map(factLabel).join('、');
  const missing = unknown
    ? [{ words: `まだ分からないことを調べる：${unknown}`, of: statute.posts.drafts }]
    : [];
  return [...asked, ...missing].map(({ words, of }) => ({ words, of: postName(policy, of) }));
}

/** The facts that made a condition come out as it did, and no others. */
function deciding(when: Condition, known: Known): Leaf[] {
  const parts = 'all' in when ? when.all : 'any' in when ? when.any : undefined;
  if (parts === undefined) return leavesOf(when);
  const verdict = judge(when, known);
  return parts.filter((part) => judge(part, known) === verdict).flatMap((part) => deciding(part, known));
}

const told = (when: Condition, view: View): string =>
  [...new Set(deciding(when, view.known).flatMap((leaf) => leafWords(leaf, view)))].join('、');

function leafWords(leaf: Leaf, { policy, known: { kind, facts, sectors } }: View): string[] {
  if ('kinds' in leaf) return [`事故の種類：${kindOf(policy, kind).name}`];
  if ('sector' in leaf) {
    const named = sectors?.includes(leaf.sector) ? sectors : facts.sectors;
    const known = named === undefined ? UNKNOWN : named.includes(leaf.sector) ? '該当' : '非該当';
    return [`${SECTOR_WORDS[leaf.sector]}：${known}`];
  }
  // Whoever is dead, or no person, is taken off the count.
  const keys = leaf.fact === 'persons' ? (['persons', 'deceased', 'legalPersons'] as const) : [leaf.fact];
  return keys
    .filter((key) => key === leaf.fact || facts[key] !== undefined)
    .map((key) => `${factLabel(key)}：${factWords(key, facts[key])}`);
}

const sentences = (...parts: string[]): string => parts.filter((part) => part !== '').join('。');

function itemLine({ triggers }: Statute, found: ItemFinding, view: View): Line[] {
  const trigger = triggers.find(({ item }) => item === found.item);
  if (trigger === undefined) return [];
  const { item, words, when, article, confirm } = trigger;
  const waits = found.verdict === 'unknown' && judge(when, view.known) === 'holds';
  return [
    {
      words: `${item}　${words}`,
      verdict: found.verdict,
      because: sentences(
        told(when, view),
        waits ? '前提がまだ分からないため、決まらない' : sinceWords(found, view),
      ),
      source: article,
      confirm,
    },
  ];
}

/** What is open from the very beginning needs no date. */
function sinceWords({ verdict, since, heldSince }: ItemFinding, { firstAt }: View): string {
  if (verdict === 'fails' || since === undefined) return '';
  if (verdict === 'unknown')
    return since === firstAt ? '' : `${dateTime(since)}から、当てはまらないとは言えない`;
  if (heldSince === undefined || heldSince === since) return `${dateTime(since)}に知った`;
  return `${dateTime(since)}から当てはまらないとは言えず、${dateTime(heldSince)}に、前提も含めて当てはまると分かった`;
}

/** A claim against the duty; of several bodies, another one may have made it. */
const claimLines = ({ exemptions }: Statute, { claimed }: DutyFinding, view: View): Line[] =>
  exemptions
    .filter(({ id }) => claimed.includes(id))
    .map(({ words, when, article, confirm, question }) => ({
      words: `除外：「${words}」との記入がある。記入だけでは義務は終わらず、${postName(view.policy, question.of)}が判断する`,
      verdict: 'unknown',
      because: judge(when, view.known) === 'holds' ? told(when, view) : 'ほかの実施機関の記入による',
      source: article,
      confirm,
    }));

/** From when the days are counted, and which items set the clock. */
function clockLine({ startsAt, items }: DutyFinding, { firstAt }: View): Line {
  const holding = items.filter(({ verdict }) => verdict === 'holds');
  const setting = (holding.length > 0 ? holding : items).filter(({ since }) => since === startsAt);
  const sure = setting.filter(({ heldSince }) => heldSince === startsAt);
  const names = (sure.length > 0 ? sure : setting).map(({ item }) => item).join('・');
  const since = `${names}に${sure.length > 0 ? '当てはまる' : '当てはまらないとは言えない'}`;
  return {
    words: `起算：${dateTime(startsAt)}`,
    because:
      startsAt === firstAt
        ? `職員のだれかが最初に知った時。この時から、${since}`
        : `この時から、${since}。最初に知った${dateTime(firstAt)}には、そう言えなかった`,
  };
}

function stageLines({ stages }: Statute, found: StageFinding): Line[] {
  const stage = stages.find(({ id }) => id === found.stage);
  if (stage === undefined) return [];
  const { name, words, article, confirm, source } = stage;
  return [
    {
      words: `${name}：${daysWords(stage, found)}`,
      because: words,
      source: article,
      confirm: confirm || found.beyondTable,
      ...(source.basis === 'default' && { isDefault: true }),
    },
    // Another way to count that comes to the same days says nothing.
    ...found.others
      .filter((other) => other.limitDay !== found.limitDay)
      .map((other) => ({
        words: `${name}の別の数え方：${otherWords(stage, other)}`,
        confirm: true,
      })),
  ];
}

/** The day, or the days between which it is to be done, with how they were counted. */
export function daysWords({ deadline }: Stage, counted: Counted): string {
  const { start, aimDay, limitDay, rawDay, days, over, beyondTable } = counted;
  const dayOne = shortDayWords(
    deadline.rule === 'days' && deadline.dayOne === 'day-after' ? addDays(start, 1) : start,
  );
  if (deadline.rule === 'yardstick') {
    const { aimDay: from, limitDay: to } = deadline;
    const span = aimDay === limitDay ? dayWords(aimDay) : `${dayWords(aimDay)}から${dayWords(limitDay)}まで`;
    return `目安 ${span}（${dayOne}を1日目として${from === to ? `${from}日目` : `${from}日目から${to}日目`}）`;
  }
  const nth = `${dayOne}を1日目として${days}日目`;
  if (beyondTable)
    return `${dayWords(rawDay)}まで（${nth}。休日の表にない年のため、繰り延べずに早い日を示す）`;
  if (over.length === 0) return `${dayWords(limitDay)}まで（${nth}）`;
  const passed = over.map(({ day, closed }) => `${shortDayWords(day)}${closedWords(closed)}`).join('、');
  return `${dayWords(limitDay)}まで（${nth}は${shortDayWords(rawDay)}。行政機関の休日（${passed}）のため、次の休日でない日に繰り延べる）`;
}

export function otherWords(stage: Stage, other: StageFinding['others'][number]): string {
  const days = daysWords(stage, other);
  switch (other.why) {
    case 'surely-known-later':
      return `当てはまると分かった${dayWords(other.start)}から数えれば、${days}。安全側として、早い日から数えたものを期限とする`;
    case 'open-since-earlier':
      return `まだ分からない項目に、${dayWords(other.start)}から当てはまっていたとすれば、${days}。早く確かめること`;
    case 'longer-unless-confirmed':
      return `${stage.deadline.rule === 'days' ? (stage.deadline.longer?.words ?? '') : ''}は、${days}。人が確かめるまで、短い方を期限とする`;
  }
}

const closedWords = (closed: Closed): string => {
  switch (closed.why) {
    case 'saturday':
    case 'sunday':
      return '';
    case 'year-end':
      return '年末年始';
    case 'holiday':
      return closed.name;
  }
};
