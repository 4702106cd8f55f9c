import { useCase } from '#/web/src/case/context.ts';
import { Section, Time } from '#/web/src/case/parts.tsx';
import { Check } from '#/web/src/form/check.ts';
import { TextArea } from '#/web/src/form/fields.tsx';
import { Form } from '#/web/src/form/form.tsx';
import { useOpen } from '#/web/src/form/use-open.ts';
import { REPORTER } from '#/web/src/text/settle.ts';

const WRITE = 'write-reporter';

function WriteForm({ asked, onDone }: { asked: boolean; onDone: () => void }) {
  const { now } = useCase();
  return (
    <Form
      name={WRITE}
      asked={asked}
      initial={{ text: '' }}
      buttons={[{ name: 'send', label: REPORTER.send }]}
      onDone={onDone}
      make={(values) => {
        const check = new Check(values, now);
        const text = check.text('text', 2000, REPORTER.text);
        return check.ok
          ? { act: { command: 'WriteToReporter', text }, done: REPORTER.done }
          : { errors: check.errors };
      }}
    >
      <TextArea name="text" label={REPORTER.text} hint={REPORTER.hint} rows={4} />
    </Form>
  );
}

const ReadForm = () => (
  <Form
    name="read-reporter"
    asked
    initial={{}}
    buttons={[{ name: 'send', label: REPORTER.read, quiet: true }]}
    make={() => ({ act: { command: 'ReadFromReporter' }, done: REPORTER.readDone })}
  >
    <p className="late">{REPORTER.unread}</p>
  </Form>
);

/** What was asked and answered, in order; and the way to ask. */
export function Reporter() {
  const { view } = useCase();
  const [open, setOpen] = useOpen(WRITE);
  const { thread } = view.reported;
  const may = view.may.includes('WriteToReporter');
  return (
    <Section id="reporter" title={REPORTER.title}>
      {thread.length === 0 && <p>{REPORTER.none}</p>}
      <ol className="thread">
        {thread.map(({ at, by, fromReporter, text }) => (
          <li key={at} className={fromReporter ? 'from-reporter' : ''}>
            <p className="line-by">
              <strong>{by}</strong>　<Time at={at} />
            </p>
            <p className="typed">{text}</p>
          </li>
        ))}
      </ol>
      {view.may.includes('ReadFromReporter') && <ReadForm />}
      {may && (
        <button type="button" className="toggle" aria-expanded={open} onClick={() => setOpen(!open)}>
          {REPORTER.open}
        </button>
      )}
      {open && <WriteForm asked={may} onDone={() => setOpen(false)} />}
    </Section>
  );
}
