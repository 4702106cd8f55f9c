import { useCase } from '#/web/src/case/context.ts';
import { MailWarnings } from '#/web/src/case/mail.tsx';
import { Telephone } from '#/web/src/case/parts.tsx';
import { Check } from '#/web/src/form/check.ts';
import { Radios, TextArea } from '#/web/src/form/fields.tsx';
import { Form } from '#/web/src/form/form.tsx';
import { knownValues, readLearned, toldValues } from '#/web/src/steps/fact-values.ts';
import { FactFields } from '#/web/src/steps/facts.tsx';
import type { StepProps } from '#/web/src/steps/props.ts';
import { SHEET } from '#/web/src/text/facts.ts';
import { MAIL, REPORT } from '#/web/src/text/ja.ts';
import { STEP } from '#/web/src/text/steps.ts';

const TEXT = STEP.assess;
const YES_NO = [
  { value: 'yes', label: TEXT.yes },
  { value: 'no', label: TEXT.no },
];

export function AssessForm({ step, asked }: StepProps) {
  const { view, now } = useCase();
  const { report, mail } = view;
  return (
    <Form
      name={step.id}
      asked={asked}
      initial={{
        incident: '',
        violation: '',
        reason: '',
        ...(!view.facts && { firstKnownAt: report.noticedAt, ...toldValues(view.told) }),
      }}
      buttons={[{ name: 'send', label: TEXT.send }]}
      make={(values) => {
        const check = new Check({ ...knownValues(view.facts, values.of), ...values }, now);
        const act = {
          command: 'AssessReport' as const,
          incident: check.yes('incident', TEXT.incident),
          violation: check.yes('violation', TEXT.violation),
          facts: readLearned(check, values, view, now),
          reason: check.text('reason', 2000, TEXT.reason),
        };
        return check.ok ? { act, done: TEXT.done } : { errors: check.errors };
      }}
    >
      <div className="digest">
        <p className="subhead">{TEXT.report}</p>
        {mail && (
          <>
            <MailWarnings mail={mail} />
            <p>{mail.subject}</p>
          </>
        )}
        <p className="typed">{report.happened || view.kind.name}</p>
        {report.done && (
          <>
            <p className="subhead">{REPORT.done}</p>
            <p className="typed">{report.done}</p>
          </>
        )}
        <p>
          {mail ? `${MAIL.from} ${mail.from || REPORT.none}` : REPORT.callback}{' '}
          <Telephone number={report.callback} />
        </p>
        <p>
          <a href="#report">{TEXT.wholeReport}</a>
        </p>
      </div>
      <p>{TEXT.words}</p>
      <Radios name="incident" label={TEXT.incident} choices={YES_NO} tight />
      <Radios name="violation" label={TEXT.violation} choices={YES_NO} tight />
      <h4 className="subpart">{SHEET.title}</h4>
      <p className="hint">{SHEET.hint}</p>
      <FactFields />
      <TextArea name="reason" label={TEXT.reason} />
    </Form>
  );
}
