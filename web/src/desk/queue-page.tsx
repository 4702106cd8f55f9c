import { useEffect, useRef, useState } from 'react';
import type { Ask } from '#/core/case/events.ts';
import type { MeView, QueueLine } from '#/core/case/view.ts';
import { ASK_WORDS, CHANNEL_WORDS, STATE_WORDS } from '#/core/text/words.ts';
import { readQueue } from '#/web/src/api.ts';
import { Due, Time } from '#/web/src/case/parts.tsx';
import { mayBeSettled, waitsFor } from '#/web/src/desk/bulk.ts';
import { BulkConfirm, BulkSettle } from '#/web/src/desk/bulk-forms.tsx';
import { Trouble } from '#/web/src/desk/trouble.tsx';
import { WaveNote } from '#/web/src/desk/wave-note.tsx';
import { useNow, usePolled } from '#/web/src/polling.ts';
import { Link } from '#/web/src/route.tsx';
import { APP, QUEUE, TIME } from '#/web/src/text/ja.ts';
import { TYPED } from '#/web/src/text/report.ts';
import { SETTLE } from '#/web/src/text/settle.ts';
import { spanSince } from '#/web/src/time.ts';

const Marks = ({ line, closed }: { line: QueueLine; closed: boolean }) => (
  <>
    {line.danger && !closed && <strong className="late">{QUEUE.danger}</strong>}
    {line.unread && <strong className="late">{QUEUE.unread}</strong>}
    {line.byMail && <span>{CHANNEL_WORDS.mail}</span>}
    {line.settledBy && !closed && <span>{QUEUE.settled}</span>}
    {line.restricted && <span>{QUEUE.restricted}</span>}
  </>
);

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
        <Marks line={line} closed={closed} />
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

/** Many small cases at once: proposed by one person, confirmed by another. */
function Bulk({
  open,
  me,
  now,
  bulk,
  choose,
  reload,
}: {
  open: readonly QueueLine[];
  me: MeView;
  now: number;
  bulk: 'settle' | 'confirm' | undefined;
  choose: (bulk: 'settle' | 'confirm' | undefined) => void;
  reload: () => Promise<void>;
}) {
  const waiting = open.filter((line) => waitsFor(line, me));
  const small = open.filter(mayBeSettled);
  const given = { me, now, reload };
  return (
    <>
      <div className="buttons">
        <button
          type="button"
          className="toggle"
          aria-expanded={bulk === 'settle'}
          onClick={() => choose(bulk === 'settle' ? undefined : 'settle')}
        >
          {SETTLE.bulk.open}
        </button>
        {(waiting.length > 0 || bulk === 'confirm') && (
          <button
            type="button"
            className="toggle"
            aria-expanded={bulk === 'confirm'}
            onClick={() => choose(bulk === 'confirm' ? undefined : 'confirm')}
          >
            {SETTLE.bulk.openConfirm(waiting.length)}
          </button>
        )}
      </div>
      {bulk === 'settle' && <BulkSettle lines={small} {...given} />}
      {bulk === 'confirm' && <BulkConfirm lines={waiting} {...given} />}
    </>
  );
}

export function QueuePage({ me }: { me: MeView }) {
  const { value, problem, reload } = usePolled(readQueue);
  const [bulk, setBulk] = useState<'settle' | 'confirm'>();
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
            <Bulk open={value.open} me={me} now={now} bulk={bulk} choose={setBulk} reload={reload} />
          )}
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
