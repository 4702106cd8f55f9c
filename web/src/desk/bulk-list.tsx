import { useReducer, useRef, useState } from 'react';
import type { QueueLine } from '#/core/case/view.ts';
import { Time } from '#/web/src/case/parts.tsx';
import type { Result } from '#/web/src/desk/bulk.ts';
import { Link } from '#/web/src/route.tsx';
import { SETTLE } from '#/web/src/text/settle.ts';

const TEXT = SETTLE.bulk;

/** Cases to be ticked, each by itself or all of them. */
export function Chooser({
  lines,
  chosen,
  choose,
}: {
  lines: readonly QueueLine[];
  chosen: readonly string[];
  choose: (caseIds: string[]) => void;
}) {
  const all = lines.map(({ caseId }) => caseId);
  const whole = chosen.length === all.length;
  return (
    <fieldset className="field">
      <legend>{TEXT.choose}</legend>
      <div className="choices">
        <label className="choice">
          <input type="checkbox" checked={whole} onChange={() => choose(whole ? [] : all)} />
          <span>
            <strong>{TEXT.all}</strong>
          </span>
        </label>
        {lines.map(({ caseId, kindName, receivedAt }) => (
          <label key={caseId} className="choice">
            <input
              type="checkbox"
              checked={chosen.includes(caseId)}
              onChange={() =>
                choose(chosen.includes(caseId) ? chosen.filter((id) => id !== caseId) : [...chosen, caseId])
              }
            />
            <span>
              {kindName}　{caseId}
              <span className="source">
                <Time at={receivedAt} short />
              </span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

/** How far it has come, and what became of each case: nothing fails unseen. */
export function Results({ results, all, done }: { results: readonly Result[]; all: number; done: string }) {
  if (all === 0) return null;
  return (
    <div className="bulk-results" role="status">
      <h3>{TEXT.result}</h3>
      <p>{TEXT.progress(results.length, all)}</p>
      <ul className="list">
        {results.map(({ caseId, problem }) => (
          <li key={caseId}>
            <Link to={`/desk/cases/${caseId}`}>{caseId}</Link>　
            {problem ? <strong className="wrong">{problem}</strong> : done}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The same press on the same case is one command, however often the network fails. */
export function useBulk() {
  const ids = useRef(new Map<string, string>());
  const [all, setAll] = useState(0);
  const [results, hear] = useReducer(
    (heard: Result[], next: Result | 'anew'): Result[] => (next === 'anew' ? [] : [...heard, next]),
    [],
  );
  const commandIdOf = (caseId: string): string => {
    const known = ids.current.get(caseId) ?? crypto.randomUUID();
    ids.current.set(caseId, known);
    return known;
  };
  const begin = (count: number) => {
    hear('anew');
    setAll(count);
  };
  return { commandIdOf, begin, all, results, hear };
}
