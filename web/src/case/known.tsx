import { useCase } from '#/web/src/case/context.ts';
import { Fact, Section, Time } from '#/web/src/case/parts.tsx';
import { Check } from '#/web/src/form/check.ts';
import { Form } from '#/web/src/form/form.tsx';
import { useOpen } from '#/web/src/form/use-open.ts';
import { FactFields, factValues, readFacts } from '#/web/src/steps/facts.tsx';
import { SeverityForm, Suggestion } from '#/web/src/steps/severity.tsx';
import { CASE } from '#/web/src/text/ja.ts';
import { STEP } from '#/web/src/text/steps.ts';

const TEXT = STEP.facts;
const CHANGE = 'change-severity';
const SENSITIVE = { yes: TEXT.yes, no: TEXT.no, unknown: TEXT.unknown };

function FactsForm({ onDone }: { onDone: () => void }) {
  const { view, now } = useCase();
  return (
    <Form
      name="facts"
      asked={view.may.includes('RecordFacts') && view.state !== 'closed'}
      initial={factValues(view)}
      base={JSON.stringify(view.facts)}
      buttons={[{ name: 'send', label: TEXT.send, words: TEXT.sendWords }]}
      onDone={onDone}
      make={(values) => {
        const check = new Check(values, now);
        const facts = readFacts(check);
        return check.ok
          ? { act: { command: 'RecordFacts', facts }, done: TEXT.done }
          : { errors: check.errors };
      }}
    >
      <FactFields fromReport={false} />
    </Form>
  );
}

/** What is known of the extent. Before the assessment the form for it is in the assessment itself. */
export function Known() {
  const { view } = useCase();
  const { facts } = view;
  const [open, setOpen] = useOpen('facts');
  const may = view.may.includes('RecordFacts') && view.state !== 'reported' && view.state !== 'closed';
  return (
    <Section id="facts" title={TEXT.title}>
      {facts ? (
        <dl className="facts">
          <Fact name={TEXT.firstKnownAt}>
            <Time at={facts.firstKnownAt} />
          </Fact>
          <Fact name={TEXT.persons}>
            {facts.persons === null
              ? TEXT.unknown
              : `${facts.persons.toLocaleString('ja-JP')}${TEXT.personsUnit}`}
          </Fact>
          <Fact name={TEXT.sensitiveShort}>{SENSITIVE[facts.sensitive]}</Fact>
        </dl>
      ) : (
        <p>{TEXT.none}</p>
      )}
      {may && (
        <button type="button" className="toggle" aria-expanded={open} onClick={() => setOpen(!open)}>
          {TEXT.update}
        </button>
      )}
      {open && <FactsForm onDone={() => setOpen(false)} />}
    </Section>
  );
}

/** The level that was decided, beside what is suggested from what is known now. */
export function SeveritySection() {
  const { view, me } = useCase();
  const [open, setOpen] = useOpen(CHANGE);
  if (view.state === 'reported' || view.state === 'set-aside') return null;
  const name = me.levels.find(({ level }) => level === view.severity)?.name ?? '';
  const may = view.may.includes('DecideSeverity') && view.state === 'responding';
  return (
    <Section id="level" title={CASE.level}>
      {view.severity !== undefined && (
        <p className="level-now">
          <span className="level-mark">{view.severity}</span>
          {name}
        </p>
      )}
      {view.severity !== undefined && !open && <Suggestion />}
      {may && (
        <button type="button" className="toggle" aria-expanded={open} onClick={() => setOpen(!open)}>
          {STEP.severity.change}
        </button>
      )}
      {open && (
        <SeverityForm
          step={{ id: CHANGE, kind: 'severity', mine: false }}
          asked={may}
          onDone={() => setOpen(false)}
        />
      )}
    </Section>
  );
}
