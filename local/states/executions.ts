import type { Execution, HistoryEvent } from '#/local/asl/execution.ts';
import type { Data } from '#/local/data.ts';

/** What of an execution can be listed without reading it whole. */
export interface ExecutionRow {
  arn: string;
  machine: string;
  name: string;
  status: string;
  started: number;
  ended: number | null;
}

export interface Executions {
  /** One transaction: the execution as it now is, and the tokens it has given out. */
  save(execution: Execution, machine: string, tokens: string[]): void;
  find(arn: string): Execution | undefined;
  byToken(token: string): ExecutionRow | undefined;
  list(machine: string, status: string | undefined): ExecutionRow[];
  running(): Execution[];
}

const ROW = 'arn, machine, name, status, started, ended';

/** The history only grows, so each event is written once and the rest of the execution at every step. */
export function openExecutions({
  database,
  transaction,
}: Pick<Data, 'database' | 'transaction'>): Executions {
  database.exec(`
    CREATE TABLE IF NOT EXISTS execution (
      arn TEXT PRIMARY KEY, machine TEXT NOT NULL, name TEXT NOT NULL, status TEXT NOT NULL,
      started INTEGER NOT NULL, ended INTEGER, body TEXT NOT NULL
    ) STRICT;
    CREATE INDEX IF NOT EXISTS execution_status ON execution (status);
    CREATE TABLE IF NOT EXISTS execution_event (
      arn TEXT NOT NULL, id INTEGER NOT NULL, body TEXT NOT NULL, PRIMARY KEY (arn, id)
    ) STRICT, WITHOUT ROWID;
    CREATE TABLE IF NOT EXISTS token (token TEXT PRIMARY KEY, arn TEXT NOT NULL) STRICT`);
  const put = database.prepare(`INSERT INTO execution (${ROW}, body) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET status = excluded.status, ended = excluded.ended, body = excluded.body`);
  const putToken = database.prepare('INSERT OR IGNORE INTO token VALUES (?, ?)');
  const putEvent = database.prepare('INSERT INTO execution_event VALUES (?, ?, ?)');
  const lastEvent = database.prepare('SELECT max(id) AS id FROM execution_event WHERE arn = ?');
  const events = database.prepare('SELECT body FROM execution_event WHERE arn = ? ORDER BY id');
  const get = database.prepare('SELECT body FROM execution WHERE arn = ?');
  const getByToken = database.prepare(
    `SELECT e.${ROW.replaceAll(', ', ', e.')} FROM token JOIN execution e USING (arn) WHERE token = ?`,
  );
  const all = database.prepare(
    `SELECT ${ROW} FROM execution WHERE machine = ? AND (?2 IS NULL OR status = ?2) ORDER BY started DESC`,
  );
  const open = database.prepare("SELECT body FROM execution WHERE status = 'RUNNING' ORDER BY started");

  function whole(row: Record<string, unknown>): Execution {
    const rest: Omit<Execution, 'history'> = JSON.parse(String(row.body));
    const history = events.all(rest.id).map(({ body }): HistoryEvent => JSON.parse(String(body)));
    return { ...rest, history };
  }

  return {
    save({ history, ...rest }, machine, tokens) {
      transaction(() => {
        const { id, name, status, startedAt, endedAt = null } = rest;
        put.run(id, machine, name, status, startedAt, endedAt, JSON.stringify(rest));
        const known = Number(lastEvent.get(id)?.id ?? 0);
        for (const event of history.slice(known)) putEvent.run(id, event.id, JSON.stringify(event));
        for (const token of tokens) putToken.run(token, id);
      });
    },
    find(arn) {
      const row = get.get(arn);
      return row && whole(row);
    },
    byToken: (token) => getByToken.all(token).map(listed)[0],
    list: (machine, status) => all.all(machine, status ?? null).map(listed),
    running: () => open.all().map(whole),
  };
}

const listed = ({ arn, machine, name, status, started, ended }: Record<string, unknown>): ExecutionRow => ({
  arn: String(arn),
  machine: String(machine),
  name: String(name),
  status: String(status),
  started: Number(started),
  ended: ended === null ? null : Number(ended),
});
