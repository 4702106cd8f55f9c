import { type ReactNode, useEffect, useState } from 'react';
import type { FactKey, RangeFact, Sector } from '#/core/case/facts.ts';
import { FACT_SECTIONS, type FactSection, FIRST_FACTS } from '#/core/text/fact-sections.ts';
import {
  choicesOf,
  isChoice,
  isClock,
  isRange,
  questionOf,
  RANGE_WORDS,
  SECTOR_WORDS,
  UNKNOWN_ANSWER,
} from '#/core/text/facts.ts';
import { useCase } from '#/web/src/case/context.ts';
import { countsWhole } from '#/web/src/case/open-facts.ts';
import { chosenIn } from '#/web/src/form/chosen.ts';
import type { Values } from '#/web/src/form/draft.ts';
import { Boxes, Radios, Select, TextArea, TextField, TimeField } from '#/web/src/form/fields.tsx';
import { useForm } from '#/web/src/form/form.tsx';
import { answeredOf, fieldsOf, knownValues, NO_SECTOR, UNKNOWN } from '#/web/src/steps/fact-values.ts';
import { SHEET } from '#/web/src/text/facts.ts';
import { FORM } from '#/web/src/text/ja.ts';

const { range, kind, mode, when, of, first, bodies } = SHEET;
const NOT_YET = { value: UNKNOWN, label: UNKNOWN_ANSWER };
const SECTOR_CHOICES = (Object.keys(SECTOR_WORDS) as Sector[]).map((value) => ({
  value,
  label: SECTOR_WORDS[value],
}));

interface FactProps<F extends FactKey = FactKey> {
  fact: F;
  known: Values;
}

function RangeField({ fact, known }: FactProps<RangeFact>) {
  const { values } = useForm();
  const { ask, hint, unit } = RANGE_WORDS[fact];
  const how = values[fact] ?? known[fact];
  const count = (end: 'min' | 'max', label: string, note?: string): ReactNode => (
    <TextField
      name={`${fact}-${end}`}
      known={known[`${fact}-${end}`]}
      label={label}
      hint={note}
      optional="unmarked"
      inputMode="numeric"
      className="short"
    />
  );
  return (
    <>
      <Radios
        name={fact}
        known={known[fact]}
        label={ask}
        hint={hint}
        optional="unmarked"
        tight
        choices={[{ value: 'exact', label: range.exact }, { value: 'span', label: range.span }, NOT_YET]}
      />
      {how === 'exact' && <div className="under-choice">{count('min', range.count(unit))}</div>}
      {how === 'span' && (
        <div className="under-choice span-fields">
          {count('min', range.from(unit))}
          {count('max', range.to(unit), range.toHint)}
        </div>
      )}
    </>
  );
}

export function FactField({ fact, known }: FactProps) {
  if (isRange(fact)) return <RangeField fact={fact} known={known} />;
  const { ask, hint } = questionOf(fact);
  const asked = { name: fact, known: known[fact], label: ask, hint, optional: 'unmarked' as const };
  if (isChoice(fact)) {
    const choices = choicesOf(fact).map((choice) => ({
      ...choice,
      note: fact === 'malice' && choice.value === 'confirmed' && (
        <span className="source">{SHEET.privacyOnly}</span>
      ),
    }));
    return <Radios {...asked} choices={choices} tight={choices.length <= 3} />;
  }
  if (isClock(fact)) return <TimeField {...asked} />;
  if (fact !== 'sectors') return <TextField {...asked} type="text" />;
  const choices = [...SECTOR_CHOICES, { value: NO_SECTOR, label: SHEET.noSector }, NOT_YET];
  return <Boxes {...asked} choices={choices} alone={[UNKNOWN, NO_SECTOR]} tight />;
}

/** A part of the sheet, closed until somebody opens it or something in it is wrong. */
function Part({ part: { name, facts }, known }: { part: FactSection; known: Values }) {
  const { values, errors } = useForm();
  const [open, setOpen] = useState(false);
  const wrong = facts.some((fact) => fieldsOf(fact).some((field) => field in errors));
  useEffect(() => {
    if (wrong) setOpen(true);
  }, [wrong]);
  return (
    <details
      className="reading sheet-part"
      open={open}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary>
        <span>{name}</span>
        <span className="answered">{SHEET.answered(answeredOf(facts, values, known), facts.length)}</span>
      </summary>
      {facts.map((fact) => (
        <FactField key={fact} fact={fact} known={known} />
      ))}
    </details>
  );
}

export const FirstKnown = ({ known, hint }: { known?: string | undefined; hint: string }) => (
  <TimeField name="firstKnownAt" known={known} label={first.label} hint={`${first.hint}${hint}`} />
);

/** Something new, or something put right; and of the whole, or of one body. */
function UpdateFields({ known }: { known: Values }) {
  const { view } = useCase();
  const { values } = useForm();
  const corrects = values.mode === 'corrected';
  const concerned = view.facts?.bodies ?? view.bodies;
  return (
    <>
      <Radios
        name="mode"
        known="learned"
        label={mode.label}
        hint={corrects ? mode.correctedHint : mode.learnedHint}
        choices={[
          { value: 'learned', label: mode.learned },
          { value: 'corrected', label: mode.corrected },
        ]}
      />
      {corrects ? (
        <>
          <TextArea name="wrongBecause" label={mode.reason} hint={mode.reasonHint} rows={2} />
          <FirstKnown known={known.firstKnownAt} hint={FORM.japanTime} />
        </>
      ) : (
        <Radios
          name="when"
          known="now"
          label={when.label}
          hint={when.hint}
          tight
          choices={[
            { value: 'now', label: when.now },
            { value: 'before', label: when.before },
          ]}
        />
      )}
      {!corrects && values.when === 'before' && (
        <div className="under-choice">
          <TimeField name="learnedAt" label={when.at} hint={FORM.japanTime} />
        </div>
      )}
      {view.bodies.length > 1 && (
        <Select
          name="of"
          label={of.label}
          optional="unmarked"
          choices={[
            { value: '', label: of.whole },
            ...concerned.map(({ id, name }) => ({ value: id, label: of.only(name) })),
          ]}
        />
      )}
    </>
  );
}

/** The kinds as the reporter chose from them, group by group. */
function KindField() {
  const { view, me } = useCase();
  return (
    <Select
      name="kind"
      known={view.kind.id}
      label={kind.label}
      hint={kind.hint}
      optional="unmarked"
      choices={me.kinds.map(({ id, name, group }) => ({ value: id, label: name, group }))}
    />
  );
}

/** The fact sheet: what is asked of every case first, the rest in parts that are opened as needed. */
export function FactFields() {
  const { view } = useCase();
  const { values } = useForm();
  const known = knownValues(view.facts, values.of);
  const several = chosenIn(values.bodies ?? known.bodies ?? '').length > 1;
  const rest = FACT_SECTIONS.map((part) => ({
    ...part,
    facts: part.facts.filter((fact) => !FIRST_FACTS.includes(fact)),
  }));
  return (
    <>
      {view.facts ? (
        <UpdateFields known={known} />
      ) : (
        <FirstKnown hint={view.report.noticedAt === '' ? FORM.japanTime : first.fromReport} />
      )}
      <KindField />
      {FIRST_FACTS.map((fact) => (
        <FactField key={fact} fact={fact} known={known} />
      ))}
      {view.bodies.length > 1 && (
        <Boxes
          name="bodies"
          known={known.bodies}
          label={bodies.label}
          hint={bodies.hint(view.bodies[0]?.name ?? '')}
          optional="unmarked"
          choices={[...view.bodies.map(({ id, name }) => ({ value: id, label: name })), NOT_YET]}
          alone={[UNKNOWN]}
          tight
        />
      )}
      {several && countsWhole(view.facts) && <p className="hint">{bodies.counted}</p>}
      {rest.map((part) => (
        <Part key={part.id} part={part} known={known} />
      ))}
    </>
  );
}
