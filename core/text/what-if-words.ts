import type { FactKey, FactSheet } from '#/core/case/facts.ts';
import { dateTime, dayWords } from '#/core/text/dates.ts';
import type { Line } from '#/core/text/derivation.ts';
import { factLabel, factWords } from '#/core/text/facts.ts';
import type { WhatIf, WhatIfDuty, WhatIfRule, WhatIfStage } from '#/core/text/what-if.ts';
import { FORCE_WORDS, VERDICT_OF_ITEM } from '#/core/text/words.ts';

const MARKS = { holds: '○', fails: '×', unknown: '？' } as const;
const OWN = '【製品の既定値】';
const CONFIRM = '【要確認】';

/** The answer to a what-if as people read it. */
export function whatIfWords(sheet: FactSheet, found: WhatIf): string {
  const followed = found.duties.filter((duty) => duty.followed);
  const shown = found.duties.filter((duty) => duty.result !== 'none' && !duty.followed);
  const none = found.duties.filter((duty) => duty.result === 'none');
  return [
    `${found.profile.name}　${dateTime(found.at)} の時点`,
    `事故の種類　　　　${found.kind.name}`,
    `関係する実施機関　${found.bodies.map(({ name }) => name).join('、') || 'まだ分からない'}`,
    `最初に知った日時　${dateTime(found.firstKnownAt)}`,
    '',
    ...knownWords(sheet, found),
    '',
    ...severityWords(found),
    '',
    '【外への報告など】',
    ...(followed.length === 0 ? ['分かっている事実からは、ありません。'] : dutiesWords(followed)),
    '',
    '【参考（事実が分かれば決まるもの、任意のもの）】',
    ...listed(shown, openWords),
    '',
    '【該当しないもの】',
    ...listed(none, ({ derivation }) => reasonAgainst(derivation)),
    '',
    `「${CONFIRM}」は、出典が確かでないところです。使う前に、法令の条文と市の担当で確かめてください。`,
    `「${OWN}」は、法令にも${found.profile.name}の規程にも定めがなく、この製品が決めた値です。`,
    `規程と法令のデータ　${found.policyHash}`,
  ].join('\n');
}

/** One line for each law and what is said of it, with all bodies of which the same is said. */
function listed(duties: readonly WhatIfDuty[], wordsOf: (duty: WhatIfDuty) => string): string[] {
  if (duties.length === 0) return ['ありません。'];
  const lines = Map.groupBy(duties, (duty) => `${duty.name}\n${wordsOf(duty)}`);
  return [...lines].map(([line, alike]) => {
    const [name, words] = line.split('\n');
    return `・${name}（${alike.map(({ owedBy }) => owedBy).join('、')}）　${words}`;
  });
}

const marks = (isDefault: boolean, confirm: boolean): string =>
  `${isDefault ? OWN : ''}${confirm ? CONFIRM : ''}`;
const title = ({ name, owedBy }: WhatIfDuty): string => `${name}（${owedBy}）`;
const labels = (facts: readonly FactKey[]): string => facts.map(factLabel).join('、');

function knownWords({ known }: FactSheet, { at, bodies, laterStatements }: WhatIf): string[] {
  const sorted = [...known]
    .filter((statement) => statement.at <= at)
    .sort((one, other) => one.at.localeCompare(other.at));
  return [
    '【分かったこと】',
    ...sorted.map(({ at: since, body, ...facts }) => {
      const whose = bodies.find(({ id }) => id === body);
      const told = (Object.keys(facts) as (keyof typeof facts)[]).map(
        (key) => `${factLabel(key)}：${factWords(key, facts[key])}`,
      );
      return `${dateTime(since)}${whose ? `（${whose.name}）` : ''}　${told.join('、')}`;
    }),
    ...(laterStatements > 0
      ? [`この時点より後に分かった記入が${laterStatements}件あり、使っていません。`]
      : []),
  ];
}

const ruleWords = ({ id, level, words, source, isDefault, confirm }: WhatIfRule): string =>
  `  ${id}　レベル${level}　${words}［${source}］${marks(isDefault, confirm)}`;

const severityWords = ({ severity: { level, name, rules, wouldRaise, missing } }: WhatIf): string[] => [
  `【レベルの提案】${level} ${name}（決めるのは人です）`,
  ...(rules.length === 0 ? ['  当てはまる基準はありません。'] : rules.map(ruleWords)),
  ...(wouldRaise.length > 0
    ? ['事実が分かると、次に当たってレベルが上がることがあります。', ...wouldRaise.map(ruleWords)]
    : []),
  ...(missing.length > 0 ? [`  まだ分からないこと：${labels(missing)}`] : []),
];

/** What the bodies owe by one law stands together; one law often takes over the items of another: the same lines are read once. */
function dutiesWords(duties: readonly WhatIfDuty[]): string[] {
  const read = new Map<string, string>();
  const once = (duty: WhatIfDuty): readonly Line[] => {
    const judged = duty.derivation.filter(({ verdict }) => verdict !== undefined);
    const key = JSON.stringify(judged.map(({ words, verdict, because }) => [words, verdict, because]));
    const before = read.get(key);
    if (before === undefined) {
      read.set(key, title(duty));
      return duty.derivation;
    }
    const [subject, ...rest] = duty.derivation.filter(({ verdict }) => verdict === undefined);
    return [...(subject ? [subject] : []), { words: `前提と各項目：上の「${before}」と同じ` }, ...rest];
  };
  return [...Map.groupBy(duties, ({ statute }) => statute).values()].flatMap((group) => [
    ...group.slice(0, 1).flatMap(statuteWords),
    ...group.flatMap((duty) => dutyWords(duty, once(duty))),
    ...(group[0]?.notes ?? []).map((note) => `  注　${note}`),
  ]);
}

const statuteWords = ({
  name,
  addressee,
  law,
  force,
  confirm,
  channel,
  posts,
  report,
}: WhatIfDuty): string[] => [
  '',
  `■ ${name}${marks(false, confirm)}`,
  `  あて先　${addressee}`,
  `  根拠　${law}（${FORCE_WORDS[force]}）`,
  `  方法　${channel.words}${marks(channel.isDefault, channel.confirm)}`,
  `  担当　書く：${posts.drafts.name}　承認する：${posts.approves.map((post) => post.name).join('、')}　出す：${posts.files.name}${marks(posts.isDefault, posts.confirm)}`,
  ...(report.length > 0 ? [`  事項　${report.join('、')}`] : []),
];

const dutyWords = (duty: WhatIfDuty, derivation: readonly Line[]): string[] => [
  `  □ ${duty.owedBy}　${duty.resultWords}`,
  ...duty.stages.map(
    (stage) => `    ${stage.name}　${dueWords(stage)}${marks(stage.isDefault, stage.confirm)}`,
  ),
  ...duty.questions.map(({ words, of }) => `    問い　${words}（${of}が答える）`),
  '    導き方',
  ...derivation.flatMap(lineWords),
];

/** A law that counts days has one day; a yardstick is a span. */
const dueWords = ({ days, aimDay, limitDay }: WhatIfStage): string => {
  if (days !== undefined) return `${dayWords(limitDay)}まで`;
  return aimDay === limitDay
    ? `${dayWords(aimDay)}（目安）`
    : `${dayWords(aimDay)}から${dayWords(limitDay)}まで（目安）`;
};

/** What nobody is asked to do: only what would decide it. */
const openWords = ({ resultWords, missing }: WhatIfDuty): string =>
  `${resultWords}${missing.length > 0 ? `。まだ分からないこと：${labels(missing)}` : ''}`;

const lineWords = ({ words, verdict, because, source, confirm, isDefault }: Line): string[] => [
  `      ${verdict ? MARKS[verdict] : '・'} ${words}${source ? `［${source}］` : ''}${marks(isDefault === true, confirm === true)}`,
  ...(verdict || because
    ? [`        ${[verdict && VERDICT_OF_ITEM[verdict], because].filter((part) => part).join('。')}`]
    : []),
];

/** Whom it does not bind, what it does not cover, or that none of its items is met. */
function reasonAgainst(derivation: readonly Line[]): string {
  const [first, ...others] = derivation.filter(({ verdict }) => verdict === 'fails');
  if (first === undefined) return '';
  if (others.length === 0)
    return `${first.words}${first.because ? `：当てはまらない（${first.because}）` : ''}`;
  const facts = [first, ...others].flatMap(({ because }) => because?.split('、') ?? []);
  return `どの項目にも当てはまらない（${[...new Set(facts)].join('、')}）`;
}
