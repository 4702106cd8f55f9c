import type { FactSheet } from '#/core/case/facts.ts';
import type { WhatIf, WhatIfDuty } from '#/core/duty/what-if.ts';
import { kindOf, type Policy } from '#/core/policy/policy.ts';
import { dateTime } from '#/core/text/dates.ts';
import type { Line } from '#/core/text/derivation.ts';
import { factLabel } from '#/core/text/facts.ts';
import { FORCE_WORDS, VERDICT_OF_ITEM } from '#/core/text/words.ts';

const MARKS = { holds: '○', fails: '×', unknown: '？' } as const;

/** The answer to a what-if as people read it. */
export function whatIfWords(policy: Policy, sheet: FactSheet, found: WhatIf): string {
  const { profile } = policy;
  const open = found.duties.filter(({ finding }) => finding.followed);
  const shown = found.duties.filter(({ result, finding }) => result !== 'none' && !finding.followed);
  const none = found.duties.filter(({ result }) => result === 'none');
  return [
    `${profile.municipality}　${dateTime(found.at)} の時点`,
    `事故の種類　${kindOf(policy, sheet.kind).name}`,
    `最初に知った日時　${dateTime(found.firstKnownAt)}`,
    ...unread(sheet, found),
    '',
    ...severityWords(policy, found),
    '',
    '【外への報告など】',
    ...(open.length === 0 ? ['分かっている事実からは、ありません。'] : open.flatMap(fullWords)),
    '',
    '【参考（事実が分かれば決まるもの、任意のもの）】',
    ...shown.map(openWords),
    '',
    '【該当しないもの】',
    ...none.map(({ name, body, derivation }) => `・${name}（${body}）　${reasonAgainst(derivation)}`),
    '',
    '「要確認」の印は、出典が確かでないところです。使う前に、法令の条文と市の担当で確かめてください。',
    `規程と法令のデータ　${found.policyHash}`,
  ].join('\n');
}

const unread = (sheet: FactSheet, { at }: WhatIf): string[] => {
  const later = sheet.known.filter((statement) => statement.at > at).length;
  return later > 0 ? [`この時点より後に分かった記入が${later}件あり、使っていません。`] : [];
};

function severityWords({ profile }: Policy, { severity }: WhatIf): string[] {
  const { level, rules, missing, wouldRaise } = severity;
  const named = (ids: readonly string[]) =>
    profile.severity
      .filter(({ id }) => ids.includes(id))
      .map(
        ({ id, level: to, words, source }) =>
          `  ${id}　${words}（レベル${to}。${source.at}${source.basis === 'default' ? '。製品の既定値' : ''}）`,
      );
  return [
    `【レベルの提案】${level} ${profile.levels[level].name}（決めるのは人です）`,
    ...named(rules),
    ...(wouldRaise.length > 0 ? ['これが分かると上がることがある：', ...named(wouldRaise)] : []),
    ...(missing.length > 0 ? [`まだ分からないこと：${missing.map(factLabel).join('、')}`] : []),
  ];
}

const fullWords = ({
  name,
  body,
  addressee,
  law,
  force,
  resultWords,
  confirm,
  questions,
  derivation,
}: WhatIfDuty): string[] => [
  '',
  `■ ${name}（${body}）　${resultWords}${confirm ? '【要確認】' : ''}`,
  `  あて先　${addressee}`,
  `  根拠　　${law}（${FORCE_WORDS[force]}）`,
  ...questions.map(({ words, of }) => `  問い　　${words}（${of}が答える）`),
  ...derivation.map(lineWords),
];

/** What nobody is asked to do: only what would decide it. */
const openWords = ({ name, body, resultWords, finding }: WhatIfDuty): string => {
  const missing = finding.missing.map(factLabel).join('、');
  return `・${name}（${body}）　${resultWords}${missing && `。まだ分からないこと：${missing}`}`;
};

const lineWords = ({ words, verdict, source, confirm }: Line): string =>
  `  ${verdict ? MARKS[verdict] : '・'} ${words}${verdict ? `　→ ${VERDICT_OF_ITEM[verdict]}` : ''}${source ? `［${source}］` : ''}${confirm ? '【要確認】' : ''}`;

/** The first thing that rules a duty out. */
const reasonAgainst = (derivation: readonly Line[]): string =>
  derivation.find(({ verdict }) => verdict === 'fails')?.words ?? '';
