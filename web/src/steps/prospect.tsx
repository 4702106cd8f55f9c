import { useEffect, useState } from 'react';
import type { FactKey } from '#/core/case/facts.ts';
import type { Learned } from '#/core/case/record-facts.ts';
import type { OwedView, ProspectView } from '#/core/case/view.ts';
import { factLabel } from '#/core/text/facts.ts';
import { type Answer, foresee } from '#/web/src/api.ts';
import { useCase } from '#/web/src/case/context.ts';
import { DUTY } from '#/web/src/text/ja.ts';
import { SETTLE } from '#/web/src/text/settle.ts';

const TEXT = SETTLE.prospect;
/** Whoever is still choosing is not asked for at each press. */
const QUIET = 300;

/** What the facts typed so far would make of the case. */
export function useProspect(caseId: string, facts: Learned | undefined) {
  const [answer, setAnswer] = useState<Answer<ProspectView>>();
  const key = facts && JSON.stringify(facts);
  useEffect(() => {
    if (key === undefined) return;
    let over = false;
    const timer = setTimeout(() => {
      void foresee(caseId, JSON.parse(key) as Learned).then((heard) => {
        if (!over) setAnswer(heard);
      });
    }, QUIET);
    return () => {
      over = true;
      clearTimeout(timer);
    };
  }, [caseId, key]);
  return answer;
}

/** The facts that would decide what is open. */
export const missingIn = (prospect: ProspectView): FactKey[] => [
  ...new Set(prospect.open.flatMap(({ missing }) => missing)),
];

function Owed({ duty }: { duty: OwedView }) {
  return (
    <li>
      <strong>{DUTY.of(duty.name, duty.bodyName)}</strong>：{duty.resultWords}
      {duty.missing.length > 0 && (
        <span className="source">{TEXT.missing(duty.missing.map(factLabel).join('、'))}</span>
      )}
      {duty.questions.map(({ words, of }) => (
        <span key={words} className="source">
          {words}（{of}）
        </span>
      ))}
    </li>
  );
}

/** What would be owed, before anybody proposes or confirms anything. */
export function Prospect({ prospect }: { prospect: ProspectView }) {
  const { me } = useCase();
  const { level, open, shown } = prospect;
  const name = me.levels.find((candidate) => candidate.level === level)?.name ?? '';
  return (
    <div className="suggestion">
      <p>{TEXT.level(level, name)}</p>
      {open.length > 0 ? (
        <>
          <p className="wrong">{TEXT.open}</p>
          <ul>
            {open.map((duty) => (
              <Owed key={duty.dutyId} duty={duty} />
            ))}
          </ul>
        </>
      ) : (
        <p>
          <strong>{TEXT.none}</strong> {TEXT.shown(shown.length)}
        </p>
      )}
      {level > 1 && <p className="wrong">{TEXT.grave}</p>}
    </div>
  );
}
