import type { InputHTMLAttributes, ReactNode } from 'react';
import { chosenIn, toggled } from '#/web/src/form/chosen.ts';
import { useField } from '#/web/src/form/form.tsx';
import { FORM } from '#/web/src/text/ja.ts';

interface Asked {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  /** `unmarked` where every field around it may be left as it is. */
  optional?: boolean | 'unmarked' | undefined;
  /** What is known already, shown until somebody answers. */
  known?: string | undefined;
}

const Tag = ({ optional }: Pick<Asked, 'optional'>) =>
  optional !== 'unmarked' && (
    <span className={optional ? 'tag' : 'tag tag-required'}>{optional ? FORM.optional : FORM.required}</span>
  );

function Notes({ id, hint, error }: { id: string; hint: ReactNode; error: string | undefined }) {
  return (
    <>
      {hint && (
        <p className="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {error && (
        <p className="wrong" id={`${id}-wrong`}>
          {error}
        </p>
      )}
    </>
  );
}

const describe = (id: string, hint: ReactNode, error: string | undefined): string | undefined =>
  [hint ? `${id}-hint` : '', error ? `${id}-wrong` : ''].filter(Boolean).join(' ') || undefined;

const classOf = (error: string | undefined): string => (error ? 'field field-wrong' : 'field');

/** What every typed field has alike; `of` draws the control itself. */
function Typed({ name, label, hint, optional, known, of }: Asked & { of: (control: Control) => ReactNode }) {
  const { id, value, error, set } = useField(name, known);
  return (
    <div className={classOf(error)}>
      <label htmlFor={id}>
        {label}
        <Tag optional={optional} />
      </label>
      <Notes id={id} hint={hint} error={error} />
      {of({
        id,
        value,
        onChange: (event) => set(event.target.value),
        'aria-describedby': describe(id, hint, error),
        'aria-invalid': error !== undefined || undefined,
        required: !optional,
      })}
    </div>
  );
}

interface Control {
  id: string;
  value: string;
  onChange: (event: { target: { value: string } }) => void;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
  required: boolean;
}

type Attributes = Pick<
  InputHTMLAttributes<HTMLInputElement>,
  'type' | 'inputMode' | 'autoComplete' | 'aria-label' | 'className'
>;

export function TextField({ name, label, hint, optional, known, ...attributes }: Asked & Attributes) {
  return (
    <Typed
      {...{ name, label, hint, optional, known }}
      of={(control) => <input {...control} autoComplete="off" {...attributes} />}
    />
  );
}

export const TimeField = (asked: Asked) => <TextField {...asked} type="datetime-local" />;

export const TextArea = ({ rows = 3, ...asked }: Asked & { rows?: number }) => (
  <Typed {...asked} of={(control) => <textarea {...control} rows={rows} />} />
);

export interface Choice {
  value: string;
  label: ReactNode;
  note?: ReactNode;
}

interface Group extends Asked {
  choices: readonly Choice[];
  /** Short answers stand in one line. */
  tight?: boolean;
}

/** The first button carries the field's id, so that an error can lead to it. */
const partId = (id: string, value: string, index: number): string => (index === 0 ? id : `${id}-${value}`);

function Fieldset({
  asked: { label, hint, optional, tight },
  field: { id, error },
  children,
}: {
  asked: Group;
  field: { id: string; error: string | undefined };
  children: ReactNode;
}) {
  return (
    <fieldset className={classOf(error)} aria-describedby={describe(id, hint, error)}>
      <legend>
        {label}
        <Tag optional={optional} />
      </legend>
      <Notes id={id} hint={hint} error={error} />
      <div className={tight ? 'choices choices-tight' : 'choices'}>{children}</div>
    </fieldset>
  );
}

export function Radios(asked: Group) {
  const field = useField(asked.name, asked.known);
  const { id, value, set } = field;
  return (
    <Fieldset asked={asked} field={field}>
      {asked.choices.map((choice, index) => (
        <label key={choice.value} className="choice">
          <input
            type="radio"
            id={partId(id, choice.value, index)}
            name={id}
            value={choice.value}
            checked={choice.value === value}
            onChange={() => set(choice.value)}
            required={!asked.optional}
          />
          <span>
            {choice.label}
            {choice.note}
          </span>
        </label>
      ))}
    </Fieldset>
  );
}

/** Boxes of which several may be ticked; those in `alone` take all others away. */
export function Boxes({ alone, ...asked }: Group & { alone: readonly string[] }) {
  const field = useField(asked.name, asked.known);
  const { id, value, set } = field;
  return (
    <Fieldset asked={asked} field={field}>
      {asked.choices.map((choice, index) => (
        <label key={choice.value} className="choice">
          <input
            type="checkbox"
            id={partId(id, choice.value, index)}
            checked={chosenIn(value).includes(choice.value)}
            onChange={() => set(toggled(value, choice.value, alone))}
          />
          <span>{choice.label}</span>
        </label>
      ))}
    </Fieldset>
  );
}

export function Tick({ name, label, hint }: Pick<Asked, 'name' | 'label' | 'hint'>) {
  const { id, value, set } = useField(name);
  return (
    <div className="field">
      <label className="choice">
        <input
          type="checkbox"
          id={id}
          checked={value === 'yes'}
          onChange={() => set(value === 'yes' ? '' : 'yes')}
          aria-describedby={describe(id, hint, undefined)}
        />
        <span>{label}</span>
      </label>
      <Notes id={id} hint={hint} error={undefined} />
    </div>
  );
}

const Options = ({ choices }: { choices: readonly Choice[] }) =>
  choices.map(({ value, label }) => (
    <option key={value} value={value}>
      {label}
    </option>
  ));

export function Select({ choices, ...asked }: Asked & { choices: readonly (Choice & { group?: string })[] }) {
  const groups = Map.groupBy(choices, ({ group = '' }) => group);
  return (
    <Typed
      {...asked}
      of={(control) => (
        <select {...control}>
          {[...groups].map(([group, own]) =>
            group === '' ? (
              <Options key={group} choices={own} />
            ) : (
              <optgroup key={group} label={group}>
                <Options choices={own} />
              </optgroup>
            ),
          )}
        </select>
      )}
    />
  );
}
