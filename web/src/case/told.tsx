import type { Report } from '#/core/report/report.ts';
import { YES_NO } from '#/core/text/words.ts';
import { useCase } from '#/web/src/case/context.ts';
import { Fact, Time } from '#/web/src/case/parts.tsx';
import { REPORT } from '#/web/src/text/ja.ts';
import { REPORTER } from '#/web/src/text/settle.ts';
import { fromJapanLocal } from '#/web/src/time.ts';

/** Who said it to whom, and when: not the time at which it was typed. */
export function BehalfFacts({ report }: { report: Report }) {
  const { view } = useCase();
  const { behalf, danger, nightWatch } = report;
  const calledAt = fromJapanLocal(behalf?.calledAt ?? '');
  return (
    <>
      {danger && <Fact name={REPORTER.danger3}>{YES_NO[danger]}</Fact>}
      {nightWatch && <Fact name={REPORTER.nightWatch}>{REPORTER.yes}</Fact>}
      {behalf && (
        <>
          <Fact name={REPORTER.who}>{behalf.who || REPORT.none}</Fact>
          <Fact name={REPORTER.contact}>{behalf.contact || REPORT.none}</Fact>
          <Fact name={REPORTER.calledAt}>{calledAt ? <Time at={calledAt} /> : REPORT.none}</Fact>
          <Fact name={REPORTER.behalfSection}>{view.reported.behalfSection ?? REPORT.none}</Fact>
        </>
      )}
    </>
  );
}

/** What the reporter answered to the questions of the kind, and what those answers tell. */
export function Answers() {
  const { questions, told, concerns } = useCase().view.reported;
  if (questions.length + told.length === 0 && concerns === undefined) return null;
  return (
    <dl className="facts">
      {concerns && <Fact name={REPORTER.concerns}>{concerns}</Fact>}
      {questions.map(({ id, words, answer }) => (
        <Fact key={id} name={words}>
          <span className="typed">{answer}</span>
        </Fact>
      ))}
      {told.length > 0 && <Fact name={REPORTER.told}>{told.join('、')}</Fact>}
    </dl>
  );
}

/** What must be seen before anything else: somebody's danger, what lies over the kind, and what nobody has read yet. */
export function Warnings() {
  const { view } = useCase();
  const { overlays, unread } = view.reported;
  const urgent = view.danger && view.state !== 'closed';
  return (
    <>
      {urgent && (
        <p className="danger" role="alert">
          {REPORTER.danger}
        </p>
      )}
      {unread && (
        <p className="caution">
          <a href="#reporter">{REPORTER.unread}</a>
        </p>
      )}
      {view.state !== 'closed' &&
        overlays.map(({ id, name, steps, never }) => (
          <div key={id} className="caution">
            <p className="subhead">
              {REPORTER.overlays}：{name}
            </p>
            <ul>
              {steps.map((step) => (
                <li key={step}>{step}</li>
              ))}
              {never.map((step) => (
                <li key={step}>
                  {REPORTER.never}
                  {step}
                </li>
              ))}
            </ul>
          </div>
        ))}
    </>
  );
}
