import { useCase } from '#/web/src/case/context.ts';
import { Due, Telephone } from '#/web/src/case/parts.tsx';
import { silent } from '#/web/src/case/steps.ts';
import { Form } from '#/web/src/form/form.tsx';
import type { StepProps } from '#/web/src/steps/props.ts';
import { PEOPLE } from '#/web/src/text/ja.ts';
import { STEP } from '#/web/src/text/steps.ts';

export function AcknowledgeForm({ step, asked }: StepProps) {
  const { view } = useCase();
  const { words, know, knowWords, charge, chargeWords, done } = STEP.acknowledge;
  const task = step.task;
  return (
    <Form
      name={step.id}
      asked={asked}
      initial={{}}
      buttons={[
        { name: 'know', label: know, words: knowWords },
        ...(view.charge ? [] : [{ name: 'charge', label: charge, words: chargeWords, quiet: true }]),
      ]}
      make={(_, button) => ({
        act: { command: 'Acknowledge', taskId: task?.taskId ?? '', charge: button === 'charge' },
        done,
      })}
    >
      {task && <p>{words(task.postName)}</p>}
    </Form>
  );
}

/** The telephone is the real pager: whom to ring, and where to write down what was said. */
export function CallList(_: StepProps) {
  const { view, now } = useCase();
  return (
    <>
      <p>{STEP.call.words}</p>
      <ul className="list">
        {silent(view).map((task) => (
          <li key={task.taskId} className="call-line">
            <span>
              <strong>{task.personName ?? task.postName}</strong>　{task.postName}
            </span>
            {task.telephone && <Telephone number={task.telephone} />}
            {task.state === 'open' ? (
              <Due due={task.due} now={now} byDefault={task.dueDefault} />
            ) : (
              <strong className="late">{PEOPLE.unanswered}</strong>
            )}
            <a href={`#called-${task.taskId}`}>{PEOPLE.phone.openShort}</a>
          </li>
        ))}
      </ul>
    </>
  );
}

export function ChargeForm({ step, asked }: StepProps) {
  const { words, send, done } = STEP.charge;
  return (
    <Form
      name={step.id}
      asked={asked}
      initial={{}}
      buttons={[{ name: 'send', label: send }]}
      make={() => ({ act: { command: 'TakeCharge' }, done })}
    >
      <p>{words}</p>
    </Form>
  );
}
