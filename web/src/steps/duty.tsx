import type { DutyView } from '#/core/case/view.ts';
import { useCase } from '#/web/src/case/context.ts';
import { Questions } from '#/web/src/case/duty.tsx';
import { isOutdated, isSupplement, laterStages } from '#/web/src/case/duty-groups.ts';
import { isPerson } from '#/web/src/case/steps.ts';
import { Check } from '#/web/src/form/check.ts';
import { Radios, TextArea, TextField, Tick, TimeField } from '#/web/src/form/fields.tsx';
import { Form, type Made } from '#/web/src/form/form.tsx';
import type { StepProps } from '#/web/src/steps/props.ts';
import { DUTY, FORM } from '#/web/src/text/ja.ts';
import { STEP } from '#/web/src/text/steps.ts';

type DutyProps = StepProps & { duty: DutyView };

export function JudgeForm({ step, asked, duty }: DutyProps) {
  const { now } = useCase();
  const { shown, reason, send, again } = STEP.judge;
  const supplement = isSupplement(duty);
  const { words, reportable, yes, no, done } = supplement ? again : STEP.judge;
  const make = (values: Record<string, string>): Made => {
    const check = new Check(values, now);
    const act = {
      command: 'JudgeDuty' as const,
      dutyId: duty.dutyId,
      reportable: check.yes('reportable', reportable),
      reason: check.text('reason', 2000, reason),
    };
    return check.ok ? { act, done } : { errors: check.errors };
  };
  return (
    <Form
      name={step.id}
      asked={asked}
      initial={{ reportable: '', reason: '' }}
      base={String(duty.finding.factsRevision)}
      buttons={[{ name: 'send', label: send }]}
      make={make}
    >
      <p>{duty.state === 'shown' ? shown : words}</p>
      {duty.state !== 'shown' && <Questions questions={duty.questions} />}
      <Radios
        name="reportable"
        label={reportable}
        choices={[
          { value: 'yes', label: yes },
          { value: 'no', label: no },
        ]}
      />
      <TextArea name="reason" label={reason} />
    </Form>
  );
}

export function DraftForm({ step, asked, duty }: DutyProps) {
  const { now } = useCase();
  const { words, returned, outdated, text, hint, send, done } = STEP.draft;
  return (
    <Form
      name={step.id}
      asked={asked}
      initial={{ text: duty.draft.text }}
      base={`${duty.draft.revision} ${duty.finding.factsRevision}`}
      buttons={[{ name: 'send', label: send }]}
      make={(values) => {
        const check = new Check(values, now);
        const written = check.text('text', 20_000, text);
        return check.ok
          ? { act: { command: 'WriteDraft', dutyId: duty.dutyId, text: written }, done }
          : { errors: check.errors };
      }}
    >
      {duty.returned && <p className="caution">{returned(duty.returned.by.name, duty.returned.reason)}</p>}
      {duty.draft.outdated && <p className="caution">{outdated}</p>}
      {duty.draft.revision === 0 && <p>{words}</p>}
      <TextArea name="text" label={text} hint={hint} rows={16} />
    </Form>
  );
}

export function ApproveForm({ step, asked, duty }: DutyProps) {
  const { me, now } = useCase();
  const { words, ownDraft, text, approve, back, reason, reasonWrong, done, returned } = STEP.approve;
  const { revision, author } = duty.draft;
  const { dutyId } = duty;
  if (isPerson(author?.id, me.person.id)) return <p>{ownDraft}</p>;
  return (
    <Form
      name={step.id}
      asked={asked}
      initial={{ reason: '' }}
      base={String(revision)}
      buttons={[
        { name: 'approve', label: approve(revision) },
        { name: 'return', label: back, quiet: true },
      ]}
      make={(values, button) => {
        if (button === 'approve') return { act: { command: 'ApproveDraft', dutyId, revision }, done };
        const check = new Check(values, now);
        const why = check.text('reason', 2000, reason);
        return check.ok
          ? { act: { command: 'ReturnDraft', dutyId, revision, reason: why }, done: returned }
          : { errors: { reason: reasonWrong } };
      }}
    >
      <p>{words(author?.name ?? '')}</p>
      <h4 className="subpart">{text(revision)}</h4>
      <p className="paper">{duty.draft.text}</p>
      <TextArea name="reason" label={reason} optional />
    </Form>
  );
}

export function FilingForm({ step, asked, duty }: DutyProps) {
  const { now } = useCase();
  const { words, filedAt, receiptNumber, receiptHint, last, lastHint, send, done } = STEP.file;
  const later = laterStages(duty);
  return (
    <Form
      name={step.id}
      asked={asked}
      initial={{ filedAt: '', receiptNumber: '' }}
      base={duty.stageName}
      buttons={[{ name: 'send', label: send }]}
      make={(values) => {
        const check = new Check(values, now);
        const act = {
          command: 'RecordFiling' as const,
          dutyId: duty.dutyId,
          filedAt: check.past('filedAt', filedAt),
          receiptNumber: check.text('receiptNumber', 100, receiptNumber),
          last: later.length > 0 && values.last === 'yes',
        };
        return check.ok ? { act, done } : { errors: check.errors };
      }}
    >
      {isOutdated(duty) && <p className="caution">{DUTY.outdated}</p>}
      <p>{words(duty.addressee, duty.channel)}</p>
      <p className="paper">{duty.draft.text}</p>
      <TimeField name="filedAt" label={filedAt} hint={FORM.japanTime} />
      <TextField name="receiptNumber" label={receiptNumber} hint={receiptHint} type="text" />
      {later.length > 0 && (
        <Tick name="last" label={last} hint={lastHint(later.map(({ name }) => name).join('、'))} />
      )}
    </Form>
  );
}
