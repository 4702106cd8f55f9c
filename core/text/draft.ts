import { type Case, stageOf } from '#/core/case/case.ts';
import {
  type FactKey,
  type FactSheet,
  type Facts,
  firstKnownAt,
  knownAt,
  livingPersons,
  momentsOf,
} from '#/core/case/facts.ts';
import { isSupplement, stageIdOf } from '#/core/duty/state.ts';
import { kindOf, type Policy, statuteOf } from '#/core/policy/policy.ts';
import { dateTime, dayWords } from '#/core/text/dates.ts';
import { owing } from '#/core/text/derivation.ts';
import { factLabel, factWords, rangeWords, UNKNOWN } from '#/core/text/facts.ts';
import { stageWords } from '#/core/text/words.ts';

const DATA: readonly FactKey[] = [
  'sensitive',
  'ordinanceSensitive',
  'financial',
  'myNumber',
  'protectedPersons',
];
const CAUSE: readonly FactKey[] = ['malice', 'attack', 'insider', 'contractor'];
const HARM: readonly FactKey[] = ['publicView', 'recovery', 'encryption'];

const lines = (facts: Facts, keys: readonly FactKey[], between = '\n　'): string =>
  keys.map((key) => `${factLabel(key)}　${factWords(key, facts[key])}`).join(between);

/** What became known when, as the form of the commission asks for the course of events. */
const courseOf = ({ facts, recordedAt }: Case, body: string): string[] =>
  facts === undefined
    ? []
    : [
        '事実の経過',
        ...momentsOf(facts, recordedAt, body).map(
          (at) =>
            `　${dateTime(at)}　${lines(newAt(facts, at, body), Object.keys(newAt(facts, at, body)) as FactKey[], '、')}`,
        ),
      ];

const newAt = ({ known }: FactSheet, at: string, body: string): Facts =>
  Object.assign(
    {},
    ...known
      .filter((it) => it.at === at && (it.body === undefined || it.body === body))
      .map(({ at: _at, body: _body, ...facts }) => facts),
  );

/** One count of the whole stands in the report of each body until somebody says how many are whose. */
const sharedCount = ({ facts }: Case, body: string): string =>
  (facts?.bodies?.length ?? 1) > 1 && !facts?.known.some((it) => it.body === body && it.persons)
    ? '（事案全体の数。この実施機関の分を確かめること）'
    : '';

/** A first text for an outside report from the facts alone: what is asked for, and 調査中 where nobody knows yet. */
export function draftText(subject: Case, dutyId: string, policy: Policy): string {
  const statute = statuteOf(policy, dutyId);
  const duty = subject.duties[dutyId];
  if (statute === undefined || duty === undefined) return '';
  const stage = stageOf(duty);
  const { finding } = duty;
  const facts = subject.facts ? knownAt(subject.facts, subject.recordedAt, finding.body) : {};
  const knownSince = subject.facts ? dateTime(firstKnownAt(subject.facts, finding.body)) : UNKNOWN;
  const held = statute.triggers.filter(({ item }) =>
    finding.items.some((found) => found.item === item && found.verdict === 'holds'),
  );
  const persons = livingPersons(facts);
  const overview = [
    `発覚日　${knownSince}`,
    `発生日　${facts.occurredAt ? dateTime(facts.occurredAt) : UNKNOWN}`,
    `発見者　${facts.knownBy ?? UNKNOWN}`,
    `事案の種類　${kindOf(policy, subject.kind).name}`,
    `発生事案　${lines(facts, ['leak', 'damage', 'publicView'], '、')}`,
    `委託先　${lines(facts, ['contractor', 'contractorChain'], '、')}`,
    ...courseOf(subject, finding.body),
    `該当するもの　${held.map(({ article, words }) => `${article}（${words}）`).join('、') || UNKNOWN}`,
  ].join('\n　');
  const dataItems = [
    lines(facts, DATA),
    `媒体（紙・電子媒体）　${UNKNOWN}`,
    `項目（氏名、住所など）　${UNKNOWN}`,
  ].join('\n　');
  const known: Record<string, string> = {
    概要: overview,
    状況: overview,
    保有個人情報の項目: dataItems,
    個人データの項目: dataItems,
    特定個人情報の項目: dataItems,
    本人の数: persons ? `${rangeWords(persons)}${sharedCount(subject, finding.body)}` : UNKNOWN,
    原因: lines(facts, CAUSE),
    二次被害又はそのおそれの有無及び内容: lines(facts, HARM),
    公表の実施状況: facts.published ?? UNKNOWN,
  };
  const name = stageWords(statute, stageIdOf(duty));
  return [
    `${statute.name}　${name}（案）`,
    `報告者　${policy.profile.municipality}${statute.per === 'body' ? `　${owing(policy, statute, finding.body)}` : ''}（名義を確かめること）`,
    `あて先　${statute.addressee}`,
    `根拠　${statute.law}`,
    isSupplement(duty)
      ? '期限　追完は、分かりしだい'
      : `期限　${dayWords(stage.limitDay)}まで（目安は${dayWords(stage.aimDay)}から）`,
    ...duty.filings.map(
      ({ receiptNumber, filedAt }) => `前の報告　${dateTime(filedAt)}　受付番号 ${receiptNumber}`,
    ),
    '',
    ...statute.items.flatMap((item, index) => [`${index + 1} ${item}`, `　${known[item] ?? UNKNOWN}`]),
  ].join('\n');
}
