import type { DutyView, StageView } from '#/core/case/view.ts';
import { dateTime } from '#/core/text/dates.ts';
import type { Line } from '#/core/text/derivation.ts';
import { DUTY_STATE_WORDS, VERDICT_OF_ITEM } from '#/core/text/words.ts';
import { useCase } from '#/web/src/case/context.ts';
import { dutyName } from '#/web/src/case/duty-groups.ts';
import { Confirm, Fact } from '#/web/src/case/parts.tsx';
import { DUTY } from '#/web/src/text/ja.ts';

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
    {lines.map(({ words, verdict, source, confirm }) => (
      <li key={words}>
        <span className={`verdict verdict-${verdict}`} aria-hidden="true">
          {verdict && DUTY.mark[verdict]}
        </span>
        <span>
          {verdict && <strong className="verdict-words">{VERDICT_OF_ITEM[verdict]}</strong>}
          {words}
          {confirm && <Confirm />}
          {source && <span className="source">{source}</span>}
        </span>
      </li>
    ))}
  </ul>
);

export const Questions = ({ questions }: Pick<DutyView, 'questions'>) =>
  questions.length > 0 && (
    <>
      <p className="subhead">{DUTY.questions}</p>
      <ul className="questions">
        {questions.map(({ words, of }) => (
          <li key={`${of} ${words}`}>
            {words}
            <span className="source">{DUTY.question(of)}</span>
          </li>
        ))}
      </ul>
    </>
  );

function Result({ duty }: { duty: DutyView }) {
  const { finding, state } = duty;
  return (
    <p className="duty-result">
      <span className={`mark mark-${finding.result}`}>{duty.resultWords}</span>
      {state !== finding.result && state !== 'shown' && <span>{DUTY_STATE_WORDS[state]}</span>}
      {duty.confirm && <Confirm />}
    </p>
  );
}

const Papers = ({ duty: { finding, derivation, items, draft } }: { duty: DutyView }) => (
  <>
    <details className="reading">
      <summary>{DUTY.derivation(finding.factsRevision)}</summary>
      <Derivation lines={derivation} />
    </details>
    {items.length > 0 && (
      <details className="reading">
        <summary>{DUTY.items(items.length)}</summary>
        <ol>
          {items.map((item) => (
            <li key={item}>{item}</li>
          ))}
        </ol>
      </details>
    )}
    {draft.revision > 0 && (
      <details className="reading">
        <summary>{DUTY.draft(draft.revision)}</summary>
        <p className="paper">{draft.text}</p>
      </details>
    )}
  </>
);

export function Duty({ duty }: { duty: DutyView }) {
  const { view } = useCase();
  const atWork = ['drafting', 'approving', 'filing'].includes(duty.state);
  return (
    <li className="duty">
      <h4>{dutyName(view, duty)}</h4>
      <Result duty={duty} />
      {duty.changedSince && <p className="caution">{DUTY.changed}</p>}
      {duty.filings.map(({ stageName, filedAt, receiptNumber }) => (
        <p key={`${stageName} ${filedAt}`}>
          <strong>{DUTY.filing(stageName, dateTime(filedAt), receiptNumber)}</strong>
        </p>
      ))}
      <Questions questions={duty.questions} />
      <dl className="facts">
        {duty.stages.map((stage) => (
          <Stage key={stage.name} stage={stage} current={atWork && stage.name === duty.stageName} />
        ))}
        <Fact name={DUTY.addressee}>{duty.addressee}</Fact>
        <Fact name={DUTY.channel}>{duty.channel}</Fact>
        <Fact name={DUTY.law}>{duty.law}</Fact>
        {duty.notes.length > 0 && (
          <Fact name={DUTY.notes}>
            {duty.notes.map((note) => (
              <span key={note} className="duty-note">
                {note}
              </span>
            ))}
          </Fact>
        )}
      </dl>
      {duty.postsConfirm && (
        <p className="hint">
          {DUTY.confirmPosts}
          <Confirm />
        </p>
      )}
      <Papers duty={duty} />
    </li>
  );
}
