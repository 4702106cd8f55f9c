import type { ReactNode } from 'react';
import type { FormView, MeView } from '#/core/case/view.ts';
import { isRestricted, reaches, type Told } from '#/core/report/reaches.ts';
import type { Concerned } from '#/core/report/report.ts';
import { choicesOf, questionOf } from '#/core/text/facts.ts';
import { reachWords } from '#/core/text/report-live.ts';
import { YES_NO } from '#/core/text/words.ts';
import { Fact, Time } from '#/web/src/case/parts.tsx';
import { answerField, kindIn, NONE, toldField } from '#/web/src/desk/read-report.ts';
import { chosenIn } from '#/web/src/form/chosen.ts';
import { Boxes, Radios, Select, TextArea, TextField, Tick, TimeField } from '#/web/src/form/fields.tsx';
import { useForm } from '#/web/src/form/form.tsx';
import { FORM } from '#/web/src/text/ja.ts';
import { TYPED } from '#/web/src/text/report.ts';
import { fromJapanLocal } from '#/web/src/time.ts';

const named = (things: readonly { id: string; name: string }[]) =>
  things.map(({ id, name }) => ({ value: id, label: name }));

const THREE = (['yes', 'no', 'unknown'] as const).map((value) => ({ value, label: TYPED.danger[value] }));

function Sections({ form, name, label }: { form: FormView; name: string; label: string }) {
  const choices = [{ value: '', label: TYPED.sectionNone }, ...named(form.sections)];
  return <Select name={name} label={label} optional="unmarked" choices={choices} />;
}

/** Who said it, when, and to whom: the time of the call is not the time of the typing. */
function Behalf({ form, mode }: { form: FormView; mode: 'behalf' | 'slip' }) {
  const words = TYPED[mode];
  return (
    <div className="under-choice">
      <TimeField name="calledAt" label={words.calledAt} hint={words.calledAtHint} />
      <TextField name="who" label={words.who} hint={words.whoHint} optional="unmarked" type="text" />
      <TextField name="contact" label={words.contact} optional="unmarked" type="text" />
      <Sections form={form} name="behalfSection" label={words.section} />
      <Tick name="nightWatch" label={TYPED.nightWatch} />
    </div>
  );
}

function Kind({ form }: { form: FormView }) {
  const { values } = useForm();
  const kinds = form.kinds.filter(({ group }) => group === values.group);
  return (
    <>
      <Radios name="group" label={TYPED.group} choices={named(form.groups)} tight />
      {kinds.length > 0 && <Radios name="kind" label={TYPED.kind} choices={named(kinds)} />}
    </>
  );
}

function Questions({ form }: { form: FormView }) {
  const { values } = useForm();
  const kind = kindIn(form, values);
  if (kind === undefined) return null;
  return (
    <>
      <h2>{TYPED.questions(kind.name)}</h2>
      <p className="hint">{TYPED.questionsHint}</p>
      {kind.questions.map(({ id, words, facts }) => (
        <div key={id}>
          <TextField name={answerField(id)} label={words} optional="unmarked" type="text" />
          {facts.map((fact) => (
            <Radios
              key={fact}
              name={toldField(fact)}
              label={questionOf(fact).ask}
              optional="unmarked"
              // Only those who answer for personal information may confirm it, and a reporter is none of them.
              choices={choicesOf(fact).filter(({ value }) => fact !== 'malice' || value !== 'confirmed')}
              tight
            />
          ))}
        </div>
      ))}
    </>
  );
}

function Overlays({ form }: { form: FormView }) {
  const { values } = useForm();
  const chosen = chosenIn(values.overlays ?? '');
  return (
    <>
      <Boxes
        name="overlays"
        label={TYPED.overlays}
        hint={TYPED.overlaysHint}
        optional="unmarked"
        choices={[...named(form.overlays), { value: NONE, label: TYPED.none }]}
        alone={[NONE]}
      />
      {form.overlays
        .filter(({ id }) => chosen.includes(id))
        .map(({ id, name, steps }) => (
          <div key={id} className="caution">
            <p className="subhead">{name}</p>
            <ul>
              {steps.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ul>
          </div>
        ))}
      <Select
        name="concerns"
        label={TYPED.concerns}
        optional="unmarked"
        choices={[{ value: '', label: TYPED.concernsNone }, ...named(form.concerned)]}
      />
    </>
  );
}

/** Whom it reaches, before it is sent, and which times will stand in the case. */
function Reach({ form, me }: { form: FormView; me: MeView }) {
  const { values } = useForm();
  const { concerns, section = '', kind = '', noticedAt, calledAt, mode, behalfSection = '' } = values;
  const overlays = chosenIn(values.overlays ?? '');
  const protectedPersons = values[toldField('protectedPersons')];
  const about: Pick<Told, 'concerns' | 'told'> = {
    ...(concerns && { concerns: concerns as Concerned }),
    ...(protectedPersons && { told: { protectedPersons } as Told['told'] }),
  };
  const told = [section, ...(mode === 'own' ? [] : [behalfSection])].flatMap((of) => {
    const name = form.sections.find(({ id }) => id === of)?.name ?? '';
    const isVacant = form.hearers.vacant.includes(of);
    const words = { names: form.posts, section: name, isVacant, desk: me.contactUnit.name };
    return reaches({ kind, section: of, overlays, ...about }, form.hearers).map((post) =>
      reachWords(post, words),
    );
  });
  const clock = (typed: string | undefined) => {
    const at = fromJapanLocal(typed ?? '');
    return at ? <Time at={at} /> : TYPED.unknown;
  };
  return (
    <section className="reach" aria-labelledby="reach">
      <h2 id="reach">{TYPED.reach}</h2>
      <ul>
        {[...new Set(told)].map((words) => (
          <li key={words}>{words}</li>
        ))}
      </ul>
      {isRestricted({ kind, overlays, ...about }) && <p>{TYPED.reachFew}</p>}
      <h2>{TYPED.clocks}</h2>
      <dl className="facts">
        <Fact name={TYPED.clockNoticed}>{clock(noticedAt)}</Fact>
        {mode !== 'own' && <Fact name={TYPED.clockCalled}>{clock(calledAt)}</Fact>}
        <Fact name={TYPED.clockNow}>{TYPED.now}</Fact>
      </dl>
    </section>
  );
}

interface Props {
  form: FormView;
  me: MeView;
  files: ReactNode;
}

/** The whole report, for whoever is signed in: the desk types what it hears, or what stands on paper. */
export function ReportFields({ form, me, files }: Props) {
  const { values } = useForm();
  const { mode } = values;
  const modes = (['own', 'behalf', 'slip'] as const).map((value) => ({ value, label: TYPED.mode[value] }));
  const yesNo = ['yes', 'no', 'unknown'].map((value) => ({ value, label: YES_NO[value] }));
  return (
    <>
      <Radios name="mode" label={TYPED.mode.label} optional="unmarked" choices={modes} />
      {(mode === 'behalf' || mode === 'slip') && <Behalf form={form} mode={mode} />}
      <Radios
        name="danger"
        label={TYPED.danger.label}
        hint={TYPED.danger.hint}
        optional="unmarked"
        choices={THREE}
        tight
      />
      <TextField
        name="callback"
        label={TYPED.callback}
        hint={TYPED.callbackHint}
        type="tel"
        inputMode="tel"
      />
      <Kind form={form} />
      <TimeField
        name="noticedAt"
        label={TYPED.noticedAt}
        hint={`${TYPED.noticedAtHint}${FORM.japanTime}`}
        optional
      />
      <Sections form={form} name="section" label={TYPED.section} />
      <TextField name="place" label={TYPED.place} optional="unmarked" type="text" />
      <TextArea name="happened" label={TYPED.happened} hint={TYPED.noNames} optional="unmarked" rows={5} />
      <TextArea name="done" label={TYPED.done} optional="unmarked" />
      <Radios name="personalData" label={TYPED.personalData} optional="unmarked" choices={yesNo} tight />
      <Questions form={form} />
      {files}
      <Overlays form={form} />
      <TextField name="reporter" label={TYPED.reporter} optional="unmarked" type="text" />
      <TextField name="mail" label={TYPED.mail} hint={TYPED.mailHint} optional="unmarked" type="email" />
      <Reach form={form} me={me} />
    </>
  );
}
