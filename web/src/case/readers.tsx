import { useCase } from '#/web/src/case/context.ts';
import { Check } from '#/web/src/form/check.ts';
import { chosenIn } from '#/web/src/form/chosen.ts';
import { Boxes, TextArea } from '#/web/src/form/fields.tsx';
import { Form } from '#/web/src/form/form.tsx';
import { useOpen } from '#/web/src/form/use-open.ts';
import { READERS } from '#/web/src/text/ja.ts';

const NAME = 'readers';

function ReadersForm({ onDone }: { onDone: () => void }) {
  const { view, now } = useCase();
  const { mayBeNamed = [], restricted } = view;
  return (
    <Form
      name={NAME}
      asked
      initial={{ persons: (restricted?.readers ?? []).map(({ id }) => id).join(' ') }}
      buttons={[{ name: 'send', label: READERS.send, words: READERS.sendWords }]}
      onDone={onDone}
      make={(values) => {
        const check = new Check(values, now);
        const persons = chosenIn(values.persons ?? '');
        if (persons.length === 0) check.errors.persons = READERS.none;
        const reason = check.text('reason', 2000, READERS.reason);
        return check.ok
          ? { act: { command: 'NameReaders', persons, reason }, done: READERS.done }
          : { errors: check.errors };
      }}
    >
      <Boxes
        alone={[]}
        name="persons"
        label={READERS.persons}
        hint={READERS.personsHint}
        choices={mayBeNamed.map(({ id, name }) => ({ value: id, label: name }))}
      />
      <TextArea name="reason" label={READERS.reason} />
    </Form>
  );
}

/** Who may read the case, where few may; and the way to make it so. */
export function Readers() {
  const { view } = useCase();
  const [open, setOpen] = useOpen(NAME);
  const { restricted, mayBeNamed } = view;
  if (!(restricted || (mayBeNamed && view.may.includes('NameReaders')))) return null;
  return (
    <section className="panel" id="readers" aria-labelledby="readers-title">
      <h2 id="readers-title">{READERS.title}</h2>
      {restricted && (
        <>
          <p>{READERS.restricted}</p>
          <p>{restricted.readers.length === 0 ? READERS.unnamed : READERS.named}</p>
          <ul>
            {restricted.readers.map(({ id, name }) => (
              <li key={id}>{name}</li>
            ))}
          </ul>
        </>
      )}
      {view.may.includes('NameReaders') && (
        <button type="button" className="toggle" aria-expanded={open} onClick={() => setOpen(!open)}>
          {READERS.open}
        </button>
      )}
      {open && <ReadersForm onDone={() => setOpen(false)} />}
    </section>
  );
}
