import { useEffect, useRef } from 'react';
import type { Ask } from '#/core/case/events.ts';
import type { MeView, QueueLine } from '#/core/case/view.ts';
import { ASK_WORDS, STATE_WORDS } from '#/core/text/words.ts';
import { readQueue } from '#/web/src/api.ts';
import { Due, Time } from '#/web/src/case/parts.tsx';
import { Trouble } from '#/web/src/desk/trouble.tsx';
import { WaveNote } from '#/web/src/desk/wave-note.tsx';
import { useNow, usePolled } from '#/web/src/polling.ts';
import { Link } from '#/web/src/route.tsx';
import { APP, QUEUE, TIME } from '#/web/src/text/ja.ts';
import { TYPED } from '#/web/src/text/report.ts';
import { spanSince } from '#/web/src/time.ts';

function Line({ line, me, now }: { line: QueueLine; me: MeView; now: number }) {
  const closed = line.state === 'closed';
  const level = line.severity ?? line.provisionalLevel;
  const levelName = me.levels.find((candidate) => candidate.level === level)?.name ?? '';
  const ask = ASK_WORDS[line.ask as Ask] ?? '';
  return (
    <li className="queue-line">
      <Link to={`/desk/cases/${line.caseId}`} className="queue-link">
        <span className="queue-name">{line.kindName}</span>
        <span className="queue-number">{line.caseId}</span>
      </Link>
      <div className="queue-facts">
        <span className="queue-state">{STATE_WORDS[line.state]}</span>
        <WaveNote line={line} />
        {line.danger && !closed && <strong className="late">{QUEUE.danger}</strong>}
        {line.restricted && <span>{QUEUE.restricted}</span>}
        <span>
          {QUEUE.level} {level}　{levelName}
          {line.severity === undefined && `（${QUEUE.provisional}）`}
        </span>
        {!closed && (
          <span>
            {line.unled ? (
              <strong className="late">{QUEUE.unled}</strong>
            ) : (
              `${QUEUE.inCharge} ${line.chargeName ?? QUEUE.nobody}`
            )}
          </span>
        )}
        <span>
          {closed ? <Time at={line.receivedAt} short /> : TIME.age(spanSince(line.receivedAt, now))}
        </span>
      </div>
      {!closed && line.due && (
        <div className="queue-next">
          {ask && (
            <span>
              {QUEUE.next}：{ask}
            </span>
          )}
          <Due due={line.due} now={now} />
        </div>
      )}
    </li>
  );
}

function List(list: {
  id: string;
  title: string;
  empty: string;
  lines: readonly QueueLine[];
  me: MeView;
  now: number;
}) {
  const { id, title, empty, lines, me, now } = list;
  return (
    <section className="queue" aria-labelledby={id}>
      <h2 id={id}>
        {title}
        <span className="count">{lines.length}</span>
      </h2>
      {lines.length === 0 ? (
        <p>{empty}</p>
      ) : (
        <ul className="list">
          {lines.map((line) => (
            <Line key={line.caseId} line={line} me={me} now={now} />
          ))}
        </ul>
      )}
    </section>
  );
}

export function QueuePage({ me }: { me: MeView }) {
  const { value, problem } = usePolled(readQueue);
  const now = useNow(value?.now ?? '1970-01-01T00:00:00.000Z');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${QUEUE.title}｜${APP.product}`;
    heading.current?.focus();
  }, []);
  return (
    <>
      <h1 ref={heading} tabIndex={-1}>
        {QUEUE.title}
      </h1>
      <p>
        <Link to="/desk/report" className="button button-second">
          {TYPED.open}
        </Link>
      </p>
      <Trouble problem={problem} stale={value !== undefined} />
      {value === undefined && problem === undefined && <p>{APP.loading}</p>}
      {value && (
        <>
          {me.seesQueue && (
            <List id="open" title={QUEUE.open} empty={QUEUE.openEmpty} lines={value.open} me={me} now={now} />
          )}
          <List id="mine" title={QUEUE.mine} empty={QUEUE.mineEmpty} lines={value.mine} me={me} now={now} />
          {me.seesQueue && (
            <List
              id="closed"
              title={QUEUE.closed}
              empty={QUEUE.closedEmpty}
              lines={value.closed}
              me={me}
              now={now}
            />
          )}
        </>
      )}
    </>
  );
}
