import { flagsOf } from '#/cli/flags.ts';
import { DATA } from '#/cli/project.ts';
import { ask } from '#/cli/running.ts';
import { text } from '#/cli/text.ts';
import { StartError } from '#/local/start-error.ts';

const FLAGS = { advance: { type: 'string' }, data: { type: 'string', default: DATA } } as const;

/** `hikeshi clock --advance 3d`: moves everything that runs on this machine into the future. */
export async function clock(args: string[]): Promise<number> {
  const { advance, data } = flagsOf(args, FLAGS, text.clockUsage);
  const init = advance === undefined ? {} : { method: 'POST', body: JSON.stringify({ advance }) };
  const response = await ask(data, '/clock', init);
  if (!response.ok) throw new StartError(text.clockUsage);
  const { now, ahead } = (await response.json()) as { now: string; ahead: number };
  console.log(text.clock(new Date(now), ahead));
  return 0;
}
