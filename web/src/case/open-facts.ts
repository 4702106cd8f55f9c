import type { FactKey, Facts } from '#/core/case/facts.ts';
import type { CaseView, FactsView } from '#/core/case/view.ts';

const isKnown = (value: Facts[FactKey]): boolean =>
  value !== undefined && value !== 'unknown' && value !== '';

/** The facts among these that have an answer. */
export const knownOf = (facts: readonly FactKey[], values: Facts): FactKey[] =>
  facts.filter((fact) => isKnown(values[fact]));

/** The facts that one body knows otherwise than the whole. */
export const differing = (facts: readonly FactKey[], own: Facts, whole: Facts): FactKey[] =>
  facts.filter((fact) => JSON.stringify(own[fact]) !== JSON.stringify(whole[fact]));

/** No body has told a number of its own: the number of persons is that of the whole case. */
export const countsWhole = (sheet: FactsView | undefined): boolean =>
  sheet === undefined ||
  sheet.ofBody.every(({ values }) => differing(['persons'], values, sheet.values).length === 0);

/** What nobody knows yet and somebody should find out: what would raise the level, then what leaves duties open. */
export const openFacts = ({ suggestion, duties }: Pick<CaseView, 'suggestion' | 'duties'>): FactKey[] => [
  ...new Set([
    ...suggestion.missing,
    ...duties.flatMap(({ state, finding }) => (state === 'undecided' ? finding.missing : [])),
  ]),
];
