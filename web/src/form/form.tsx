import {
  createContext,
  type ReactNode,
  type SubmitEvent,
  useContext,
  useEffect,
  useRef,
  useState,
} from 'react';
import type { Problem } from '#/web/src/api.ts';
import type { Act } from '#/web/src/case/context.ts';
import { useCase } from '#/web/src/case/context.ts';
import type { Errors } from '#/web/src/form/check.ts';
import { type Draft, dropDraft, keepDraft, readDraft, type Values } from '#/web/src/form/draft.ts';
import { signIn } from '#/web/src/sign-in.ts';
import { APP, FORM } from '#/web/src/text/ja.ts';

export type Made = { errors: Errors } | { act: Act; done: string };

interface Button {
  name: string;
  label: string;
  words?: string;
  quiet?: boolean;
}

interface SendProps {
  /** What its drafts belong to: the number of a case, or a page. */
  scope: string;
  name: string;
  /** False once somebody else has done it; what was typed stays to be read. */
  asked: boolean;
  initial: Values;
  /** Changes when what the form is based on changes. */
  base?: string;
  buttons: readonly Button[];
  /** What is wrong with what was typed, or how to send it under an id that stays the same until it has been sent. */
  make: (values: Values, button: string) => { errors: Errors } | { send: Send };
  onDone?: () => void;
  onDiscard?: () => void;
  children?: ReactNode;
}
type Send = (id: string) => Promise<Problem | undefined>;

type FormProps = Omit<SendProps, 'scope' | 'make' | 'onDiscard'> & {
  make: (values: Values, button: string) => Made;
};

interface FormState {
  form: string;
  values: Values;
  errors: Errors;
  set: (name: string, value: string) => void;
}

const FormContext = createContext<FormState | undefined>(undefined);

export function useForm(): FormState {
  const form = useContext(FormContext);
  if (form === undefined) throw new Error('a field outside a form');
  return form;
}

/** `known` is shown as long as nobody has answered here. */
export function useField(name: string, known = '') {
  const form = useForm();
  const id = `${form.form}-${name}`;
  const error = form.errors[name];
  const set = (value: string) => form.set(name, value);
  return { id, value: form.values[name] ?? known, error, set };
}

interface Refusal {
  words: string;
  signIn?: boolean;
}

function refusalOf(problem: Problem): Refusal {
  if (problem.why === 'refused') return { words: problem.message };
  if (problem.why === 'signed-out') return { words: APP.expired, signIn: true };
  return { words: FORM.unreachable };
}

/** What was taken in under this id was something else: pressing again is a new thing. */
const idsAfter = (problem: Problem, ids: Draft['commandIds']): Draft['commandIds'] =>
  problem.why === 'refused' && problem.code === 'KeyUsed' ? {} : ids;

/** A form of a case, which sends one command. */
export function Form({ make, ...form }: FormProps) {
  const { view, carry, redraw } = useCase();
  return (
    <SendForm
      {...form}
      scope={view.caseId}
      onDiscard={redraw}
      make={(values, button) => {
        const made = make(values, button);
        return 'errors' in made ? made : { send: (id) => carry(made.act, id, made.done) };
      }}
    />
  );
}

/** Nothing typed is lost before it has been recorded. */
export function SendForm({ scope, name, asked, initial, base = '', buttons, make, ...rest }: SendProps) {
  const { onDone, onDiscard, children } = rest;
  const [draft, setDraft] = useState<Draft | undefined>(() => readDraft(sessionStorage, scope, name));
  const [errors, setErrors] = useState<Errors>({});
  const [refusal, setRefusal] = useState<Refusal>();
  const [sending, setSending] = useState<string>();
  const [failed, setFailed] = useState(0);
  const busy = useRef(false);
  const summary = useRef<HTMLDivElement>(null);
  const values = draft?.values ?? initial;

  useEffect(() => {
    if (failed > 0) summary.current?.focus();
  }, [failed]);

  const keep = (next: Draft) => {
    setDraft(next);
    keepDraft(sessionStorage, scope, name, next);
  };
  const discard = () => {
    setDraft(undefined);
    setErrors({});
    setRefusal(undefined);
    dropDraft(sessionStorage, scope, name);
    onDiscard?.();
  };
  const fail = (why: Errors, words?: Refusal) => {
    setErrors(why);
    setRefusal(words);
    setFailed((count) => count + 1);
  };

  const send = async (button: string) => {
    if (busy.current || !asked) return;
    const made = make(values, button);
    if ('errors' in made) return fail(made.errors);
    const commandId = draft?.commandIds[button] ?? crypto.randomUUID();
    const commandIds = { ...draft?.commandIds, [button]: commandId };
    keep({ values, base: draft?.base ?? base, commandIds });
    busy.current = true;
    setSending(button);
    const problem = await made.send(commandId);
    busy.current = false;
    setSending(undefined);
    if (problem !== undefined) {
      keep({ values, base: draft?.base ?? base, commandIds: idsAfter(problem, commandIds) });
      return fail({}, refusalOf(problem));
    }
    discard();
    onDone?.();
  };

  const submit = (event: SubmitEvent<HTMLFormElement>) => {
    event.preventDefault();
    const pressed = event.nativeEvent.submitter?.getAttribute('value') ?? buttons[0]?.name ?? '';
    void send(pressed);
  };
  const set = (field: string, value: string) =>
    keep({
      values: { ...values, [field]: value },
      base: draft?.base ?? base,
      commandIds: draft?.commandIds ?? {},
    });

  if (!asked && draft === undefined) return null;
  return (
    <FormContext value={{ form: name, values, errors, set }}>
      <form onSubmit={submit} noValidate aria-busy={sending !== undefined}>
        {!asked && <p className="caution">{FORM.notAsked}</p>}
        {asked && draft && draft.base !== base && <p className="caution">{FORM.newer}</p>}
        {(refusal || Object.keys(errors).length > 0) && (
          <div className="summary" role="alert" tabIndex={-1} ref={summary}>
            {refusal ? <p>{refusal.words}</p> : <p className="subhead">{FORM.wrongTitle}</p>}
            <ul>
              {Object.entries(errors).map(([field, words]) => (
                <li key={field}>
                  <a href={`#${name}-${field}`}>{words}</a>
                </li>
              ))}
            </ul>
            {refusal?.signIn && (
              <button type="button" className="button" onClick={() => void signIn()}>
                {APP.signInAgain}
              </button>
            )}
          </div>
        )}
        {children}
        <div className="buttons">
          {asked ? (
            buttons.map(({ name: value, label, words, quiet }) => (
              <div key={value} className="act">
                <button
                  type="submit"
                  className={`button${quiet ? ' button-second' : ''}`}
                  name="act"
                  value={value}
                  aria-disabled={sending !== undefined}
                  aria-describedby={words && `${name}-${value}-words`}
                >
                  {sending === value ? FORM.sending : label}
                </button>
                {words && (
                  <p className="hint" id={`${name}-${value}-words`}>
                    {words}
                  </p>
                )}
              </div>
            ))
          ) : (
            <button type="button" className="button button-second" onClick={discard}>
              {FORM.discard}
            </button>
          )}
        </div>
      </form>
    </FormContext>
  );
}
