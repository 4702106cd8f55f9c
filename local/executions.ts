import type { Execution } from '#/local/asl/execution.ts';
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

export function openExecutions(data: Data): Executions {
  const { database } = data;
  database.exec(`
    CREATE TABLE IF NOT EXISTS execution (
      arn TEXT PRIMARY KEY, machine TEXT NOT NULL, name TEXT NOT NULL, status TEXT NOT NULL,
      started INTEGER NOT NULL, ended INTEGER, body TEXT NOT NULL
    ) STRICT;
    CREATE INDEX IF NOT EXISTS execution_status ON execution (status);
    CREATE TABLE IF NOT EXISTS token (token TEXT PRIMARY KEY, arn TEXT NOT NULL) STRICT`);
  const put = database.prepare(`INSERT INTO execution (${ROW}, body) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT DO UPDATE SET status = excluded.status, ended = excluded.ended, body = excluded.body`);
  const putToken = database.prepare('INSERT OR IGNORE INTO token VALUES (?, ?)');
  const get = database.prepare('SELECT body FROM execution WHERE arn = ?');
  const getByToken = database.prepare(
    `SELECT e.${ROW.replaceAll(', ', ', e.')} FROM token JOIN execution e USING (arn) WHERE token = ?`,
  );
  const all = database.prepare(
    `SELECT ${ROW} FROM execution WHERE machine = ? AND (?2 IS NULL OR status = ?2) ORDER BY started DESC`,
  );
  const open = database.prepare("SELECT body FROM execution WHERE status = 'RUNNING' ORDER BY started");
  const parse = (row: unknown) => JSON.parse((row as { body: string }).body) as Execution;

  return {
    save(execution, machine, tokens) {
      data.transaction(() => {
        const { id, name, status, startedAt, endedAt = null } = execution;
        put.run(id, machine, name, status, startedAt, endedAt, JSON.stringify(execution));
        for (const token of tokens) putToken.run(token, id);
      });
    },
    find(arn) {
      const row = get.get(arn);
      return row && parse(row);
    },
    byToken: (token) => getByToken.get(token) as ExecutionRow | undefined,
    list: (machine, status) => all.all(machine, status ?? null) as unknown as ExecutionRow[],
    running: () => open.all().map(parse),
  };
}
