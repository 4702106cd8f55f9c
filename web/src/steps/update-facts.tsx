import { useCase } from '#/web/src/case/context.ts';
import { Check } from '#/web/src/form/check.ts';
import { Form } from '#/web/src/form/form.tsx';
import { isNews, knownValues, readLearned } from '#/web/src/steps/fact-values.ts';
import { FactFields } from '#/web/src/steps/facts.tsx';
import { SHEET } from '#/web/src/text/facts.ts';

export function UpdateFactsForm({ asked, onDone }: { asked: boolean; onDone: () => void }) {
  const { view, now } = useCase();
  return (
    <Form
      name="facts"
      asked={asked}
      initial={{}}
      base={JSON.stringify(view.facts)}
      buttons={[{ name: 'send', label: SHEET.send, words: SHEET.sendWords }]}
      onDone={onDone}
      make={(values) => {
        const check = new Check({ ...knownValues(view.facts, values.of), ...values }, now);
        const facts = readLearned(check, values, view, now);
        if (check.ok && !isNews(facts, view.facts)) check.errors.mode = SHEET.mode.nothing;
        return check.ok
          ? { act: { command: 'RecordFacts', facts }, done: SHEET.done }
          : { errors: check.errors };
      }}
    >
      <FactFields />
    </Form>
  );
}
