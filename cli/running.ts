import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kill } from 'node:process';
import { text } from '#/cli/text.ts';
import { StartError } from '#/local/start-error.ts';

/** Asks the tools beside the product that runs with this data folder. */
export async function ask(data: string, path: string, init: RequestInit = {}): Promise<Response> {
  try {
    const { pid, tools } = JSON.parse(readFileSync(join(data, 'run.json'), 'utf8'));
    // A killed one leaves the file behind, and its port may be somebody else's by now.
    kill(pid, 0);
    return await fetch(`http://127.0.0.1:${tools}${path}`, init);
  } catch {
    throw new StartError(text.notRunning(data));
  }
}
