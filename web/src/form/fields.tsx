import type { InputHTMLAttributes, ReactNode } from 'react';
import { useField } from '#/web/src/form/form.tsx';
import { FORM } from '#/web/src/text/ja.ts';

interface Asked {
  name: string;
  label: ReactNode;
  hint?: ReactNode;
  optional?: boolean | undefined;
}

const Tag = ({ optional }: { optional: boolean | undefined }) => (
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
function Typed({ name, label, hint, optional, of }: Asked & { of: (control: Control) => ReactNode }) {
  const { id, value, error, set } = useField(name);
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

export function TextField({ name, label, hint, optional, ...attributes }: Asked & Attributes) {
  return (
    <Typed
      {...{ name, label, hint, optional }}
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

/** The first button carries the field's id, so that an error can lead to it. */
export function Radios({ name, label, hint, optional, choices }: Asked & { choices: readonly Choice[] }) {
  const { id, value, error, set } = useField(name);
  return (
    <fieldset className={classOf(error)} aria-describedby={describe(id, hint, error)}>
      <legend>
        {label}
        <Tag optional={optional} />
      </legend>
      <Notes id={id} hint={hint} error={error} />
      <div className="choices">
        {choices.map((choice, index) => (
          <label key={choice.value} className="choice">
            <input
              type="radio"
              id={index === 0 ? id : `${id}-${choice.value}`}
              name={id}
              value={choice.value}
              checked={choice.value === value}
              onChange={() => set(choice.value)}
              required={!optional}
            />
            <span>
              {choice.label}
              {choice.note}
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
