import type { Facts } from '#/core/case/facts.ts';
import type { CaseView } from '#/core/case/view.ts';
import type { Check } from '#/web/src/form/check.ts';
import type { Values } from '#/web/src/form/draft.ts';
import { Radios, TextField, TimeField } from '#/web/src/form/fields.tsx';
import { useField } from '#/web/src/form/form.tsx';
import { FORM } from '#/web/src/text/ja.ts';
import { STEP } from '#/web/src/text/steps.ts';
import { toJapanLocal } from '#/web/src/time.ts';

const TEXT = STEP.facts;

/** The facts as known, or what the report says of them. Nothing is guessed. */
export const factValues = ({ facts, report }: CaseView): Values => ({
  firstKnownAt: facts ? toJapanLocal(facts.firstKnownAt) : report.noticedAt,
  personsKnown: facts ? (facts.persons === null ? 'unknown' : 'known') : '',
  persons: facts?.persons == null ? '' : String(facts.persons),
  sensitive: facts?.sensitive ?? '',
});

export const readFacts = (check: Check): Facts => ({
  firstKnownAt: check.past('firstKnownAt', TEXT.firstKnownAt),
  persons: check.persons('personsKnown', 'persons'),
  sensitive: check.choice('sensitive', TEXT.sensitive) as Facts['sensitive'],
});

export function FactFields({ fromReport }: { fromReport: boolean }) {
  const known = useField('personsKnown').value;
  return (
    <>
      <TimeField
        name="firstKnownAt"
        label={TEXT.firstKnownAt}
        hint={`${TEXT.firstKnownAtHint}${fromReport ? TEXT.fromReport : FORM.japanTime}`}
      />
      <Radios
        name="personsKnown"
        label={TEXT.persons}
        hint={TEXT.personsHint}
        choices={[
          { value: 'known', label: TEXT.personsKnown },
          { value: 'unknown', label: TEXT.personsUnknown },
        ]}
      />
      {known === 'known' && (
        <div className="under-choice">
          <TextField name="persons" label={TEXT.personsCount} inputMode="numeric" className="short" />
        </div>
      )}
      <Radios
        name="sensitive"
        label={TEXT.sensitive}
        hint={TEXT.sensitiveHint}
        choices={[
          { value: 'yes', label: TEXT.yes },
          { value: 'no', label: TEXT.no },
          { value: 'unknown', label: TEXT.unknown },
        ]}
      />
    </>
  );
}
