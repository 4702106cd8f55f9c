import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { text } from '#/cli/text.ts';
import { StartError } from '#/local/start-error.ts';

/** `hikeshi clock --advance 3d`: moves everything that runs on this machine into the future. */
export async function clock(args: string[]): Promise<number> {
  const { advance, data } = read(args);
  const { tools } = running(data);
  const init = advance === undefined ? {} : { method: 'POST', body: JSON.stringify({ advance }) };
  const response = await fetch(`http://127.0.0.1:${tools}/clock`, init).catch(() => {
    throw new StartError(text.notRunning);
  });
  const answer = (await response.json()) as { message?: string; now: string };
  if (!response.ok) throw new StartError(answer.message ?? text.wrongArguments);
  console.log(text.clock(new Date(answer.now)));
  return 0;
}

function read(args: string[]): { advance: string | undefined; data: string } {
  try {
    const options = { advance: { type: 'string' }, data: { type: 'string', default: '.hikeshi' } } as const;
    const { advance, data } = parseArgs({ args, options }).values;
    return { advance, data };
  } catch {
    throw new StartError(text.wrongArguments);
  }
}

function running(data: string): { tools: number } {
  try {
    return JSON.parse(readFileSync(join(data, 'run.json'), 'utf8'));
  } catch {
    throw new StartError(text.notRunning);
  }
}
