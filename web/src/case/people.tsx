import { useState } from 'react';
import type { TaskView } from '#/core/case/view.ts';
import { shortDateTime } from '#/core/text/dates.ts';
import { REPLY_WORDS } from '#/core/text/words.ts';
import { useCase } from '#/web/src/case/context.ts';
import { Due, Fact, Section, Telephone, Time } from '#/web/src/case/parts.tsx';
import { isPerson } from '#/web/src/case/steps.ts';
import { Check } from '#/web/src/form/check.ts';
import { Radios, TextField, TimeField } from '#/web/src/form/fields.tsx';
import { Form } from '#/web/src/form/form.tsx';
import { useOpen } from '#/web/src/form/use-open.ts';
import { FORM, PEOPLE } from '#/web/src/text/ja.ts';
import { toJapanLocal } from '#/web/src/time.ts';

const TEXT = PEOPLE.phone;

const formOf = (task: TaskView): string => `telephone-${task.taskId}`;

function TelephoneForm({ task, asked, onDone }: { task: TaskView; asked: boolean; onDone: () => void }) {
  const { view, now } = useCase();
  const [openedAt] = useState(() => toJapanLocal(now));
  const name = task.personName ?? task.postName;
  return (
    <Form
      name={formOf(task)}
      asked={asked}
      initial={{ number: task.telephone ?? '', at: openedAt, charge: view.charge ? 'no' : '' }}
      buttons={[{ name: 'send', label: TEXT.send }]}
      onDone={onDone}
      make={(values) => {
        const check = new Check(values, now);
        const act = {
          command: 'AcknowledgeByTelephone' as const,
          taskId: task.taskId,
          number: check.text('number', 30, TEXT.number),
          at: check.past('at', TEXT.at),
          charge: !view.charge && check.yes('charge', TEXT.charge),
        };
        return check.ok ? { act, done: TEXT.done(name) } : { errors: check.errors };
      }}
    >
      <h4>{TEXT.title(name)}</h4>
      <TextField name="number" label={TEXT.number} type="tel" inputMode="tel" />
      <TimeField name="at" label={TEXT.at} hint={FORM.japanTime} />
      {!view.charge && (
        <Radios
          name="charge"
          label={TEXT.charge}
          choices={[
            { value: 'no', label: TEXT.no },
            { value: 'yes', label: TEXT.yes },
          ]}
        />
      )}
    </Form>
  );
}

/** Told is when the mail has left us, not when we decided to send it. */
function Told({ task }: { task: TaskView }) {
  if (task.mailedAt) return <Time at={task.mailedAt} short />;
  return task.mailFailed ? <strong className="late">{PEOPLE.mailFailed}</strong> : PEOPLE.mailing;
}

function Known({ task, now }: { task: TaskView; now: number }) {
  if (task.state === 'done') {
    return (
      <>
        <strong className="yes">{PEOPLE.acknowledged}</strong>
        {task.answered && (
          <span className="source">
            {PEOPLE.answered(shortDateTime(task.answered.at), REPLY_WORDS[task.answered.how])}
          </span>
        )}
      </>
    );
  }
  if (task.state === 'dropped') return <>{PEOPLE.dropped}</>;
  if (task.state === 'unanswered') return <strong className="late">{PEOPLE.unanswered}</strong>;
  return (
    <>
      {PEOPLE.waiting}
      <Due due={task.due} now={now} byDefault={task.dueDefault} />
    </>
  );
}

function Called({ task }: { task: TaskView }) {
  const { view, now } = useCase();
  const [open, setOpen] = useOpen(formOf(task));
  const inCharge = view.charge !== undefined && isPerson(task.person, view.charge.id);
  const unknown = task.state === 'open' || task.state === 'unanswered';
  const asked =
    view.may.includes('AcknowledgeByTelephone') && (unknown || (task.state === 'done' && !view.charge));
  const name = task.personName ?? task.postName;
  return (
    <li className="called" id={`called-${task.taskId}`}>
      <div className="called-who">
        <h3>{name}</h3>
        <span>
          {task.postName}
          {task.deputyForName && `（${PEOPLE.deputyFor(task.deputyForName)}）`}
        </span>
        {task.telephone && (
          <span>
            {PEOPLE.telephone} <Telephone number={task.telephone} />
          </span>
        )}
      </div>
      <dl className="three">
        <Fact name={PEOPLE.told}>
          <Told task={task} />
        </Fact>
        <Fact name={PEOPLE.known}>
          <Known task={task} now={now} />
        </Fact>
        <Fact name={PEOPLE.charge}>
          {inCharge ? <strong className="yes">{PEOPLE.inCharge}</strong> : PEOPLE.notInCharge}
        </Fact>
      </dl>
      {asked && (
        <button type="button" className="toggle" aria-expanded={open} onClick={() => setOpen(!open)}>
          <span className="visually-hidden">{TEXT.whose(name)}</span>
          {TEXT.openShort}
        </button>
      )}
      {open && <TelephoneForm task={task} asked={asked} onDone={() => setOpen(false)} />}
    </li>
  );
}

export function People() {
  const { view } = useCase();
  const called = view.tasks.filter((task) => task.ask === 'acknowledge');
  return (
    <Section id="people" title={PEOPLE.title} {...(called.length > 0 && { words: PEOPLE.words })}>
      {called.length === 0 ? (
        <p>{PEOPLE.empty}</p>
      ) : (
        <ul className="list">
          {called.map((task) => (
            <Called key={task.taskId} task={task} />
          ))}
        </ul>
      )}
    </Section>
  );
}
