import { useCallback, useEffect, useReducer, useRef, useState } from 'react';
import type { CaseView, MeView } from '#/core/case/view.ts';
import { STATE_WORDS } from '#/core/text/words.ts';
import { carryCommand, readCase } from '#/web/src/api.ts';
import { CaseContext, type CaseDesk } from '#/web/src/case/context.ts';
import { Duties } from '#/web/src/case/duties.tsx';
import { Known } from '#/web/src/case/known.tsx';
import { SeveritySection } from '#/web/src/case/level.tsx';
import { NextSteps } from '#/web/src/case/next-steps.tsx';
import { Due, Fact, Time } from '#/web/src/case/parts.tsx';
import { People } from '#/web/src/case/people.tsx';
import { Readers } from '#/web/src/case/readers.tsx';
import { Evidence, ReportText, Timeline } from '#/web/src/case/records.tsx';
import { Reporter } from '#/web/src/case/reporter.tsx';
import { Warnings } from '#/web/src/case/told.tsx';
import { Wave } from '#/web/src/case/wave.tsx';
import { Trouble } from '#/web/src/desk/trouble.tsx';
import { type Polled, useNow, usePolled } from '#/web/src/polling.ts';
import { Link } from '#/web/src/route.tsx';
import { SHEET } from '#/web/src/text/facts.ts';
import { APP, CASE, DUTY, EVIDENCE, NEXT, PEOPLE, REPORT, TIME, TIMELINE } from '#/web/src/text/ja.ts';
import { REPORTER } from '#/web/src/text/settle.ts';
import { spanSince } from '#/web/src/time.ts';

function Summary({ view, me, now }: { view: CaseView; me: MeView; now: number }) {
  const level = me.levels.find((candidate) => candidate.level === (view.severity ?? view.workingLevel));
  return (
    <dl className="summary-facts">
      <Fact name={CASE.state}>{STATE_WORDS[view.state]}</Fact>
      <Fact name={CASE.level}>
        {level && `${level.level}　${level.name}`}
        {view.severity === undefined && `（${CASE.provisional}）`}
      </Fact>
      <Fact name={CASE.charge}>{view.charge?.name ?? CASE.nobody}</Fact>
      {view.everybodyAt && view.charge === undefined && view.state !== 'closed' && (
        <Fact name={CASE.everybodyAt}>
          <Due
            due={view.everybodyAt}
            now={now}
            byDefault={view.tasks.some(({ ask, dueDefault }) => ask === 'acknowledge' && dueDefault)}
          />
        </Fact>
      )}
      <Fact name={CASE.receivedAt}>
        <Time at={view.receivedAt} short />
        {view.state !== 'closed' && (
          <span className="source">{TIME.age(spanSince(view.receivedAt, now))}</span>
        )}
      </Fact>
      <Fact name={CASE.section}>{view.sectionName || CASE.noSection}</Fact>
      {view.assessment && (
        <Fact name={CASE.assessment}>
          {CASE.assessed(view.assessment.incident, view.assessment.violation)}
        </Fact>
      )}
    </dl>
  );
}

const PARTS = [
  ['next', NEXT.title],
  ['people', PEOPLE.title],
  ['facts', SHEET.title],
  ['duties', DUTY.title],
  ['report', REPORT.title],
  ['reporter', REPORTER.title],
  ['evidence', EVIDENCE.title],
  ['timeline', TIMELINE.title],
] as const;

interface LoadedProps extends Pick<Polled<CaseView>, 'reload' | 'follow'> {
  view: CaseView;
  me: MeView;
}

function Loaded({ view, me, reload, follow }: LoadedProps) {
  const now = useNow(view.now);
  const [said, announce] = useState('');
  const [, redraw] = useReducer((count: number) => count + 1, 0);
  const { caseId } = view;
  const carry: CaseDesk['carry'] = async (act, commandId, done) => {
    announce('');
    const answer = await carryCommand({ ...act, caseId, commandId });
    if (!answer.ok) return answer.problem;
    await reload();
    follow();
    announce(NEXT.done(done));
    document.getElementById('next-title')?.focus();
    return undefined;
  };
  return (
    <CaseContext value={{ view, me, now, carry, announce, redraw }}>
      <div className="case">
        <aside className="case-side" aria-label={CASE.number}>
          <Summary view={view} me={me} now={now} />
          <nav className="case-parts" aria-label={CASE.sections}>
            <ul>
              {PARTS.map(([id, title]) => (
                <li key={id}>
                  <a href={`#${id}`}>{title}</a>
                </li>
              ))}
            </ul>
          </nav>
        </aside>
        <div className="case-main">
          <p className="said" role="status">
            {said}
          </p>
          <Warnings />
          <NextSteps />
          <Wave />
          <People />
          <Known />
          <SeveritySection />
          <Duties />
          <ReportText />
          <Reporter />
          <Evidence />
          <Readers />
          <Timeline />
        </div>
      </div>
    </CaseContext>
  );
}

export function CasePage({ caseId, me }: { caseId: string; me: MeView }) {
  const load = useCallback(() => readCase(caseId), [caseId]);
  const { value: view, problem, reload, follow } = usePolled(load);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${caseId}｜${APP.product}`;
    heading.current?.focus();
  }, [caseId]);
  return (
    <>
      <p>
        <Link to="/desk" className="back">
          {APP.back}
        </Link>
      </p>
      <div className="case-head">
        <h1 ref={heading} tabIndex={-1}>
          {view?.kind.name ?? (problem ? CASE.title(caseId) : APP.loading)}
        </h1>
        <p className="number">
          <span className="visually-hidden">{CASE.number} </span>
          {caseId}
        </p>
      </div>
      <Trouble problem={problem} stale={view !== undefined} />
      {view && <Loaded view={view} me={me} reload={reload} follow={follow} />}
    </>
  );
}
