import type { RuleView } from '#/core/case/view.ts';
import type { Level } from '#/core/policy/source.ts';
import { factLabel } from '#/core/text/facts.ts';
import { useCase } from '#/web/src/case/context.ts';
import { SourceOf } from '#/web/src/case/parts.tsx';
import { Check } from '#/web/src/form/check.ts';
import { Radios, TextArea } from '#/web/src/form/fields.tsx';
import { Form } from '#/web/src/form/form.tsx';
import type { StepProps } from '#/web/src/steps/props.ts';
import { STEP } from '#/web/src/text/steps.ts';

const TEXT = STEP.severity;

const Rules = ({ rules }: { rules: readonly RuleView[] }) => (
  <ul className="rules">
    {rules.map((rule) => (
      <li key={rule.id}>
        <span>{rule.words}</span>
        <SourceOf source={rule.source} />
      </li>
    ))}
  </ul>
);

/** The suggested level with the rules it follows from, and what would still raise it. */
export function Suggestion() {
  const { view, me } = useCase();
  const { level, rules, wouldRaise, missing } = view.suggestion;
  const name = me.levels.find((candidate) => candidate.level === level)?.name ?? '';
  return (
    <div className="suggestion">
      <p className="lead">{TEXT.suggestion(level, name)}</p>
      <p className="subhead">{TEXT.rules}</p>
      {rules.length > 0 ? <Rules rules={rules} /> : <p>{TEXT.noRules}</p>}
      {wouldRaise.length > 0 && (
        <>
          <p className="subhead">{TEXT.wouldRaise}</p>
          <Rules rules={wouldRaise} />
        </>
      )}
      {missing.length > 0 && (
        <>
          <p className="subhead">{TEXT.missing}</p>
          <p>{missing.map(factLabel).join('、')}</p>
        </>
      )}
    </div>
  );
}

export function SeverityForm({ step, asked, onDone }: StepProps & { onDone?: () => void }) {
  const { view, me, now } = useCase();
  const { suggestion } = view;
  // The level that stands on this screen: if somebody else has changed it since, the answer says so.
  const from = view.severity ?? null;
  return (
    <Form
      name={step.id}
      asked={asked}
      initial={{ level: '', reason: '' }}
      base={`${suggestion.level} ${suggestion.rules.map(({ id }) => id).join(' ')}`}
      buttons={[{ name: 'send', label: TEXT.send, words: TEXT.sendWords }]}
      {...(onDone && { onDone })}
      make={(values) => {
        const check = new Check(values, now);
        const level = Number(check.choice('level', TEXT.level)) as Level;
        const reason = check.text('reason', 2000, TEXT.reason);
        return check.ok
          ? { act: { command: 'DecideSeverity', from, level, reason }, done: `${TEXT.done}${level}` }
          : { errors: check.errors };
      }}
    >
      <Suggestion />
      {view.severity !== undefined && <p className="hint">{TEXT.lowering}</p>}
      <Radios
        name="level"
        label={TEXT.level}
        choices={[...me.levels]
          .sort((one, other) => other.level - one.level)
          .map(({ level, name }) => ({
            value: String(level),
            label: `${level}　${name}`,
            note: level === suggestion.level && <span className="tag">{TEXT.suggested}</span>,
          }))}
      />
      <TextArea name="reason" label={TEXT.reason} />
    </Form>
  );
}
