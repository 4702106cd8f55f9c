import { useEffect, useState } from 'react';
import type { FactKey } from '#/core/case/facts.ts';
import type { CaseView, MeView, QueueLine } from '#/core/case/view.ts';
import { readCase } from '#/web/src/api.ts';
import { Fact } from '#/web/src/case/parts.tsx';
import { type Alike, carryEach, confirmationOf, proposalOf } from '#/web/src/desk/bulk.ts';
import { Chooser, Results, useBulk } from '#/web/src/desk/bulk-list.tsx';
import { Check } from '#/web/src/form/check.ts';
import type { Values } from '#/web/src/form/draft.ts';
import { Radios, TextArea } from '#/web/src/form/fields.tsx';
import { SendForm } from '#/web/src/form/form.tsx';
import { answersIn } from '#/web/src/steps/fact-values.ts';
import { FactField } from '#/web/src/steps/facts.tsx';
import { SettledFacts } from '#/web/src/steps/settle.tsx';
import { CASE } from '#/web/src/text/ja.ts';
import { SETTLE } from '#/web/src/text/settle.ts';

const TEXT = SETTLE.bulk;
/** Without personal data, a leak or bad faith nobody outside has to hear of it. */
const ASKED: readonly FactKey[] = ['personalData', 'leak', 'malice'];
const YES_NO = [
  { value: 'yes', label: SETTLE.yes },
  { value: 'no', label: SETTLE.no },
];

function readAlike(values: Values, now: number): { check: Check; alike: Alike } {
  const check = new Check(values, now);
  const incident = check.yes('incident', SETTLE.incident);
  const violation = check.yes('violation', SETTLE.violation);
  return {
    check,
    alike: {
      incident,
      violation,
      level: Number(check.choice('level', SETTLE.level)) as 0 | 1,
      facts: answersIn(ASKED, values),
      reason: check.text('reason', 2000, SETTLE.reason),
      summary: check.text('summary', 4000, SETTLE.summary),
    },
  };
}

interface BulkProps {
  lines: readonly QueueLine[];
  me: MeView;
  now: number;
  reload: () => Promise<void>;
}

/** One text for many small cases: one proposal each, with its own result. */
export function BulkSettle({ lines, me, now, reload }: BulkProps) {
  const [chosen, choose] = useState<string[]>([]);
  const { commandIdOf, begin, all, results, hear } = useBulk();
  const levels = me.levels.filter(({ level }) => level <= 1);
  return (
    <section className="panel" aria-labelledby="bulk-title">
      <h2 id="bulk-title">{TEXT.title}</h2>
      <p>{TEXT.words}</p>
      <SendForm
        scope="queue"
        name="bulk"
        asked
        initial={{}}
        buttons={[{ name: 'send', label: TEXT.send(chosen.length) }]}
        make={(values) => {
          const { check, alike } = readAlike(values, now);
          if (chosen.length === 0) check.errors.incident = TEXT.nobody;
          if (!check.ok) return { errors: check.errors };
          return {
            send: async () => {
              begin(chosen.length);
              await carryEach(chosen, proposalOf(alike), commandIdOf, hear);
              choose([]);
              await reload();
              return undefined;
            },
          };
        }}
      >
        {lines.length === 0 ? <p>{TEXT.none}</p> : <Chooser lines={lines} chosen={chosen} choose={choose} />}
        <Radios name="incident" label={SETTLE.incident} choices={YES_NO} tight />
        <Radios name="violation" label={SETTLE.violation} choices={YES_NO} tight />
        {ASKED.map((fact) => (
          <FactField key={fact} fact={fact} known={{}} />
        ))}
        <Radios
          name="level"
          label={SETTLE.level}
          choices={levels.map(({ level, name }) => ({ value: String(level), label: `${level}　${name}` }))}
          tight
        />
        <TextArea name="reason" label={SETTLE.reason} />
        <TextArea name="summary" label={SETTLE.summary} hint={SETTLE.summaryHint} />
      </SendForm>
      <Results results={results} all={all} done={TEXT.proposed} />
    </section>
  );
}

/** What was proposed for one case, to be read before it is ticked. */
function Proposal({ caseId }: { caseId: string }) {
  const [view, setView] = useState<CaseView>();
  useEffect(() => {
    void readCase(caseId).then((answer) => answer.ok && setView(answer.value));
  }, [caseId]);
  const { settlement } = view ?? {};
  if (view === undefined || settlement === undefined) return null;
  const { by, incident, violation, level, reason, summary, facts } = settlement;
  return (
    <details className="reading">
      <summary>
        {view.kind.name}　{caseId}
      </summary>
      <dl className="facts">
        <Fact name={SETTLE.confirm.title}>{by.name}</Fact>
        <Fact name={CASE.assessment}>{CASE.assessed(incident, violation)}</Fact>
        <Fact name={SETTLE.level}>{level}</Fact>
        <Fact name={SETTLE.reason}>{reason}</Fact>
        <Fact name={SETTLE.summary}>{summary}</Fact>
        <Fact name={SETTLE.confirm.facts}>
          <SettledFacts facts={facts} />
        </Fact>
        <Fact name={CASE.title(caseId)}>
          <span className="typed">{view.report.happened}</span>
        </Fact>
      </dl>
    </details>
  );
}

export function BulkConfirm({ lines, reload }: BulkProps) {
  const [chosen, choose] = useState<string[]>([]);
  const { commandIdOf, begin, all, results, hear } = useBulk();
  return (
    <section className="panel" aria-labelledby="bulk-confirm-title">
      <h2 id="bulk-confirm-title">{TEXT.confirmTitle}</h2>
      <p>{TEXT.confirmWords}</p>
      {lines.map(({ caseId }) => (
        <Proposal key={caseId} caseId={caseId} />
      ))}
      <SendForm
        scope="queue"
        name="bulk-confirm"
        asked
        initial={{}}
        buttons={[{ name: 'send', label: TEXT.confirmSend(chosen.length) }]}
        make={() => ({
          send: async () => {
            begin(chosen.length);
            await carryEach(chosen, confirmationOf, commandIdOf, hear);
            choose([]);
            await reload();
            return undefined;
          },
        })}
      >
        <Chooser lines={lines} chosen={chosen} choose={choose} />
      </SendForm>
      <Results results={results} all={all} done={TEXT.confirmed} />
    </section>
  );
}
