import type { FactKey, Facts, Range, Sector } from '#/core/case/facts.ts';
import type { Learned } from '#/core/case/record-facts.ts';
import type { CaseView, FactsView } from '#/core/case/view.ts';
import { FACT_SECTIONS } from '#/core/text/fact-sections.ts';
import { factLabel, isChoice, isClock, isRange } from '#/core/text/facts.ts';
import type { Check } from '#/web/src/form/check.ts';
import { chosenIn } from '#/web/src/form/chosen.ts';
import type { Values } from '#/web/src/form/draft.ts';
import { SHEET } from '#/web/src/text/facts.ts';
import { toJapanLocal } from '#/web/src/time.ts';

const ALL = FACT_SECTIONS.flatMap(({ facts }) => facts);
export const UNKNOWN = 'unknown';
export const NO_SECTOR = 'none';

/** The fields of a form that one fact is asked with. */
export const fieldsOf = (fact: FactKey): string[] =>
  isRange(fact) ? [fact, `${fact}-min`, `${fact}-max`] : [fact];

function rangeValues(fact: FactKey, { min, max }: Range = { min: 0, max: null }): Values {
  const how = max === null && min === 0 ? UNKNOWN : min === max ? 'exact' : 'span';
  const known = how !== UNKNOWN;
  return {
    [fact]: how,
    [`${fact}-min`]: known ? String(min) : '',
    [`${fact}-max`]: known && max !== null ? String(max) : '',
  };
}

function valuesOf(fact: FactKey, facts: Facts): Values {
  const value = facts[fact];
  if (isRange(fact)) return rangeValues(fact, facts[fact]);
  if (isChoice(fact)) return { [fact]: facts[fact] ?? UNKNOWN };
  if (fact === 'sectors') return { sectors: facts.sectors ? facts.sectors.join(' ') || NO_SECTOR : UNKNOWN };
  return { [fact]: isClock(fact) && value ? toJapanLocal(String(value)) : String(value ?? '') };
}

/** What is known of the whole, or of one body, and since when. */
const knownOf = (sheet: FactsView | undefined, of = '') =>
  sheet?.ofBody.find(({ body }) => body.id === of) ?? sheet;

/** The same, as the fields show it. */
export function knownValues(sheet: FactsView | undefined, of = ''): Values {
  const known = knownOf(sheet, of);
  const facts = known?.values ?? {};
  return {
    ...Object.fromEntries(ALL.flatMap((fact) => Object.entries(valuesOf(fact, facts)))),
    bodies: sheet?.bodies?.map(({ id }) => id).join(' ') || UNKNOWN,
    firstKnownAt: known ? toJapanLocal(known.firstKnownAt) : '',
  };
}

/** What the reporter's answers told, as the fields show it until somebody else answers. */
export const toldValues = (told: Facts): Values =>
  Object.fromEntries(
    Object.entries(told).flatMap(([fact]) => Object.entries(valuesOf(fact as FactKey, told))),
  );

const isAnswer = (value: string | undefined): boolean => ![undefined, '', UNKNOWN].includes(value);

/** The answers chosen to some questions; what nobody can say yet is left out. */
export const answersIn = (facts: readonly FactKey[], values: Values): Facts =>
  Object.fromEntries(facts.filter((fact) => isAnswer(values[fact])).map((fact) => [fact, values[fact]]));

/** How many of these questions have an answer, typed or known. */
export const answeredOf = (facts: readonly FactKey[], values: Values, known: Values): number =>
  facts.filter((fact) => isAnswer(values[fact] ?? known[fact])).length;

function readFact(check: Check, fact: FactKey, value: string): unknown {
  if (isRange(fact)) return check.range(fact, factLabel(fact));
  if (isClock(fact)) return check.past(fact, factLabel(fact));
  if (fact === 'sectors') return readSectors(check, value);
  return isChoice(fact) ? value : check.upTo(fact, 200, factLabel(fact));
}

function readSectors(check: Check, value: string): Sector[] {
  if (value === UNKNOWN) check.errors.sectors = `${factLabel('sectors')}：${SHEET.keep}`;
  return value === NO_SECTOR ? [] : (chosenIn(value) as Sector[]);
}

/** The moment it became known; a correction says when anybody first knew. */
function momentOf(check: Check, values: Values, { facts }: CaseView, now: number): string {
  if (facts && values.mode !== 'corrected')
    return values.when === 'before' ? check.past('learnedAt', SHEET.when.at) : new Date(now).toISOString();
  // What was not touched keeps its seconds.
  const typed = values.firstKnownAt ?? '';
  const start = knownOf(facts, values.of)?.firstKnownAt;
  if (start && (typed === '' || typed === toJapanLocal(start))) return start;
  return check.past('firstKnownAt', SHEET.first.label);
}

/** What somebody entered: only what differs from what is known already. `check` reads what was typed over what is known. */
export function readLearned(check: Check, values: Values, view: CaseView, now: number): Learned {
  const of = values.of ?? '';
  const known = knownValues(view.facts, of);
  const differs = (field: string): boolean => values[field] !== undefined && values[field] !== known[field];
  const corrects = view.facts !== undefined && values.mode === 'corrected';
  const reason = corrects ? check.text('wrongBecause', 500, SHEET.mode.reason) : undefined;
  const at = momentOf(check, values, view, now);
  const changed = ALL.filter((fact) => fieldsOf(fact).some(differs));
  const facts = Object.fromEntries(
    changed.map((fact) => [fact, readFact(check, fact, values[fact] ?? known[fact] ?? '')]),
  ) as Facts;
  const chosen = values.bodies === UNKNOWN ? null : chosenIn(values.bodies ?? '');
  return {
    mode: corrects ? 'corrected' : 'learned',
    at,
    ...(reason !== undefined && { reason }),
    ...(of && { body: of }),
    ...(differs('bodies') && { bodies: chosen }),
    ...(values.kind && values.kind !== view.kind.id && { kind: values.kind }),
    facts,
  };
}

/** Whether an update says anything; a correction may move the beginning alone. */
export const isNews = (
  { mode, at, body, bodies, kind, facts }: Learned,
  sheet: FactsView | undefined,
): boolean =>
  Object.keys(facts).length > 0 ||
  bodies !== undefined ||
  kind !== undefined ||
  (mode === 'corrected' && at !== knownOf(sheet, body)?.firstKnownAt);
