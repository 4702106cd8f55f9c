import type { DutyView } from '#/core/case/view.ts';
import { dateTime, dayWords } from '#/core/text/dates.ts';
import { DUTY_RESULT_WORDS, DUTY_STATE_WORDS } from '#/core/text/words.ts';
import { useCase } from '#/web/src/case/context.ts';
import { Confirm, Fact, Section } from '#/web/src/case/parts.tsx';
import { DUTY } from '#/web/src/text/ja.ts';

function Duty({ duty }: { duty: DutyView }) {
  const { finding } = duty;
  return (
    <li className="duty">
      <h3>{duty.name}</h3>
      <p className="duty-result">
        <span className={`mark mark-${finding.result}`}>{DUTY_RESULT_WORDS[finding.result]}</span>
        {duty.state !== finding.result && <span>{DUTY_STATE_WORDS[duty.state]}</span>}
      </p>
      {duty.filed && (
        <p>
          <strong>{DUTY.filed(dateTime(duty.filed.filedAt), duty.filed.receiptNumber)}</strong>
        </p>
      )}
      <h4>{DUTY.reasons}</h4>
      <ul className="reasons">
        {finding.reasons.map((reason) => (
          <li key={reason.item}>
            <span className={`verdict verdict-${reason.verdict}`}>{DUTY.verdict[reason.verdict]}</span>
            <span>
              {reason.words}
              {reason.confirm && <Confirm />}
              <span className="source">{reason.article}</span>
            </span>
          </li>
        ))}
      </ul>
      <dl className="facts">
        {finding.result !== 'none' && (
          <Fact
            name={
              <>
                {DUTY.aimDay}
                {duty.deadlineConfirm && <Confirm />}
              </>
            }
          >
            {DUTY.aim(dayWords(finding.aimDay), dayWords(finding.limitDay))}
            <span className="source">{duty.deadlineWords}</span>
          </Fact>
        )}
        <Fact name={DUTY.knownDay}>{dayWords(finding.knownDay)}</Fact>
        <Fact name={DUTY.addressee}>{duty.addressee}</Fact>
        <Fact name={DUTY.channel}>{duty.channel}</Fact>
        <Fact name={DUTY.law}>
          {duty.law}
          <span className="source">{DUTY.revision(finding.factsRevision)}</span>
        </Fact>
      </dl>
      {duty.postsConfirm && (
        <p className="hint">
          {DUTY.confirmPosts}
          <Confirm />
        </p>
      )}
      {duty.draft.revision > 0 && (
        <details className="reading">
          <summary>{DUTY.draft(duty.draft.revision)}</summary>
          <p className="paper">{duty.draft.text}</p>
        </details>
      )}
    </li>
  );
}

export function Duties() {
  const { view } = useCase();
  return (
    <Section id="duties" title={DUTY.title}>
      {view.duties.length === 0 ? (
        <p>{DUTY.empty}</p>
      ) : (
        <ul className="list">
          {view.duties.map((duty) => (
            <Duty key={duty.dutyId} duty={duty} />
          ))}
        </ul>
      )}
    </Section>
  );
}
