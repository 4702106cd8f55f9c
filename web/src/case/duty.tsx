import type { ReactNode } from 'react';
import type { DutyView, StageView } from '#/core/case/view.ts';
import { dateTime } from '#/core/text/dates.ts';
import type { Line } from '#/core/text/derivation.ts';
import { VERDICT_OF_ITEM } from '#/core/text/words.ts';
import { useCase } from '#/web/src/case/context.ts';
import { byPost, dutyName, isOutdated, isPastStages, stateWords } from '#/web/src/case/duty-groups.ts';
import { Confirm, Default, Fact } from '#/web/src/case/parts.tsx';
import { DUTY } from '#/web/src/text/ja.ts';

const AT_WORK: readonly DutyView['state'][] = ['drafting', 'approving', 'filing'];

const Stage = ({ stage, current }: { stage: StageView; current: boolean }) => (
  <Fact
    name={
      <>
        {stage.name}
        {current && <span className="tag tag-required">{DUTY.stage}</span>}
        {stage.filed && <span className="tag">{DUTY.stageFiled}</span>}
      </>
    }
  >
    {stage.words}
    {stage.isDefault && <Default />}
    {stage.confirm && <Confirm />}
    {stage.others.map((words) => (
      <span key={words} className="source">
        {DUTY.otherDays}：{words}
        <Confirm />
      </span>
    ))}
  </Fact>
);

/** Line by line, as somebody who checks it reads it. */
export const Derivation = ({ lines }: { lines: readonly Line[] }) => (
  <ul className="reasons">
    {lines.map(({ words, verdict, because, source, confirm, isDefault }) => (
      <li key={words}>
        <span className={`verdict verdict-${verdict}`} aria-hidden="true">
          {verdict && DUTY.mark[verdict]}
        </span>
        <span>
          {verdict && <strong className="verdict-words">{VERDICT_OF_ITEM[verdict]}</strong>}
          {words}
          {isDefault && <Default />}
          {confirm && <Confirm />}
          {because && <span className="own-line">{because}</span>}
          {source && <span className="source">{source}</span>}
        </span>
      </li>
    ))}
  </ul>
);

export const Questions = ({ questions }: Pick<DutyView, 'questions'>) =>
  byPost(questions).map(({ of, words }) => (
    <div key={of} className="questions">
      <p className="subhead">{DUTY.question(of)}</p>
      <ul>
        {words.map((question) => (
          <li key={question}>{question}</li>
        ))}
      </ul>
    </div>
  ));

export function Result({ duty }: { duty: DutyView }) {
  const { finding, state } = duty;
  return (
    <p className="duty-result">
      <span className={`mark mark-${finding.result}`}>{duty.resultWords}</span>
      {state !== finding.result && state !== 'shown' && <span>{stateWords(duty)}</span>}
      {duty.confirm && <Confirm />}
    </p>
  );
}

/** What somebody reads who acts on it, or doubts it. */
export const More = ({ duty }: { duty: DutyView }) => (
  <>
    <dl className="facts">
      <Fact name={DUTY.channel}>{duty.channel}</Fact>
      <Fact name={DUTY.law}>{duty.law}</Fact>
      {duty.notes.length > 0 && <Fact name={DUTY.notes}>{duty.notes.map(ownLine)}</Fact>}
      {duty.items.length > 0 && <Fact name={DUTY.items}>{duty.items.map(ownLine)}</Fact>}
    </dl>
    {duty.postsConfirm && (
      <p className="hint">
        {DUTY.confirmPosts}
        <Default />
        <Confirm />
      </p>
    )}
    <p className="subhead">{DUTY.derivation(duty.finding.factsRevision)}</p>
    <Derivation lines={duty.derivation} />
  </>
);

const ownLine = (words: string) => (
  <span key={words} className="own-line">
    {words}
  </span>
);

export const Stages = ({ duty }: { duty: DutyView }) => {
  const { stages, stageName, state, addressee } = duty;
  return (
    <dl className="facts">
      {stages.map((stage) => (
        <Stage
          key={stage.name}
          stage={stage}
          current={stages.length > 1 && stage.name === stageName && AT_WORK.includes(state)}
        />
      ))}
      {isPastStages(duty) && state !== 'filed' && <Fact name={stageName}>{DUTY.asKnown}</Fact>}
      <Fact name={DUTY.addressee}>{addressee}</Fact>
    </dl>
  );
};

/** A duty that somebody works on, must judge, or has filed. */
export function Duty({ duty, children }: { duty: DutyView; children?: ReactNode }) {
  const { view } = useCase();
  const { draft } = duty;
  return (
    <li className="duty" id={`duty-${duty.dutyId}`}>
      <h4>{dutyName(view, duty)}</h4>
      <Result duty={duty} />
      {isOutdated(duty) && <p className="caution">{DUTY.outdated}</p>}
      {duty.changedSince && duty.filings.length > 0 && <p className="caution">{DUTY.changed}</p>}
      {duty.filings.map(({ stageName, filedAt, receiptNumber }) => (
        <p key={`${stageName} ${filedAt}`}>
          <strong>{DUTY.filing(stageName, dateTime(filedAt), receiptNumber)}</strong>
        </p>
      ))}
      <Questions questions={duty.questions} />
      <Stages duty={duty} />
      {draft.revision > 0 && (
        <details className="reading">
          <summary>{DUTY.draft(draft.revision)}</summary>
          <p className="paper">{draft.text}</p>
        </details>
      )}
      <details className="reading">
        <summary>{DUTY.more}</summary>
        <More duty={duty} />
      </details>
      {children}
    </li>
  );
}
