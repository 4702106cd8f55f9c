import { useState } from 'react';
import type { WavePart } from '#/core/case/view-wave.ts';
import { readWave } from '#/web/src/api.ts';
import { useCase } from '#/web/src/case/context.ts';
import { Time } from '#/web/src/case/parts.tsx';
import { Trouble } from '#/web/src/desk/trouble.tsx';
import { Link } from '#/web/src/route.tsx';
import { APP } from '#/web/src/text/ja.ts';
import { WAVE } from '#/web/src/text/wave.ts';

export const CaseLink = ({ caseId }: { caseId: string }) => (
  <Link to={`/desk/cases/${caseId}`}>{caseId}</Link>
);

export const Hidden = ({ count }: { count: number }) => (count > 0 ? <p>{WAVE.hidden(count)}</p> : null);

/** Each report of a wave can be reached. They are read when somebody opens the list, and in parts: there may be thousands. */
export function WaveList({ which, count }: { which: 'plain' | 'members'; count: number }) {
  const { caseId } = useCase().view;
  const [parts, setParts] = useState<WavePart[]>([]);
  const [problem, setProblem] = useState<Parameters<typeof Trouble>[0]['problem']>();
  const [busy, setBusy] = useState(false);
  const lines = parts.flatMap((part) => part.lines);
  const hidden = parts.reduce((sum, part) => sum + part.hidden, 0);
  const rest = parts.at(-1)?.rest ?? 0;
  const load = async (before: WavePart[]) => {
    setBusy(true);
    const after = before.reduce((sum, part) => sum + part.lines.length + part.hidden, 0);
    const answer = await readWave(caseId, which, after);
    setBusy(false);
    setProblem(answer.ok ? undefined : answer.problem);
    if (answer.ok) setParts([...before, answer.value]);
  };
  return (
    <details
      onToggle={({ currentTarget }) => {
        if (currentTarget.open) void load([]);
      }}
    >
      <summary>{WAVE.list(count)}</summary>
      <ul>
        {lines.map((each) => (
          <li key={each.caseId}>
            <CaseLink caseId={each.caseId} />　{each.kindName}　<Time at={each.receivedAt} short />
            {each.alike && `　${WAVE.why}：${each.alike}`}
          </li>
        ))}
      </ul>
      <Hidden count={hidden} />
      <Trouble problem={problem} stale={false} />
      {busy && <p>{APP.loading}</p>}
      {rest > 0 && !busy && (
        <button type="button" className="button button-second" onClick={() => void load(parts)}>
          {WAVE.more(rest)}
        </button>
      )}
    </details>
  );
}
