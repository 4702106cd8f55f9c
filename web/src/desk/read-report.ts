import type { ChoiceFact } from '#/core/case/facts.ts';
import type { FormView } from '#/core/case/view.ts';
import { isOwn } from '#/core/report/sender.ts';
import type { SentReport } from '#/core/report/sent.ts';
import { Check, type Errors } from '#/web/src/form/check.ts';
import { chosenIn } from '#/web/src/form/chosen.ts';
import type { Values } from '#/web/src/form/draft.ts';
import { listedIn } from '#/web/src/report/chosen-files.ts';
import { FORM } from '#/web/src/text/ja.ts';
import { TYPED } from '#/web/src/text/report.ts';

type Kind = FormView['kinds'][number];

export const answerField = (question: string): string => `answer-${question}`;
export const toldField = (fact: ChoiceFact): string => `told-${fact}`;
export const NONE = 'none';

/** Of a group in which nothing was chosen yet, no kind stands. */
export const kindIn = (form: FormView, { group, kind }: Values): Kind | undefined =>
  form.kinds.find((each) => each.id === kind && each.group === group);

const filled = (pairs: readonly (readonly [string, string])[]): Record<string, string> | undefined => {
  const known = pairs.filter(([, value]) => value !== '');
  return known.length === 0 ? undefined : Object.fromEntries(known);
};

/** The answers to the questions of this kind; what was typed for another kind stays behind. */
const answersOf = ({ questions }: Pick<Kind, 'questions'>, values: Values) =>
  filled(questions.map(({ id }) => [id, (values[answerField(id)] ?? '').trim()]));

const toldOf = ({ questions }: Pick<Kind, 'questions'>, values: Values): SentReport['told'] =>
  filled(questions.flatMap(({ facts }) => facts.map((fact) => [fact, values[toldField(fact)] ?? ''])));

/** A time that has been, as it was typed in Japan; empty where nothing was. */
function localTime(check: Check, values: Values, name: string, label: string): string {
  const typed = values[name] ?? '';
  if (typed !== '') check.past(name, label);
  return typed;
}

function behalfOf(check: Check, values: Values): SentReport['behalf'] {
  if (values.mode !== 'behalf' && values.mode !== 'slip') return undefined;
  const words = TYPED[values.mode];
  if ((values.calledAt ?? '') === '') check.past('calledAt', words.calledAt);
  return {
    who: check.upTo('who', 100, words.who),
    contact: check.upTo('contact', 100, words.contact),
    calledAt: localTime(check, values, 'calledAt', words.calledAt),
    section: values.behalfSection ?? '',
  };
}

/** What was chosen; whatever was left as it was is left out. */
const choicesOf = ({ concerns, danger, nightWatch, overlays = '' }: Values): Partial<SentReport> => {
  const chosen = chosenIn(overlays).filter((id) => id !== NONE);
  return {
    ...(chosen.length > 0 && { overlays: chosen }),
    ...(concerns && { concerns: concerns as NonNullable<SentReport['concerns']> }),
    ...(danger && { danger: danger as NonNullable<SentReport['danger']> }),
    ...(nightWatch === 'yes' && { nightWatch }),
  };
};

const detailsOf = ({ questions }: Kind, values: Values): Partial<SentReport> => {
  const answers = answersOf({ questions }, values);
  const told = toldOf({ questions }, values);
  return { ...(answers && { answers }), ...(told && { told }) };
};

function mailOf(check: Check, { ownDomains }: FormView): Pick<SentReport, 'mail'> {
  const mail = check.upTo('mail', 200, TYPED.mail);
  if (mail === '') return {};
  if (!isOwn(mail, ownDomains)) check.errors.mail = `${TYPED.mail}：${TYPED.mailWrong}`;
  return { mail };
}

const filesOf = ({ files = '' }: Values): Pick<SentReport, 'files'> =>
  files === '' ? {} : { files: files.split('\n').map(listedIn) };

/** What was typed, as it is sent; or what is wrong with it, in the order in which it is asked. */
export function readReport(
  values: Values,
  form: FormView,
  now: number,
): { errors: Errors } | { report: SentReport } {
  const check = new Check(values, now);
  const behalf = behalfOf(check, values);
  const callback = check.text('callback', 100, TYPED.callback);
  const kind = kindIn(form, values);
  if (check.choice('group', TYPED.group) !== '' && kind === undefined)
    check.errors.kind = `${TYPED.kind}：${FORM.choose}`;
  const typed = {
    callback,
    noticedAt: localTime(check, values, 'noticedAt', TYPED.noticedAt),
    section: values.section ?? '',
    place: check.upTo('place', 200, TYPED.place),
    happened: check.upTo('happened', 4000, TYPED.happened),
    done: check.upTo('done', 4000, TYPED.done),
    personalData: (values.personalData || 'unknown') as SentReport['personalData'],
    reporter: check.upTo('reporter', 100, TYPED.reporter),
    ...mailOf(check, form),
    ...filesOf(values),
    ...choicesOf(values),
    ...(behalf && { behalf }),
  };
  return check.ok && kind
    ? { report: { kind: kind.id, ...typed, ...detailsOf(kind, values) } }
    : { errors: check.errors };
}
