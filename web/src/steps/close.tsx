import { useCase } from '#/web/src/case/context.ts';
import { dutyName, stateWords } from '#/web/src/case/duty-groups.ts';
import { isBlocked, lacksCharge, openDuties } from '#/web/src/case/steps.ts';
import { Check } from '#/web/src/form/check.ts';
import { TextArea } from '#/web/src/form/fields.tsx';
import { Form } from '#/web/src/form/form.tsx';
import type { StepProps } from '#/web/src/steps/props.ts';
import { STEP } from '#/web/src/text/steps.ts';

const TEXT = STEP.close;

export function CloseForm({ step, asked }: StepProps) {
  const { view, now } = useCase();
  const duties = openDuties(view);
  if (asked && isBlocked(view)) {
    return (
      <>
        <p>{TEXT.blocked}</p>
        <ul>
          {lacksCharge(view) && <li>{TEXT.blockedCharge}</li>}
          {duties.map((duty) => (
            <li key={duty.dutyId}>
              {dutyName(view, duty)}：{stateWords(duty)}
            </li>
          ))}
        </ul>
      </>
    );
  }
  return (
    <Form
      name={step.id}
      asked={asked}
      initial={{ summary: '' }}
      buttons={[{ name: 'send', label: TEXT.send }]}
      make={(values) => {
        const check = new Check(values, now);
        const summary = check.text('summary', 4000, TEXT.summary);
        return check.ok
          ? { act: { command: 'CloseCase', summary }, done: TEXT.done }
          : { errors: check.errors };
      }}
    >
      <p>{TEXT.words}</p>
      <TextArea name="summary" label={TEXT.summary} hint={TEXT.summaryHint} rows={6} />
    </Form>
  );
}
