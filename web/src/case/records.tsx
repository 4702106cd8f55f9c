import { useState } from 'react';
import type { EvidenceView, TimelineLine } from '#/core/case/view.ts';
import type { Report } from '#/core/report/report.ts';
import { dateTime, shortDateTime } from '#/core/text/dates.ts';
import { MARK_WORDS } from '#/core/text/mail-in.ts';
import { CHANNEL_WORDS, VERDICT_WORDS, YES_NO } from '#/core/text/words.ts';
import { evidenceLink, type Problem, readTimeline } from '#/web/src/api.ts';
import { useCase } from '#/web/src/case/context.ts';
import { MailText } from '#/web/src/case/mail.tsx';
import { Fact, Section, Telephone, Time } from '#/web/src/case/parts.tsx';
import { Answers, BehalfFacts } from '#/web/src/case/told.tsx';
import { APP, EVIDENCE, FORM, REPORT, TIMELINE } from '#/web/src/text/ja.ts';
import { fromJapanLocal } from '#/web/src/time.ts';

const wordsOf = (problem: Problem): string => {
  if (problem.why === 'refused') return problem.message;
  return problem.why === 'signed-out' ? APP.expired : APP.unreachable;
};

/** A button for something that is fetched, not recorded; says how it went. */
function Fetch({ label, run }: { label: string; run: () => Promise<Problem | undefined> }) {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem>();
  const press = async () => {
    if (busy) return;
    setBusy(true);
    setProblem(await run());
    setBusy(false);
  };
  return (
    <>
      <button
        type="button"
        className="button button-second"
        aria-disabled={busy}
        onClick={() => void press()}
      >
        {busy ? FORM.sending : label}
      </button>
      {problem && (
        <p className="wrong" role="alert">
          {wordsOf(problem)}
        </p>
      )}
    </>
  );
}

function Item({ item }: { item: EvidenceView }) {
  const { view, announce } = useCase();
  const { name, marks = [] } = item;
  const kind = EVIDENCE.what[item.what];
  const what = name === undefined ? kind : EVIDENCE.named(kind, name);
  const download = async () => {
    const answer = await evidenceLink(view.caseId, item.evidenceId);
    if (!answer.ok) return answer.problem;
    announce(EVIDENCE.started);
    location.assign(answer.value.url);
    return undefined;
  };
  return (
    <li className="evidence">
      <h3>{what}</h3>
      {name !== undefined && <p>{EVIDENCE.unopened}</p>}
      <dl className="facts">
        {marks.length > 0 && (
          <Fact name={EVIDENCE.marks}>{marks.map((mark) => MARK_WORDS[mark]).join('。')}</Fact>
        )}
        {name !== undefined && (
          <Fact name={EVIDENCE.virus}>
            {item.virus ? VERDICT_WORDS.virus[item.virus] : EVIDENCE.uninspected}
          </Fact>
        )}
        <Fact name={EVIDENCE.sha256}>
          <code>{item.sha256}</code>
        </Fact>
        <Fact name={EVIDENCE.size}>{EVIDENCE.bytes(item.bytes)}</Fact>
        <Fact name={EVIDENCE.until}>
          <Time at={item.retainUntil} />
        </Fact>
      </dl>
      <Fetch label={EVIDENCE.download(what)} run={download} />
    </li>
  );
}

export function Evidence() {
  const { view } = useCase();
  return (
    <Section id="evidence" title={EVIDENCE.title} words={EVIDENCE.words}>
      {view.evidence.length === 0 ? (
        <p>{EVIDENCE.empty}</p>
      ) : (
        <ul className="list">
          {view.evidence.map((item) => (
            <Item key={item.evidenceId} item={item} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function ReportFacts({ report }: { report: Report }) {
  const { view } = useCase();
  const noticedAt = fromJapanLocal(report.noticedAt);
  const long = (text: string) => (text === '' ? REPORT.none : <span className="typed">{text}</span>);
  return (
    <dl className="facts">
      <Fact name={REPORT.channel}>{CHANNEL_WORDS[view.reported.channel]}</Fact>
      <Fact name={REPORT.kind}>{view.kind.name}</Fact>
      <Fact name={REPORT.happened}>{long(report.happened)}</Fact>
      <Fact name={REPORT.done}>{long(report.done)}</Fact>
      <Fact name={REPORT.noticedAt}>{noticedAt ? <Time at={noticedAt} /> : REPORT.none}</Fact>
      <Fact name={REPORT.section}>{view.sectionName || REPORT.none}</Fact>
      <Fact name={REPORT.place}>{long(report.place)}</Fact>
      <Fact name={REPORT.personalData}>{YES_NO[report.personalData]}</Fact>
      <Fact name={REPORT.reporter}>{long(report.reporter)}</Fact>
      <Fact name={REPORT.callback}>
        <Telephone number={report.callback} />
      </Fact>
      <BehalfFacts report={report} />
    </dl>
  );
}

/** What was reported, as text and nothing else; what was sent again stands below, so that nothing is overlooked. */
export function ReportText() {
  const { view } = useCase();
  return (
    <Section id="report" title={REPORT.title}>
      {view.mail ? (
        <MailText mail={view.mail} text={view.report.happened} />
      ) : (
        <>
          <ReportFacts report={view.report} />
          <Answers />
        </>
      )}
      {view.supplements.map(({ at, report }) => (
        <div key={at}>
          <h3>{REPORT.again(dateTime(at))}</h3>
          <ReportFacts report={report} />
        </div>
      ))}
    </Section>
  );
}

function Line({ line }: { line: TimelineLine }) {
  const late = Math.abs(Date.parse(line.recordedAt) - Date.parse(line.occurredAt)) >= 60_000;
  return (
    <li>
      <Time at={line.occurredAt} short />
      <div>
        <p className="line-words">{line.words}</p>
        <p className="line-by">
          {line.actor}
          {late && <span>{TIMELINE.recorded(shortDateTime(line.recordedAt))}</span>}
        </p>
      </div>
    </li>
  );
}

export function Timeline() {
  const { view, announce } = useCase();
  const { caseId, timeline, headHash, anchored } = view;
  const save = async () => {
    const answer = await readTimeline(caseId);
    if (!answer.ok) return answer.problem;
    const link = document.createElement('a');
    link.href = URL.createObjectURL(answer.value);
    link.download = `timeline-${caseId}.json`;
    link.click();
    // Some browsers read the blob only after the click has been handled.
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    announce(TIMELINE.exported);
    return undefined;
  };
  const last = timeline.at(-1);
  return (
    <Section id="timeline" title={TIMELINE.title} words={TIMELINE.words}>
      <ol className="timeline">
        {timeline.map((line) => (
          <Line key={line.seq} line={line} />
        ))}
      </ol>
      <dl className="facts">
        <Fact name={TIMELINE.head}>
          <code>{headHash}</code>
          <span className="source">
            {anchored ? TIMELINE.anchored : TIMELINE.notAnchored}
            {last && `（${dateTime(last.recordedAt)}）`}
          </span>
        </Fact>
      </dl>
      <Fetch label={TIMELINE.export} run={save} />
    </Section>
  );
}
