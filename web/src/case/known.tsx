import type { FactKey, Facts } from '#/core/case/facts.ts';
import type { FactsView } from '#/core/case/view.ts';
import { FACT_SECTIONS } from '#/core/text/fact-sections.ts';
import { factLabel, factWords, isClock, UNKNOWN } from '#/core/text/facts.ts';
import { useCase } from '#/web/src/case/context.ts';
import { differing, knownOf, openFacts } from '#/web/src/case/open-facts.ts';
import { Fact, Section, Time } from '#/web/src/case/parts.tsx';
import { useOpen } from '#/web/src/form/use-open.ts';
import { UpdateFactsForm } from '#/web/src/steps/update-facts.tsx';
import { SHEET } from '#/web/src/text/facts.ts';

const { clocks } = SHEET;

function Clocks({ facts }: { facts: FactsView }) {
  const { view } = useCase();
  const { occurredAt, reportedAt, judgedAt } = facts.values;
  const judged = judgedAt ?? facts.judgedAt;
  return (
    <>
      <h3>{clocks.title}</h3>
      <dl className="facts">
        <Fact name={clocks.occurred}>{occurredAt ? <Time at={occurredAt} /> : UNKNOWN}</Fact>
        <Fact name={clocks.firstKnown}>
          <Time at={facts.firstKnownAt} />
        </Fact>
        <Fact name={clocks.reported}>
          <Time at={reportedAt ?? view.receivedAt} />
        </Fact>
        <Fact name={clocks.judged}>{judged ? <Time at={judged} /> : clocks.notYet}</Fact>
        {view.bodies.length > 1 && (
          <Fact name={SHEET.bodies.label}>{facts.bodies?.map(({ name }) => name).join('、') ?? UNKNOWN}</Fact>
        )}
      </dl>
    </>
  );
}

const Answers = ({ facts, values }: { facts: readonly FactKey[]; values: Facts }) => (
  <dl className="facts">
    {facts.map((fact) => (
      <Fact key={fact} name={factLabel(fact)}>
        {factWords(fact, values[fact])}
      </Fact>
    ))}
  </dl>
);

/** Answers part by part; what nobody has answered is left out. */
const Parts = ({ values }: { values: Facts }) =>
  FACT_SECTIONS.map(({ id, name, facts }) => {
    const known = knownOf(facts, values).filter((fact) => !isClock(fact));
    return (
      known.length > 0 && (
        <div key={id}>
          <h3>{name}</h3>
          <Answers facts={known} values={values} />
        </div>
      )
    );
  });

function OfBodies({ facts }: { facts: FactsView }) {
  const all = FACT_SECTIONS.flatMap((section) => section.facts);
  return facts.ofBody.map(({ body, firstKnownAt, values }) => (
    <div key={body.id}>
      <h3>{SHEET.different(body.name)}</h3>
      <dl className="facts">
        <Fact name={clocks.firstKnown}>
          <Time at={firstKnownAt} />
        </Fact>
      </dl>
      <Answers facts={differing(all, values, facts.values)} values={values} />
    </div>
  ));
}

const History = ({ history }: Pick<FactsView, 'history'>) => (
  <details className="reading">
    <summary>{SHEET.history(history.length)}</summary>
    <ul className="timeline">
      {history.map(({ at, body, words }) => (
        <li key={`${at} ${body} ${words}`}>
          <Time at={at} short />
          <p>
            {body && `${body}　`}
            {words.join('、') || SHEET.nothingThen}
          </p>
        </li>
      ))}
    </ul>
  </details>
);

function Sheet({ facts }: { facts: FactsView }) {
  const { view } = useCase();
  const open = openFacts(view);
  return (
    <>
      {open.length > 0 && (
        <p className="open-facts">
          <strong>{SHEET.matters}</strong>
          <span>{open.map(factLabel).join('、')}</span>
        </p>
      )}
      <Clocks facts={facts} />
      <Parts values={facts.values} />
      <OfBodies facts={facts} />
      <History history={facts.history} />
    </>
  );
}

/** What is known of the case. Before the assessment the form for it is in the assessment itself. */
export function Known() {
  const { view } = useCase();
  const { facts } = view;
  const [open, setOpen] = useOpen('facts');
  const may = view.may.includes('RecordFacts') && view.state !== 'reported' && view.state !== 'closed';
  return (
    <Section id="facts" title={SHEET.title}>
      {facts ? <Sheet facts={facts} /> : <p>{SHEET.none}</p>}
      {may && (
        <button type="button" className="toggle" aria-expanded={open} onClick={() => setOpen(!open)}>
          {SHEET.update}
        </button>
      )}
      {open && <UpdateFactsForm asked={may} onDone={() => setOpen(false)} />}
    </Section>
  );
}
