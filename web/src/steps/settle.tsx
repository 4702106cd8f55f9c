import type { FactKey } from '#/core/case/facts.ts';
import { FIRST_FACTS } from '#/core/text/fact-sections.ts';
import { useCase } from '#/web/src/case/context.ts';
import { Fact, Time } from '#/web/src/case/parts.tsx';
import { Check } from '#/web/src/form/check.ts';
import { dropDraft, keepDraft, type Values } from '#/web/src/form/draft.ts';
import { Radios, TextArea } from '#/web/src/form/fields.tsx';
import { Form, useForm } from '#/web/src/form/form.tsx';
import { knownValues, readLearned, toldValues } from '#/web/src/steps/fact-values.ts';
import { FactField, FirstKnown } from '#/web/src/steps/facts.tsx';
import type { StepProps } from '#/web/src/steps/props.ts';
import { missingIn, Prospect, useProspect } from '#/web/src/steps/prospect.tsx';
import { SHEET } from '#/web/src/text/facts.ts';
import { CASE } from '#/web/src/text/ja.ts';
import { SETTLE } from '#/web/src/text/settle.ts';

const YES_NO = [
  { value: 'yes', label: SETTLE.yes },
  { value: 'no', label: SETTLE.no },
];

/** Besides what every case is asked: what was lost or spoilt weighs as much as what got out. */
const ASKED: readonly FactKey[] = [...FIRST_FACTS, 'damage'];

const isNeither = ({ incident, violation }: Values): boolean => incident === 'no' && violation === 'no';

/** The facts as typed so far; none while the moment that starts the law's clock is missing. */
function useLearned() {
  const { view, now } = useCase();
  const { values } = useForm();
  const check = new Check({ ...knownValues(view.facts, ''), ...values }, now);
  const facts = readLearned(check, values, view, now);
  // With every second a new time would be a new question.
  const at = view.facts ? `${new Date(now).toISOString().slice(0, 15)}0:00.000Z` : facts.at;
  return check.ok ? { ...facts, at } : undefined;
}

function QuickFacts() {
  const { view } = useCase();
  const form = useForm();
  const facts = useLearned();
  const answer = useProspect(view.caseId, facts);
  const known = knownValues(view.facts, '');
  const more = answer?.ok ? missingIn(answer.value).filter((fact) => !ASKED.includes(fact)) : [];
  const typed = Object.keys(form.values).filter((name) => more.includes(name as never));
  const goOn = () => {
    keepDraft(sessionStorage, view.caseId, 'assess', { values: form.values, base: '', commandIds: {} });
    dropDraft(sessionStorage, view.caseId, form.form);
    location.reload();
  };
  return (
    <>
      {!view.facts && <FirstKnown hint={view.report.noticedAt === '' ? '' : SHEET.first.fromReport} />}
      {ASKED.map((fact) => (
        <FactField key={fact} fact={fact} known={known} />
      ))}
      {(more.length > 0 || typed.length > 0) && <h4 className="subpart">{SETTLE.prospect.more}</h4>}
      {more.map((fact) => (
        <FactField key={fact} fact={fact} known={known} />
      ))}
      <div role="status">
        <h4 className="subpart">{SETTLE.prospect.title}</h4>
        {facts === undefined && <p>{SETTLE.prospect.first}</p>}
        {facts && answer === undefined && <p>{SETTLE.prospect.looking}</p>}
        {answer?.ok && <Prospect prospect={answer.value} />}
        {answer && !answer.ok && (
          <p className="wrong">
            {answer.problem.why === 'refused' ? answer.problem.message : SETTLE.prospect.failed}
          </p>
        )}
      </div>
      {answer?.ok && !answer.value.quick && view.state === 'reported' && (
        <button type="button" className="button button-second" onClick={goOn}>
          {SETTLE.prospect.normal}
        </button>
      )}
    </>
  );
}

function LevelField() {
  const { me } = useCase();
  const { values } = useForm();
  if (isNeither(values)) return null;
  const levels = me.levels.filter(({ level }) => level <= 1);
  return (
    <Radios
      name="level"
      label={SETTLE.level}
      choices={levels.map(({ level, name }) => ({ value: String(level), label: `${level}　${name}` }))}
      tight
    />
  );
}

/** A small case from its report to its closing on one page; another person says the last word. */
export function SettleForm({ step, asked }: StepProps) {
  const { view, now } = useCase();
  const { assessment, facts, report, settlement } = view;
  const answered = (value: boolean | undefined) => (value === undefined ? '' : value ? 'yes' : 'no');
  return (
    <Form
      name={step.id}
      asked={asked}
      initial={{
        incident: answered(assessment?.incident),
        violation: answered(assessment?.violation),
        level: '',
        reason: '',
        summary: '',
        ...(!facts && { firstKnownAt: report.noticedAt, ...toldValues(view.told) }),
      }}
      buttons={[{ name: 'send', label: SETTLE.send, words: SETTLE.sendWords }]}
      make={(values) => {
        const check = new Check({ ...knownValues(facts, ''), ...values }, now);
        const act = {
          command: 'ProposeSettlement' as const,
          incident: check.yes('incident', SETTLE.incident),
          violation: check.yes('violation', SETTLE.violation),
          facts: readLearned(check, values, view, now),
          level: (isNeither(values) ? 0 : Number(check.choice('level', SETTLE.level))) as 0 | 1,
          reason: check.text('reason', 2000, SETTLE.reason),
          summary: check.text('summary', 4000, SETTLE.summary),
        };
        return check.ok ? { act, done: SETTLE.done } : { errors: check.errors };
      }}
    >
      <p>{SETTLE.words}</p>
      {settlement && <p className="caution">{SETTLE.waiting(settlement.by.name)}</p>}
      {view.state !== 'assessed' && (
        <>
          <Radios name="incident" label={SETTLE.incident} choices={YES_NO} tight />
          <Radios name="violation" label={SETTLE.violation} choices={YES_NO} tight />
        </>
      )}
      <QuickFacts />
      <LevelField />
      <TextArea name="reason" label={SETTLE.reason} />
      <TextArea name="summary" label={SETTLE.summary} hint={SETTLE.summaryHint} />
    </Form>
  );
}

export const SettledFacts = ({ facts }: { facts: readonly string[] }) =>
  facts.length === 0 ? (
    SETTLE.confirm.noFacts
  ) : (
    <ul className="plain">
      {facts.map((fact) => (
        <li key={fact}>{fact}</li>
      ))}
    </ul>
  );

/** All of it as somebody else proposed it, with what it would owe at this moment. */
export function ConfirmForm({ step, asked }: StepProps) {
  const { view, now } = useCase();
  const { settlement } = view;
  const TEXT = SETTLE.confirm;
  if (settlement === undefined) return null;
  const { seq, by, incident, violation, level, reason, summary, facts, firstKnownAt, prospect } = settlement;
  return (
    <Form
      name={step.id}
      asked={asked}
      initial={{ reason: '' }}
      base={String(seq)}
      buttons={[
        { name: 'confirm', label: TEXT.send },
        { name: 'return', label: TEXT.back, quiet: true },
      ]}
      make={(values, button) => {
        if (button === 'confirm') return { act: { command: 'ConfirmSettlement', seq }, done: TEXT.done };
        const check = new Check(values, now);
        const why = check.text('reason', 2000, TEXT.reason);
        return check.ok
          ? { act: { command: 'ReturnSettlement', seq, reason: why }, done: TEXT.returned }
          : { errors: { reason: TEXT.reasonWrong } };
      }}
    >
      <p>{TEXT.words(by.name)}</p>
      <dl className="facts">
        <Fact name={CASE.assessment}>{CASE.assessed(incident, violation)}</Fact>
        {(incident || violation) && <Fact name={SETTLE.level}>{level}</Fact>}
        <Fact name={SETTLE.reason}>
          <span className="typed">{reason}</span>
        </Fact>
        <Fact name={SETTLE.summary}>
          <span className="typed">{summary}</span>
        </Fact>
        <Fact name={TEXT.firstKnown}>
          <Time at={firstKnownAt} />
        </Fact>
        <Fact name={TEXT.facts}>
          <SettledFacts facts={facts} />
        </Fact>
      </dl>
      <Prospect prospect={prospect} />
      <TextArea name="reason" label={TEXT.reason} optional />
    </Form>
  );
}
