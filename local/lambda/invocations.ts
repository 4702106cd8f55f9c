import type { Activity } from '#/local/activity.ts';
import type { Clock } from '#/local/clock.ts';
import type { Data } from '#/local/data.ts';
import type { Lambdas } from '#/local/lambda/lambda.ts';
import type { Template } from '#/local/template/template.ts';

/** Lambda's queue of asynchronous invocations. */
export interface Invocations {
  /** When this returns, the event is kept: it is tried until the function has taken it, or its attempts or time are up. */
  send(functionArn: string, event: unknown): void;
  /** Takes up what was accepted before the end of the last run. */
  resume(): void;
  stop(): void;
}

export interface InvocationOptions {
  data: Data;
  template: Template;
  lambdas: Pick<Lambdas, 'invoke'>;
  clock: Clock;
  activity: Pick<Activity, 'track'>;
  log(line: string): void;
}

interface Waiting {
  id: number;
  arn: string;
  event: string;
  attempts: number;
  accepted: number;
  due: number;
}

/** What Lambda does unless the function's EventInvokeConfig says otherwise. */
const RETRIES = 2;
const MAX_AGE_SECONDS = 21_600;
const PAUSE_MS = 60_000;

export function createInvocations(options: InvocationOptions): Invocations {
  const { data, template, lambdas, clock, activity, log } = options;
  data.database.exec(`CREATE TABLE IF NOT EXISTS invocation (
    id INTEGER PRIMARY KEY AUTOINCREMENT, arn TEXT NOT NULL, event TEXT NOT NULL,
    attempts INTEGER NOT NULL, accepted INTEGER NOT NULL, due INTEGER NOT NULL) STRICT`);
  const insert = data.database.prepare(
    'INSERT INTO invocation (arn, event, attempts, accepted, due) VALUES (?, ?, 0, ?, ?)',
  );
  const postpone = data.database.prepare('UPDATE invocation SET attempts = ?, due = ? WHERE id = ?');
  const remove = data.database.prepare('DELETE FROM invocation WHERE id = ?');
  const all = data.database.prepare('SELECT * FROM invocation ORDER BY id');
  let stopped = false;

  async function attempt(waiting: Waiting): Promise<void> {
    const { id, arn, event, accepted } = waiting;
    const { label, retries, maxAge } = limitsOf(template, arn);
    if (clock.now() - accepted > maxAge) return drop(id, `[${label}] an event was too old and is dropped`);
    const { ok } = await lambdas.invoke(arn, JSON.parse(event));
    if (stopped) return;
    const attempts = waiting.attempts + 1;
    if (ok) return void remove.run(id);
    if (attempts > retries) return drop(id, `[${label}] an event failed ${attempts} times and is dropped`);
    const due = clock.now() + PAUSE_MS * attempts;
    postpone.run(attempts, due, id);
    arm({ ...waiting, attempts, due });
  }

  function drop(id: number, line: string): void {
    remove.run(id);
    log(line);
  }

  const go = (waiting: Waiting) =>
    void activity
      .track(attempt(waiting))
      .catch((error: Error) => log(`[invocation ${waiting.id}] ${error.stack}`));
  const arm = (waiting: Waiting) => void clock.at(waiting.due, () => go(waiting));

  return {
    send(arn, event) {
      const now = clock.now();
      const kept = { arn, event: JSON.stringify(event), attempts: 0, accepted: now, due: now };
      const { lastInsertRowid } = insert.run(arn, kept.event, now, now);
      go({ id: Number(lastInsertRowid), ...kept });
    },
    resume() {
      // The time in which nothing ran does not count: on AWS the queue would have been there.
      for (const row of all.all()) arm({ ...waitingOf(row), accepted: clock.now() });
    },
    stop() {
      stopped = true;
    },
  };
}

function limitsOf(template: Template, arn: string): { label: string; retries: number; maxAge: number } {
  const { label = arn, name } = template.byArn(arn) ?? {};
  const { MaximumRetryAttempts = RETRIES, MaximumEventAgeInSeconds = MAX_AGE_SECONDS } =
    template
      .ofType('AWS::Lambda::EventInvokeConfig')
      .find(({ properties }) => [arn, name].includes(properties.FunctionName))?.properties ?? {};
  return { label, retries: MaximumRetryAttempts, maxAge: MaximumEventAgeInSeconds * 1000 };
}

const waitingOf = ({ id, arn, event, attempts, accepted, due }: Record<string, unknown>): Waiting => ({
  id: Number(id),
  arn: String(arn),
  event: String(event),
  attempts: Number(attempts),
  accepted: Number(accepted),
  due: Number(due),
});
