import { flagsOf } from '#/cli/flags.ts';
import { DATA } from '#/cli/project.ts';
import { ask } from '#/cli/running.ts';
import { text } from '#/cli/text.ts';
import { StartError } from '#/local/start-error.ts';

const FLAGS = { advance: { type: 'string' }, data: { type: 'string', default: DATA } } as const;

const LOOK_MS = 3_000;

/** A long advance lets days of reminders happen: how far it has come is told on the way, beside what is printed. */
async function underway<T>(data: string, work: Promise<T>, tell: boolean): Promise<T> {
  const look = async () => {
    const { now } = (await (await ask(data, '/clock')).json()) as { now: string };
    console.error(text.advancing(new Date(now)));
  };
  // A look that fails is no news: what was asked for answers for itself.
  const looking = tell ? setInterval(() => void look().catch(() => {}), LOOK_MS) : undefined;
  return work.finally(() => clearInterval(looking));
}

/** `hikeshi clock --advance 3d`: moves everything that runs on this machine into the future. */
export async function clock(args: string[]): Promise<number> {
  const { advance, data } = flagsOf(args, FLAGS, text.clockUsage);
  const init = advance === undefined ? {} : { method: 'POST', body: JSON.stringify({ advance }) };
  const response = await underway(data, ask(data, '/clock', init), advance !== undefined);
  if (!response.ok) throw new StartError(text.clockUsage);
  const { now, ahead } = (await response.json()) as { now: string; ahead: number };
  console.log(text.clock(new Date(now), ahead));
  return 0;
}
