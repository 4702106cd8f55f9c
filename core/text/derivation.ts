import { type FactSheet, firstKnownAt } from '#/core/case/facts.ts';
import type { Closed } from '#/core/duty/calendar.ts';
import type { Counted } from '#/core/duty/count.ts';
import { type DutyFinding, type ItemFinding, knownBy, type StageFinding } from '#/core/duty/derive.ts';
import {
  type Condition,
  findingsOf,
  judge,
  type Known,
  type Leaf,
  type Verdict,
} from '#/core/policy/condition.ts';
import { type Policy, postName } from '#/core/policy/policy.ts';
import type { Stage, Statute } from '#/core/policy/statute.ts';
import { dateTime, dayWords } from '#/core/text/dates.ts';
import { factLabel, factWords, SECTOR_WORDS, UNKNOWN } from '#/core/text/facts.ts';
import type { Instant } from '#/core/time.ts';

/** One line of a derivation, as a lawyer reads it from top to bottom. */
export interface Line {
  words: string;
  verdict?: Verdict;
  source?: string;
  confirm?: boolean;
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
  const body = policy.profile.bodies.find(({ id }) => id === finding.body) ?? {
    id: finding.body,
    sectors: [],
  };
  const known = knownBy(sheet, at, body);
  const subject: Line = {
    words: `主体：${owing(policy, statute, finding.body)}${finding.bodyAssumed ? '（どの実施機関か分からないため、代表として）' : ''}`,
  };
  if (!finding.binds)
    return [
      subject,
      { words: binds.otherwise, verdict: 'fails', source: binds.article, confirm: binds.confirm },
    ];
  return [
    subject,
    {
      words: `前提：${scope.words}${told(scope.when, known)}`,
      verdict: finding.scope,
      source: scope.article,
      confirm: scope.confirm,
    },
    ...finding.items.flatMap((item) => itemLine(statute, item, known)),
    ...statute.exemptions
      .filter(({ id }) => finding.claimed.includes(id))
      .map(({ words, when, article, confirm, question }) => ({
        words: `「${words}」との記入がある${told(when, known)}。記入だけでは義務は終わらない。${postName(policy, question.of)}の判断による`,
        verdict: 'unknown' as const,
        source: article,
        confirm,
      })),
    ...(finding.result === 'none'
      ? []
      : [clockLine(finding, sheet), ...finding.stages.flatMap((stage) => stageLines(statute, stage))]),
  ];
}

/** Who owes it: the body, or the municipality as a whole. */
export const owing = ({ profile }: Policy, { per }: Statute, body: string): string =>
  per === 'body' ? (profile.bodies.find(({ id }) => id === body)?.name ?? body) : profile.municipality;

/** What is asked before an open duty is decided, and of whom. */
export function questionLines(policy: Policy, finding: DutyFinding): { words: string; of: string }[] {
  const statute = policy.statutes.find(({ id }) => id === finding.statute);
  if (statute === undefined || finding.result !== 'undecided') return [];
  const { triggers, exemptions, scope, posts } = statute;
  const asked = [
    ...(scope.question && finding.asked.includes('scope') ? [scope.question] : []),
    ...triggers.filter(({ item }) => finding.asked.includes(item)).flatMap(({ question }) => question ?? []),
    ...exemptions.filter(({ id }) => finding.asked.includes(id)).map(({ question }) => question),
  ];
  const unknown = finding.missing.map(factLabel).join('、');
  const missing = unknown ? [{ words: `まだ分からないことを調べる：${unknown}`, of: posts.drafts }] : [];
  return [...asked, ...missing].map(({ words, of }) => ({ words, of: postName(policy, of) }));
}

/** The facts that made a condition come out as it did, and no others. */
const told = (when: Condition, known: Known): string => {
  const verdict = judge(when, known);
  const deciding = findingsOf(when, known).filter((found) => found.verdict === verdict);
  const words = [...new Set(deciding.map(({ leaf }) => leafWords(leaf, known)))];
  return words.length === 0 ? '' : `（${words.join('、')}）`;
};

function leafWords(leaf: Leaf, { kind, facts, sectors }: Known): string {
  if ('kinds' in leaf) return `事故の種類：${leaf.kinds.includes(kind) ? '当てはまる' : '別の種類'}`;
  if ('sector' in leaf) {
    const told = sectors?.includes(leaf.sector) ? sectors : facts.sectors;
    const known = told === undefined ? UNKNOWN : told.includes(leaf.sector) ? '該当' : '非該当';
    return `${SECTOR_WORDS[leaf.sector]}：${known}`;
  }
  return `${factLabel(leaf.fact)}：${factWords(leaf.fact, facts[leaf.fact])}`;
}

function itemLine({ triggers }: Statute, found: ItemFinding, known: Known): Line[] {
  const trigger = triggers.find(({ item }) => item === found.item);
  if (trigger === undefined) return [];
  return [
    {
      words: `${trigger.item}　${trigger.words}${told(trigger.when, known)}${sinceWords(found)}`,
      verdict: found.verdict,
      source: trigger.article,
      confirm: trigger.confirm,
    },
  ];
}

function sinceWords({ verdict, since, heldSince }: ItemFinding): string {
  if (verdict === 'fails' || since === undefined) return '';
  if (verdict === 'unknown') return `。${dateTime(since)}から、当てはまらないとは言えない`;
  if (heldSince === undefined || heldSince === since) return `。${dateTime(since)}に知った`;
  return `。${dateTime(since)}から当てはまらないとは言えず、${dateTime(heldSince)}に当てはまると分かった`;
}

const clockLine = ({ startsAt }: DutyFinding, sheet: FactSheet): Line => ({
  words: `起算：${dateTime(startsAt)}。${startsAt === firstKnownAt(sheet) ? '職員のだれかが最初に知った時' : '当たらないと言えなくなった時'}`,
});

function stageLines({ stages }: Statute, found: StageFinding): Line[] {
  const stage = stages.find(({ id }) => id === found.stage);
  if (stage === undefined) return [];
  const { name, words, article, confirm } = stage;
  return [
    {
      words: `${name}：${daysWords(stage, found)}。${words}`,
      source: article,
      confirm: confirm || found.beyondTable,
    },
    ...found.others.map((other) => ({
      words: `${name}の別の数え方：${otherWords(stage, other)}`,
      source: article,
      confirm: true,
    })),
  ];
}

/** The day, or the days between which it is to be done, with how they were counted. */
export function daysWords({ deadline }: Stage, counted: Counted): string {
  const { aimDay, limitDay, rawDay, days, over, beyondTable } = counted;
  if (deadline.rule === 'yardstick') {
    const { aimDay: from, limitDay: to } = deadline;
    const span = aimDay === limitDay ? dayWords(aimDay) : `${dayWords(aimDay)}から${dayWords(limitDay)}まで`;
    return `目安 ${span}（知った日を1日目として${from === to ? `${from}日目` : `${from}日目から${to}日目`}）`;
  }
  const first =
    deadline.dayOne === 'day-of-knowing' ? '知った日を1日目として' : '知った日の翌日を1日目として';
  if (beyondTable)
    return `${dayWords(rawDay)}まで（${first}${days}日目。休日の表にない年のため、繰り延べずに早い日を示す）`;
  if (over.length === 0) return `${dayWords(limitDay)}まで（${first}${days}日目）`;
  const passed = over.map(({ day, closed }) => `${dayWords(day)}は${closedWords(closed)}`).join('、');
  return `${dayWords(limitDay)}まで（${first}${days}日目は${dayWords(rawDay)}。${passed}のため、次の開庁日へ）`;
}

export function otherWords(stage: Stage, other: StageFinding['others'][number]): string {
  const days = daysWords(stage, other);
  switch (other.why) {
    case 'surely-known-later':
      return `当てはまると分かった${dayWords(other.start)}から数えれば、${days}。安全側として、早い日から数えたものを期限とする`;
    case 'open-since-earlier':
      return `まだ分からない号に、${dayWords(other.start)}から当てはまっていたとすれば、${days}。早く確かめること`;
    case 'longer-unless-confirmed':
      return `${stage.deadline.rule === 'days' ? (stage.deadline.longer?.words ?? '') : ''}は、${days}。人が確かめるまで、短い方を期限とする`;
  }
}

const closedWords = (closed: Closed): string => {
  switch (closed.why) {
    case 'saturday':
      return '土曜日';
    case 'sunday':
      return '日曜日';
    case 'year-end':
      return '年末年始（12月29日から1月3日まで）';
    case 'holiday':
      return `祝日法の休日（${closed.name}）`;
  }
};
